/** How the ear reads a text for the search: the words, and the meanings that words of either language share. It must not rank anything. */
import type { Read } from '../knowledge/search.ts'
import { analyse, rowsOf } from './features.ts'
import { lexicon } from './lexicon.ts'

/** Numbers of the two cluster sizes that carry retrieval: about a hundred and four hundred meanings. */
const SIZES = [1, 3]

export const read: Read = (text) => {
  const { text: plain, words, stems } = analyse(text)
  const table = lexicon()
  return { plain, words: stems, concepts: rowsOf(words).flatMap((row) => SIZES.map((size) => `${size}:${table.cluster(row, size)}`)) }
}
