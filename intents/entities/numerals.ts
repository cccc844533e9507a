/**
 * Numbers as people write them, in figures, in Chinese words, or in both ("1.2万", "三千二", "一百零五").
 * It turns the writing into a value; whether that is money, a day or a count is for others to say.
 */

/** Characters that can stand in a number in words. */
export const NUMERAL = '零〇一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖十拾百佰千仟万萬亿億'

/** Null when it is no number. */
export function numberOf(written: string): number | null {
  const plain = written.replace(/[,\s]/g, '')
  if (/^\d+(\.\d+)?$/.test(plain)) return Number(plain)
  if (plain === '' || !WRITTEN.test(plain)) return null
  const tokens = plain.match(/\d+(?:\.\d+)?|./g) as readonly string[]
  if (tokens.some((token) => unitOf(token) !== undefined)) return Math.round(wordsOf(tokens) * 100) / 100
  return plain.match(/\d/) ? null : Number(tokens.map((token) => DIGITS[token]).join(''))
}

const WRITTEN = new RegExp(`^(?:\\d+(?:\\.\\d+)?|[${NUMERAL}kKwW])+$`)

/** "三千二" is 3200, because the last figure counts tenths of the unit before it; "三千零二" is 3002. */
function wordsOf(tokens: readonly string[]): number {
  let total = 0
  let section = 0
  let digit: number | null = null
  let unit = 1
  let zero = false
  for (const token of tokens) {
    const step = unitOf(token)
    if (step === undefined) {
      digit = DIGITS[token] ?? Number(token)
      if (digit === 0) zero = true
      continue
    }
    if (step < 10_000) section += (digit ?? 1) * step
    else {
      total = (total + section + (digit ?? (section ? 0 : 1))) * step
      section = 0
    }
    unit = step
    digit = null
    zero = false
  }
  return total + section + (digit ?? 0) * (zero || unit < 100 || (digit ?? 0) >= 10 ? 1 : unit / 10)
}

const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇', '一壹', '二两兩贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap((chars, value) => [...chars].map((char) => [char, value])),
)
const UNITS: Readonly<Record<string, number>> = {
  十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000, k: 1000, w: 10_000,
}

const unitOf = (token: string): number | undefined => UNITS[token.toLowerCase()]
