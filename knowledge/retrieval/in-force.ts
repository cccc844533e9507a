/**
 * Which articles may be quoted on a day to an audience: in force, first and last day included, in the pack's time zone.
 * It reads no clock.
 */
import type { Article, Pack } from '../../core/pack.ts'

export type Audience = Article['audience']

export function inForce(pack: Pack, day: string, audience: Audience): readonly Article[] {
  return pack.articles.filter((article) =>
    article.validFrom <= day && (article.validTo === null || day <= article.validTo) && (article.audience === 'public' || audience === 'staff'))
}

/** Gives the calendar day, YYYY-MM-DD, of a moment in a time zone. */
export function createDays(timezone: string): (at: number) => string {
  // Swedish writes dates the ISO way.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' })
  let hour = Number.NaN
  let day = ''
  return (at) => {
    // All zones change their day on a quarter of an hour; formatting is slow beside a search.
    const quarter = Math.floor(at / 900_000)
    if (quarter !== hour) {
      hour = quarter
      day = format.format(at)
    }
    return day
  }
}
