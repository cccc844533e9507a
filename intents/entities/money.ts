/**
 * Sums of money and counts of things, in figures or in Chinese words.
 * A sum in yuan is its number; another currency stays with it ("TWD 300"). A count keeps its measure word ("240套").
 */
import { type Finder, type Found, found } from './found.ts'
import { NUMERAL, numberOf } from './numerals.ts'

const FIGURE = '\\d{1,9}(?:,\\d{3}){0,4}(?:\\.\\d{1,2})?'
const MIXED = `${FIGURE}[ ]?(?:[十百千万萬亿億kKwW](?:[\\d${NUMERAL}]{0,8}))?`
const WORDS = `[${NUMERAL}][\\d${NUMERAL}]{0,15}`

const PREFIXED = new RegExp(`(?<![A-Za-z])(¥|￥|RMB|CNY|人民币|人民幣|NT\\$|NTD|TWD|新台币|新臺幣|新台幣|台币|台幣|HK\\$|HKD|港币|港幣|US\\$|USD|美元|€|EUR|£|GBP|\\$)[ ]?(${MIXED})(?![\\d%])`, 'gi')
const SUFFIXED = new RegExp(
  `(?<![\\d.A-Za-z第${NUMERAL}])(${MIXED}|${WORDS})([多余餘來来几幾]?)[ ]?(元整?|块钱?|塊錢?|圆|圓|RMB|yuan|CNY|人民币|人民幣|台币|台幣|新台幣|新臺幣|NTD|港币|港幣|港元|HKD|美元|美金|USD|dollars?|bucks|欧元|歐元|euros?|日元|英镑)(半|[\\d${NUMERAL}](?:毛|角)?)?(?![A-Za-z])`,
  'gi',
)
/** A number in words with a unit, or any figure, straight behind a word for paying or costing. */
const VERBED = new RegExp(
  `(?:存|取|扣|转|轉|赔|賠|退|收|付|花|交|缴|繳|欠|还|還|借|贷|貸|刷|充|罚|罰|亏|虧|骗|騙|损失|損失|金额|金額|余额|餘額|工资|薪水|定价|一共|总共|總共|共计|価|价格|價格|补偿|補償|charged|paid|refund(?:ed)?|cost)(?:掉|走|给|給|了|过|過|我|我们|我們|你们|你們|他|她|是|：|:| |me|us|about){0,3}(${FIGURE}(?:[十百千万萬wWkK]\\d?)?|[${NUMERAL}]{2,16})([多余餘]?)(?=$|[\\s，。,!！?？;；、）)的没沒到，就却卻还還呢吧了])`,
  'gi',
)
const COUNTED = new RegExp(
  `(?<![\\d.A-Za-z第/-])(\\d{1,9}(?:,\\d{3}){0,3}(?:\\.\\d{1,3})?|(?<![${NUMERAL}第几幾])${WORDS})([多余餘]?)[ ]?(套|件|个|個|台|臺|只|隻|条|條|箱|盒|包|袋|瓶|片|支|根|张|張|把|双|雙|对|對|组|組|桶|卷|捆|托|箱|公斤|千克|吨|噸|斤|pcs\\.?|pieces?|units?|sets?|boxes|cartons?|pallets?|kgs?)(?![A-Za-z])`,
  'gi',
)

export const findAmounts: Finder = (text) => {
  const readings: Found[] = []
  for (const match of text.matchAll(PREFIXED)) add(readings, match, match[2], CURRENCIES[(match[1] as string).toUpperCase()], 76)
  for (const match of text.matchAll(SUFFIXED)) {
    const [written, number = '', , unit = '', rest = ''] = match
    if (/^[块塊]$/.test(unit) && !isMoney(text, match.index, written, number, rest)) continue
    if (unit === '元' && /^[桥橋宵旦素件帅帥朝]/.test(text.slice(match.index + written.length))) continue
    add(readings, match, number, CURRENCIES[unit.toUpperCase()], 75, rest)
  }
  for (const match of text.matchAll(VERBED)) {
    const [written, number = ''] = match
    if (!/\d/.test(number) && !/[十百千万萬亿億]/.test(number)) continue
    const start = match.index + written.lastIndexOf(number)
    const value = numberOf(number)
    if (value !== null && value > 0) readings.push(found('amount', String(value), number, start, 55))
  }
  return readings
}

export const findQuantities: Finder = (text) =>
  [...text.matchAll(COUNTED)].flatMap((match) => {
    const [written, number = '', , unit = ''] = match
    const value = numberOf(number)
    if (value === null || value === 0 || isPhrase(text, match.index + written.length, number, unit)) return []
    return [found('quantity', /^[A-Za-z]/.test(unit) ? `${value} ${unit.replace('.', '').toLowerCase()}` : `${value}${unit}`, written, match.index, 50)]
  })

function add(readings: Found[], match: RegExpExecArray, number: string | undefined, currency: string | undefined, rank: number, rest = ''): void {
  const value = numberOf(number ?? '')
  if (value === null) return
  const tenth = rest === '' ? 0 : rest.startsWith('半') ? 0.5 : (numberOf(rest.charAt(0)) ?? 0) / 10
  const sum = String(Math.round((value + tenth) * 100) / 100)
  readings.push(found('amount', currency ? `${currency} ${sum}` : sum, match[0], match.index, rank))
}

/** 块 is a measure word as well ("两块地板", "一块儿去"): a small number is money only before a figure, a stop or a particle. */
function isMoney(text: string, start: number, written: string, number: string, rest: string): boolean {
  if (rest !== '' || /[十百千万萬]/.test(number) || (numberOf(number) ?? 0) >= 20) return true
  if (/^[一1]$/.test(number)) return false
  return /^(?:$|[\s，。,.!！?？;；、)）多没沒就都呢吧了到的])/.test(text.slice(start + written.length, start + written.length + 1))
}

/** Words that look like a count and are none: spans of time, persons, "这件事", "一个". */
function isPhrase(text: string, end: number, number: string, unit: string): boolean {
  const next = text.slice(end, end + 3)
  const single = /^[一二两兩三四五六七八九]$/.test(number)
  if (/^[个個]$/.test(unit)) return single || /^(?:多?月|多?小时|多?小時|钟|鐘|星期|礼拜|禮拜|人|问题|問題|电话|電話|工作日|周|週|半|客服|师傅|師傅|地方|字|亿|億)/.test(next)
  if (unit === '件') return /^事/.test(next)
  if (/^[条條张張只隻把对對包]$/.test(unit)) return single && /^(?:短信|簡訊|信息|消息|微信|线|線|路|规定|規定|命|单|發票|发票|脸|面|要|是|怕|能|有)/.test(next)
  return unit === '台' && /^[湾灣北中南]/.test(next)
}

const CURRENCIES: Readonly<Record<string, string>> = {
  NT$: 'TWD', NTD: 'TWD', TWD: 'TWD', 新台币: 'TWD', 新台幣: 'TWD', 新臺幣: 'TWD', 台币: 'TWD', 台幣: 'TWD', HK$: 'HKD', HKD: 'HKD', 港币: 'HKD', 港幣: 'HKD', 港元: 'HKD',
  US$: 'USD', USD: 'USD', $: 'USD', 美元: 'USD', 美金: 'USD', DOLLAR: 'USD', DOLLARS: 'USD', BUCKS: 'USD', '€': 'EUR', EUR: 'EUR', 欧元: 'EUR', 歐元: 'EUR', EURO: 'EUR', EUROS: 'EUR',
  '£': 'GBP', GBP: 'GBP', 英镑: 'GBP', 日元: 'JPY',
}
