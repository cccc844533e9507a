/**
 * Linear one-against-rest machines on sparse rows: training by dual coordinate descent, scoring, bytes.
 * It knows numbers only, never words or labels' meaning; the same rows give the same machine on every machine.
 */

/** One text as a sparse vector; `index` rises. */
export type Row = { index: Int32Array; value: Float32Array }

export type Linear = {
  classes: number
  dims: number
  /** Feature-major, with the bias as the last feature: weights[feature * classes + class]. */
  weights: Float32Array
}

export type TrainOptions = {
  /** Cost of an error; larger fits closer. */
  c?: number
  /** Passes over the rows at most. */
  epochs?: number
  /** Cost of each class's own rows relative to `c`. */
  weight?: (label: number) => number
  /** Weight of each row. */
  rowWeight?: Float32Array
}

/** Squared-hinge support vector machines, one a class against the rest (Hsieh et al. 2008). `labels` are 0..classes-1; -1 belongs to none. */
export function trainLinear(rows: readonly Row[], labels: Int32Array, classes: number, dims: number, options: TrainOptions = {}): Linear {
  const weights = new Float32Array((dims + 1) * classes)
  const flat = flatten(rows)
  const own = new Float64Array(dims + 1)
  const target = new Int8Array(rows.length)
  for (let c = 0; c < classes; c++) {
    let positives = 0
    for (let i = 0; i < rows.length; i++) {
      target[i] = labels[i] === c ? 1 : -1
      if (labels[i] === c) positives++
    }
    if (positives === 0) {
      weights[dims * classes + c] = -1
      continue
    }
    solve(flat, target, own, options.c ?? 1, options.epochs ?? 30, options.weight?.(c) ?? 1, options.rowWeight)
    for (let f = 0; f <= dims; f++) weights[f * classes + c] = own[f] as number
  }
  return { classes, dims, weights }
}

/** Margins of every class for one row, written into `out`. */
export function score(machine: Linear, row: Row, out: Float32Array): Float32Array {
  const { classes, dims, weights } = machine
  for (let c = 0; c < classes; c++) out[c] = weights[dims * classes + c] as number
  for (let n = 0; n < row.index.length; n++) {
    const at = (row.index[n] as number) * classes
    const value = row.value[n] as number
    for (let c = 0; c < classes; c++) out[c] = (out[c] as number) + value * (weights[at + c] as number)
  }
  return out
}

type Flat = { start: Int32Array; index: Int32Array; value: Float32Array; norm: Float64Array }

function flatten(rows: readonly Row[]): Flat {
  const start = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => { start[i + 1] = (start[i] as number) + row.index.length })
  const index = new Int32Array(start[rows.length] as number)
  const value = new Float32Array(index.length)
  const norm = new Float64Array(rows.length)
  rows.forEach((row, i) => {
    index.set(row.index, start[i])
    value.set(row.value, start[i])
    let sum = 1
    for (const v of row.value) sum += v * v
    norm[i] = sum
  })
  return { start, index, value, norm }
}

/** One machine; `w` is overwritten. The bias is a feature that is always 1. */
function solve(flat: Flat, y: Int8Array, w: Float64Array, c: number, epochs: number, positiveWeight: number, rowWeight?: Float32Array): void {
  const n = y.length
  const { start, index, value, norm } = flat
  const alpha = new Float64Array(n)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const bias = w.length - 1
  w.fill(0)
  let seed = 20240229
  let active = n
  let ceiling = Infinity
  for (let epoch = 0; epoch < epochs; epoch++) {
    let most = -Infinity
    let least = Infinity
    for (let k = 0; k < active; k++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) | 0
      const other = k + ((seed >>> 8) % (active - k))
      const swap = order[k] as number
      order[k] = order[other] as number
      order[other] = swap
    }
    for (let k = 0; k < active; k++) {
      const i = order[k] as number
      const sign = y[i] as number
      const cost = c * (sign > 0 ? positiveWeight : 1) * (rowWeight ? (rowWeight[i] as number) : 1)
      const diagonal = 0.5 / cost
      let dot = w[bias] as number
      const end = start[i + 1] as number
      for (let p = start[i] as number; p < end; p++) dot += (w[index[p] as number] as number) * (value[p] as number)
      const a = alpha[i] as number
      const gradient = sign * dot - 1 + a * diagonal
      let projected = gradient
      if (a === 0) {
        if (gradient > ceiling) {
          // This row lies well outside the margin: leave it alone until the end.
          active--
          order[k] = order[active] as number
          order[active] = i
          k--
          continue
        }
        if (gradient > 0) projected = 0
      }
      if (projected > most) most = projected
      if (projected < least) least = projected
      if (projected > 1e-10 || projected < -1e-10) {
        const next = Math.max(0, a - gradient / ((norm[i] as number) + diagonal))
        const step = (next - a) * sign
        alpha[i] = next
        if (step !== 0) {
          for (let p = start[i] as number; p < end; p++) {
            const f = index[p] as number
            w[f] = (w[f] as number) + step * (value[p] as number)
          }
          w[bias] = (w[bias] as number) + step
        }
      }
    }
    if (most - least <= 0.05) {
      if (active === n) return
      active = n
      ceiling = Infinity
    } else ceiling = most > 0 ? most : Infinity
  }
}
