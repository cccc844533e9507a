/**
 * One month of complaint management, counted from the histories of its tickets as they stood when the month ended: the same every time it is asked.
 * Pure; which histories belong to a month is the store's, how they are printed others'.
 */
import { civilOf, dayOf, zoneOf } from '../calendar/zone.ts'
import type { Severity, Ticket, TicketChange, TicketKind } from '../model.ts'
import { applyChange, isFinal, wholeTicket } from './life.ts'

/** A ticket's history up to a moment, oldest first. */
export type CaseHistory = { channel: string; entries: readonly { at: number; by: string; change: TicketChange }[] }

/** How many of what; sums in yuan, times in hours. */
export type Counts = {
  opened: number
  closed: number
  /** Of the closed ones: within the resolution deadline, and after it. */
  onTime: number
  late: number
  withdrawn: number
  /** Of the opened ones: who had complained about it before. */
  repeat: number
  urged: number
  reopened: number
  satisfied: number
  unsatisfied: number
  compensation: number
  /** Mean hours from opening to closing; null where nothing was closed. */
  meanHours: number | null
}
export type Row = Counts & { kind: TicketKind; category: string | null; department: string; severity: Severity; channel: string }
export type Month = {
  /** "2026-11" */
  month: string
  from: number
  until: number
  total: Counts
  rows: readonly Row[]
  /** Closed complaints by who was found responsible; `unsaid` where nobody has filled it in. */
  responsibility: Readonly<Record<string, number>>
}

/** First and last moment (excluded) of "YYYY-MM" on the local calendar. */
export function monthSpan(month: string, timezone: string): { from: number; until: number } {
  const zone = zoneOf(timezone)
  const first = dayOf(`${month}-01`)
  const { year, month: m } = civilOf(first)
  const next = dayOf(`${m === 12 ? year + 1 : year}-${String(m === 12 ? 1 : m + 1).padStart(2, '0')}-01`)
  return { from: zone.moment(first, 0), until: zone.moment(next, 0) }
}

export const monthOf = (at: number, timezone: string): string => {
  const { year, month } = civilOf(zoneOf(timezone).local(at).day)
  return `${year}-${String(month).padStart(2, '0')}`
}

export function countMonth(month: string, timezone: string, cases: readonly CaseHistory[]): Month {
  const { from, until } = monthSpan(month, timezone)
  const rows = new Map<string, Sum>()
  const responsibility: Record<string, number> = {}
  for (const { channel, entries } of cases) {
    const told = tell(entries, from, until)
    if (!told) continue
    const { ticket } = told
    const key = [ticket.kind, ticket.category, ticket.department, ticket.severity, channel].join('\u0000')
    const sum = rows.get(key) ?? { ...EMPTY, hours: 0, label: { kind: ticket.kind, category: ticket.category, department: ticket.department, severity: ticket.severity, channel } }
    rows.set(key, add(sum, told))
    if (ticket.kind === 'complaint' && told.closed) {
      const who = ticket.record['responsibility'] ?? 'unsaid'
      responsibility[who] = (responsibility[who] ?? 0) + 1
    }
  }
  const sums = [...rows.values()]
  return {
    month, from, until, responsibility,
    total: countsOf(sums.reduce<Sum>((all, one) => merge(all, one), { ...EMPTY, hours: 0, label: null })),
    rows: sums.map((sum) => ({ ...(sum.label as NonNullable<Sum['label']>), ...countsOf(sum) })).sort((a, b) => b.opened - a.opened || b.closed - a.closed),
  }
}

/** What rose beyond what the months before make likely: at least `least` cases and three standard deviations above their mean. */
export function anomalies(now: Month, before: readonly Month[], least = 5): { category: string; department: string; opened: number; usual: number }[] {
  if (before.length === 0) return []
  const count = (month: Month) => {
    const found = new Map<string, number>()
    for (const { kind, category, department, opened } of month.rows) if (kind === 'complaint' && category) found.set(`${category}\u0000${department}`, (found.get(`${category}\u0000${department}`) ?? 0) + opened)
    return found
  }
  const past = before.map(count)
  return [...count(now)].flatMap(([key, opened]) => {
    const usual = past.reduce((sum, month) => sum + (month.get(key) ?? 0), 0) / past.length
    // Counts of rare events scatter by the root of their mean; below one a month the root says too little.
    if (opened < least || opened <= usual + 3 * Math.sqrt(Math.max(usual, 1))) return []
    const [category = '', department = ''] = key.split('\u0000')
    return [{ category, department, opened, usual: Math.round(usual * 10) / 10 }]
  }).sort((a, b) => b.opened - b.usual - (a.opened - a.usual))
}

type Told = { ticket: Ticket; opened: boolean; closed: boolean; late: boolean; withdrawn: boolean; urged: number; reopened: number; answers: readonly boolean[]; hours: number }

/** Lives a ticket's history up to the month's end, and notes what of it happened within the month. */
function tell(entries: CaseHistory['entries'], from: number, until: number): Told | null {
  let ticket: Ticket | null = null
  let [closed, late, withdrawn, urged, reopened] = [false, false, false, 0, 0]
  let hours = 0
  const answers: boolean[] = []
  for (const { at, change } of entries) {
    if (at >= until) break
    if (change.type === 'opened') {
      ticket = wholeTicket(change.ticket)
      continue
    }
    if (!ticket) continue
    const before: Ticket = ticket
    const applied = applyChange(before, change, at)
    if (!applied.ok) continue
    ticket = applied.ticket
    if (at < from) continue
    if (change.type === 'urged') urged++
    if (change.type === 'result.answered') answers.push(change.satisfied)
    if (change.type === 'reopened') {
      reopened++
      closed = false
    }
    if (!isFinal(before.status) && isFinal(ticket.status)) {
      closed = ticket.status === 'closed'
      withdrawn = ticket.status === 'withdrawn'
      late = before.deadlines.some(({ key, dueAt }) => key === 'resolution' && dueAt < at)
      hours = (at - ticket.openedAt) / 3_600_000
    }
  }
  if (!ticket) return null
  const opened = ticket.openedAt >= from && ticket.openedAt < until
  return opened || closed || withdrawn || urged + reopened + answers.length > 0 ? { ticket, opened, closed, late: closed && late, withdrawn, urged, reopened, answers, hours } : null
}

type Sum = Omit<Counts, 'meanHours'> & { hours: number; label: Pick<Row, 'kind' | 'category' | 'department' | 'severity' | 'channel'> | null }
const EMPTY: Omit<Counts, 'meanHours'> = {
  opened: 0, closed: 0, onTime: 0, late: 0, withdrawn: 0, repeat: 0, urged: 0, reopened: 0, satisfied: 0, unsatisfied: 0, compensation: 0,
}

function add(sum: Sum, { ticket, opened, closed, late, withdrawn, urged, reopened, answers, hours }: Told): Sum {
  const one: Sum = {
    label: sum.label, hours: closed ? hours : 0, opened: Number(opened), closed: Number(closed), onTime: Number(closed && !late), late: Number(late),
    withdrawn: Number(withdrawn), repeat: Number(opened && ticket.flags.includes('repeat')), urged, reopened,
    satisfied: answers.filter((yes) => yes).length, unsatisfied: answers.filter((yes) => !yes).length,
    compensation: closed ? Number(ticket.record['compensation'] ?? ticket.record['loss'] ?? 0) || 0 : 0,
  }
  return merge(sum, one)
}

function merge(a: Sum, b: Sum): Sum {
  const sum = { ...a, hours: a.hours + b.hours }
  for (const key of Object.keys(EMPTY) as (keyof typeof EMPTY)[]) sum[key] = a[key] + b[key]
  return sum
}

const countsOf = ({ hours, label: _label, ...counts }: Sum): Counts => ({ ...counts, meanHours: counts.closed > 0 ? Math.round((hours / counts.closed) * 10) / 10 : null })
