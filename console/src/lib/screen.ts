/** The clock and the size of the window as React sees them. It must not start more than one timer for each pace. */
import { useSyncExternalStore } from 'react'

type Ticker = { now: number; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined }
const tickers = new Map<number, Ticker>()

/** The time, renewed every `paceMs`; all that ask for one pace move together. */
export function useNow(paceMs = 1_000): number {
  const ticker = tickerOf(paceMs)
  return useSyncExternalStore(subscribers(paceMs), () => ticker.now)
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** `stacked`: list or conversation; `two`: both, the details in a drawer; `three`: all. */
export type Room = 'stacked' | 'two' | 'three'
export function useRoom(): Room {
  const three = useMedia('(min-width: 1180px)')
  const two = useMedia('(min-width: 660px)')
  return three ? 'three' : two ? 'two' : 'stacked'
}

function tickerOf(paceMs: number): Ticker {
  const known = tickers.get(paceMs)
  if (known) return known
  const ticker: Ticker = { now: Date.now(), listeners: new Set(), timer: undefined }
  tickers.set(paceMs, ticker)
  return ticker
}

const bySubscription = new Map<number, (listener: () => void) => () => void>()
function subscribers(paceMs: number) {
  const known = bySubscription.get(paceMs)
  if (known) return known
  const subscribe = (listener: () => void) => {
    const ticker = tickerOf(paceMs)
    ticker.listeners.add(listener)
    if (ticker.timer === undefined) {
      ticker.now = Date.now()
      ticker.timer = setInterval(() => {
        ticker.now = Date.now()
        for (const each of ticker.listeners) each()
      }, paceMs)
    }
    return () => {
      ticker.listeners.delete(listener)
      if (ticker.listeners.size > 0) return
      clearInterval(ticker.timer)
      ticker.timer = undefined
    }
  }
  bySubscription.set(paceMs, subscribe)
  return subscribe
}
