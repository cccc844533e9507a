/**
 * Tells from a question's words alone whether it is of the sort that the clauses of a pack answer, or of the sort nobody has written.
 * It does not look at clauses; it learns from questions of all packs, what they share and what is a pack's own.
 */
import { KIND_NAMES, type Kinds } from './kinds.ts'
import { fit, margin, type Sample, type Sparse } from './logistic.ts'
import type { Terms } from './terms.ts'

export type Asked = { pack: string; terms: Terms; kinds: Kinds }
export type Labelled = Asked & { answered: boolean; weight: number }

/** Plain data: features and their weights, the bias last. */
export type DoubtModel = { features: readonly string[]; weights: readonly number[] }
/** Log odds that the question is one that clauses answer. */
export type Doubt = (question: Asked) => number

const FOLDS = 5

/** `unseen`: what each question is told by a model that did not learn from it, so that another model can learn how far to trust this one. */
export function trainDoubt(questions: readonly Labelled[]): { model: DoubtModel; unseen: readonly number[] } {
  const named = questions.map(featuresOf)
  const counts = new Map<string, number>()
  for (const features of named) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const features = [...counts].filter(([, count]) => count >= 2).map(([feature]) => feature)
  const numbers = numbered(features)
  const samples = questions.map(({ answered, weight }, i): Sample => ({ row: place(named[i] as string[], numbers), label: answered ? 1 : 0, weight }))
  const learn = (own: readonly Sample[]) => fit(own, features.length, { rounds: 12, rate: 0.2, pull: 3e-4 })
  const unseen = new Array<number>(samples.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(samples.filter((_, i) => i % FOLDS !== fold))
    samples.forEach(({ row }, i) => { if (i % FOLDS === fold) unseen[i] = margin(row, weights) })
  }
  return { model: { features, weights: [...learn(samples)] }, unseen }
}

export function openDoubt({ features, weights }: DoubtModel): Doubt {
  const numbers = numbered(features)
  return (question) => margin(place(featuresOf(question), numbers), weights)
}

const numbered = (features: readonly string[]): ReadonlyMap<string, number> => new Map(features.map((feature, number) => [feature, number]))

function featuresOf({ pack, terms, kinds }: Asked): string[] {
  const found: string[] = []
  for (const term of terms.keys()) found.push(term, `${pack}/${term}`)
  KIND_NAMES.forEach((name, bit) => { if (kinds & (1 << bit)) found.push(`kind ${name}`, `${pack}/kind ${name}`) })
  return found
}

/** Every known feature with the same value; one no question had counts in the length only. */
function place(features: readonly string[], numbers: ReadonlyMap<string, number>): Sparse {
  const at: number[] = []
  for (const feature of features) {
    const number = numbers.get(feature)
    if (number !== undefined) at.push(number)
  }
  const value = LENGTH / Math.sqrt(Math.max(1, features.length))
  return { at, value: at.map(() => value) }
}

/** Length of a row whose features are all known. */
const LENGTH = 3
