/**
 * Numbers of things: waybills, orders, parts, tickets, bank cards, identity cards.
 * A code is known by its form or by the word before it; a bare number says nothing and is left alone.
 */
import { isCardNumber, isIdNumber } from '../../core/privacy/digits.ts'
import { after, alone, before, type FindContext, type Finder, type Found, found } from './found.ts'
import { ticketPattern } from './tickets.ts'

export const findCodes: Finder = (text, context) => [
  ...tickets(text, context), ...waybills(text, context), ...orders(text, context), ...parts(text, context), ...cards(text), ...idCards(text),
]

/** A code of letters and figures as it stands behind its cue; closing marks are not part of it. */
const CODE = '([A-Za-z0-9](?:[A-Za-z0-9]|[-_/.#](?=[A-Za-z0-9]))LENGTH)(?![A-Za-z0-9])'
/** What people put between the cue and the code. */
const LINK = "[ \\t]{0,2}(?:是|为|為|應該是|应该是|号码是|號碼是|is|was|:|=|#|no\\.?|number|\\(|「|“|\"|'){0,3}[ \\t:]{0,2}"
const cued = (cue: string, length: string): RegExp => new RegExp(`(?:${cue})${LINK}${CODE.replace('LENGTH', length)}`, 'gi')

const TICKET_CUED = cued('工单(?:编?号|号码)?|工單(?:編?號|號碼)?|投诉(?:编?号|单号|工单号?)|投訴(?:編?號|單號)|客訴(?:編?號|單號)|案件(?:编?号|編?號)|受理(?:编?号|編?號)|\\b(?:ticket|case|reference|complaint)(?: (?:no\\.?|number|id|ref))?', '{4,19}')
const ORDER_CUED = cued('(?:采购|採購|销售|銷售)?(?:订单|訂單|合同|合約)(?:编?号|編?號|号码|號碼)?|(?:采购|採購)(?:单|單)(?:号|號)?|(?<!运|運|快递|快遞|物流|货运|貨運|面|工|投诉|投訴|客訴|流水)(?:单号|單號)|\\b(?:purchase )?order(?: (?:no\\.?|number|id))?|\\bP\\.?O\\.?(?: (?:no\\.?|number))?', '{3,24}')
const PART_CUED = cued('料号|料號|物料(?:编?号|編?號|编码|編碼)|零件(?:编?号|編?號)|件号|件號|图号|圖號|型号|型號|品号|品號|\\bpart(?: (?:no\\.?|number|#))?|\\bP/N|\\bmodel(?: (?:no\\.?|number))?|\\bdrawing(?: (?:no\\.?|number))?|\\bSKU', '{2,24}')
const WAYBILL_CUE = /运单|運單|快递|快遞|物流|包裹|单号|單號|面单|面單|货号|寄件|查件|waybill|tracking|parcel|shipment|package|consignment|\bAWB\b/i

/** Known by the desk's own form; or any code that somebody calls a ticket. */
function tickets(text: string, { ticketFormats = [], expecting = [] }: FindContext): Found[] {
  const readings: Found[] = []
  for (const format of ticketFormats) {
    const { pattern, lettered } = ticketPattern(format)
    for (const { 0: written, index } of text.matchAll(pattern)) {
      const named = /(?:工单|工單|投诉|投訴|客訴|案件|受理|ticket|case|complaint|reference)[^\d\n]{0,6}$/i.test(before(text, index, 16))
      if (lettered || named || (expecting.includes('ticket') && alone(text, index, index + written.length)))
        readings.push(found('ticket', written.replace(/[ -]/g, '').toUpperCase(), written, index, 97))
    }
  }
  return [...readings, ...behindCue(text, TICKET_CUED, 'ticket', 83, 4)]
}

function waybills(text: string, { expecting = [] }: FindContext): Found[] {
  const readings: Found[] = []
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9-])(?:[A-Za-z]{2,4}\d{10,15}|[A-Za-z]{2}\d{9}[A-Za-z]{2})(?![A-Za-z0-9]|-\d)/g))
    if (!/^(?:RMB|USD|CNY|TWD|HKD|PO|SO)/i.test(written)) readings.push(found('waybill', written.toUpperCase(), written, index, 91))
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9-])(?:SF|YT|YTO|JT|JDV?|ZTO|STO|YD|EMS|DPK|CN)[ -](?=\d)(?:\d[ -]?){9,14}\d(?![A-Za-z0-9]|[ -]\d)/gi))
    readings.push(found('waybill', written.replace(/[ -]/g, '').toUpperCase(), written, index, 91))
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9.-])\d(?:\d{11,14}|\d{3}([ -])\d{4}\1\d{4}(?:\1\d{1,3})?|\d{2}([ -])\d{4}\2\d{4,5})(?![A-Za-z0-9]|[.-]\d)/g)) {
    const end = index + written.length
    const cue = WAYBILL_CUE.test(before(text, index, 20)) || /^[^\d。！？!?\n]{0,4}(?:这个|這個|的)?(?:快递|快遞|运单|運單|单号|單號|包裹|parcel|package|waybill|tracking)/i.test(after(text, end, 12))
    if (cue || alone(text, index, end) || expecting.includes('waybill')) readings.push(found('waybill', written.replace(/[ -]/g, ''), written, index, 84))
  }
  return readings
}

function orders(text: string, { expecting = [] }: FindContext): Found[] {
  const readings = behindCue(text, ORDER_CUED, 'order', 92, 3)
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9-])(?:PO|SO|DD|ORD|CG|XS)-?\d[\d-]{3,18}\d(?![A-Za-z0-9])/gi)) readings.push(found('order', written.toUpperCase(), written, index, 92))
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9.-])\d{16,20}(?![A-Za-z0-9]|[.-]\d)/g)) {
    const card = /卡|card|尾/i.test(before(text, index, 10)) || isIdNumber(written)
    if (!card) readings.push(found('order', written, written, index, 60))
  }
  if (expecting.includes('order')) readings.push(...answered(text, 'order'))
  return readings
}

function parts(text: string, { expecting = [] }: FindContext): Found[] {
  const readings = behindCue(text, PART_CUED, 'part', 89, 1)
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9-])[A-Z]{1,6}\d{0,6}-[A-Z]{0,3}\d[A-Z0-9]{0,12}(?:-[A-Z0-9]{1,10}){0,3}(?![A-Za-z0-9-])/g)) {
    const figures = written.replace(/\D/g, '').length
    const flatDoor = /^[A-Z]-\d{1,4}$/.test(written)
    if (figures >= 3 && !flatDoor) readings.push(found('part', written, written, index, 40))
  }
  if (expecting.includes('part')) readings.push(...answered(text, 'part'))
  return readings
}

/** The tail of a card, as people say it; a whole number keeps only its tail here too. */
function cards(text: string): Found[] {
  const readings: Found[] = []
  for (const match of text.matchAll(/(?<!手机|手機|电话|電話|号码|號碼|身份证|身分證|身份證|证件|證件|护照|護照|phone)(?:卡号?|卡號?)?(?:尾号|尾號|末四位|末4位|后四位|後四位|后4位|後4位|最后四位|最後四碼|末四碼|card ending|ending (?:in|with)|last (?:four|4)(?: digits)?)[是为為的:： ]{0,3}(?:are |is )?(\d{4})(?!\d)/gi)) {
    const tail = match[1] as string
    if (/^[的 ]{0,2}(?:手机|手機|电话|電話|phone)/i.test(after(text, match.index + match[0].length, 8))) continue
    readings.push(found('card', tail, tail, match.index + match[0].length - tail.length, 88))
  }
  for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9.-])\d(?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?)(?![A-Za-z0-9]|[.-]\d)/g)) {
    const plain = written.replace(/[ -]/g, '')
    const named = /卡|card|账号|賬號|帳號|account/i.test(before(text, index, 10))
    if (isCardNumber(plain) && (plain.length >= 16 || named)) readings.push(found('card', plain.slice(-4), written, index, named ? 93 : 82))
  }
  return readings
}

function idCards(text: string): Found[] {
  return [...text.matchAll(/(?<![A-Za-z0-9])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![A-Za-z0-9])/g)].flatMap(({ 0: written, index }) => {
    const plain = written.replace(/[ -]/g, '').toUpperCase()
    return isIdNumber(plain) ? [found('idcard', plain, written, index, 95)] : []
  })
}

/** Codes behind a cue. A word without figures ("订单 cancelled") is none. */
function behindCue(text: string, pattern: RegExp, type: 'ticket' | 'order' | 'part', rank: number, figures: number): Found[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const code = match[1] as string
    if (code.replace(/\D/g, '').length < figures || DAY_SHAPED.test(code)) return []
    if (/^1[3-9]\d{9}$/.test(code) && !/[号號码碼r.#]\P{L}*$/u.test(match[0].slice(0, -code.length))) return []
    const start = match.index + match[0].length - code.length
    const waybill = type === 'order' && /^(?:单号|單號)/.test(match[0]) && /^(?:[A-Za-z]{2,4}\d{10,15}|\d{12,15})$/.test(code)
    return [waybill ? found('waybill', code.toUpperCase(), code, start, rank) : found(type, type === 'ticket' ? code.toUpperCase() : code, code, start, rank)]
  })
}

const DAY_SHAPED = /^(?:20\d{2}[-/.])?(?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])$/

/** The answer to a question for a code: the message's only code, with a few words around it at most. */
function answered(text: string, type: 'order' | 'part'): Found[] {
  const codes = [...text.matchAll(/(?<![A-Za-z0-9])(?=[A-Za-z0-9_#/.-]{0,24}\d)[A-Za-z0-9](?:[A-Za-z0-9]|[-_/.#](?=[A-Za-z0-9])){3,24}(?![A-Za-z0-9])/g)]
  const [only] = codes
  return only && codes.length === 1 && text.length - only[0].length <= 12 ? [found(type, only[0], only[0], only.index, 59)] : []
}
