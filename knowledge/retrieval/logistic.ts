/**
 * Logistic regression on sparse rows: training and probability.
 * It knows numbers only; the same rows in the same order give the same weights on every machine.
 */

/** Feature numbers with their values. */
export type Sparse = { at: readonly number[]; value: readonly number[] }
export type Sample = { row: Sparse; label: 0 | 1; weight: number }
/** The last weight is the bias. */
export type Weights = ArrayLike<number>

export function margin({ at, value }: Sparse, weights: Weights): number {
  let sum = weights[weights.length - 1] as number
  for (let i = 0; i < at.length; i++) sum += (weights[at[i] as number] as number) * (value[i] as number)
  return sum
}

export const probability = (z: number): number => 1 / (1 + Math.exp(-z))

/** Fits by stochastic gradients with a rate per weight (AdaGrad) and a pull towards zero of strength `pull`. */
export function fit(samples: readonly Sample[], dims: number, { rounds = 20, rate = 0.3, pull = 1e-4 } = {}): Float64Array {
  const weights = new Float64Array(dims + 1)
  const squares = new Float64Array(dims + 1).fill(1e-8)
  const step = (feature: number, gradient: number) => {
    squares[feature] = (squares[feature] as number) + gradient * gradient
    weights[feature] = (weights[feature] as number) - (rate * gradient) / Math.sqrt(squares[feature] as number)
  }
  const order = samples.map((_, i) => i)
  let seed = 1
  for (let round = 0; round < rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      const j = seed % (i + 1)
      const kept = order[i] as number
      order[i] = order[j] as number
      order[j] = kept
    }
    for (const i of order) {
      const { row, label, weight } = samples[i] as Sample
      const error = (probability(margin(row, weights)) - label) * weight
      for (let k = 0; k < row.at.length; k++) {
        const feature = row.at[k] as number
        step(feature, error * (row.value[k] as number) + pull * (weights[feature] as number))
      }
      step(dims, error)
    }
  }
  return weights
}
