/** Replies on their way: shown at once, kept with their key until the server has them. It must not invent a delivery. */
import { useSyncExternalStore } from 'react'
import type { Api, Message, Refusal } from '../../api.ts'

export type Outgoing = { key: string; conversation: string; text: string; at: number; state: 'sending' | 'failed' | 'stored'; refusal?: Refusal; message?: Message }
export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox(api: Api) {
  const listeners = new Set<() => void>()
  let all: readonly Outgoing[] = []
  const update = (next: readonly Outgoing[]) => {
    all = next
    for (const listener of listeners) listener()
  }
  const set = (key: string, change: Partial<Outgoing>) => update(all.map((each) => (each.key === key ? { ...each, ...change } : each)))
  const drop = (key: string) => update(all.filter((each) => each.key !== key))

  /** Posts one reply; resolves with what the server said. A retry goes out under the same key. */
  async function post(item: Outgoing) {
    const result = await api.reply(item.conversation, item.key, item.text)
    if (result.ok) set(item.key, { state: 'stored', message: result.value.message })
    else set(item.key, { state: 'failed', refusal: result })
    return result
  }
  return {
    list: () => all,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    send(conversation: string, text: string) {
      const item: Outgoing = { key: newKey(), conversation, text, at: Date.now(), state: 'sending' }
      update([...all, item])
      return post(item).then((result) => ({ result, drop: () => drop(item.key) }))
    },
    retry(key: string) {
      const item = all.find((each) => each.key === key)
      if (!item) return
      set(key, { state: 'sending' })
      void post(item)
    },
    drop,
    /** The history has been read anew: what it holds needs no stand-in any more. */
    settle(conversation: string, messages: readonly Message[]) {
      const ids = new Set(messages.map((message) => message.id))
      const done = all.filter((each) => each.conversation === conversation && each.message && ids.has(each.message.id))
      if (done.length > 0) update(all.filter((each) => !done.includes(each)))
    },
  }
}

export const useOutgoing = (outbox: Outbox): readonly Outgoing[] => useSyncExternalStore(outbox.subscribe, outbox.list)

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
