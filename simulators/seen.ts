/**
 * What the desk made of a conversation, in the few words a visitor has time for: the last message's intent and category, who speaks, the tickets.
 * It reads what the desk has stored, and must not work anything out for itself.
 */
import type { Content, Conversation, Fact, Text, Ticket } from '../core/model.ts'
import type { Named, Pack } from '../core/pack.ts'

/** The part of the desk's store that is read here. */
export type Records = {
  summary(conversation: string): { conversation: Conversation } | null
  messages(conversation: string, limit: number): readonly { id: string; from: string; content: Content; abstained?: boolean }[]
  factOf(message: string): Fact | null
  ticketsOf(customer: string): readonly Ticket[]
}

export type Seen = {
  channel: string
  account: string
  speaker: Conversation['speaker']['type']
  said: string
  intent: { key: string; confidence: number } | null
  category: Text | null
  severity: string | null
  flags: readonly string[]
  /** The clause that answered, if one did. */
  source: { title: string; clause: string; version: string } | null
  abstained: boolean
  tickets: readonly SeenTicket[]
}
export type SeenTicket = {
  number: string
  kind: string
  status: string
  severity: string
  category: Text | null
  department: Text | null
  dueAt: number | null
}

const LOOK_BACK = 30
const TICKETS = 3

export function createSeen(records: Records, packs: readonly Pack[]): (conversation: string) => Seen | null {
  return (id) => {
    const found = records.summary(id)
    if (!found) return null
    const { channel, account, pack: packId, speaker, customer } = found.conversation
    const pack = packs.find((one) => one.id === packId)
    const messages = records.messages(id, LOOK_BACK)
    const asked = messages.findLastIndex(({ from }) => from === 'customer')
    const last = messages[asked]
    const fact = last ? records.factOf(last.id) : null
    const understood = fact?.type === 'customer.said' ? fact.understood : null
    const answers = messages.slice(asked + 1).filter(({ from }) => from === 'bot')
    const [citation] = answers.flatMap(({ content }) => (content.type === 'text' ? (content.citations ?? []) : []))
    return {
      channel, account, speaker: speaker.type,
      said: last?.content.type === 'text' ? last.content.text : '',
      intent: understood ? { key: understood.intent.label, confidence: understood.intent.confidence } : null,
      category: named(pack?.categories, understood?.category?.label),
      severity: understood?.severity.label ?? null,
      flags: understood?.flags.map(({ label }) => label) ?? [],
      source: citation ? { title: citation.title, clause: citation.clause, version: citation.version } : null,
      abstained: answers.some(({ abstained }) => abstained),
      tickets: records.ticketsOf(customer).slice(0, TICKETS).map((ticket) => ({
        number: ticket.number, kind: ticket.kind, status: ticket.status, severity: ticket.severity,
        category: named(pack?.categories, ticket.category), department: named(pack?.departments, ticket.department),
        dueAt: ticket.deadlines.length > 0 ? Math.min(...ticket.deadlines.map(({ dueAt }) => dueAt)) : null,
      })),
    }
  }
}

const named = (all: readonly Named[] | undefined, key: string | null | undefined): Text | null => all?.find((one) => one.key === key)?.names ?? null
