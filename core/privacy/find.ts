/**
 * Finds personal data in a text: mobile numbers, identity cards, bank cards, email addresses, also in full-width figures and with separators.
 * Check digits decide, so that an order number is not taken for a card; it changes nothing.
 */
import { foldWidth } from '../text.ts'
import { isCardNumber, isIdNumber } from './digits.ts'

export type PrivateKind = 'mobile' | 'idcard' | 'card' | 'email'
/** `start` and `end` are positions in the text as given. */
export type PrivateSpan = { kind: PrivateKind; start: number; end: number }

/** In the order of the text; no two touch the same character. */
export function findPrivate(text: string): readonly PrivateSpan[] {
  const plain = foldWidth(text).replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u00A0\u2000-\u200A\u202F]/g, ' ')
  const spans: PrivateSpan[] = []
  for (const { 0: written, index } of plain.matchAll(EMAIL)) spans.push({ kind: 'email', start: index, end: index + written.length })
  for (const { 0: written, index } of plain.matchAll(FIGURES)) {
    const kind = kindOf(written, plain.slice(Math.max(0, index - 8), index))
    const end = index + written.length
    if (kind && !spans.some((span) => span.start < end && index < span.end)) spans.push({ kind, start: index, end })
  }
  return spans.sort((a, b) => a.start - b.start)
}

const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])/g
/** Figures together or in groups with one kind of separator, not part of a longer code. */
const FIGURES = /(?<![A-Za-z0-9]|\d[.-])(?:\+86[ -]?)?\d{1,19}(?:([ -.])\d{1,8}(?:\1\d{1,8}){0,20})?[Xx]?(?![A-Za-z0-9]|[.-]\d)/g

/** Words that say the figures are the number of a thing. */
const THING = /(?:单号?|單號?|订单号?|訂單號?|编号|編號|order|no\.?|waybill|tracking)[ :：#是]{0,3}$/i

function kindOf(written: string, before: string): PrivateKind | null {
  const digits = written.replace(/^\+86/, '').replace(/[ .-]/g, '')
  const whole = /^\d+[Xx]?$/.test(written.replace(/^\+86[ -]?/, ''))
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits)) return whole || MOBILE_GROUPS.test(written) ? 'mobile' : null
  if (isIdNumber(digits)) return 'idcard'
  if (isCardNumber(digits) && !THING.test(before) && (digits.length >= 16 || /卡|card/i.test(before))) return 'card'
  return null
}

const MOBILE_GROUPS = /^(?:\+?86[ -]?)?(?:\d{3}[ .-]\d{4}[ .-]\d{4}|\d{4}[ .-]\d{4}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{5}|\d(?:[ .-]\d){10})$/
