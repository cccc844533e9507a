/** What every part of the signed-in console may use: who I am, the set-up, the client, the events. It must not hold what one page shows. */
import { createContext, useContext, useMemo } from 'react'
import type { Agent, AgentPresence, Api, PackSetup, Refusal, Setup } from '../../api.ts'
import { useLang, type Words } from '../text/index.ts'
import type { Events } from './events.ts'
import type { Outbox } from './outgoing.ts'

export type Desk = {
  api: Api
  me: Agent
  setup: Setup
  events: Events
  outbox: Outbox
  colleagues: readonly AgentPresence[]
  embedded: boolean
}
export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk outside the signed-in console')
  return desk
}

/** An agent's name by id; an unknown id is shown as it is. */
export function useAgentName(): (id: string | null | undefined) => string {
  const { me, colleagues } = useDesk()
  return useMemo(() => {
    const names = new Map(colleagues.map((each) => [each.id, each.name]))
    names.set(me.id, me.name)
    return (id) => (id ? names.get(id) ?? id : '')
  }, [me, colleagues])
}

export function usePack(id: string | undefined): PackSetup | undefined {
  return useDesk().setup.packs.find((pack) => pack.id === id)
}

/** The name of a door. The set-up may give one; the key itself is honest enough where it does not. */
export function useDoorName(): (key: string) => string {
  const { setup } = useDesk()
  const { lang } = useLang()
  return (key) => setup.channels?.find((each) => each.key === key)?.names[lang] ?? key
}

/** A refusal in words an agent can act on. */
export function explain(refusal: Refusal, words: Words): string {
  if (refusal.code === 'network') return words.errors.network
  if (refusal.code === 'broken') return words.errors.broken
  if (refusal.status === 403) return words.errors.forbidden
  return words.errors.generic(refusal.message || refusal.code)
}
