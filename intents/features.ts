/**
 * Turns a text into named features, view by view: characters, words, clusters of meaning, English glosses.
 * It must not know labels.
 */
import { lexicon } from './lexicon.ts'
import { normalise } from './normalise.ts'
import { signsOf } from './signs.ts'
import { stem, words } from './words.ts'

/** One text, cut once for all views; `counted` is filled as views are asked for. */
export type Analysed = { text: string; words: readonly string[]; stems: readonly string[]; counted: Map<ViewName, Counted> }
/** Features of one view by their hashes, rising, and how often each occurs. */
export type Counted = { keys: Int32Array; counts: Uint16Array }

export type ViewName = keyof typeof VIEWS

let last: { text: string; analysed: Analysed } | undefined
/** The text analysed last is remembered: the heads and the search read the same message one after the other. */
export function analyse(text: string): Analysed {
  if (last?.text !== text) last = { text, analysed: cut(text) }
  return last.analysed
}

function cut(text: string): Analysed {
  const plain = normalise(text)
  const own = words(plain)
  return { text: plain, words: own, stems: own.map((word) => (/^[a-z]/.test(word) ? stem(word) : word)), counted: new Map() }
}

/** Features of one view, counted once however many spaces ask. */
export function counted(name: ViewName, analysed: Analysed): Counted {
  const known = analysed.counted.get(name)
  if (known) return known
  const all = Int32Array.from(VIEWS[name](analysed), (feature) => hash(feature, name)).sort()
  const keys = new Int32Array(all.length)
  const counts = new Uint16Array(all.length)
  let n = 0
  for (let i = 0; i < all.length; i++) {
    if (i > 0 && all[i] === all[i - 1]) counts[n - 1] = Math.min(0xffff, (counts[n - 1] as number) + 1)
    else {
      keys[n] = all[i] as number
      counts[n++] = 1
    }
  }
  const made = { keys: keys.slice(0, n), counts: counts.slice(0, n) }
  analysed.counted.set(name, made)
  return made
}

/** FNV-1a over the code units, with the view's name first. */
export function hash(feature: string, name: ViewName): number {
  let h = 0x811c9dc5
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193)
  for (let i = 0; i < feature.length; i++) h = Math.imul(h ^ feature.charCodeAt(i), 0x01000193)
  return h | 0
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
  /** What the speaker does with words. */
  signs: ({ text }: Analysed) => signsOf(text),
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
  /** Pairs of words anywhere. */
  pairs: ({ stems }: Analysed) => {
    const found: string[] = []
    const own = [...new Set(stems)].slice(0, 40).sort()
    for (let i = 0; i < own.length; i++) for (let j = i + 1; j < own.length; j++) found.push(`${own[i]} & ${own[j]}`)
    return found
  },
  /** Pairs of clusters near each other. */
  senses: ({ words: own }: Analysed) => {
    const table = lexicon()
    const rows = rowsOf(own)
    const found: string[] = []
    for (const size of [1, 3, 4]) for (let i = 0; i < rows.length; i++) for (let j = i + 1; j <= i + 3 && j < rows.length; j++) found.push(`${size}:${table.cluster(rows[i] as number, size)} ${table.cluster(rows[j] as number, size)}`)
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
