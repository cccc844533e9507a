/**
 * What a text is compared by: its words, pairs of neighbouring characters, concepts and synonym groups, each with a weight.
 * It must not know documents; how to cut and normalise a text is given by the caller.
 */

/** A text as the ear reads it. */
export type Reading = {
  /** normalised: Simplified, half-width, lower case */
  plain: string
  /** in order; English ones as stems */
  words: readonly string[]
  /** names of meanings that different words share, in either language */
  concepts: readonly string[]
}
export type Read = (text: string) => Reading

/** Counts by term. The first character of a term names its view. */
export type Terms = ReadonlyMap<string, number>

/** How much a matched term of each view says: a word, two characters, a concept, a synonym group. */
const WEIGHT: Readonly<Record<string, number>> = { w: 1, b: 0.5, c: 0.35, s: 1 }
export const weightOf = (term: string): number => WEIGHT[term[0] as string] as number

/** Makes the terms of a reading; `synonyms` are groups of words that mean the same in this sector. */
export function createTerms(read: Read, synonyms: readonly (readonly string[])[]): (reading: Reading) => Terms {
  const groups = synonyms.map((group) => [...new Set(group.map((word) => read(word).plain))].map(finder))
  return ({ plain, words, concepts }) => {
    const counts = new Map<string, number>()
    const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const word of words) if (/[\p{L}\p{N}]/u.test(word)) add(`w${word}`)
    for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) for (let i = 0; i + 1 < run.length; i++) add(`b${run.slice(i, i + 2)}`)
    for (const concept of concepts) add(`c${concept}`)
    groups.forEach((group, index) => { if (group.some((found) => found(plain))) add(`s${index}`) })
    return counts
  }
}

/** Latin words are found whole, Chinese ones anywhere. */
function finder(word: string): (plain: string) => boolean {
  if (!/[a-z0-9]/.test(word)) return (plain) => plain.includes(word)
  const whole = new RegExp(`(?<![a-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-z0-9])`)
  return (plain) => whole.test(plain)
}
