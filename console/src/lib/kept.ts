/** What this browser remembers between visits: drafts and preferences. It must survive a full or forbidden storage. */
import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** What could not be stored still lives until the page is closed. */
const memory = new Map<string, string>()

export function read(key: string): string {
  if (memory.has(key)) return memory.get(key) ?? ''
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

/** An empty value forgets the key. */
export function write(key: string, value: string) {
  try {
    if (value === '') localStorage.removeItem(key)
    else localStorage.setItem(key, value)
    memory.delete(key)
  } catch {
    memory.set(key, value)
  }
  for (const listener of listeners) listener()
}

export function useKept(key: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => read(key))
  return [value, useCallback((next: string) => write(key, next), [key])]
}

/** Everything kept under keys that begin like this. */
export function keptUnder(prefix: string): readonly string[] {
  const keys = new Set(memory.keys())
  try {
    for (const key of Object.keys(localStorage)) keys.add(key)
  } catch {
    // a browser that forbids its storage still has this page's memory
  }
  return [...keys].filter((key) => key.startsWith(prefix)).map(read)
}

export const draftKey = (agent: string, conversation: string) => `yingda.draft.${agent}.${conversation}`

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
