/** Sweeps the tickets whose clocks have rung and gives each a turn, in which the decision says what is due. It knows no deadline itself. */
import type { Log } from '../core/channel.ts'
import type { Gateway } from './gateway.ts'
import { createPolling } from './polling.ts'
import type { Store } from './store/store.ts'

export type Clocks = { start(): void; /** Rings what is due now; resolves with how many tickets. */ sweep(): Promise<number>; stop(): void }

/** Tickets in one sweep; the rest follow in the next, at once. */
const SWEEP = 500

export function createClocks({ store, gateway, now, log, pollMs = 5_000 }: {
  store: Pick<Store, 'dueTickets'>; gateway: Pick<Gateway, 'happen'>; now: () => number; log: Log; pollMs?: number
}): Clocks {
  return { ...createPolling(sweep, pollMs), sweep }

  async function sweep(): Promise<number> {
    const due = store.dueTickets(now(), SWEEP)
    await Promise.all(
      due.map(({ ticket, conversation, at }) =>
        gateway.happen(conversation, { id: `rang_${ticket}_${at}`, type: 'ticket.rang', ticket }).catch((error) => {
          log.error({ ticket, error: String(error) }, "a ticket's clock could not ring; it is tried again")
        }),
      ),
    )
    return due.length
  }
}
