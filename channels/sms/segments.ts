/**
 * How many messages a text costs, counted as the market bills them, and where a long one is cut on the wire.
 * It must not shorten a text; cutting an answer into several messages is rendering, and belongs to the core.
 */
import { gsmLength } from '../../core/measure.ts'

/** `cn`: mainland China, where every character counts one and the signature counts too. `intl`: GSM-7 or UCS-2, as everywhere else. */
export const MARKETS = ['cn', 'intl'] as const
export type Market = (typeof MARKETS)[number]

export type Segments = { encoding: 'GSM-7' | 'UCS-2'; parts: readonly string[] }

/** The longest message of mainland China, in characters, signature included. */
export const CN_MOST_CHARS = 500
/** Ten parts of 153 septets; of UCS-2 the same ten parts (see core/measure.ts). */
export const INTL_MOST_SEPTETS = 1530

const SIZES = { 'GSM-7': { single: 160, part: 153 }, 'UCS-2': { single: 70, part: 67 } } as const

/** What the provider puts on the bill. */
export function billed(whole: string, market: Market): number {
  if (market === 'intl') return segment(whole).parts.length
  const { single, part } = SIZES['UCS-2']
  return whole.length <= single ? 1 : Math.ceil(whole.length / part)
}

/** The parts as they travel: neither an escaped character nor a surrogate pair is ever torn apart. */
export function segment(text: string): Segments {
  const encoding = gsmLength(text) === null ? 'UCS-2' : 'GSM-7'
  const { single, part } = SIZES[encoding]
  const size = encoding === 'GSM-7' ? (char: string) => gsmLength(char) as number : (char: string) => char.length
  const chars = [...text]
  if (chars.reduce((sum, char) => sum + size(char), 0) <= single) return { encoding, parts: [text] }
  const parts: string[] = []
  let current = ''
  let filled = 0
  for (const char of chars) {
    const more = size(char)
    if (filled + more > part) {
      parts.push(current)
      current = ''
      filled = 0
    }
    current += char
    filled += more
  }
  return { encoding, parts: [...parts, current] }
}
