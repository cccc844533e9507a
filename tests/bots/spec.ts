/** Given facts, when a fact, then effects: tells `decide` a conversation fact by fact and keeps what a store would keep. No store, no clock, no mocks. */
import { decide } from '../../bots/decide.ts'
import type { Actor, Before, Content, Conversation, Decision, Effect, Entity, EntityType, Fact, Flag, Intent, Lang, Passage, Severity, Ticket, Understanding } from '../../core/model.ts'
import type { Pack } from '../../core/pack.ts'
import { applyChange } from '../../core/tickets/life.ts'
import { pack as lamps } from './pack.ts'

/** A Wednesday morning in Shanghai, in office hours. */
/** A supervisor who may work on every ticket of the test pack. */
export const LIN: Actor = { name: 'lin', role: 'admin', roles: [], departments: [] }

export const MORNING = Date.parse('2026-11-25T10:00:00+08:00')
/** The evening of the same day: the office is closed, the crew is not. */
export const EVENING = Date.parse('2026-11-25T20:00:00+08:00')

export type Happens = Fact extends infer F ? (F extends Fact ? Omit<F, 'id' | 'at' | 'conversation'> : never) : never

export type Then = {
  /** The paragraphs the bot says in this turn. */
  said: readonly string[]
  say: Extract<Effect, { type: 'say' }> | undefined
  effects: readonly Effect[]
  conversation: Conversation
  tickets: readonly Ticket[]
  fact: Fact
}
export type Story = {
  /** What has happened before; the effects are kept, not looked at. */
  given(...facts: readonly Happens[]): Story
  /** Moves the clock. */
  at(moment: number): Story
  when(fact: Happens): Then
  before(): Before
}

export function story(start: Partial<Conversation> = {}, pack: Pack = lamps, decider: typeof decide = decide): Story {
  let before: Before = { conversation: { ...FRESH, ...start }, tickets: [], serials: {} }
  let clock = MORNING
  let count = 0
  const self: Story = {
    given(...facts) {
      for (const fact of facts) self.when(fact)
      return self
    },
    at(moment) {
      clock = moment
      return self
    },
    when(happens) {
      const fact = { ...happens, id: `f${++count}`, at: clock, conversation: before.conversation.id } as Fact
      const decision = decider(before, fact, pack)
      before = kept(before, decision, fact)
      clock += 10_000
      const say = decision.effects.find((effect) => effect.type === 'say')
      const text = say?.content.type === 'text' && say.by === 'bot' ? say.content.text : ''
      return { said: text === '' ? [] : text.split('\n\n'), say, effects: decision.effects, conversation: decision.conversation, tickets: before.tickets, fact }
    },
    before: () => before,
  }
  return self
}

/** What the store would hold after this decision. */
function kept({ tickets, serials }: Before, { conversation, effects }: Decision, fact: Fact): Before {
  let held = [...tickets]
  const counted = { ...serials }
  for (const effect of effects) {
    if (effect.type === 'serial') counted[effect.scope] = effect.value
    if (effect.type !== 'ticket') continue
    const { change } = effect
    if (change.type === 'opened') {
      held = [change.ticket, ...held]
      continue
    }
    const ticket = held.find(({ id }) => id === effect.ticket)
    const applied = ticket && applyChange(ticket, change, fact.at)
    if (!applied?.ok) throw new Error(`the decision asks for what a ticket's life forbids: ${change.type} of ${effect.ticket}`)
    held = held.map((one) => (one.id === effect.ticket ? applied.ticket : one))
  }
  return { conversation, tickets: held, serials: counted }
}

const FRESH: Conversation = {
  id: 'c_1', pack: 'lamps', channel: 'door', account: 'main', address: 'anna', customer: 'u_1', lang: 'zh-CN', openedAt: MORNING, speaker: { type: 'bot' },
  epoch: 1, introduced: true, flow: null, topic: null, ticket: null, consent: 'unset', misses: 0, lastCustomerAt: MORNING,
}

// ---------------------------------------------------------------- facts

export const EVERYBODY = ['service', 'workshop', 'crew']

/** The customer says something that is understood so. */
export const says = (text: string, understood: Understanding = heard('out_of_scope'), staffed: readonly string[] = EVERYBODY): Happens => ({
  type: 'customer.said', content: { type: 'text', text }, understood, staffed,
})
export const sends = (content: Content, staffed: readonly string[] = EVERYBODY): Happens => ({ type: 'customer.said', content, understood: heard('out_of_scope'), staffed })
export const takes = (agent: string): Happens => ({ type: 'agent.took', agent })
export const leaves = (agent: string, to: 'bot' | 'queue' | 'closed', queue?: string): Happens => ({ type: 'agent.left', agent, to, ...(queue ? { queue } : {}) })
export const replies = (agent: string, text: string): Happens => ({ type: 'agent.said', agent, content: { type: 'text', text } })
export const rings = (timer: string, staffed: readonly string[] = EVERYBODY): Happens => ({ type: 'timer.rang', timer, staffed })

type More = {
  lang?: Lang; confidence?: number; also?: readonly Intent[]; category?: string; severity?: Severity; flags?: readonly Flag[]; entities?: readonly Entity[]
  passages?: readonly Passage[]; answerable?: boolean; matter?: Understanding['matter']; corrects?: boolean
}

/** What the ear would make of a message with this intent. */
export function heard(intent: Intent, { lang = 'zh-CN', confidence = 0.9, also = [], category, severity = 'normal', flags = [], entities = [], passages = [], answerable = passages.length > 0, matter = 'unsaid', corrects = false }: More = {}): Understanding {
  const scored = <T>(label: T) => ({ label, confidence: 0.9, evidence: [] })
  return {
    lang, intent: { label: intent, confidence, evidence: [] }, also: also.map(scored), category: category ? scored(category) : null, subject: null,
    severity: scored(severity), flags: flags.map(scored), department: null, entities, passages, answerable, matter, corrects,
  }
}

let place = 0
export const entity = (type: EntityType, value: string): Entity => ({ type, value, text: value, start: place++, end: place })

export const passage = (clause: string, text: string, score = 0.9, article = 'delivery'): Passage => ({
  citation: { article, version: '1', clause, title: `Title of ${article}`, validFrom: '2026-01-01' }, text, score,
})
