/**
 * Keeps WeChat's request open until the answer is ready, and lets a repeated request of a message in flight join the first.
 * It must not hand one answer to two requests, nor call an answer sent that went to nobody.
 */
import type { HeldPart, House } from '../../core/channel.ts'

export type Holder = {
  /** The first part that answers `key`, for the newest request that waits for it; null when it is not ready within `ms` or the request was cut. */
  wait(key: string, ms: number, cut?: AbortSignal): Promise<HeldPart | null>
  /** Lets every waiting request go. */
  close(): void
}

type Waiter = { leave(part: HeldPart | null): void }

export function createHolder(house: Pick<House, 'firstPart'>): Holder {
  const waiting = new Map<string, Set<Waiter>>()

  return {
    wait(key, ms, cut) {
      if (ms <= 0 || cut?.aborted) return Promise.resolve(null)
      return new Promise((resolve, reject) => {
        const group = waiting.get(key) ?? new Set()
        waiting.set(key, group)
        const me: Waiter = {
          leave(part) {
            group.delete(me)
            if (group.size === 0 && waiting.get(key) === group) waiting.delete(key)
            clearTimeout(timer)
            cut?.removeEventListener('abort', giveUp)
            resolve(part)
          },
        }
        const giveUp = () => me.leave(null)
        // WeChat's five seconds are this door's business: it does not depend on the house to keep them
        const timer = setTimeout(giveUp, ms)
        cut?.addEventListener('abort', giveUp)
        group.add(me)
        house.firstPart(key, ms).then((part) => (part ? handOver(part, waiting.get(key)) : me.leave(null)), (error) => {
          me.leave(null)
          reject(error)
        })
      })
    },

    close() {
      for (const group of waiting.values()) for (const waiter of [...group]) waiter.leave(null)
    },
  }
}

/**
 * WeChat repeats a request only after giving up the one before, so the newest is the one it still reads: a cut is not always
 * seen through a proxy. Where nobody waits any more, the outbox sends the part the ordinary way.
 */
function handOver(part: HeldPart, group: ReadonlySet<Waiter> | undefined): void {
  const newest = group ? [...group].at(-1) : undefined
  if (newest) newest.leave(part)
  else part.settle(false)
}
