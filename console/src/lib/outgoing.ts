/** Replies on their way: shown at once, kept in this browser with their key until the server has them. It must not invent a delivery. */
import { useSyncExternalStore } from 'react'
import type { Api, Message, Refusal } from '../../api.ts'
import { keptUnder, write } from './kept.ts'

/** `refusal` is absent for one that was under way when the page was left: nobody knows, and the same key makes trying again harmless. */
export type Outgoing = { key: string; conversation: string; text: string; at: number; state: 'sending' | 'failed' | 'stored'; refusal?: Refusal; message?: string }
export type Outbox = ReturnType<typeof createOutbox>

export function createOutbox(api: Api, agent: string) {
  const kept = (key: string) => `yingda.outgoing.${agent}.${key}`
  const listeners = new Set<() => void>()
  let all: readonly Outgoing[] = keptUnder(kept('')).flatMap(restored).sort((a, b) => a.at - b.at)
  const update = (next: readonly Outgoing[]) => {
    all = next
    for (const listener of listeners) listener()
  }
  const set = (key: string, change: Partial<Outgoing>) => update(all.map((each) => (each.key === key ? { ...each, ...change } : each)))
  const drop = (key: string) => {
    write(kept(key), '')
    update(all.filter((each) => each.key !== key))
  }

  /** Posts one reply; resolves with what the server said. A retry goes out under the same key. */
  async function post(item: Outgoing) {
    const result = await api.reply(item.conversation, item.key, item.text)
    if (result.ok) {
      write(kept(item.key), '')
      set(item.key, { state: 'stored', message: result.value.message.id })
    } else set(item.key, { state: 'failed', refusal: result })
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
      const { key, at } = item
      write(kept(key), JSON.stringify({ key, conversation, text, at }))
      update([...all, item])
      return post(item).then((result) => ({ result, drop: () => drop(key) }))
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
      const done = all.filter((each) => each.conversation === conversation && each.message !== undefined && ids.has(each.message))
      if (done.length > 0) update(all.filter((each) => !done.includes(each)))
    },
  }
}

export const useOutgoing = (outbox: Outbox): readonly Outgoing[] => useSyncExternalStore(outbox.subscribe, outbox.list)

function restored(text: string): Outgoing[] {
  try {
    const { key, conversation, text: body, at } = JSON.parse(text) as Outgoing
    return [{ key, conversation, text: body, at, state: 'failed' }]
  } catch {
    return []
  }
}

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
