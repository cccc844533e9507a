/** Runs one case through the rehearsal room and says what the product made of it. It judges nothing. */
import type { Ticket } from '../../../core/model.ts'
import type { Rehearsal, Rehearsed } from '../../rehearsal.ts'
import type { Case } from './cases.ts'

export type GotOne = {
  intent: string; category: string | null; subject: string | null; department: string | null; severity: string; flags: readonly string[]
  answer: string; abstained: boolean; citations: readonly { article: string; version: string; clause: string }[]
}
export type GotMany = { answers: readonly string[]; handoff: boolean; tickets: readonly object[] }
export type Got = { id: string; got: GotOne | GotMany }

/** Customers think before they write again: this long between two steps. */
const PAUSE_MS = 20_000

export async function runCase(room: Rehearsal, one: Case, at: number): Promise<Got> {
  const customer = { pack: one.pack, name: one.id }
  if (one.text !== undefined) return { id: one.id, got: single(await room.say(customer, one.text, at)) }
  const steps: Rehearsed[] = []
  for (const [index, { text }] of (one.steps ?? []).entries()) steps.push(await room.say(customer, text as string, at + index * PAUSE_MS))
  return {
    id: one.id,
    got: {
      answers: steps.map(({ answer }) => answer),
      handoff: steps.some(({ handedOver }) => handedOver),
      tickets: (steps.at(-1)?.tickets ?? []).toReversed().map(ticketOf),
    },
  }
}

/** Where a ticket was opened, its labels are the product's last word; else what was understood. */
function single({ understood, tickets, answer, abstained, citations }: Rehearsed): GotOne {
  const [ticket] = tickets
  const { intent, category, subject, severity, flags, department } = understood
  return {
    intent: intent.label,
    category: ticket ? ticket.category : (category?.label ?? null),
    subject: ticket ? ticket.subject : (subject?.label ?? null),
    department: ticket ? ticket.department : department,
    severity: ticket ? ticket.severity : severity.label,
    flags: ticket ? ticket.flags : flags.map(({ label }) => label),
    answer, abstained,
    citations: citations.map(({ article, version, clause }) => ({ article, version, clause })),
  }
}

const ticketOf = ({ number, kind, category, subject, department, severity, flags, status, urges, fields }: Ticket): object => ({
  number, kind, category, subject, department, severity, flags, status, urged: urges.length > 0, fields,
})
