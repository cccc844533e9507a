/**
 * The deadlines of a ticket by the pack's rules. The clock runs by the calendar of the department that holds the ticket.
 */
import { deadline } from '../calendar/deadline.ts'
import type { Deadline } from '../model.ts'
import type { DeadlineRule, Pack } from '../pack.ts'
import { matches, type TicketFacts } from './conditions.ts'

/**
 * For each deadline key the first rule that fits counts, so that a pack writes the special case above the general one.
 * @param at when the clock starts, usually when the ticket was opened
 * @returns earliest first
 */
export function deadlinesFor(pack: Pack, facts: TicketFacts & { department: string }, at: number): readonly Deadline[] {
  const rules = new Map<string, DeadlineRule>()
  for (const rule of pack.deadlines) if (!rules.has(rule.key) && matches(rule.when, facts, pack)) rules.set(rule.key, rule)
  return [...rules.values()].map((rule) => deadline(rule, { at, department: facts.department }, pack)).sort((a, b) => a.dueAt - b.dueAt)
}
