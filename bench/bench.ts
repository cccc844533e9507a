/** What a bench gives: measured values, each beside the floor that the same machine reached in the same run. Shapes and small sums only. */

export type Measure = {
  name: string
  value: number
  unit: string
  /** The same work without the product around it; null where there is none. */
  floor: number | null
  /** value / floor */
  ratio: number | null
  note?: string
}
export type Bench = (options: { /** size of the run */ n?: number }) => AsyncIterable<Measure>

export const measure = (name: string, value: number, unit: string, floor: number | null = null, note?: string): Measure => ({
  name, value, unit, floor, ratio: floor === null ? null : value / floor, ...(note === undefined ? {} : { note }),
})

/** The value below which a share `p` (0..1) of the samples lies. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? Number.NaN
}

/** Milliseconds of each call. */
export function timeEach<T>(items: readonly T[], work: (item: T) => unknown): number[] {
  return items.map((item) => {
    const start = performance.now()
    work(item)
    return performance.now() - start
  })
}
