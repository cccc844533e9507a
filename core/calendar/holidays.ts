/**
 * Which days of mainland China are holidays and which weekends are worked in exchange (调休), from the State Council's yearly notices.
 * Data comes from the package chinese-days; a year it does not hold yet has its statutory days only, and is marked as such.
 * It knows nothing of anybody's opening hours.
 */
import chineseDays from 'chinese-days'
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { civilOf, dayOf } from './zone.ts'

/** What a day is beside its weekday. */
export type Special = {
  /** false: a holiday; true: a weekend day worked in exchange */
  work: boolean
  /** zh-CN name of the holiday the rule belongs to */
  name: string
}

/** A correction of the national table: what the package has wrong or not yet. */
export type Override = { date: string; work: boolean; name: string }

/**
 * Corrections that hold for every desk, edited by hand when a notice is published before the package has it.
 * `{ date: '2027-02-10', work: false, name: '春节' }`
 */
export const OVERRIDES: readonly Override[] = []

/** Years whose notice is in the table. */
const FIRST_YEAR = 2004
const LAST_YEAR = Math.max(...Object.keys(notices.holidays).map((date) => Number(date.slice(0, 4))))

/** Whether the year's notice is known; without it, bridging days and worked weekends are missing. */
export const isAnnounced = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR

const announced = new Map<number, Special>()
for (const [work, days] of [[false, notices.holidays], [true, notices.workdays]] as const) {
  for (const [date, text] of Object.entries(days)) announced.set(dayOf(date), { work, name: holidayName(text) })
}
for (const { date, work, name } of OVERRIDES) announced.set(dayOf(date), { work, name })

const statutory = new Map<number, ReadonlyMap<number, Special>>()

/** @returns null for an ordinary day */
export function chinaDay(day: number): Special | null {
  const special = announced.get(day)
  if (special) return special
  const { year } = civilOf(day)
  if (year <= LAST_YEAR) return null
  const days = statutory.get(year) ?? statutoryDays(year)
  statutory.set(year, days)
  return days.get(day) ?? null
}

/** The thirteen days off that the law itself names (as revised from 2025), before any notice moves weekends around them. */
export function statutoryDays(year: number): ReadonlyMap<number, Special> {
  const days = new Map<number, Special>()
  const put = (first: number, count: number, name: string) => {
    for (let day = first; day < first + count; day++) days.set(day, { work: false, name })
  }
  const lunar = (date: string) => dayOf(chineseDays.getSolarDateFromLunar(`${year}-${date}`).date)
  put(dayOf(`${year}-01-01`), 1, '元旦')
  put(lunar('01-01') - 1, 4, '春节')
  put(dayOf(chineseDays.getSolarTermDate(year, 4, 'pure_brightness')), 1, '清明节')
  put(dayOf(`${year}-05-01`), 2, '劳动节')
  put(lunar('05-05'), 1, '端午节')
  put(lunar('08-15'), 1, '中秋节')
  put(dayOf(`${year}-10-01`), 3, '国庆节')
  return days
}

/** "National Day,国庆节,3" → "国庆节"; the package writes 清明, 端午 and 中秋 without their 节. */
function holidayName(text: string): string {
  const name = text.split(',')[1] ?? text
  return /^(清明|端午|中秋)$/.test(name) ? `${name}节` : name
}
