/** The server's event stream, reconnecting for ever, and whether it is up. It must not fetch: it only says that something changed. */
import type { Changed } from '../../api.ts'

export type Link = 'connecting' | 'up' | 'lost'
export type Events = ReturnType<typeof createEvents>

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 15_000

/**
 * `onChanged` also hears an empty change each time the stream comes up again, because what happened meanwhile is unknown.
 * While the stream is down it hears one at each attempt, so that the screen still moves where only streams are blocked.
 */
export function createEvents(url: string) {
  const listeners = new Set<(changed: Changed) => void>()
  const watchers = new Set<() => void>()
  let link: Link = 'connecting'
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry = FIRST_RETRY_MS
  let wasUp = false

  function connect() {
    source?.close()
    source = new EventSource(url)
    source.onopen = () => {
      retry = FIRST_RETRY_MS
      if (wasUp) tell({})
      wasUp = true
      become('up')
    }
    source.addEventListener('changed', (event) => tell(parse((event as MessageEvent<string>).data)))
    source.onerror = () => {
      source?.close()
      become('lost')
      clearTimeout(timer)
      timer = setTimeout(() => {
        tell({})
        connect()
      }, retry)
      retry = Math.min(retry * 2, LONGEST_RETRY_MS)
    }
  }
  function become(next: Link) {
    if (next === link) return
    link = next
    for (const watcher of watchers) watcher()
  }
  function tell(changed: Changed) {
    for (const listener of listeners) listener(changed)
  }
  const hurry = () => {
    if (link === 'up') return
    clearTimeout(timer)
    connect()
  }
  window.addEventListener('online', hurry)
  connect()

  return {
    link: () => link,
    onLink(watcher: () => void) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    onChanged(listener: (changed: Changed) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      clearTimeout(timer)
      window.removeEventListener('online', hurry)
      source?.close()
    },
  }
}

function parse(data: string): Changed {
  try {
    const value = JSON.parse(data) as unknown
    return value && typeof value === 'object' ? (value as Changed) : {}
  } catch {
    return {}
  }
}
