/**
 * Which department a ticket goes to, and when that department is at work. It opens and moves nothing.
 */
import type { Hours, Pack } from '../pack.ts'
import { matches, type TicketFacts } from './conditions.ts'

/**
 * The first route that fits decides; it may also name the category. Without a route the category's own department is meant, and without a
 * category the pack's first department, which is the one that answers customers.
 */
export function departmentFor(pack: Pack, facts: TicketFacts): { department: string; category: string | null } {
  const route = pack.routes.find((candidate) => matches(candidate.when, facts, pack))
  const category = route?.category ?? facts.category
  const department = route?.department ?? pack.categories.find((candidate) => candidate.key === category)?.department ?? pack.departments[0]?.key
  if (department === undefined) throw new Error(`pack ${pack.id} has no department`)
  return { department, category }
}

/** Working hours of a department; a department nobody knows is treated as the first. `always` = round the clock. */
export function hoursOf(pack: Pack, department: string): Hours | 'always' {
  const key = (pack.departments.find((candidate) => candidate.key === department) ?? pack.departments[0])?.hours
  if (key === 'always') return 'always'
  const hours = pack.hours.find((candidate) => candidate.key === key)
  if (!hours) throw new Error(`pack ${pack.id} has no hours "${key}"`)
  return hours
}
