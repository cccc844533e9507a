/**
 * The product's classifier on any labelled set: the same views and machines as the ear's heads, with a confidence that a text is in scope at all.
 * Texts labelled `oos` are examples of no label. It knows no pack.
 */
import { type Analysed, analyse } from './features.ts'
import { mixed } from './head.ts'
import { score, trainLinear } from './linear.ts'
import { makeSpace, type Recipe } from './space.ts'

export type Labelled = { t: string; y: string }
export type Guess = { label: string; /** 0..1, that the text bears one of the labels */ score: number }

export const OUT_OF_SCOPE = 'oos'

/** Three readings of a text with the cost of an error each: its letters and pairs of words, its words, its meanings. */
const MEMBERS: readonly { recipe: Recipe; c: number }[] = [
  { recipe: [['letters', 1], ['pairs', 0.9]], c: 1.3 },
  { recipe: [['words', 1], ['pairs', 1], ['clusters', 0.7]], c: 1 },
  { recipe: [['clusters', 1], ['senses', 0.8]], c: 0.8 },
]
const EPOCHS = 12
/** What takes confidence away: the share of a text that was never seen with the label, and that was never seen at all. */
const STRANGE = { withLabel: 1, atAll: 0.5 }
/** Steepness of the confidence, and the margin at which it is even. */
const CURVE = { slope: 3, middle: -0.6 }

export function learnLabels(rows: readonly Labelled[]): (text: string) => Guess {
  const texts = rows.map(({ t }) => analyse(t))
  const names = [...new Set(rows.map(({ y }) => y).filter((label) => label !== OUT_OF_SCOPE))].sort()
  const numbers = Int32Array.from(rows, ({ y }) => names.indexOf(y))
  const machines = MEMBERS.map(({ recipe, c }) => {
    const space = makeSpace(texts, recipe)
    return { space, machine: trainLinear(texts.map((text) => space.place(text)), numbers, names.length, space.dims, { c, epochs: EPOCHS }) }
  })
  const strange = strangeness(texts, numbers)
  const shares = new Float32Array(machines.length).fill(1 / machines.length)
  return (t) => {
    const text = analyse(t)
    const margins = mixed(machines.map(({ space, machine }) => score(machine, space.place(text), new Float32Array(names.length))), shares, names.length)
    const best = margins.reduce((top, margin, label) => (margin > (margins[top] as number) ? label : top), 0)
    const { withLabel, atAll } = strange(text, best)
    const sure = (margins[best] ?? -1) - STRANGE.withLabel * withLabel - STRANGE.atAll * atAll
    return { label: names[best] ?? OUT_OF_SCOPE, score: 1 / (1 + Math.exp(-CURVE.slope * (sure - CURVE.middle))) }
  }
}

/** Shares of a text's weight in words that were never seen with a label, and never seen at all. */
function strangeness(texts: readonly Analysed[], numbers: Int32Array) {
  const seen = new Map<string, number>()
  const withLabel = new Set<string>()
  texts.forEach(({ stems }, i) => {
    if (numbers[i] === -1) return
    for (const word of new Set(stems)) {
      seen.set(word, (seen.get(word) ?? 0) + 1)
      withLabel.add(`${numbers[i]} ${word}`)
    }
  })
  return ({ stems }: Analysed, label: number) => {
    let total = 1e-9
    let never = 0
    let elsewhere = 0
    for (const word of new Set(stems)) {
      if (!/[\p{L}\p{N}]/u.test(word)) continue
      const count = seen.get(word) ?? 0
      const weight = Math.log((texts.length + 1) / (count + 0.5))
      total += weight
      if (count === 0) never += weight
      if (!withLabel.has(`${label} ${word}`)) elsewhere += weight
    }
    return { withLabel: elsewhere / total, atAll: never / total }
  }
}
