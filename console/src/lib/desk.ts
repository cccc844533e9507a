/** What every part of the signed-in console may use: who I am, the set-up, the client, the events. It must not hold what one page shows. */
import { createContext, useContext } from 'react'
import type { Agent, AgentPresence, Api, PackSetup, Refusal, Setup, Summary } from '../../api.ts'
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

export const isHeldBy = (conversation: Pick<Summary, 'speaker'>, agent: Pick<Agent, 'name'>): boolean =>
  conversation.speaker.type === 'agent' && conversation.speaker.agent === agent.name

export function usePack(id: string | undefined): PackSetup | undefined {
  return useDesk().setup.packs.find((pack) => pack.id === id)
}

/** The name of a door. The set-up may give one; the key itself is honest enough where it does not. */
export function useDoorName(): (key: string) => string {
  const { setup } = useDesk()
  const { lang } = useLang()
  return (key) => setup.channels?.find((each) => each.key === key)?.names[lang] ?? key
}

/** Why a person was called, in the reader's language. */
export function reasonWords(reason: string, words: Words): string {
  const by = /^transferred by (.+)$/.exec(reason)?.[1]
  return by ? words.thread.transferred(by) : (words.thread.reasons[reason] ?? reason)
}

/** A refusal in words an agent can act on. */
export function explain(refusal: Refusal, words: Words): string {
  if (refusal.code === 'network') return words.errors.network
  if (refusal.code === 'broken') return words.errors.broken
  const known = words.errors.refused[refusal.code]
  if (known) return known
  return refusal.status === 403 ? words.errors.forbidden : words.errors.generic(refusal.message || refusal.code)
}
