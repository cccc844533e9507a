/**
 * A space of features: which features count, how rare each is, and a text's place in it.
 * Made from training texts; it must not know labels.
 */
import { type Analysed, counted, type ViewName } from './features.ts'
import type { Row } from './linear.ts'

/** Views with their share of a row's length. */
export type Recipe = readonly (readonly [ViewName, number])[]

export type Space = {
  recipe: Recipe
  dims: number
  /** The text's vector: tf-idf with dampened counts, each view at its share of the length. */
  place(text: Analysed): Row
  /** The number of the feature with this hash, or undefined. */
  find(key: number): number | undefined
  /** Plain data to rebuild it from. */
  data: SpaceData
}
export type SpaceData = { recipe: Recipe; /** hash of each feature, in order of its number */ hashes: Int32Array; idf: Float32Array }

/** Features that occur in fewer than `least` texts are left out. */
export function makeSpace(texts: readonly Analysed[], recipe: Recipe, least = 2): Space {
  const counts = new Map<number, number>()
  for (const text of texts) for (const [name] of recipe) for (const key of counted(name, text).keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= least)
  return openSpace({
    recipe,
    hashes: Int32Array.from(kept, ([key]) => key),
    idf: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  })
}

export function openSpace(data: SpaceData): Space {
  const index = createIndex(data.hashes)
  return { recipe: data.recipe, dims: data.hashes.length, data, find: index, place }

  function place(text: Analysed): Row {
    const parts: [number, number][] = []
    for (const [name, share] of data.recipe) {
      const { keys, counts } = counted(name, text)
      let length = 0
      const first = parts.length
      for (let i = 0; i < keys.length; i++) {
        const f = index(keys[i] as number)
        if (f === undefined) continue
        const value = (1 + Math.log(counts[i] as number)) * (data.idf[f] as number)
        length += value * value
        parts.push([f, value])
      }
      const scale = length > 0 ? share / Math.sqrt(length) : 0
      for (let i = first; i < parts.length; i++) (parts[i] as [number, number])[1] *= scale
    }
    parts.sort((a, b) => a[0] - b[0])
    return { index: Int32Array.from(parts, ([f]) => f), value: Float32Array.from(parts, ([, value]) => value) }
  }
}

/** Number of each hash by open addressing: a tenth of what a Map of as many entries weighs. */
function createIndex(hashes: Int32Array): (key: number) => number | undefined {
  let size = 16
  while (size < hashes.length * 2) size *= 2
  const slots = new Int32Array(size).fill(-1)
  const slotOf = (key: number) => {
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & (size - 1)
    while ((slots[slot] as number) >= 0 && hashes[slots[slot] as number] !== key) slot = (slot + 1) & (size - 1)
    return slot
  }
  hashes.forEach((key, i) => { slots[slotOf(key)] = i })
  return (key) => {
    const found = slots[slotOf(key)] as number
    return found < 0 ? undefined : found
  }
}
