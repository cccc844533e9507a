/**
 * When a department is open, and when a span of working time is used up: split shifts, weekends, public holidays, worked weekends.
 * Pure arithmetic over days; sentences about it are explain.ts's.
 */
import type { Hours, Pack } from '../pack.ts'
import type { Within } from '../rules.ts'
import { chinaDay, type Special } from './holidays.ts'
import { clockMs, DAY, HOUR, MINUTE, weekdayOf, zoneOf } from './zone.ts'

/** What of a pack the calendar needs. */
export type Rules = Pick<Pack, 'timezone' | 'holidays'>
/** A department's hours; `always` = round the clock, every day. */
export type Opening = Hours | 'always'
export type { Within }

/** One local day on the way to a deadline. `spans` are the local times that counted, in ms after midnight. */
export type Passed = {
  day: number
  /** holiday or worked weekend; null = an ordinary day */
  special: Special | null
  restday: boolean
  /** local times at which the department is open that day */
  open: readonly Span[]
  counted: readonly Span[]
  countedMs: number
}
export type Span = readonly [from: number, to: number]

/** A span longer than this without an end is a mistake in the hours, not a deadline. */
const HORIZON_DAYS = 40 * 366
const ALL_DAY: readonly Span[] = [[0, DAY]]

/** True while the department is open. A span includes its first millisecond and not its last. */
export function isOpen(opening: Opening, at: number, rules: Rules): boolean {
  if (opening === 'always') return true
  const { day, ms } = zoneOf(rules.timezone).local(at)
  return spansOf(opening, day, rules).some(([from, to]) => from <= ms && ms < to)
}

/** The first moment, from `at` on, at which the department is open; `at` itself when it is. */
export function nextOpen(opening: Opening, at: number, rules: Rules): number {
  if (opening === 'always') return at
  const zone = zoneOf(rules.timezone)
  const { day: today, ms: now } = zone.local(at)
  for (let day = today; day < today + HORIZON_DAYS; day++) {
    for (const [from, to] of spansOf(opening, day, rules)) {
      if (day > today || now < from) return zone.moment(day, from)
      if (now < to) return at
    }
  }
  throw new Error(`hours "${opening.key}" never open`)
}

/**
 * The moment at which `n` of the unit have passed since `start`, and the days that were walked for it (working units only).
 * - minutes, hours: the clock; days: the same local time n days later.
 * - working-hours: only open time counts; due at the very moment it is used up, at the end of a span rather than at the start of the next.
 * - working-days: the day of the start does not count; due when the department closes on the nth day that it opens (23:59:59 where it never closes).
 */
export function addWorking(start: number, n: number, unit: Within['unit'], opening: Opening, rules: Rules): { at: number; passed: readonly Passed[] } {
  const zone = zoneOf(rules.timezone)
  switch (unit) {
    case 'minutes':
      return { at: start + n * MINUTE, passed: [] }
    case 'hours':
      return { at: start + n * HOUR, passed: [] }
    case 'days': {
      const { day, ms } = zone.local(start)
      return { at: zone.moment(day + n, ms), passed: [] }
    }
    case 'working-hours':
      return addOpenTime(start, n * HOUR, opening, rules)
    case 'working-days':
      return addDays(start, n, opening, rules)
  }
}

/** The moment at which `total` ms of open time have passed since `start`. */
export function addOpenTime(start: number, total: number, opening: Opening, rules: Rules): { at: number; passed: readonly Passed[] } {
  const zone = zoneOf(rules.timezone)
  const { day: first } = zone.local(start)
  const passed: Passed[] = []
  let left = total
  if (left <= 0) return { at: start, passed }
  for (let day = first; day < first + HORIZON_DAYS; day++) {
    const open = spansOf(opening, day, rules)
    const counted: Span[] = []
    let countedMs = 0
    for (const [from, to] of open) {
      // measured between moments, not on the local clock: an hour is an hour on the day the clocks change, too
      const begin = Math.max(start, zone.moment(day, from))
      const end = Math.min(zone.moment(day, to), begin + left)
      if (end <= begin) continue
      counted.push([zone.local(begin).ms, localEnd(zone.local(end), day)])
      countedMs += end - begin
      left -= end - begin
      if (left === 0) {
        passed.push({ day, ...kindOf(day, rules), open, counted, countedMs })
        return { at: end, passed }
      }
    }
    passed.push({ day, ...kindOf(day, rules), open, counted, countedMs })
  }
  throw new Error('hours never open')
}

/** The end of a span on the local clock; midnight is the 24:00 of the day it ends. */
const localEnd = (end: { day: number; ms: number }, day: number) => (end.day > day ? DAY : end.ms)

function addDays(start: number, n: number, opening: Opening, rules: Rules) {
  const zone = zoneOf(rules.timezone)
  const { day: first } = zone.local(start)
  const passed: Passed[] = []
  let left = n
  if (left <= 0) return { at: start, passed }
  for (let day = first + 1; day < first + HORIZON_DAYS; day++) {
    const open = spansOf(opening, day, rules)
    passed.push({ day, ...kindOf(day, rules), open, counted: open, countedMs: open.reduce((sum, [from, to]) => sum + to - from, 0) })
    const close = open.at(-1)?.[1]
    if (close === undefined) continue
    left -= 1
    if (left === 0) return { at: close === DAY ? zone.moment(day, DAY) - 1000 : zone.moment(day, close), passed }
  }
  throw new Error('hours never open')
}

/** Open time between two moments, in ms; 0 when `to` is not after `from`. */
export function workingBetween(from: number, to: number, opening: Opening, rules: Rules): number {
  const zone = zoneOf(rules.timezone)
  let sum = 0
  for (let day = zone.local(from).day; day <= zone.local(to).day; day++) {
    for (const [begin, end] of spansOf(opening, day, rules)) {
      sum += Math.max(0, Math.min(to, zone.moment(day, end)) - Math.max(from, zone.moment(day, begin)))
    }
  }
  return sum
}

/** Local times at which the department is open on a day. */
export function spansOf(opening: Opening, day: number, rules: Rules): readonly Span[] {
  if (opening === 'always') return ALL_DAY
  const spans = compiled.get(opening) ?? compile(opening)
  return kindOf(day, rules).restday ? spans.restday : spans.workday
}

/** A holiday and an ordinary weekend are days off; a worked weekend is not. */
export function kindOf(day: number, rules: Rules): { special: Special | null; restday: boolean } {
  const special = rules.holidays === 'CN' ? chinaDay(day) : null
  const weekday = weekdayOf(day)
  return { special, restday: special ? !special.work : weekday === 0 || weekday === 6 }
}

const compiled = new WeakMap<Hours, { workday: readonly Span[]; restday: readonly Span[] }>()

function compile(hours: Hours) {
  const spans = (list: Hours['workday']) => list.map(([from, to]): Span => [clockMs(from), clockMs(to)])
  const made = { workday: spans(hours.workday), restday: spans(hours.restday) }
  compiled.set(hours, made)
  return made
}
