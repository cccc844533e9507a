/**
 * Hands stored parts to their channels: in order per conversation, retried only when surely not accepted, never twice on doubt.
 * It decides nothing about words and knows no channel by name.
 */
import type { Channel, HeldPart, Log } from '../core/channel.ts'
import type { OutboxRow, Settled, Store } from './store/store.ts'

export type Outbox = {
  /** New parts of this conversation are in the store. */
  wake(conversation: string): void
  /** See `House.firstPart`. */
  firstPart(inbox: string, ms: number): Promise<HeldPart | null>
  start(): void
  /** Resolves when nothing is due and nothing is under way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export type OutboxParts = {
  store: Store
  channelOf: (channel: string, account: string) => Channel | undefined
  now: () => number
  log: Log
  /** Told when a part has come to rest or changed. */
  settled: (part: OutboxRow, state: string, reason: string | null) => void
  /** Milliseconds before try n+1; the list's length + 1 is how often a part is tried. */
  backoffMs?: readonly number[]
  pollMs?: number
}

type Waiter = { inbox: string; give: (held: HeldPart | null) => void }

const BACKOFF_MS = [1_000, 3_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000]

export function createOutbox({ store, channelOf, now, log, settled, backoffMs = BACKOFF_MS, pollMs = 1_000 }: OutboxParts): Outbox {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const waiters = new Map<string, Waiter[]>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false

  return {
    wake,
    firstPart(inbox, ms) {
      const parts = store.partsOf(inbox)
      if (parts.some(({ state }) => state !== 'pending' && state !== 'sending')) return Promise.resolve(null)
      return new Promise((resolve) => {
        const waiter: Waiter = {
          inbox,
          give(held) {
            clearTimeout(limit)
            forget(waiter)
            resolve(held)
          },
        }
        const limit = setTimeout(() => waiter.give(null), ms)
        waiters.set(inbox, [...(waiters.get(inbox) ?? []), waiter])
      })
    },
    start() {
      const poll = () => {
        for (const conversation of store.dueConversations(now(), 500)) wake(conversation)
      }
      poll()
      timer = setInterval(poll, pollMs)
      timer.unref()
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled([...running.values()])
    },
    async stop() {
      stopped = true
      if (timer) clearInterval(timer)
      for (const list of [...waiters.values()]) for (const waiter of list) waiter.give(null)
      while (running.size > 0) await Promise.allSettled([...running.values()])
    },
  }

  function wake(conversation: string): void {
    if (stopped) return
    if (running.has(conversation)) {
      again.add(conversation)
      return
    }
    const run = drain(conversation)
      .catch((error) => log.error({ conversation, error: String(error) }, 'outbox lane failed; it is tried again'))
      .finally(() => {
        running.delete(conversation)
        if (again.delete(conversation)) wake(conversation)
      })
    running.set(conversation, run)
  }

  async function drain(conversation: string): Promise<void> {
    while (!stopped) {
      const part = await store.takePart(conversation, now())
      if (!part) return
      await deliver(part)
    }
  }

  async function deliver(part: OutboxRow): Promise<void> {
    if (await offered(part)) return settle(part, 'sent', null)
    const channel = channelOf(part.channel, part.account)
    if (!channel) return settle(part, 'pending', 'the channel is not configured', { nextAt: now() + 60_000, attempts: part.attempts - 1 })
    const result = await channel
      .send(part.address, part.content, part.id, part.agent ? { kind: part.by, name: part.agent } : { kind: part.by })
      // A throw is a bug in the channel, and whether the provider took the message is then unknown.
      .catch((error) => ({ ok: false as const, retry: 'ambiguous' as const, reason: `channel failed: ${String(error)}` }))
    if (result.ok) return settle(part, 'sent', null, result.providerId === undefined ? {} : { providerId: result.providerId })
    const { retry, reason } = result
    if (retry === 'ambiguous' && !channel.can.idempotent) return settle(part, 'ambiguous', reason)
    if (retry === 'never') return settle(part, 'failed', reason)
    const wait = backoffMs[part.attempts - 1]
    if (wait === undefined) return settle(part, 'failed', `given up after ${part.attempts} tries: ${reason}`)
    const nextAt = now() + Math.max('afterMs' in result ? (result.afterMs ?? 0) : 0, wait)
    await settle(part, 'pending', reason, { nextAt })
    setTimeout(() => wake(part.conversation), Math.max(0, nextAt - now()) + 1).unref()
  }

  async function settle(part: OutboxRow, state: OutboxRow['state'], reason: string | null, more: Pick<Settled, 'providerId' | 'nextAt' | 'attempts'> = {}): Promise<void> {
    await store.settlePart(part.id, { state, at: now(), ...(reason === null ? {} : { reason }), ...more })
    if (state === 'failed' || state === 'ambiguous') log.warn({ part: part.id, channel: part.channel, state, reason }, 'a message came to rest undelivered')
    settled(part, state, reason)
  }

  /** Gives the part to the provider's own waiting request, if there is one; true when that took it. */
  async function offered(part: OutboxRow): Promise<boolean> {
    if (!part.answers) return false
    for (;;) {
      const waiter = waiters.get(part.answers)?.at(-1)
      if (!waiter) return false
      const sent = await new Promise<boolean>((resolve) => waiter.give({ content: part.content, settle: resolve }))
      if (sent) {
        for (const other of waiters.get(part.answers) ?? []) other.give(null)
        return true
      }
    }
  }

  function forget(waiter: Waiter): void {
    const rest = (waiters.get(waiter.inbox) ?? []).filter((one) => one !== waiter)
    if (rest.length > 0) waiters.set(waiter.inbox, rest)
    else waiters.delete(waiter.inbox)
  }
}
