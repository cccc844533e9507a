/** Finds web addresses in a text. Pure. It must not take anything but http(s) for an address, nor the punctuation behind one for a part of it. */
import { safeUrl } from '../chat/entry.ts'

export type Piece = { text: string; url: string | null }

/** The text in pieces, in order; joined they give the text again. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0])
    const url = safeUrl(address)
    if (!url) continue
    if (match.index > from) found.push({ text: text.slice(from, match.index), url: null })
    found.push({ text: address, url })
    from = match.index + address.length
  }
  if (from < text.length) found.push({ text: text.slice(from), url: null })
  return found
}

/** Chinese text follows an address without a space: its punctuation and characters end it. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\\|{}^\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2018-\u201f]+/giu

/** Without the full stop of the sentence, and without a bracket that was opened before the address. */
function trimmed(address: string): string {
  let end = address.replace(/[.,;:!?]+$/, '')
  while (end.endsWith(')') && end.split(')').length > end.split('(').length) end = end.slice(0, -1)
  return end
}
