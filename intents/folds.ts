/**
 * Sorts training texts into folds so that sentences that say nearly the same stand in one fold: what is measured on a fold left out is then
 * true of texts nobody has seen. It must not look at labels.
 */
import { type Analysed, counted } from './features.ts'

/** Texts that share this much of their character features are one family. */
const ALIKE = 0.5

/** A fold, 0..count-1, for each text. `families` names the family of a text where its author did. */
export function foldsOf(texts: readonly Analysed[], count: number, families: readonly (string | undefined)[] = []): Int32Array {
  const family = familiesOf(texts, families)
  return family.map((own) => (Math.imul(own + 1, 0x9e3779b1) >>> 8) % count)
}

/** The number of each text's family: that of the first text it is like. */
function familiesOf(texts: readonly Analysed[], named: readonly (string | undefined)[]): Int32Array {
  const family = Int32Array.from(texts, (_, i) => i)
  const byName = new Map<string, number>()
  const holders = new Map<number, number[]>()
  const shared = new Map<number, number>()
  texts.forEach((text, i) => {
    const name = named[i]
    const { keys } = counted('chars', text)
    shared.clear()
    for (const key of keys) for (const j of holders.get(key) ?? []) shared.set(j, (shared.get(j) ?? 0) + 1)
    let nearest = -1
    let most = 1
    for (const [j, n] of shared) {
      if (n <= most) continue
      most = n
      nearest = j
    }
    if (nearest >= 0 && alike(keys, counted('chars', texts[nearest] as Analysed).keys) < ALIKE) nearest = -1
    const known = name === undefined ? undefined : byName.get(name)
    family[i] = known ?? (nearest >= 0 ? (family[nearest] as number) : i)
    if (name !== undefined && known === undefined) byName.set(name, family[i] as number)
    // Every third feature is enough to meet a near copy; common ones meet everybody and tell nothing.
    for (const key of keys) {
      if (key % 3 !== 0) continue
      const own = holders.get(key)
      if (!own) holders.set(key, [i])
      else if (own.length < 60) own.push(i)
    }
  })
  return family
}

/** Share of two rising lists that both hold. */
function alike(a: Int32Array, b: Int32Array): number {
  let both = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const step = (a[i] as number) - (b[j] as number)
    if (step === 0) both++
    if (step <= 0) i++
    if (step >= 0) j++
  }
  return both / Math.max(1, a.length + b.length - both)
}
