/**
 * Cuts a text that is too long for one message into parts a reader can follow: at paragraphs, then sentences, then words.
 * It never cuts inside a character as people see it, and loses nothing but the white space at a seam.
 */
import { meterOf } from './measure.ts'
import type { Capabilities } from './model.ts'

/** How full a part must be before it may end early at a good place, loosest first. */
const FILLS = [0.5, 0.75, 0.9]

/** @param few where the provider counts messages: never more parts than the tightest packing needs */
export function splitText(text: string, max: Capabilities['maxText'], few: boolean): readonly string[] {
  const pieces = piecesOf(text, max)
  const tightest = pack(pieces, max, 1)
  for (const fill of FILLS) {
    const parts = pack(pieces, max, fill)
    if (!few || parts.length <= tightest.length) return parts
  }
  return tightest
}

/** Characters as people see them; one that is itself too long for a message (marks heaped on marks) comes apart into code points. */
function piecesOf(text: string, { unit, n }: Capabilities['maxText']): readonly string[] {
  const pieces: string[] = []
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (segment.length === 1) {
      pieces.push(segment)
      continue
    }
    const meter = meterOf(unit)
    meter.add(segment)
    if (meter.size() <= n) pieces.push(segment)
    else pieces.push(...segment)
  }
  return pieces
}

function pack(pieces: readonly string[], { unit, n }: Capabilities['maxText'], fill: number): readonly string[] {
  const parts: string[] = []
  let start = 0
  while (start < pieces.length) {
    const meter = meterOf(unit)
    let end = start
    let best = { rank: -1, end: 0 }
    for (; end < pieces.length; end++) {
      meter.add(pieces[end] as string)
      if (meter.size() > n && end > start) break
      if (meter.size() < n * fill) continue
      const rank = seam(pieces, end + 1)
      if (rank >= best.rank && rank > 0) best = { rank, end: end + 1 }
    }
    if (end < pieces.length && best.rank > 0) end = best.end
    const part = pieces.slice(start, end).join('')
    const kept = end < pieces.length ? part.trimEnd() : part
    if (kept.trim() !== '') parts.push(kept)
    start = end
    while (start < pieces.length && blank(pieces[start])) start++
  }
  return parts
}

/** How good a place to cut is between piece `at - 1` and piece `at`: 5 paragraph, 4 line, 3 sentence, 2 clause, 1 word, 0 none. */
function seam(pieces: readonly string[], at: number): number {
  const next = pieces[at]
  if (next === undefined) return 0
  const last = pieces[at - 1] as string
  if (NO_START.test(next)) return 0
  if (next === '\n' || last === '\n') return (next === '\n' && pieces[at + 1] === '\n') || (last === '\n' && pieces[at - 2] === '\n') ? 5 : 4
  if (SENTENCE_END.test(last) || (CLOSER.test(last) && SENTENCE_END.test(pieces[at - 2] ?? ''))) return 3
  if (last === '.' && blank(next)) return 3
  if (/[，、：；;]/.test(last) || (/[,:]/.test(last) && blank(next))) return 2
  if (blank(next) || blank(last)) return 1
  return HAN.test(next) || HAN.test(last) ? 1 : 0
}

const blank = (piece: string | undefined): boolean => piece !== undefined && piece.trim() === ''
const SENTENCE_END = /^[。！？!?…]$/
const CLOSER = /^[”’」』）)]$/
/** What no line of type begins with. */
const NO_START = /^[，。、；：！？”’」』）》〉】,.;:!?)\]}%％…]/
const HAN = /^\p{Script=Han}/u
