/**
 * Finds personal data in a text: mobile numbers, identity cards, bank cards, email addresses, also in full-width figures and with separators.
 * Check digits and the words before decide, so that an order number is not taken for a card; it changes nothing.
 */
import { foldWidth } from '../text.ts'
import { isCardNumber, isIdNumber } from './digits.ts'

export type PrivateKind = 'mobile' | 'idcard' | 'card' | 'email'
/** `start` and `end` are positions in the text as given. */
export type PrivateSpan = { kind: PrivateKind; start: number; end: number }

/** In the order of the text; no two touch the same character. */
export function findPrivate(text: string): readonly PrivateSpan[] {
  const plain = foldWidth(text).replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u00A0\u2000-\u200A\u202F]/g, ' ')
  const emails = [...plain.matchAll(EMAIL)].map(({ 0: written, index }): PrivateSpan => ({ kind: 'email', start: index, end: index + written.length }))
  // An address of mail keeps its figures to itself.
  const rest = plain.replace(EMAIL, (address) => '@'.repeat(address.length))
  return [...emails, ...findNumbers(rest)].sort((a, b) => a.start - b.start)
}

const EMAIL = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])/g
/** The most figures any of these numbers has. */
const LONGEST = 19

/** Figures stand together or in groups; of all the ways to read neighbouring groups as one number the longest that is personal counts. */
function findNumbers(plain: string): readonly PrivateSpan[] {
  const runs = [...plain.matchAll(/\d+[Xx]?/g)].map(({ 0: written, index }) => ({ start: index, end: index + written.length }))
  const spans: PrivateSpan[] = []
  for (let first = 0; first < runs.length; first++) {
    for (let last = lastOfGroup(plain, runs, first); last >= first; last--) {
      const { start } = runs[first] as { start: number }
      const { end } = runs[last] as { end: number }
      const kind = kindOf(plain, start, end)
      if (!kind) continue
      spans.push({ kind, start, end })
      first = last
      break
    }
  }
  return spans
}

/** The last run that one kind of separator joins to the first, within the length of any number. */
function lastOfGroup(plain: string, runs: readonly { start: number; end: number }[], first: number): number {
  const separator = plain[runs[first]?.end ?? 0]
  if (separator === undefined || !' .-'.includes(separator)) return first
  let last = first
  let figures = (runs[first]?.end ?? 0) - (runs[first]?.start ?? 0)
  for (let next = runs[last + 1]; next; next = runs[last + 1]) {
    figures += next.end - next.start
    if (figures > LONGEST || next.start !== (runs[last]?.end ?? 0) + 1 || plain[next.start - 1] !== separator) break
    last++
  }
  return last
}

function kindOf(plain: string, start: number, end: number): PrivateKind | null {
  const written = plain.slice(start, end)
  const before = plain.slice(Math.max(0, start - 20), start)
  const kind = formOf(written, before)
  return kind && !PART_OF_CODE.test(before) && !THING.test(before) ? kind : null
}

function formOf(written: string, before: string): PrivateKind | null {
  const digits = written.replace(/[ .-]/g, '')
  if (digits.length < 9) return null
  if (before.endsWith('+') && /^\d{9,15}$/.test(digits)) return 'mobile'
  if (/^(?:86)?1[3-9]\d{9}$/.test(digits) && (digits === written || MAINLAND.test(written))) return 'mobile'
  if (/^09\d{8}$/.test(digits) && (digits === written || TAIWAN.test(written))) return 'mobile'
  if (isIdNumber(digits)) return 'idcard'
  return isCardNumber(digits) && (digits.length >= 16 || /卡|card/i.test(before)) ? 'card' : null
}

/** A code goes on before the figures ("PO-138…", "YT138…"). */
const PART_OF_CODE = /(?:[A-Z0-9_]|[A-Za-z0-9][-_/.])$/
/** Words that say the figures are the number of a thing. */
const THING = /(?:单号|單號|(?:订单|訂單|运单|運單|工单|工單)(?:编?号|編?號)?|\b(?:order|waybill|tracking|ticket)(?: (?:no\.?|number|id))?)[ :#是为為]{0,4}$/i
/** How people group a mobile number. */
const MAINLAND = /^(?:86[ .-])?(?:\d{3}[ .-]\d{4}[ .-]\d{4}|\d{4}[ .-]\d{4}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{5}|\d{3}[ .-]\d{8}|\d(?:[ .-]\d){10}|\d{11})$/
const TAIWAN = /^\d{4}[ .-](?:\d{3}[ .-]\d{3}|\d{6})$/
