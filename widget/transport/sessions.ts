/**
 * One way in to the desk, shared by everything that calls it: opened when first needed, renewed when it has run out.
 * It must not open two at once, nor start another conversation while the browser still holds the way back to one.
 */
import type { Api, Reply, Session } from './api.ts'

export type Sessions = {
  /** The present session, or a first one. */
  get(): Promise<Reply<Session>>
  /** A fresh one for the same conversation. */
  renew(): Promise<Reply<Session>>
  /** Makes a call with the present session; once more with a fresh one when the desk says that it has run out. */
  call<T>(make: (session: Session) => Promise<Reply<T>>): Promise<Reply<T>>
}

export function createSessions({ api, resume, opened }: { api: Api; resume: () => string | null; opened: (session: Session) => void }): Sessions {
  let present: Session | null = null
  let opening: Promise<Reply<Session>> | null = null

  const renew = (): Promise<Reply<Session>> => {
    opening ??= api.session(resume()).then((reply) => {
      opening = null
      if (reply.ok) {
        present = reply.value
        opened(reply.value)
      }
      return reply
    })
    return opening
  }
  const get = async (): Promise<Reply<Session>> => (present ? { ok: true, value: present } : renew())

  return {
    get,
    renew,
    async call(make) {
      const first = await get()
      if (!first.ok) return first
      const reply = await make(first.value)
      if (reply.ok || !OUTWORN.has(reply.status)) return reply
      const next = await renew()
      return next.ok ? make(next.value) : next
    },
  }
}

/** 401 and 403: the token; 404: the conversation is no longer there. */
const OUTWORN = new Set([401, 403, 404])
