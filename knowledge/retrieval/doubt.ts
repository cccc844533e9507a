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

export function trainDoubt(questions: readonly Labelled[]): DoubtModel {
  const named = questions.map(featuresOf)
  const counts = new Map<string, number>()
  for (const features of named) for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const features = [...counts].filter(([, count]) => count >= 2).map(([feature]) => feature)
  const numbers = numbered(features)
  const samples = questions.map(({ answered, weight }, i): Sample => ({ row: place(named[i] as string[], numbers), label: answered ? 1 : 0, weight }))
  return { features, weights: [...fit(samples, features.length, { rounds: 12, rate: 0.2, pull: 3e-4 })] }
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

/** Every known feature with the same value, the row's length 3. */
function place(features: readonly string[], numbers: ReadonlyMap<string, number>): Sparse {
  const at: number[] = []
  for (const feature of features) {
    const number = numbers.get(feature)
    if (number !== undefined) at.push(number)
  }
  const value = 3 / Math.sqrt(Math.max(1, features.length))
  return { at, value: at.map(() => value) }
}
