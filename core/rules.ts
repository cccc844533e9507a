/** When a rule of a pack holds, and how long it gives: what deadlines, forms, routes and workflows all mean by `when` and `within`. Types only. */
import type { Flag, Severity, TicketKind } from './labels.ts'

export type Condition = {
  kind?: readonly TicketKind[]; category?: readonly string[]; subject?: readonly string[]
  severity?: readonly Severity[]; flags?: readonly Flag[]; split?: readonly string[]
}

/** A number and its unit; working units count only the hours of the department's calendar. */
export type Within = { n: number; unit: 'minutes' | 'hours' | 'days' | 'working-hours' | 'working-days' }

export type DeadlineRule = { key: string; when: Condition; within: Within; /** where the rule comes from */ source?: string }
