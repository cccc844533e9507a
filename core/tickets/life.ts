/**
 * The life of a ticket: applies one change, or says why it cannot happen. Applying a ticket's whole history in order gives the ticket.
 * It keeps no history and tells nobody; the store and the desk do.
 */
import { type Flag, SEVERITIES, type Severity, type Ticket, type TicketChange, type TicketStatus } from '../model.ts'
import { type Applied, applyCase, ended, type TicketError } from './case.ts'

export type { Applied, TicketError } from './case.ts'

/** What may follow what. `resolved` may go back to work when the customer is not satisfied; `withdrawn` only by the customer's own change. */
const NEXT: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  open: ['in_progress', 'resolved', 'closed'],
  in_progress: ['open', 'resolved', 'closed'],
  resolved: ['in_progress', 'closed'],
  closed: [],
  withdrawn: [],
}

/** What a finished ticket still takes: the follow-up call, the customer's late word, a link to the case that follows it. */
const AFTERWARDS: readonly TicketChange['type'][] = ['noted', 'said', 'linked', 'paper.issued', 'result.answered', 'reopened', 'recorded']

export const isFinal = (status: TicketStatus): boolean => NEXT[status].length === 0

/**
 * @param at when the change happened, in ms
 * @returns a new ticket; the given one is never changed
 */
export function applyChange(ticket: Ticket, change: TicketChange, at: number): Applied {
  if (change.type === 'opened') return fail('exists', `ticket ${ticket.number} is open already`)
  if (isFinal(ticket.status) && !AFTERWARDS.includes(change.type)) return fail('final', `ticket ${ticket.number} is ${ticket.status}`)
  switch (change.type) {
    case 'said':
      return done({ ...ticket, story: [...ticket.story, { at, text: change.text }] })
    case 'field.set':
      return done({ ...ticket, fields: { ...ticket.fields, [change.field]: change.value } })
    case 'field.unset': {
      const { [change.field]: _gone, ...fields } = ticket.fields
      return done({ ...ticket, fields })
    }
    case 'raised':
      return done({ ...ticket, severity: higher(ticket.severity, change.severity), flags: union(ticket.flags, change.flags) })
    case 'classified':
      return done({
        ...ticket,
        kind: change.kind ?? ticket.kind,
        category: change.category === undefined ? ticket.category : change.category,
        subject: change.subject === undefined ? ticket.subject : change.subject,
        department: change.department ?? ticket.department,
        severity: change.severity ?? ticket.severity,
        flags: change.flags ?? ticket.flags,
      })
    case 'urged':
      return done({ ...ticket, urges: [...ticket.urges, { at, text: change.text }] })
    case 'withdrawn':
      return done(ended({ ...ticket, status: 'withdrawn' }, at))
    case 'assigned':
      return done({ ...ticket, assignee: change.agent })
    case 'moved':
      if (change.status === ticket.status) return done(ticket)
      if (!NEXT[ticket.status].includes(change.status)) return fail('transition', `ticket ${ticket.number} cannot go from ${ticket.status} to ${change.status}`)
      return done(ended({ ...ticket, status: change.status }, at))
    case 'noted':
    case 'accepted':
      return done(ticket)
    case 'deadlines.set':
      return done({ ...ticket, deadlines: change.deadlines })
    default:
      return applyCase(ticket, change, at)
  }
}

/** A ticket with all its parts; one stored before a part existed gets that part empty. */
export function wholeTicket(stored: Omit<Ticket, keyof typeof NEW_PARTS> & Partial<Ticket>): Ticket {
  return { ...NEW_PARTS, ...stored }
}

export const NEW_PARTS = {
  stage: null, record: {}, opinions: [], approvals: [], pauses: [], links: [], result: null, papers: [], closedAt: null,
} satisfies Partial<Ticket>

const done = (ticket: Ticket): Applied => ({ ok: true, ticket })
const fail = (code: TicketError['code'], message: string): Applied => ({ ok: false, error: { code, message } })

const higher = (now: Severity, next: Severity | undefined): Severity => (next && SEVERITIES.indexOf(next) > SEVERITIES.indexOf(now) ? next : now)
const union = (now: readonly Flag[], more: readonly Flag[] | undefined): readonly Flag[] => [...now, ...(more ?? []).filter((flag) => !now.includes(flag))]
