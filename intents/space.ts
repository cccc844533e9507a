/**
 * A space of features: which features count, how rare each is, and a text's place in it.
 * Made from training texts; it must not know labels.
 */
import { type Analysed, view, type ViewName } from './features.ts'
import type { Row } from './linear.ts'

/** Views with their share of a row's length. */
export type Recipe = readonly (readonly [ViewName, number])[]

export type Space = {
  recipe: Recipe
  dims: number
  /** The text's vector: tf-idf with dampened counts, each view at its share of the length. */
  place(text: Analysed): Row
  /** Plain data to rebuild it from. */
  data: SpaceData
}
export type SpaceData = { recipe: Recipe; /** hash of each feature, in order of its number */ hashes: Int32Array; idf: Float32Array }

/** Features that occur in fewer than `least` texts are left out. */
export function makeSpace(texts: readonly Analysed[], recipe: Recipe, least = 2): Space {
  const counts = new Map<number, number>()
  for (const text of texts) {
    const seen = new Set<number>()
    recipe.forEach(([name], v) => { for (const feature of view(name, text)) seen.add(hash(feature, v)) })
    for (const key of seen) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const kept = [...counts].filter(([, count]) => count >= least)
  return openSpace({
    recipe,
    hashes: Int32Array.from(kept, ([key]) => key),
    idf: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  })
}

export function openSpace(data: SpaceData): Space {
  const index = new Map<number, number>()
  data.hashes.forEach((key, i) => index.set(key, i))
  return {
    recipe: data.recipe,
    dims: data.hashes.length,
    data,
    place: (text) => {
      const parts: [number, number][] = []
      data.recipe.forEach(([name, share], v) => {
        const counts = new Map<number, number>()
        for (const feature of view(name, text)) {
          const f = index.get(hash(feature, v))
          if (f !== undefined) counts.set(f, (counts.get(f) ?? 0) + 1)
        }
        let length = 0
        const own: [number, number][] = []
        for (const [f, count] of counts) {
          const value = (1 + Math.log(count)) * (data.idf[f] as number)
          length += value * value
          own.push([f, value])
        }
        const scale = length > 0 ? share / Math.sqrt(length) : 0
        for (const [f, value] of own) parts.push([f, value * scale])
      })
      parts.sort((a, b) => a[0] - b[0])
      return { index: Int32Array.from(parts, ([f]) => f), value: Float32Array.from(parts, ([, value]) => value) }
    },
  }
}

/** FNV-1a over the code units, with the view's number first. */
function hash(feature: string, viewNumber: number): number {
  let h = Math.imul(0x811c9dc5 ^ (viewNumber + 1), 0x01000193)
  for (let i = 0; i < feature.length; i++) h = Math.imul(h ^ feature.charCodeAt(i), 0x01000193)
  return h | 0
}
