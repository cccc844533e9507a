/**
 * Days, as customers name them: written out, by weekday, or counted from today, in Chinese and English. The value is an ISO day; a time of
 * day is kept with it only for days to come, where it is an appointment.
 */
import { civilOf, dayOf, isoDay, weekdayOf, zoneOf } from '../../core/calendar/zone.ts'
import { type Finder, type Found, found } from './found.ts'
import { NUMERAL, numberOf } from './numerals.ts'

type Today = { day: number; year: number; month: number }
/** The day a match means, or null when it means none. */
type Reading = (match: RegExpExecArray, today: Today, text: string) => number | null

export const findDates: Finder = (text, { at, timezone = 'Asia/Shanghai' }) => {
  const { day } = zoneOf(timezone).local(at)
  const { year, month } = civilOf(day)
  const today = { day, year, month }
  const readings: Found[] = []
  for (const [pattern, read, rank] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const named = read(match, today, text)
      if (named === null) continue
      const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 40)
      const time = TIME.exec(rest)?.[0].trimEnd() ?? ''
      const part = /[晚早夜]$/.exec(match[0])?.[0] ?? ''
      const appointment = named >= day && (time !== '' || part !== '') ? ` ${(part + time).trim()}` : ''
      readings.push(found('date', isoDay(named) + appointment, match[0] + time, match.index, rank))
    }
  }
  return readings
}

const CN = '[〇零一二三四五六七八九十]'
const MONTH = `(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])`
const DATE = `(3[01]|[12]\\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])`
const DAY_MARK = '[日号號]'
/** What turns "5号" into something else: a building, a line, a window. */
const NOT_PLACE = '(?![楼樓栋棟线線门門院店柜窗机機码碼铺舖口库庫车車床桌房室厅廳位柱井线牌员員技])'
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAY = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?'
const MONTH_NAME = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

const CLOCK = `(?:\\d{1,2}(?::\\d{2}|[点點时時](?:半|\\d{1,2}分?)?)|[一二两兩三四五六七八九十]{1,2}[点點](?:半|${CN}{1,3}分?)?|\\d{1,2} ?(?:am|pm))`
const PART = '(?:凌晨|清晨|早上|早晨|一早|上午|中午|下午|午后|傍晚|晚上|晚间|晚間|夜里|夜裡|半夜)'
const TIME = new RegExp(`^[的 ,]{0,2}(?:${PART}[ ]?(?:${CLOCK})?|(?:at |from )?${CLOCK}|(?:in the )?(?:morning|afternoon|evening|noon))(?:[ ]?(?:到|至|-|~|–|and|to)[ ]?${PART}?${CLOCK})?`, 'i')

const PATTERNS: readonly (readonly [RegExp, Reading, number])[] = [
  [/(?<![\d.-])(20\d{2})([-/.年] ?)(0?[1-9]|1[0-2])(?:\2|[月/.-]) ?(3[01]|[12]\d|0?[1-9])(?:[日号號]|(?![\d.-]))/g, (m) => civil(Number(m[1]), Number(m[3]), Number(m[4])), 74],
  [new RegExp(`(${CN}{4})年${MONTH}月${DATE}${DAY_MARK}?`, 'g'), (m) => civil(num(m[1]), num(m[2]), num(m[3])), 74],
  [new RegExp(`民[国國] ?(\\d{2,3}|[${NUMERAL}]{1,5}) ?(?:年|[/.-]) ?${MONTH} ?(?:月|[/.-]) ?${DATE}${DAY_MARK}?`, 'g'), (m) => civil(1911 + num(m[1]), num(m[2]), num(m[3])), 74],
  [new RegExp(`(今年|去年|前年|明年)?的?${MONTH}月(?:份)?(?:的)?${DATE}(?:${DAY_MARK}${NOT_PLACE}|(?![\\d年月个個十百号號日]))`, 'g'), monthDay, 73],
  [new RegExp(`(上上个?月|上上個月|上个?月|上個月|本月|这个?月|這個月|这月|下个?月|下個月)的?${DATE}${DAY_MARK}?${NOT_PLACE}(?!\\d)`, 'g'), monthRelative, 73],
  [new RegExp(`(?<![\\d月A-Za-z.-]|第)${DATE}[号號]${NOT_PLACE}(?=$|[\\s，。,.!?！？;；、]|[上下中]午|早|晚|那天|当天|當天|的|到|就|之前|以前|前|后|後|我|买|買|下[单單]|还|還|扣|来|來|说|說|去|寄|发|發|收)`, 'g'), (m, today) => nearest(today, today.month, num(m[1]), 'past'), 58],
  [/(?<![\d./-])(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?=[日号號]|那天|当天|當天|早|[上下中]午|晚|的|到|買|买|訂|下單|下单|收|去|在|我|，)/g, (m, today) => nearest(today, Number(m[1]), Number(m[2]), 'near'), 57],
  [/大前天|前天(?![气氣])|昨[天日晚夜儿兒早](?![气氣])|今[天日晚早晨儿兒](?![气氣])|明[天日晚早儿兒](?![气氣])|大[后後]天|(?<!先天)[后後]天(?![气氣])/g, (m, today) => today.day + (NEAR_DAYS[fromSimplified(m[0])] ?? 0), 72],
  [new RegExp(`(?<![\\d${NUMERAL}])(\\d{1,3}|[${NUMERAL}]{1,3})(天|日|个?星期|個?星期|周|週|个?礼拜|個?禮拜|个月|個月)(?:之|以)?(前|后|後)(?![天日])`, 'g'), counted, 71],
  [/(?<![每逢])(上上|上|这|這|本|下下|下)?[个個]?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])(?![年个個次])/g, weekday, 71],
  [/\bthe day before yesterday\b|\byesterday\b|\btoday\b|\btonight\b|\blast night\b|\bthis (?:morning|afternoon|evening)\b|\bthe day after tomorrow\b|\btomorrow\b/gi, (m, today) => today.day + (NEAR_DAYS[m[0].toLowerCase().replace(/^this .*/, 'today')] ?? 0), 72],
  [new RegExp(`\\b(last|this|next|on|since|by|this coming) ${WEEKDAY}\\b`, 'gi'), englishWeekday, 71],
  [/\b(\d{1,3}|a|an|one|two|three|four|five|six|seven) (day|week|month)s? ago\b/gi, (m, today) => today.day - ago(m), 71],
  [new RegExp(`\\b(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?: of)? ${MONTH_NAME}\\b(?:,? (20\\d{2}))?`, 'gi'), (m, today) => named(m[2], m[1], m[3], today), 73],
  [new RegExp(`\\b${MONTH_NAME}\\.? (3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?\\b(?!:)(?:,? (20\\d{2}))?`, 'gi'), (m, today) => named(m[1], m[2], m[3], today), 73],
]

const NEAR_DAYS: Readonly<Record<string, number>> = {
  大前天: -3, 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2, 大后天: 3,
  'the day before yesterday': -2, yesterday: -1, 'last night': -1, today: 0, tonight: 0, tomorrow: 1, 'the day after tomorrow': 2,
}
const fromSimplified = (word: string): string => word.replace('後', '后').replace(/^([昨今明])./, '$1天')

const num = (written: string | undefined): number => numberOf(written ?? '') ?? 0

/** Null for a day the calendar does not have. */
function civil(year: number, month: number, date: number): number | null {
  const day = dayOf(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
  const real = civilOf(day)
  return real.year === year && real.month === month && real.date === date ? day : null
}

/** A day without a year. Customers mostly tell what has happened, so a day to come must be four times nearer than one that has been. */
function nearest({ day, year, month: now }: Today, month: number, date: number, lean: 'near' | 'past'): number | null {
  const candidates = lean === 'past' ? [civil(year, month, date), civil(now === 1 ? year - 1 : year, now === 1 ? 12 : now - 1, date), civil(now === 12 ? year + 1 : year, (now % 12) + 1, date)] : [-1, 0, 1].map((shift) => civil(year + shift, month, date))
  const distance = (candidate: number): number => (candidate <= day ? day - candidate : (candidate - day) * 4)
  return candidates.filter((one) => one !== null).sort((a, b) => distance(a) - distance(b))[0] ?? null
}

function monthDay([, which, month, date]: RegExpExecArray, today: Today): number | null {
  const shift = which ? { 今年: 0, 去年: -1, 前年: -2, 明年: 1 }[which] : undefined
  return shift === undefined ? nearest(today, num(month), num(date), 'near') : civil(today.year + shift, num(month), num(date))
}

function monthRelative([, which = '', date]: RegExpExecArray, { year, month }: Today): number | null {
  const shift = which.startsWith('上上') ? -2 : which.startsWith('上') ? -1 : which.startsWith('下') ? 1 : 0
  const months = year * 12 + month - 1 + shift
  return civil(Math.floor(months / 12), (months % 12) + 1, num(date))
}

function counted([, number, unit = '', side]: RegExpExecArray, { day, year, month }: Today): number | null {
  const count = num(number) * (side === '前' ? -1 : 1)
  if (count === 0) return null
  if (/月/.test(unit)) {
    const months = year * 12 + month - 1 + count
    const { date } = civilOf(day)
    for (let last = date; last > date - 4; last--) {
      const there = civil(Math.floor(months / 12), (months % 12) + 1, last)
      if (there !== null) return there
    }
    return null
  }
  return day + count * (/[天日]/.test(unit) ? 1 : 7)
}

/** Weeks begin on Monday. Without "last" or "next" the words behind tell whether it has been or is to come. */
function weekday(match: RegExpExecArray, { day }: Today, text: string): number {
  const [written, which, name = ''] = match
  const wanted = '日一二三四五六'.indexOf(name === '天' ? '日' : name)
  const monday = day - ((weekdayOf(day) + 6) % 7)
  const inWeek = monday + ((wanted + 6) % 7)
  if (which) return inWeek + 7 * ({ 上上: -2, 上: -1, 下: 1, 下下: 2 }[which] ?? 0)
  const rest = text.slice(match.index + written.length, match.index + written.length + 14).split(/[。！？!?\n]/)[0] as string
  const ahead = /来|來|上门|上門|到府|方便|有空|可以|能不能|约|約|再|之前|以前|前|送|取|派|修/.test(rest) && !/了|过|過|没|沒/.test(rest)
  if (ahead) return inWeek < day ? inWeek + 7 : inWeek
  return inWeek > day ? inWeek - 7 : inWeek
}

function englishWeekday([, which = '', name = '']: RegExpExecArray, { day }: Today): number {
  const wanted = NAMES.indexOf(name.toLowerCase().slice(0, 3))
  const back = (weekdayOf(day) - wanted + 7) % 7
  switch (which.toLowerCase()) {
    case 'last':
      return day - (back || 7)
    case 'next':
      return day - ((weekdayOf(day) + 6) % 7) + 7 + ((wanted + 6) % 7)
    case 'this':
    case 'this coming':
    case 'by':
      return day + ((7 - back) % 7)
    default:
      return day - back
  }
}

function ago([, count = '', unit = '']: RegExpExecArray): number {
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
  const number = /^\d/.test(count) ? Number(count) : Math.max(0, words.indexOf(count.toLowerCase())) + 1
  return number * ({ day: 1, week: 7, month: 30 }[unit.toLowerCase()] ?? 1)
}

function named(month: string | undefined, date: string | undefined, year: string | undefined, today: Today): number | null {
  const index = MONTHS.indexOf((month ?? '').toLowerCase().slice(0, 3)) + 1
  return year ? civil(Number(year), index, Number(date)) : nearest(today, index, Number(date), 'near')
}
