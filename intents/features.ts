/**
 * Turns a text into named features, view by view: characters, words, clusters of meaning, English glosses.
 * It must not know labels.
 */
import { lexicon } from './lexicon.ts'
import { normalise } from './normalise.ts'
import { stem, words } from './words.ts'

/** One text, cut once for all views. */
export type Analysed = { text: string; words: readonly string[]; stems: readonly string[] }

export type ViewName = keyof typeof VIEWS

export function analyse(text: string): Analysed {
  const plain = normalise(text)
  const own = words(plain)
  return { text: plain, words: own, stems: own.map((word) => (/^[a-z]/.test(word) ? stem(word) : word)) }
}

/** Features of one view, repeated as often as they occur. */
export function view(name: ViewName, analysed: Analysed): string[] {
  return VIEWS[name](analysed)
}

const VIEWS = {
  /** Character 1- to 3-grams of Chinese; English words and their pairs. */
  chars: ({ text, stems }: Analysed) => {
    const found: string[] = []
    const plain = text.replace(/\d/g, '0')
    for (const [run] of plain.matchAll(/[^\sa-z]+/g)) {
      for (let n = 1; n <= 3; n++) for (let i = 0; i + n <= run.length; i++) found.push(run.slice(i, i + n))
    }
    for (const word of stems) if (/^[a-z]/.test(word)) found.push(word)
    return found
  },
  /** Words and pairs of neighbours. */
  words: ({ stems }: Analysed) => {
    const found: string[] = []
    for (let i = 0; i < stems.length; i++) {
      found.push(stems[i] as string)
      found.push(`${stems[i - 1] ?? '^'} ${stems[i]}`)
    }
    return found
  },
  /** Every word's cluster at each size. */
  clusters: ({ words: own }: Analysed) => {
    const found: string[] = []
    const table = lexicon()
    for (const row of rowsOf(own)) for (let s = 0; s < table.sizes.length; s++) found.push(`${s}:${table.cluster(row, s)}`)
    return found
  },
  /** Pairs of neighbouring clusters. */
  clusterPairs: ({ words: own }: Analysed) => {
    const table = lexicon()
    const rows = rowsOf(own)
    const found: string[] = []
    for (let i = 1; i < rows.length; i++) {
      found.push(`${table.cluster(rows[i - 1] as number, 2)} ${table.cluster(rows[i] as number, 2)}`)
    }
    return found
  },
  /** The text read as English keywords: the glosses of Chinese words, English words themselves. */
  glosses: ({ words: own }: Analysed) => {
    const table = lexicon()
    const found: string[] = []
    for (const row of rowsOf(own)) found.push(...table.gloss(row).map(stem))
    for (const word of own) if (/^[a-z]/.test(word)) found.push(stem(word))
    return found
  },
  /** Words as they stand and pairs, for English label sets. */
  surface: ({ words: own }: Analysed) => {
    const found: string[] = []
    for (let i = 0; i < own.length; i++) {
      found.push(own[i] as string)
      found.push(`${own[i - 1] ?? '^'} ${own[i]}`)
      if (i + 1 === own.length) found.push(`${own[i]} $`)
    }
    return found
  },
  /** Pairs of words with one word between. */
  skips: ({ stems }: Analysed) => {
    const found: string[] = []
    for (let i = 2; i < stems.length; i++) found.push(`${stems[i - 2]} _ ${stems[i]}`)
    return found
  },
  /** Letters across the text, 2 to 5, words fenced by blanks. */
  letters: ({ text }: Analysed) => {
    const found: string[] = []
    const plain = ` ${text.replace(/\d/g, '0').replace(/[^\p{L}\p{N}']+/gu, ' ')} `
    for (let n = 2; n <= 5; n++) for (let i = 0; i + n <= plain.length; i++) found.push(plain.slice(i, i + n))
    return found
  },
} as const

/** Rows of the lexicon for each word; a Chinese word it does not hold counts as its longest known parts. */
export function rowsOf(own: readonly string[]): number[] {
  const table = lexicon()
  const found: number[] = []
  for (const word of own) {
    const row = table.find(word)
    if (row >= 0) found.push(row)
    else if (/\p{Script=Han}/u.test(word)) {
      for (let at = 0; at < word.length; ) {
        let length = Math.min(4, word.length - at)
        while (length > 1 && table.find(word.slice(at, at + length)) < 0) length--
        const part = table.find(word.slice(at, at + length))
        if (part >= 0) found.push(part)
        at += length
      }
    } else {
      const base = table.find(stem(word))
      if (base >= 0) found.push(base)
    }
  }
  return found
}
