/**
 * One deadline by one rule: the moment, and how it was reached. Which rules apply to a ticket is tickets/deadlines.ts's.
 */
import type { Deadline } from '../model.ts'
import type { DeadlineRule, Pack } from '../pack.ts'
import { hoursOf } from '../tickets/routing.ts'
import { addWorking } from './calendar.ts'
import { explain } from './explain.ts'

/** @param facts `at`: when the clock starts; `department`: whose working hours count */
export function deadline(rule: DeadlineRule, facts: { at: number; department: string }, pack: Pack): Deadline {
  const opening = hoursOf(pack, facts.department)
  const { n, unit } = rule.within
  const { at: dueAt, passed } = addWorking(facts.at, n, unit, opening, pack)
  const department = (pack.departments.find(({ key }) => key === facts.department) ?? pack.departments[0])?.names['zh-CN'] ?? facts.department
  return { key: rule.key, dueAt, explain: explain({ start: facts.at, dueAt, within: rule.within, opening, department, passed, source: rule.source }, pack) }
}
