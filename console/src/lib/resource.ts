/** Data that belongs to the server, shown here: loaded, kept while it is reloaded, and reloaded when an event touches it. It must not change anything. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Changed, Refusal, Result } from '../../api.ts'
import type { Events } from './events.ts'

export type Resource<T> = {
  /** The last good answer for this key; undefined before the first. */
  data: T | undefined
  /** Why the last attempt failed; cleared by the next success. */
  refusal: Refusal | undefined
  loading: boolean
  reload: () => void
  /** Puts an answer in that came by another way, e.g. with a change just made. */
  put: (change: (before: T | undefined) => T | undefined) => void
}

/** A burst of events costs one reload in this time: a busy desk changes many times a second. */
const QUIET_MS = 300
/** Answers kept so that going back to a conversation shows it at once. */
const KEPT = 60

type Cache = Map<string, unknown>
const cache: Cache = new Map()
export const forgetAll = () => cache.clear()

/** `key` null loads nothing. `touches` decides which events concern this resource. */
export function useResource<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<Result<T>>,
  events: Events,
  touches: (changed: Changed) => boolean,
): Resource<T> {
  const [state, setState] = useState<{ key: string | null; data: T | undefined; refusal: Refusal | undefined; loading: boolean }>(() => start(key))
  const latest = useRef({ load, touches })
  latest.current = { load, touches }
  const reloader = useRef<() => void>(() => undefined)

  useEffect(() => {
    setState((before) => (before.key === key ? before : start(key)))
    if (key === null) return
    const abort = new AbortController()
    let running = false
    let again = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const run = async () => {
      if (running) {
        again = true
        return
      }
      running = true
      again = false
      setState((before) => ({ ...before, loading: true }))
      const result = await latest.current.load(abort.signal)
      running = false
      if (abort.signal.aborted) return
      if (result.ok) keep(key, result.value)
      setState((before) => ({ key, data: result.ok ? result.value : before.data, refusal: result.ok ? undefined : result, loading: false }))
      if (again) soon()
    }
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void run()
      }, QUIET_MS)
    }
    reloader.current = () => void run()
    void run()
    const off = events.onChanged((changed) => {
      if (isEmpty(changed) || latest.current.touches(changed)) soon()
    })
    return () => {
      off()
      clearTimeout(timer)
      abort.abort()
    }
  }, [key, events])

  const put = useCallback((change: (before: T | undefined) => T | undefined) => {
    setState((before) => {
      const data = change(before.data)
      if (before.key !== null && data !== undefined) keep(before.key, data)
      return { ...before, data }
    })
  }, [])
  const reload = useCallback(() => reloader.current(), [])
  const shown = state.key === key ? state : start<T>(key)
  return { data: shown.data, refusal: shown.refusal, loading: shown.loading, reload, put }
}

function start<T>(key: string | null) {
  return { key, data: key === null ? undefined : (cache.get(key) as T | undefined), refusal: undefined, loading: key !== null }
}
function keep(key: string, value: unknown) {
  cache.delete(key)
  cache.set(key, value)
  const oldest = cache.keys().next()
  if (cache.size > KEPT && !oldest.done) cache.delete(oldest.value)
}
const isEmpty = (changed: Changed) => Object.keys(changed).length === 0
