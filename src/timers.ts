/** Rings the timers that conversations have set: each becomes a fact in its conversation's lane. It decides nothing about what a timer means. */
import type { Log } from '../core/channel.ts'
import type { Gateway } from './gateway.ts'
import { createPolling } from './polling.ts'
import type { Store } from './store/store.ts'

export type Timers = { start(): void; /** Rings what is due now; resolves when those turns are done. */ ring(): Promise<number>; stop(): void }

/** Timers rung in one sweep; the rest follow in the next. */
const SWEEP = 200

export function createTimers({ store, gateway, now, log, pollMs = 1_000 }: {
  store: Pick<Store, 'dueTimers'>; gateway: Pick<Gateway, 'happen'>; now: () => number; log: Log; pollMs?: number
}): Timers {
  return { ...createPolling(ring, pollMs), ring }

  async function ring(): Promise<number> {
    const due = store.dueTimers(now(), SWEEP)
    await Promise.all(
      due.map(({ conversation, timer, at }) =>
        // The id holds the moment it was set for, so that one setting rings once, whoever sweeps.
        gateway.happen(conversation, { id: `timer_${conversation}_${timer}_${at}`, type: 'timer.rang', timer }).catch((error) => {
          log.error({ conversation, timer, error: String(error) }, 'a timer could not ring; it is tried again')
        }),
      ),
    )
    return due.length
  }
}
