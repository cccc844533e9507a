/**
 * A ticket's clocks: when it wants to be looked at next, and what is due when that moment comes. Pure; the sweep and the telling are others'.
 * Each thing rings once: what has been issued stands in the ticket's papers.
 */
import { addWorking } from '../calendar/calendar.ts'
import type { Paper, Ticket, TicketChange } from '../model.ts'
import type { Pack } from '../pack.ts'
import { authorityFor, climb } from './authority.ts'
import { paused } from './case.ts'
import { isFinal } from './life.ts'
import { hoursOf } from './routing.ts'
import { departmentOf, stageOf, workflowFor } from './stages.ts'

export type Due = { at: number; change: TicketChange; notify: { role: string; department: string; what: string }; /** the customer is asked once more */ followUp?: boolean }

/** The earliest moment, from now on, at which something will be due; null = never, as things stand. */
export function nextMoment(ticket: Ticket, pack: Pack): number | null {
  const moments = upcoming(ticket, pack).map(({ at }) => at)
  return moments.length > 0 ? Math.min(...moments) : null
}

/** All that is due by `at`, in the order in which it came. */
export const dueBy = (ticket: Ticket, pack: Pack, at: number): readonly Due[] => upcoming(ticket, pack).filter((due) => due.at <= at).sort((a, b) => a.at - b.at)

function upcoming(ticket: Ticket, pack: Pack): Due[] {
  if (isFinal(ticket.status)) return followUp(ticket, pack)
  if (paused(ticket)) return []
  const awaited = ticket.status === 'resolved' ? [] : [...ticket.deadlines.map(({ key, dueAt }) => ({ key, dueAt, from: ticket.openedAt })), ...stageClock(ticket, pack)]
  return [...awaited.flatMap((clock) => papersOf(clock, ticket, pack)), ...approvalClocks(ticket, pack)]
}

type Clock = { key: string; dueAt: number; from: number }

/** The stage's own deadline, by the hours of the department whose work it is. */
function stageClock(ticket: Ticket, pack: Pack): Clock[] {
  const stage = stageOf(pack, ticket)
  if (!stage?.within || !ticket.stage) return []
  const { since } = ticket.stage
  return [{ key: `stage:${stage.key}`, from: since, dueAt: addWorking(since, stage.within.n, stage.within.unit, hoursOf(pack, departmentOf(stage, ticket)), pack).at }]
}

/** Warning, reminder, then up the ladder; one after the other, so that a sweep after a long silence issues each once. */
function papersOf({ key, dueAt, from }: Clock, ticket: Ticket, pack: Pack): Due[] {
  const { ladder } = pack.cases
  if (!ladder) return []
  const issued = (kind: Paper['kind'], level: number) => ticket.papers.some((paper) => paper.kind === kind && paper.deadline === key && paper.level === level && paper.at >= from)
  const stage = stageOf(pack, ticket)
  const department = key.startsWith('stage:') && stage ? departmentOf(stage, ticket) : ticket.department
  const owner = stage?.role ?? 'agent'
  const hours = hoursOf(pack, department)
  const steps = [
    { kind: 'warning' as const, level: 0, role: owner, at: Math.round(from + (dueAt - from) * ladder.warnAt) },
    { kind: 'reminder' as const, level: 0, role: owner, at: dueAt },
    ...ladder.climb.map(({ after, role }, index) => ({ kind: 'reminder' as const, level: index + 1, role, at: addWorking(dueAt, after.n, after.unit, hours, pack).at })),
  ]
  return steps
    .filter(({ kind, level }) => !issued(kind, level))
    .map(({ kind, level, role, at }) => ({ at, change: { type: 'paper.issued', paper: { kind, deadline: key, role, level } }, notify: { role, department, what: `${kind}:${key}` } }))
}

function approvalClocks(ticket: Ticket, pack: Pack): Due[] {
  return ticket.approvals.flatMap((approval) => {
    const authority = authorityFor(pack, approval.kind)
    if (approval.state !== 'pending' || approval.dueAt === null || !authority) return []
    const above = climb(authority, approval, approval.dueAt, ticket.department, pack)
    if (!above) return []
    return [{ at: approval.dueAt, change: { type: 'approval.climbed', id: approval.id, ...above } as const, notify: { role: above.role, department: ticket.department, what: `approval:${approval.kind}` } }]
  })
}

function followUp(ticket: Ticket, pack: Pack): Due[] {
  const after = workflowFor(pack, ticket)?.followUp
  if (!after || ticket.status !== 'closed' || ticket.closedAt === null || ticket.result === null) return []
  if (ticket.papers.some(({ kind, at }) => kind === 'follow-up' && at >= (ticket.closedAt ?? 0))) return []
  const at = addWorking(ticket.closedAt, after.n, after.unit, hoursOf(pack, ticket.department), pack).at
  return [{ at, followUp: true, change: { type: 'paper.issued', paper: { kind: 'follow-up', deadline: 'follow-up', role: 'agent', level: 0 } }, notify: { role: 'agent', department: ticket.department, what: 'follow-up' } }]
}
