/**
 * One turn in the making: flows speak, open tickets and set timers through it, and it turns that into one decision.
 * What is said in a turn becomes one message, because providers count messages and people dislike five bubbles at once.
 * Pure: the time is the fact's, and the same calls make the same decision.
 */
import type { Before, Choice, Citation, Conversation, Decision, Effect, Fact, Flow, Lang, Staffing, Ticket, TicketChange } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { nextMoment } from '../core/tickets/clocks.ts'
import { applyChange } from '../core/tickets/life.ts'
import { phrase, type ReplyKey } from './replies.ts'

export type Scene = {
  readonly fact: Fact
  readonly pack: Pack
  readonly at: number
  readonly staffed: Staffing
  readonly lang: Lang
  readonly before: Before
  conversation(): Conversation
  /** The customer's tickets as they are by now, newest first. */
  tickets(): readonly Ticket[]
  ticket(id: string | null): Ticket | null
  set(change: Partial<Conversation>): void
  flow(flow: Flow | null): void
  /** Adds a paragraph to this turn's message. */
  say(key: ReplyKey, params?: Readonly<Record<string, string>>): void
  sayText(text: string, citations?: readonly Citation[]): void
  choices(choices: readonly Choice[]): void
  /** The turn says that the desk does not know. */
  abstain(): void
  /** False when the rules of a ticket's life forbid it. */
  change(ticket: string, change: TicketChange): boolean
  /** Lets the ticket's clock be set anew though nothing has changed. */
  touch(ticket: string): void
  /** Takes the next serial of a numbering scope. */
  serial(scope: string): number
  effect(effect: Effect): void
  /** Has anything been said in this turn? */
  spoken(): boolean
  close(): Decision
}

export function openScene(before: Before, fact: Fact, pack: Pack): Scene {
  let conversation = before.conversation
  let tickets = [...before.tickets]
  const effects: Effect[] = []
  const paragraphs: string[] = []
  const citations: Citation[] = []
  let choices: readonly Choice[] = []
  let abstained = false
  const touched = new Set<string>()
  /** One for each paragraph; null = an answer. */
  const notices: (Notice | null)[] = []
  const serials: Record<string, number> = { ...before.serials }

  return {
    fact, pack, before,
    at: fact.at,
    staffed: 'staffed' in fact ? fact.staffed : [],
    get lang() {
      return conversation.lang
    },
    conversation: () => conversation,
    tickets: () => tickets,
    ticket: (id) => tickets.find((ticket) => ticket.id === id) ?? null,
    set(change) {
      conversation = { ...conversation, ...change }
    },
    flow(flow) {
      conversation = { ...conversation, flow }
    },
    say(key, params) {
      paragraphs.push(phrase(pack, conversation.lang, key, params))
      notices.push(NOTICES[key] ?? null)
    },
    sayText(text, cited = []) {
      paragraphs.push(text)
      notices.push(null)
      for (const one of cited) if (!citations.some(({ article, clause }) => article === one.article && clause === one.clause)) citations.push(one)
    },
    choices(offered) {
      choices = offered
    },
    abstain() {
      abstained = true
    },
    change(id, change) {
      if (change.type === 'opened') tickets = [change.ticket, ...tickets]
      else {
        const ticket = tickets.find((one) => one.id === id)
        if (!ticket) return false
        const applied = applyChange(ticket, change, fact.at)
        // What the rules of a ticket's life forbid does not happen; the flows have asked before, so this is the second lock.
        if (!applied.ok) return false
        tickets = tickets.map((one) => (one.id === id ? applied.ticket : one))
      }
      const by = fact.type === 'ticket.acted' ? fact.by.name : 'agent' in fact ? fact.agent : fact.type.startsWith('customer') ? 'customer' : 'desk'
      effects.push({ type: 'ticket', ticket: id, change, by })
      touched.add(id)
      return true
    },
    touch: (id) => void touched.add(id),
    serial(scope) {
      const value = (serials[scope] ?? 0) + 1
      serials[scope] = value
      effects.push({ type: 'serial', scope, value })
      return value
    },
    effect: (effect) => void effects.push(effect),
    spoken: () => paragraphs.length > 0,
    close() {
      if (paragraphs.length > 0) {
        const [notice] = notices.every((one) => one !== null) ? notices : []
        if (!conversation.introduced) {
          paragraphs.unshift(phrase(pack, conversation.lang, 'intro', { org: pack.organisation[conversation.lang] }))
          conversation = { ...conversation, introduced: true }
        }
        effects.push({
          type: 'say', by: 'bot', ...(abstained ? { abstained } : {}),
          content: {
            type: 'text', text: paragraphs.join('\n\n'), ...(citations.length > 0 ? { citations } : {}), ...(choices.length > 0 ? { choices } : {}),
            ...(notice ? { notice } : {}),
          },
        })
      }
      for (const ticket of tickets) if (touched.has(ticket.id)) effects.push({ type: 'clock', ticket: ticket.id, at: nextMoment(ticket, pack) })
      return { conversation, effects }
    },
  }
}

type Notice = 'queued' | 'joined' | 'left'
/** Sentences that by themselves are news of the conversation rather than an answer in it. */
const NOTICES: Readonly<Record<string, Notice>> = {
  'handoff.queued': 'queued', 'handoff.emergency': 'queued', 'handoff.waiting': 'queued', 'handoff.joined': 'joined', 'handoff.returned': 'left', 'handoff.ended': 'left',
}
