/** How moments and spans are written for an agent. It must not read the clock: `now` is always given. */
import type { Deadline, Lang, Ticket } from '../../api.ts'
import type { Words } from '../text/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span in at most two units, e.g. "2小时5分"; seconds only below ten minutes. `ms` below zero counts as zero. */
export function span(ms: number, words: Words): string {
  const rest = Math.max(0, ms)
  const { day, hour, minute, second } = words.units
  const days = Math.floor(rest / DAY)
  const hours = Math.floor((rest % DAY) / HOUR)
  const minutes = Math.floor((rest % HOUR) / MINUTE)
  const seconds = Math.floor((rest % MINUTE) / 1000)
  const join = (...parts: readonly (readonly [number, string])[]) => parts.filter(([n]) => n > 0).map(([n, unit]) => n + unit).join(hour.startsWith(' ') ? ' ' : '')
  if (days > 0) return join([days, day], [hours, hour])
  if (hours > 0) return join([hours, hour], [minutes, minute])
  if (minutes >= 10) return minutes + minute
  if (minutes > 0) return join([minutes, minute], [seconds, second])
  return seconds + second
}

/** Today "09:05", this year "11-24 09:05", else with the year. */
export function moment(at: number, now: number): string {
  const then = new Date(at)
  if (isSameDay(at, now)) return clock(then)
  const date = `${pad(then.getMonth() + 1)}-${pad(then.getDate())}`
  return then.getFullYear() === new Date(now).getFullYear() ? `${date} ${clock(then)}` : `${then.getFullYear()}-${date} ${clock(then)}`
}

/** For lists, where width is dear: today the time, else the date. */
export function shortMoment(at: number, now: number): string {
  const then = new Date(at)
  if (now - at < MINUTE && now >= at) return ''
  return isSameDay(at, now) ? clock(then) : `${then.getMonth() + 1}/${then.getDate()}`
}

/** The heading over one day of a conversation. */
export function dayHeading(at: number, now: number, lang: Lang, words: Words): string {
  if (isSameDay(at, now)) return words.thread.today
  if (isSameDay(at, now - DAY)) return words.thread.yesterday
  return new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }).format(at)
}

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}
export const clock = (then: Date) => `${pad(then.getHours())}:${pad(then.getMinutes())}`
const pad = (n: number) => String(n).padStart(2, '0')

// ---------------------------------------------------------------- deadlines

export type DeadlineState = 'done' | 'met' | 'overdue' | 'soon' | 'running'

/**
 * Where a deadline stands. A ticket that somebody works on has had its first response; one that is resolved has met or missed the rest for good.
 * `soon`: less than an hour, or less than a fifth of the whole span, is left.
 */
export function deadlineState(ticket: Pick<Ticket, 'status' | 'openedAt'>, deadline: Deadline, now: number): DeadlineState {
  if (ticket.status !== 'open' && ticket.status !== 'in_progress') return 'done'
  if (deadline.key === 'first-response' && ticket.status === 'in_progress') return 'met'
  const left = deadline.dueAt - now
  if (left < 0) return 'overdue'
  return left < Math.max(HOUR, (deadline.dueAt - ticket.openedAt) / 5) ? 'soon' : 'running'
}

/** The deadline that presses most, or undefined where none runs any more. */
export function pressing(ticket: Ticket, now: number): { deadline: Deadline; state: DeadlineState } | undefined {
  const running = ticket.deadlines
    .map((deadline) => ({ deadline, state: deadlineState(ticket, deadline, now) }))
    .filter(({ state }) => state !== 'done' && state !== 'met')
  return running.sort((a, b) => a.deadline.dueAt - b.deadline.dueAt)[0]
}

export const isFinal = (ticket: Pick<Ticket, 'status'>) => ticket.status === 'closed' || ticket.status === 'withdrawn'
