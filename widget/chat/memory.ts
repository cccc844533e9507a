/**
 * What this browser keeps between two visits: the way back to the conversation, what was not yet acknowledged, the draft, how far was read.
 * It must not fail where storage is forbidden or full: then it remembers for as long as the page lives.
 */
import type { Outgoing } from './state.ts'

export type Memory = {
  get<K extends keyof Kept>(key: K): Kept[K] | undefined
  /** `undefined` forgets. */
  set<K extends keyof Kept>(key: K, value: Kept[K] | undefined): void
}
type Kept = { resume: string; seen: number; draft: string; open: boolean; outgoing: readonly Outgoing[] }

/** @param name tells desks and accounts apart that one site may embed */
export function createMemory(storage: () => Storage, name: string): Memory {
  const fallback = new Map<string, string>()
  const path = (key: string) => `yingda:${name}:${key}`

  const read = (key: string): string | null => {
    try {
      return storage().getItem(path(key)) ?? fallback.get(key) ?? null
    } catch {
      return fallback.get(key) ?? null
    }
  }

  return {
    get(key) {
      const text = read(key)
      try {
        return text === null ? undefined : JSON.parse(text)
      } catch {
        return undefined
      }
    },
    set(key, value) {
      const text = value === undefined ? null : JSON.stringify(value)
      if (text === null) fallback.delete(key)
      else fallback.set(key, text)
      try {
        if (text === null) storage().removeItem(path(key))
        else storage().setItem(path(key), text)
      } catch {
        // Forbidden or full: the fallback holds it.
      }
    },
  }
}

/** What was waiting when the page went away, put in order to be sent again. Files do not survive a page: the customer is told. */
export const revived = (outgoing: readonly Outgoing[] | undefined): readonly Outgoing[] =>
  (Array.isArray(outgoing) ? outgoing : []).map((one: Outgoing) =>
    one.delivery === 'refused' ? one : { ...one, progress: null, ...(one.file ? { delivery: 'refused', refusal: 'lost' } : { delivery: 'waiting' }) },
  )
