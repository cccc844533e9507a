/**
 * Several linear machines, each with its own view of the text, whose votes are mixed into calibrated probabilities.
 * It must not know what the labels mean.
 */
import type { Analysed } from './features.ts'
import { type Linear, type Row, score, trainLinear } from './linear.ts'
import { makeSpace, openSpace, type Recipe, type Space, type SpaceData } from './space.ts'

export type Member = { recipe: Recipe; c: number }
export type StackOptions = {
  members: readonly Member[]
  /** Fold of each text, 0..folds-1; texts of one family share a fold. */
  folds: Int32Array
  /** Texts that help training but are not counted when mixing. */
  helper?: Uint8Array
  rowWeight?: Float32Array
  epochs?: number
  least?: number
}
export type Stack = {
  labels: readonly string[]
  /** Probability of each label. */
  predict(text: Analysed): Float32Array
  /** Weighted features that spoke most for label number `label`, see evidence.ts. */
  margins(text: Analysed): Float32Array
  data: StackData
}
export type StackData = { labels: readonly string[]; members: { space: SpaceData; weights: Float32Array }[]; mix: Float32Array }

/** Trains on all texts; the mix and its temperature come from predictions on folds left out. `oof` holds those predictions, a row a text. */
export function trainStack(texts: readonly Analysed[], labels: readonly string[], options: StackOptions): { stack: Stack; oof: Float32Array[] } {
  const names = [...new Set(labels)].sort()
  const numbers = Int32Array.from(labels, (label) => names.indexOf(label))
  const k = names.length
  const folds = Math.max(...options.folds) + 1
  const training = { epochs: options.epochs ?? 30 }
  const members: StackData['members'] = []
  /** votes[member][text] = margins */
  const votes: Float32Array[][] = []
  for (const { recipe, c } of options.members) {
    const space = makeSpace(texts, recipe, options.least ?? 2)
    const rows = texts.map((text) => space.place(text))
    const own: Float32Array[] = new Array(texts.length)
    for (let fold = 0; fold < folds; fold++) {
      const inside = indices(texts.length, (i) => options.folds[i] !== fold)
      const machine = trainLinear(inside.map((i) => rows[i] as Row), numbers.filter((_, i) => options.folds[i] !== fold), k, space.dims, {
        ...training, c, ...(options.rowWeight ? { rowWeight: options.rowWeight.filter((_, i) => options.folds[i] !== fold) } : {}),
      })
      for (let i = 0; i < texts.length; i++) if (options.folds[i] === fold) own[i] = score(machine, rows[i] as Row, new Float32Array(k))
    }
    votes.push(own)
    const machine = trainLinear(rows, numbers, k, space.dims, { ...training, c, ...(options.rowWeight ? { rowWeight: options.rowWeight } : {}) })
    members.push({ space: space.data, weights: machine.weights })
  }
  const counted = indices(texts.length, (i) => !options.helper?.[i])
  const mix = fitMix(votes, numbers, counted, k)
  const oof = texts.map((_, i) => softmax(mixed(votes.map((own) => own[i] as Float32Array), mix, k)))
  return { stack: openStack({ labels: names, members, mix }), oof }
}

export function openStack(data: StackData): Stack {
  const k = data.labels.length
  const members = data.members.map(({ space, weights }) => {
    const opened: Space = openSpace(space)
    const machine: Linear = { classes: k, dims: opened.dims, weights }
    return (text: Analysed) => score(machine, opened.place(text), new Float32Array(k))
  })
  const margins = (text: Analysed) => mixed(members.map((member) => member(text)), data.mix, k)
  return { labels: data.labels, data, margins, predict: (text) => softmax(margins(text)) }
}

function mixed(votes: readonly Float32Array[], mix: Float32Array, k: number): Float32Array {
  const sum = new Float32Array(k)
  votes.forEach((vote, v) => { for (let c = 0; c < k; c++) sum[c] = (sum[c] as number) + (mix[v] as number) * (vote[c] as number) })
  return sum
}

export function softmax(margins: Float32Array): Float32Array {
  let most = -Infinity
  for (const value of margins) if (value > most) most = value
  let total = 0
  const out = margins.map((value) => { const e = Math.exp(value - most); total += e; return e })
  return out.map((value) => value / total)
}

/** Weights of the members, not below zero, that make the right label most probable on texts left out (log loss, gradient descent). */
export function fitMix(votes: readonly (readonly Float32Array[])[], labels: Int32Array, counted: readonly number[], k: number): Float32Array {
  const mix = new Float32Array(votes.length).fill(3 / votes.length)
  const speed = new Float64Array(votes.length)
  for (let round = 0; round < 150; round++) {
    const gradient = new Float64Array(votes.length)
    for (const i of counted) {
      const right = labels[i] as number
      if (right < 0) continue
      const p = softmax(mixed(votes.map((own) => own[i] as Float32Array), mix, k))
      votes.forEach((own, v) => {
        const vote = own[i] as Float32Array
        let expected = 0
        for (let c = 0; c < k; c++) expected += (p[c] as number) * (vote[c] as number)
        gradient[v] = (gradient[v] as number) + (vote[right] as number) - expected
      })
    }
    for (let v = 0; v < mix.length; v++) {
      const g = (gradient[v] as number) / Math.max(1, counted.length)
      speed[v] = 0.9 * (speed[v] as number) + 2 * g
      mix[v] = Math.max(0, (mix[v] as number) + (speed[v] as number))
    }
  }
  return mix
}

function indices(n: number, keep: (i: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < n; i++) if (keep(i)) found.push(i)
  return found
}
