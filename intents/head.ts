/**
 * A head: one question about a text (which intent, which category) answered by several linear machines, one a space, whose votes are mixed
 * into calibrated probabilities. It must not know what the labels mean.
 */
import { type Row, score, trainLinear } from './linear.ts'

/** A text's place in each space. */
export type Placed = readonly Row[]

export type HeadData = {
  labels: readonly string[]
  /** One a space; see `Linear.weights`. */
  machines: readonly Float32Array[]
  /** How much each machine's vote counts. */
  mix: Float32Array
}
export type Head = { labels: readonly string[]; data: HeadData; /** probability of each label */ predict(placed: Placed): Float32Array }

export type HeadOptions = {
  /** Features in each space. */
  dims: readonly number[]
  /** Fold of each text, 0..folds-1; texts of one family share a fold. */
  folds: Int32Array
  /** Cost of an error, by space. */
  c: readonly number[]
  rowWeight?: Float32Array
  epochs?: number
}

/**
 * Trains on all texts; the mix comes from votes on folds left out. `oof` holds those predictions, a row a text: what the head says of
 * texts it has not seen.
 */
export function trainHead(texts: readonly Placed[], labels: readonly string[], options: HeadOptions): { data: HeadData; oof: Float32Array[] } {
  const names = [...new Set(labels)].sort()
  const numbers = Int32Array.from(labels, (label) => names.indexOf(label))
  const k = names.length
  const folds = Math.max(...options.folds) + 1
  const train = (rows: readonly Row[], space: number, inside: (i: number) => boolean) => {
    const own = indices(rows.length, inside)
    return trainLinear(own.map((i) => rows[i] as Row), Int32Array.from(own, (i) => numbers[i] as number), k, options.dims[space] as number, {
      c: options.c[space] as number, epochs: options.epochs ?? 12, ...(options.rowWeight ? { rowWeight: Float32Array.from(own, (i) => options.rowWeight?.[i] as number) } : {}),
    })
  }
  const machines: Float32Array[] = []
  const votes = options.dims.map((_, space) => {
    const rows = texts.map((text) => text[space] as Row)
    const own: Float32Array[] = new Array(texts.length)
    for (let fold = 0; fold < folds; fold++) {
      const machine = train(rows, space, (i) => options.folds[i] !== fold)
      rows.forEach((row, i) => { if (options.folds[i] === fold) own[i] = score(machine, row, new Float32Array(k)) })
    }
    machines.push(train(rows, space, () => true).weights)
    return own
  })
  const mix = fitMix(votes, numbers, k)
  return { data: { labels: names, machines, mix }, oof: texts.map((_, i) => softmax(mixed(votes.map((own) => own[i] as Float32Array), mix, k))) }
}

export function openHead(data: HeadData): Head {
  const k = data.labels.length
  const machines = data.machines.map((weights) => ({ classes: k, dims: weights.length / k - 1, weights }))
  return {
    labels: data.labels, data,
    predict: (placed) => softmax(mixed(machines.map((machine, space) => score(machine, placed[space] as Row, new Float32Array(k))), data.mix, k)),
  }
}

/** The sum of votes, each times its share. */
export function mixed(votes: readonly Float32Array[], mix: Float32Array, k: number): Float32Array {
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

/** Shares of the votes, not below zero, that make the right label most probable on texts left out (log loss, gradient descent). */
export function fitMix(votes: readonly (readonly Float32Array[])[], labels: Int32Array, k: number): Float32Array {
  const mix = new Float32Array(votes.length).fill(3 / votes.length)
  const speed = new Float64Array(votes.length)
  for (let round = 0; round < 100; round++) {
    const gradient = new Float64Array(votes.length)
    labels.forEach((right, i) => {
      const p = softmax(mixed(votes.map((own) => own[i] as Float32Array), mix, k))
      votes.forEach((own, v) => {
        const vote = own[i] as Float32Array
        let expected = 0
        for (let c = 0; c < k; c++) expected += (p[c] as number) * (vote[c] as number)
        gradient[v] = (gradient[v] as number) + (vote[right] as number) - expected
      })
    })
    for (let v = 0; v < mix.length; v++) {
      speed[v] = 0.9 * (speed[v] as number) + (2 * (gradient[v] as number)) / Math.max(1, labels.length)
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
