/**
 * Local days and moments of a time zone: days are numbered from 1970-01-01, moments are milliseconds UTC.
 * Zones with one fixed offset never ask Intl, so that loops over years cost nothing; it knows no holidays.
 */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Zones without daylight saving since 1992; earlier moments are none of a service desk's. */
const FIXED_HOURS: Readonly<Record<string, number>> = {
  'Asia/Shanghai': 8, 'Asia/Chongqing': 8, 'Asia/Hong_Kong': 8, 'Asia/Macau': 8, 'Asia/Taipei': 8, 'Asia/Singapore': 8, UTC: 0,
}

export type Zone = {
  /** Local day of a moment, and how far into the day it is in milliseconds of the local clock. */
  local(at: number): { day: number; ms: number }
  /** Moment at which the local clock shows `ms` after midnight of `day`; a time skipped in spring counts as the one after. */
  moment(day: number, ms: number): number
}

const zones = new Map<string, Zone>()

/** @throws RangeError when the runtime does not know the zone */
export function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const hours = FIXED_HOURS[name]
  const zone = hours === undefined ? movingZone(name) : fixedZone(hours * HOUR)
  zones.set(name, zone)
  return zone
}

function fixedZone(offset: number): Zone {
  return {
    local(at) {
      const shifted = at + offset
      const day = Math.floor(shifted / DAY)
      return { day, ms: shifted - day * DAY }
    },
    moment: (day, ms) => day * DAY + ms - offset,
  }
}

function movingZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  })
  const offsetAt = (at: number): number => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
  }
  return {
    local(at) {
      const shifted = at + offsetAt(at)
      const day = Math.floor(shifted / DAY)
      return { day, ms: shifted - day * DAY }
    },
    moment(day, ms) {
      const wall = day * DAY + ms
      const first = wall - offsetAt(wall)
      return wall - offsetAt(first)
    },
  }
}

/** 0 = Sunday. */
export const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7

/** Day number of "YYYY-MM-DD". */
export const dayOf = (date: string) => Math.floor(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY)

export type CivilDate = { year: number; month: number; date: number }

export function civilOf(day: number): CivilDate {
  const at = new Date(day * DAY)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** "YYYY-MM-DD" of a day number. */
export const isoDay = (day: number) => new Date(day * DAY).toISOString().slice(0, 10)

/** "HH:MM" (to "24:00") as milliseconds after midnight. */
export const clockMs = (time: string) => Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) * MINUTE
