/**
 * Deadlines after the start: moved by a pause, an extension, a transfer or a return to work, each with its reason told in the explanation.
 * It makes a new list of deadlines; the old one stays in the ticket's history.
 */
import { addOpenTime, addWorking, workingBetween } from '../calendar/calendar.ts'
import { momentSentence } from '../calendar/explain.ts'
import type { Deadline, Ticket, TicketChange } from '../model.ts'
import type { DeadlineRule, Pack } from '../pack.ts'
import { paused } from './case.ts'
import { matches } from './conditions.ts'
import { deadlinesFor } from './deadlines.ts'
import { isFinal } from './life.ts'
import { hoursOf } from './routing.ts'

type DeadlinesSet = Extract<TicketChange, { type: 'deadlines.set' }>

/** Deadlines that were open during the pause that ends now, later by what the pause took from each one's own clock. */
export function moved(ticket: Ticket, at: number, pack: Pack): DeadlinesSet | null {
  const pause = paused(ticket)
  if (!pause) return null
  const deadlines = ticket.deadlines.map((deadline) => (deadline.dueAt <= pause.from ? deadline : later(deadline, ticket, pause.from, at, pause.reason, pack)))
  return { type: 'deadlines.set', deadlines: inOrder(deadlines), reason: `暂停：${pause.reason}` }
}

function later(deadline: Deadline, ticket: Ticket, from: number, until: number, reason: string, pack: Pack): Deadline {
  const working = ruleOf(pack, ticket, deadline.key)?.within.unit.startsWith('working') ?? false
  const hours = hoursOf(pack, ticket.department)
  const dueAt = working ? addOpenTime(until, workingBetween(from, deadline.dueAt, hours, pack), hours, pack).at : deadline.dueAt + (until - from)
  const kind = working ? '剩余工作时间从恢复时续算' : '暂停多久顺延多久'
  return { ...deadline, dueAt, explain: [...deadline.explain, `${momentSentence(from, pack)}至${momentSentence(until, pack)}暂停计时（${reason}），${kind}`, `${momentSentence(dueAt, pack)}到期`] }
}

/** A later deadline by the pack's next extension that goes beyond the present one. `unapproved`: nothing granted that is not used up. */
export function extended(ticket: Ticket, key: string, reason: string, pack: Pack): DeadlinesSet | 'none' | 'unapproved' {
  const deadline = ticket.deadlines.find((one) => one.key === key)
  if (!deadline) return 'none'
  for (const extension of pack.cases.extensions) {
    if (extension.deadline !== key || !matches(extension.when, ticket, pack)) continue
    const dueAt = addWorking(ticket.openedAt, extension.to.n, extension.to.unit, hoursOf(pack, ticket.department), pack).at
    if (dueAt <= deadline.dueAt) continue
    const approval = ticket.approvals.findLast(({ kind, state, id }) => kind === extension.approval && state === 'granted' && deadline.extendedBy !== id)
    if (!approval) return 'unapproved'
    const told = `经${approval.decidedBy}批准延长（${reason}）：自受理起${extension.to.n}${UNIT[extension.to.unit]}`
    const longer: Deadline = { ...deadline, dueAt, extendedBy: approval.id, explain: [...deadline.explain, told, `${momentSentence(dueAt, pack)}到期`] }
    return { type: 'deadlines.set', deadlines: inOrder(ticket.deadlines.map((one) => (one.key === key ? longer : one))), reason: told }
  }
  return 'none'
}

/**
 * Deadlines made anew by the rules. `keepStart`: the clock goes on from the opening (a transfer: the customer does not wait longer because we
 * sent the case round); else it starts again at `at` (a return to work).
 */
export function recomputed(ticket: Ticket, at: number, pack: Pack, reason: string, keepStart = false): DeadlinesSet {
  const fresh = deadlinesFor(pack, ticket, keepStart ? ticket.openedAt : at)
  const kept = fresh.map((deadline) => {
    const old = ticket.deadlines.find(({ key }) => key === deadline.key)
    return keepStart && old && (old.extendedBy || ticket.pauses.length > 0) ? old : { ...deadline, explain: [...deadline.explain, reason] }
  })
  return { type: 'deadlines.set', deadlines: inOrder(kept), reason }
}

/** Keys of deadlines that had passed when the case came to its end; those of first answers are no matter of the end. */
export const lateOnes = (ticket: Ticket, at: number): readonly string[] =>
  isFinal(ticket.status) ? [] : ticket.deadlines.filter(({ key, dueAt }) => key === 'resolution' && dueAt < at).map(({ key }) => key)

const ruleOf = (pack: Pack, ticket: Ticket, key: string): DeadlineRule | undefined => pack.deadlines.find((rule) => rule.key === key && matches(rule.when, ticket, pack))
const inOrder = (deadlines: readonly Deadline[]): readonly Deadline[] => [...deadlines].sort((a, b) => a.dueAt - b.dueAt)
const UNIT: Readonly<Record<DeadlineRule['within']['unit'], string>> = { minutes: '分钟', hours: '小时', days: '日', 'working-hours': '个工作小时', 'working-days': '个工作日' }
