/**
 * Lets work on the same key run one after another, and work on different keys side by side, within one process.
 * It is not a lock between processes: state shared by several nodes needs its own protection.
 */

export type Lanes = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** A new set of lanes. A failed piece of work does not stop those behind it. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work, work)
    const tail = mine.then(nothing, nothing).then(() => {
      if (tails.get(key) === tail) tails.delete(key)
    })
    tails.set(key, tail)
    return mine
  }
}

const nothing = () => undefined
