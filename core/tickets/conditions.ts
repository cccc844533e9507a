/**
 * Whether a rule of the pack applies to a ticket. Every rule (deadline, form, route) asks here, so that all mean the same by `when`.
 */
import type { Flag, Severity, TicketKind } from '../model.ts'
import type { Condition, Pack } from '../pack.ts'

/** What rules look at; every `Ticket` is one. */
export type TicketFacts = { kind: TicketKind; category: string | null; subject: string | null; severity: Severity; flags: readonly Flag[] }

/**
 * True when each part that the condition names fits; of a part's values one is enough. An empty condition fits everything.
 * A part that the ticket does not know yet (no category, no subject) fits no value.
 */
export function matches(when: Condition, facts: TicketFacts, pack: Pick<Pack, 'categories'>): boolean {
  if (when.kind && !when.kind.includes(facts.kind)) return false
  if (when.category && !(facts.category !== null && when.category.includes(facts.category))) return false
  if (when.subject && !(facts.subject !== null && when.subject.includes(facts.subject))) return false
  if (when.severity && !when.severity.includes(facts.severity)) return false
  if (when.flags && !when.flags.some((flag) => facts.flags.includes(flag))) return false
  if (when.split) {
    const split = pack.categories.find((category) => category.key === facts.category)?.split
    if (split === undefined || !when.split.includes(split)) return false
  }
  return true
}
