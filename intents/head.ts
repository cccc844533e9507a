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
  /** Fold of each text, 0..folds-1, or HELPER; texts of one family share a fold. */
  folds: Int32Array
  /** Cost of an error, by space. */
  c: readonly number[]
  rowWeight?: Float32Array
  epochs?: number
}

/** The fold of texts that help every training and are never counted. */
export const HELPER = -1

/**
 * Trains on all texts; the mix comes from votes on folds left out. `oof` holds those predictions, a row for each text that is counted: what
 * the head says of texts it has not seen.
 */
export function trainHead(texts: readonly Placed[], labels: readonly string[], options: HeadOptions): { data: HeadData; oof: Float32Array[] } {
  const names = [...new Set(labels)].sort()
  const numbers = Int32Array.from(labels, (label) => names.indexOf(label))
  const k = names.length
  const folds = options.folds.reduce((most, fold) => Math.max(most, fold), 0) + 1
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
  const counted = indices(texts.length, (i) => options.folds[i] !== HELPER)
  const seen = votes.map((own) => counted.map((i) => own[i] as Float32Array))
  const mix = fitMix(seen, Int32Array.from(counted, (i) => numbers[i] as number), k)
  return { data: { labels: names, machines, mix }, oof: counted.map((_, n) => softmax(mixed(seen.map((own) => own[n] as Float32Array), mix, k))) }
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

/** Shares of the votes, not below zero, that make the right label most probable on texts left out: log loss, by Newton's steps cut until it falls. */
export function fitMix(votes: readonly (readonly Float32Array[])[], labels: Int32Array, k: number): Float32Array {
  const n = votes.length
  let mix = new Float32Array(n).fill(1 / n)
  let loss = lossOf(votes, labels, k, mix)
  for (let round = 0; round < 25; round++) {
    const step = solve(...slopes(votes, labels, k, mix))
    let better = false
    for (let length = 1; length > 1e-3 && !better; length /= 2) {
      const next = mix.map((share, v) => Math.max(0, share - length * (step[v] as number)))
      const nextLoss = lossOf(votes, labels, k, next)
      better = nextLoss < loss - 1e-7
      if (better) {
        mix = next
        loss = nextLoss
      }
    }
    if (!better) return mix
  }
  return mix
}

/** Keeps shares from running away where the votes already part the labels. */
const RIDGE = 1e-4

function lossOf(votes: readonly (readonly Float32Array[])[], labels: Int32Array, k: number, mix: Float32Array): number {
  let sum = 0
  labels.forEach((right, i) => { sum -= Math.log((softmax(mixed(votes.map((own) => own[i] as Float32Array), mix, k))[right] as number) + 1e-9) })
  return sum / Math.max(1, labels.length) + (RIDGE / 2) * mix.reduce((total, share) => total + share * share, 0)
}

/** First and second derivatives of the loss by the shares. */
function slopes(votes: readonly (readonly Float32Array[])[], labels: Int32Array, k: number, mix: Float32Array): [Float64Array, Float64Array[]] {
  const n = votes.length
  const first = Float64Array.from(mix, (share) => RIDGE * share)
  const second = Array.from({ length: n }, (_, v) => Float64Array.from({ length: n }, (_, w) => (v === w ? RIDGE : 0)))
  const scale = 1 / Math.max(1, labels.length)
  const mean = new Float64Array(n)
  labels.forEach((right, i) => {
    const own = votes.map((texts) => texts[i] as Float32Array)
    const p = softmax(mixed(own, mix, k))
    own.forEach((vote, v) => {
      let sum = 0
      for (let c = 0; c < k; c++) sum += (p[c] as number) * (vote[c] as number)
      mean[v] = sum
      first[v] = (first[v] as number) + scale * (sum - (vote[right] as number))
    })
    for (let v = 0; v < n; v++)
      for (let w = 0; w <= v; w++) {
        let sum = 0
        for (let c = 0; c < k; c++) sum += (p[c] as number) * ((own[v]?.[c] as number) - (mean[v] as number)) * ((own[w]?.[c] as number) - (mean[w] as number))
        const row = second[v] as Float64Array
        row[w] = (row[w] as number) + scale * sum
        if (w !== v) (second[w] as Float64Array)[v] = row[w] as number
      }
  })
  return [first, second]
}

/** Solves a small symmetric system by elimination. */
function solve(right: Float64Array, matrix: readonly Float64Array[]): Float64Array {
  const n = right.length
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  for (let c = 0; c < n; c++) {
    const pivot = rows[c] as number[]
    const head = (pivot[c] as number) || 1e-12
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const row = rows[r] as number[]
      const factor = (row[c] as number) / head
      for (let q = c; q <= n; q++) row[q] = (row[q] as number) - factor * (pivot[q] as number)
    }
  }
  return Float64Array.from(rows, (row, i) => (row[n] as number) / ((row[i] as number) || 1e-12))
}

function indices(n: number, keep: (i: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < n; i++) if (keep(i)) found.push(i)
  return found
}
