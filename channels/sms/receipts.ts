/**
 * Passes on the provider's later word about a message, not before the desk can know the message by its id.
 * It must not judge the order of statuses: the store only lets them go forward.
 */
import type { House } from '../../core/channel.ts'

export type Receipts = {
  /** A send has just been answered with this id; the desk notes it down in these moments. */
  handedOver(providerId: string): void
  tell(providerId: string, status: 'sent' | 'delivered' | 'failed', reason?: string): Promise<void>
  close(): void
}

/** Providers on fast lines report a delivery before the id of the send has reached the store. */
const NOTED_WITHIN_MS = 300

export function createReceipts(house: House): Receipts {
  const fresh = new Map<string, Promise<void>>()
  const timers = new Map<NodeJS.Timeout, () => void>()
  return {
    handedOver(providerId) {
      fresh.set(providerId, new Promise((resolve) => {
        const done = () => {
          timers.delete(timer)
          fresh.delete(providerId)
          resolve()
        }
        const timer = setTimeout(done, NOTED_WITHIN_MS)
        timers.set(timer, done)
      }))
    },
    async tell(providerId, status, reason) {
      await fresh.get(providerId)
      await house.receipt(providerId, status, reason)
    },
    close() {
      for (const [timer, done] of timers) {
        clearTimeout(timer)
        done()
      }
    },
  }
}
