/**
 * The part of a ticket's life that its handling makes: stages, forms, approvals, pauses, the result and what the customer says of it.
 * It applies one change; who may ask for it, and when, stands in act.ts.
 */
import type { Approval, Ticket, TicketChange, TicketStatus } from '../model.ts'

/** Why a change cannot happen. `final`: the ticket is closed or withdrawn; `transition`: not from this status; `exists`: it was opened before. */
export type TicketError = { code: 'final' | 'transition' | 'exists'; message: string }
export type Applied = { ok: true; ticket: Ticket } | { ok: false; error: TicketError }

export type CaseChange = Extract<
  TicketChange,
  {
    type:
      | 'declined' | 'stage.entered' | 'recorded' | 'opinion.given' | 'approval.asked' | 'approval.decided' | 'approval.climbed' | 'paused' | 'resumed'
      | 'transferred' | 'linked' | 'result.told' | 'result.answered' | 'reopened' | 'paper.issued'
  }
>

export function applyCase(ticket: Ticket, change: CaseChange, at: number): Applied {
  switch (change.type) {
    case 'declined':
      return done(ended({ ...ticket, status: 'closed', stage: null, result: { text: change.reason, toldAt: at, satisfied: null, answeredAt: null } }, at))
    case 'stage.entered':
      return done(ended({ ...ticket, status: change.status, stage: { key: change.stage, since: at } }, at))
    case 'recorded':
      return done({ ...ticket, record: { ...ticket.record, ...change.values } })
    case 'opinion.given':
      return done({ ...ticket, opinions: [...ticket.opinions, { at, by: change.by, department: change.department, text: change.text }] })
    case 'approval.asked':
      return ticket.approvals.some(({ id }) => id === change.approval.id) ? fail('exists', `approval ${change.approval.id} is there already`) : done({ ...ticket, approvals: [...ticket.approvals, change.approval] })
    case 'approval.decided':
      return withApproval(ticket, change.id, (approval) => ({ ...approval, state: change.state, note: change.note, decidedBy: change.by, decidedAt: at }))
    case 'approval.climbed':
      return withApproval(ticket, change.id, (approval) => ({ ...approval, role: change.role, dueAt: change.dueAt }))
    case 'paused':
      return paused(ticket) ? fail('transition', `ticket ${ticket.number} is paused already`) : done({ ...ticket, pauses: [...ticket.pauses, { from: at, until: null, reason: change.reason }] })
    case 'resumed':
      return paused(ticket) ? done({ ...ticket, pauses: ticket.pauses.map((pause) => (pause.until === null ? { ...pause, until: at } : pause)) }) : fail('transition', `ticket ${ticket.number} is not paused`)
    case 'transferred':
      return done({ ...ticket, department: change.department, assignee: null })
    case 'linked':
      return ticket.links.some(({ type, ticket: other }) => type === change.link.type && other === change.link.ticket) ? done(ticket) : done({ ...ticket, links: [...ticket.links, change.link] })
    case 'result.told':
      return done({ ...ticket, status: 'resolved', result: { text: change.text, toldAt: at, satisfied: null, answeredAt: null } })
    case 'result.answered':
      return ticket.result ? done({ ...ticket, result: { ...ticket.result, satisfied: change.satisfied, answeredAt: at } }) : fail('transition', `ticket ${ticket.number} has no result yet`)
    case 'reopened':
      if (ticket.status !== 'resolved' && ticket.status !== 'closed') return fail('transition', `ticket ${ticket.number} is ${ticket.status}; only what was resolved or closed is reopened`)
      return done({ ...ticket, status: 'in_progress', closedAt: null })
    case 'paper.issued':
      return done({ ...ticket, papers: [...ticket.papers, { ...change.paper, at }] })
  }
}

/** A pause that has not ended. */
export const paused = (ticket: Pick<Ticket, 'pauses'>) => ticket.pauses.find(({ until }) => until === null)

/** Remembers when the ticket came to its end. */
export const ended = (ticket: Ticket, at: number): Ticket => (ENDS.includes(ticket.status) && ticket.closedAt === null ? { ...ticket, closedAt: at } : ticket)
const ENDS: readonly TicketStatus[] = ['closed', 'withdrawn']

function withApproval(ticket: Ticket, id: string, next: (approval: Approval) => Approval): Applied {
  const found = ticket.approvals.find((approval) => approval.id === id)
  if (!found) return fail('transition', `ticket ${ticket.number} has no approval ${id}`)
  if (found.state !== 'pending') return fail('transition', `approval ${id} is ${found.state} already`)
  return done({ ...ticket, approvals: ticket.approvals.map((approval) => (approval.id === id ? next(approval) : approval)) })
}

const done = (ticket: Ticket): Applied => ({ ok: true, ticket })
const fail = (code: 'transition' | 'exists', message: string): Applied => ({ ok: false, error: { code, message } })
