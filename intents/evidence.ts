/**
 * The customer's own words that spoke most for a label: what each word adds to the label's margin, summed over the features made of it.
 * It explains; it decides nothing.
 */
import { type Analysed, hash, type ViewName } from './features.ts'
import type { HeadData } from './head.ts'
import type { Speaking } from './models.ts'
import { asWritten } from './normalise.ts'
import type { Space } from './space.ts'

/** Words told at most, and the share of the strongest below which a word is not worth telling. */
const WORDS = 4
const LEAST = 0.3

/** @param original the text as the customer wrote it; the words are told as they stand there */
export function evidenceFor(label: string, { data: head, spaces }: Speaking, text: Analysed, original: string): readonly string[] {
  const c = head.labels.indexOf(label)
  if (c < 0) return []
  const own = new Map<string, number>()
  text.words.slice(0, 400).forEach((word, i) => {
    if (!/[\p{L}\p{N}]/u.test(word) || own.has(word)) return
    let weight = weigh(head, spaces, c, 'words', text.stems[i] as string)
    for (let n = 1; n <= 3; n++) for (let at = 0; at + n <= word.length; at++) weight += weigh(head, spaces, c, 'chars', word.slice(at, at + n)) / n
    if (weight > 0) own.set(word, weight)
  })
  const best = [...own].sort((a, b) => b[1] - a[1])
  const floor = (best[0]?.[1] ?? 0) * LEAST
  return best.filter(([, weight]) => weight > floor).slice(0, WORDS).flatMap(([word]) => asWritten(word, original) ?? [])
}

/** What one feature adds to the label's margin, as rare as it is. */
function weigh({ machines, mix, labels }: HeadData, spaces: readonly Space[], c: number, name: ViewName, feature: string): number {
  const key = hash(feature, name)
  let sum = 0
  spaces.forEach((space, s) => {
    const share = space.recipe.find(([view]) => view === name)?.[1]
    const f = space.find(key)
    if (share === undefined || f === undefined) return
    sum += (mix[s] as number) * share * (space.data.idf[f] as number) * (machines[s]?.[f * labels.length + c] as number)
  })
  return sum
}
