/**
 * Telephone numbers a customer can be reached at: mainland, Hong Kong, Macao, Taiwan, and any other written with its country code.
 * Hotlines and numbers of third persons are left alone unless a number to call back was asked for.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { after, before, type Finder, type Found, found } from './found.ts'

export const findPhones: Finder = (text, { expecting = [] }) => {
  const asked = expecting.includes('phone')
  const readings: Found[] = []
  for (const [pattern, normal, gate] of KINDS) {
    for (const match of text.matchAll(pattern)) {
      const [written] = match
      const { index } = match
      const cued = asked || CUE.test(before(text, index, 12))
      if ((gate === 'cue' && !cued) || (!asked && isOfOthers(text, index, index + written.length))) continue
      const value = normal(written)
      if (value !== null) readings.push(found('phone', value, written, index, gate === 'cue' ? 79 : 85))
    }
  }
  return readings
}

/** Pattern, normal form, and whether words around it must say that it is a telephone number. */
const KINDS: readonly (readonly [RegExp, (written: string) => string | null, 'free' | 'cue'])[] = [
  // mainland mobile: 11 figures together or in groups, then one by one
  [/(?<![\w.+-])(?:(?:\+|00)?86[ -]?|\(\+?86\) ?)?1[3-9](?:\d{9}|\d([ .-])\d{4}\1\d{4}|\d{2}([ .-])\d{4}\2\d{3}|\d([ .-])\d{3}\3\d{5})(?!\w|[.-]\d)/g, mainland, 'free'],
  [/(?<![\w.+-]|\d[ ])1([ .-])[3-9](?:\1\d){9}(?!\w|[ .-]\d)/g, mainland, 'free'],
  // mainland landline with its area code
  [/(?<![\w.+-])(?:(?:\+|00)86[ -]?)?\(?0?(?:10|2\d|[3-9]\d{2})\)?[ -]?[2-8]\d{2,3}[ -]?\d{4}(?:[ ,-]{0,2}(?:转|轉|分机|分機|ext\.?|#)[ :]?\d{1,6})?(?![\w])/gi, landline, 'free'],
  // spoken figure by figure
  [/(?<![零〇一二三四五六七八九幺两])[幺一](?:[ 、,-]?[零〇一二三四五六七八九幺两洞]){10}(?![零〇一二三四五六七八九幺两十百千万])/g, spoken, 'free'],
  // Taiwan: mobile, then landline with its area code
  [/(?<![\w.+-])09\d{2}[ -]?\d{3}[ -]?\d{3}(?!\w|[.-]\d)/g, digits, 'free'],
  [/(?<![\w.+-])\(0[2-8]\d{0,2}\)[ -]?\d{3,4}[ -]?\d{4}(?:[ ,]{0,2}(?:分機|#|ext\.?)[ :]?\d{1,6})?(?!\w)/gi, withExtension, 'free'],
  [/(?<![\w.+-])0[2-8][ -]\d{3,4}[ -]?\d{4}(?:[ ,]{0,2}(?:分機|#|ext\.?)[ :]?\d{1,6})?(?!\w)/gi, withExtension, 'free'],
  // anything with a country code
  [/(?<![\w.])(?:\+|00)[1-9]\d{0,2}(?:[ -]?\(?\d{1,5}\)?){2,5}(?!\w)/g, international, 'free'],
  // without an area code, and service numbers: only where a number to call is being told
  [/(?<![\w.+-])[2-9]\d{3}[ -]?\d{4}(?!\w|[.-]\d)/g, digits, 'cue'],
  [/(?<![\w.+-])[2-9]\d{6}(?!\w|[.-]\d)/g, digits, 'cue'],
  [/(?<![\w.+-])[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\w)/g, (written) => (/^\d{10}$/.test(digits(written)) ? digits(written) : null), 'cue'],
  [/(?<![\w.+-])95\d{3,6}(?!\w|[.-]\d)/g, digits, 'cue'],
]

const EXTENSION = /转|轉|分机|分機|ext\.?|#/i
const CUE = /(?:(?:联系|聯絡|聯繫|聯系)(?:电话|電話|方式|我)?|电话|電話|手机|手機|座机|市話|号码|號碼|回电|回電|致電|call(?: me)?(?: back)?(?: (?:on|at))?|phone|mobile|tel|contact|number)[^\d]{0,6}$/i

/** A number somebody else called from. */
function isOfOthers(text: string, start: number, end: number): boolean {
  return (
    /(?:接到|收到|来电显示|來電顯示|对方(?:的)?(?:号码|电话)?|對方(?:的)?(?:號碼|電話)?|call from|text from|message from)[是为為用:： ]{0,3}$/i.test(before(text, start, 12)) ||
    /^[ 的]{0,2}(?:这个|這個)?(?:号码?|號碼?)?[ 的]{0,2}(?:打来|打來|打过来|打過來|给我打|給我打|一直打|打给我|打給我|发来|發來|短信|簡訊|骚扰|騷擾|keeps calling|called me)/i.test(after(text, end, 20))
  )
}

function digits(written: string): string {
  return written.replace(/\D/g, '')
}

function mainland(written: string): string {
  return digits(written).slice(-11)
}

function landline(written: string): string | null {
  const [number = '', extension] = written.split(EXTENSION)
  const plain = digits(number).replace(/^(?:00)?86(?=0?[1-9])/, (code) => (/^(?:\+|00)/.test(number) ? '' : code))
  if (plain === digits(number) && !plain.startsWith('0')) return null
  const national = plain.startsWith('0') ? plain : `0${plain}`
  const twoFigures = /^0(?:10|2\d)/.test(national)
  const local = national.length - (twoFigures ? 3 : 4)
  if (local !== 8 && (twoFigures || local !== 7)) return null
  return extension ? `${national}-${digits(extension)}` : national
}

function withExtension(written: string): string {
  const [number = '', extension] = written.split(EXTENSION)
  return extension ? `${digits(number)}-${digits(extension)}` : digits(number)
}

function spoken(written: string): string | null {
  const value = [...written].map((char) => '零一二三四五六七八九'.indexOf(({ 〇: '零', 洞: '零', 幺: '一', 两: '二' } as Record<string, string>)[char] ?? char)).filter((digit) => digit >= 0).join('')
  return /^1[3-9]\d{9}$/.test(value) ? value : null
}

function international(written: string): string | null {
  const number = parsePhoneNumberFromString(written.replace(/^00/, '+'))
  if (!number?.isValid()) return null
  return number.countryCallingCode === '86' ? (/^1/.test(number.nationalNumber) ? number.nationalNumber : `0${number.nationalNumber}`) : number.number
}
