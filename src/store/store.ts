/**
 * The one narrow door to durable storage: what the house may ask of a store, whichever database stands behind it.
 * Types only; no SQL, and nothing here may be cached by callers beyond one turn.
 */
import type { HttpReply } from '../../core/channel.ts'
import type { Before, Content, Conversation, DeliveryStatus, Effect, Fact, Lang, Speaker, Ticket, TicketChange } from '../../core/model.ts'

import type { CaseHistory } from '../../core/tickets/statistics.ts'

export type { HttpReply }

/** A customer's message as it came in, before anybody has thought about it. */
export type InboxRow = {
  /** Deterministic from channel, account and the provider's key; the fact made of it has the same id. */
  id: string
  channel: string
  account: string
  key: string
  conversation: string
  customer: string
  address: string
  name: string | null
  content: Content
  /** When the provider says it happened. */
  at: number
  receivedAt: number
}

/** One message as both sides see it in the history. */
export type MessageRow = {
  id: string
  conversation: string
  from: 'customer' | 'bot' | 'agent' | 'system'
  agent: string | null
  content: Content
  at: number
  abstained?: boolean
}

/** One part to be handed to a channel. */
export type OutboxRow = {
  /** `fact.id/index/part`: the idempotency key of the send. */
  id: string
  message: string
  conversation: string
  channel: string
  account: string
  address: string
  content: Content
  by: 'bot' | 'agent'
  agent: string | null
  /** Epoch of the conversation when the words were chosen. */
  epoch: number
  /** Inbox id this part answers, if any. */
  answers: string | null
  attempts: number
  state: DeliveryStatus
  nextAt: number
  providerId: string | null
  reason: string | null
}

/** All that one turn writes, at once or not at all. */
export type TurnWrite = {
  fact: Fact
  conversation: Conversation
  effects: readonly Effect[]
  messages: readonly MessageRow[]
  parts: readonly Omit<OutboxRow, 'attempts' | 'state' | 'nextAt' | 'providerId' | 'reason'>[]
}

export type Summary = {
  conversation: Conversation
  name: string | null
  speaker: Speaker
  lastText: string
  lastAt: number
  lastFrom: MessageRow['from']
  handover: { queue: string; reason: string; summary: string; priority: string; at: number } | null
  unread: number
}

export type TicketHistory = { at: number; by: string; change: TicketChange }
export type TicketQuery = {
  pack?: string; status?: readonly string[]; kind?: string; category?: string; department?: string; customer?: string; q?: string
  /** Whose earliest deadline lies before this moment. */
  dueBefore?: number
  before?: number; limit: number
}

export type AgentRow = {
  id: string; name: string; password: string; role: 'agent' | 'supervisor' | 'admin'; departments: readonly string[]
  /** Pack roles: what the agent may do and decide in ticket work. */
  roles: readonly string[]
  /** While absent: who holds the roles instead. */
  delegation: { to: string; from: number; until: number } | null
}

/** A call for somebody of a role in a department to look at a ticket. */
export type Notice = { id: string; ticket: string; number: string; pack: string; role: string; department: string; what: string; at: number }

export type Settled = {
  state: DeliveryStatus; at: number; providerId?: string; reason?: string; nextAt?: number
  /** Set back where taking the part was no try. */
  attempts?: number
}

export type Store = {
  // ---- the customer's side
  /** Stores what came in; resolves when durable. `fresh` is false for keys stored before. */
  accept(rows: readonly InboxRow[]): Promise<readonly { id: string; key: string; fresh: boolean }[]>
  /** Accepted messages that have had no turn, oldest first: the work of a process that died. */
  backlog(limit: number): readonly InboxRow[]
  load(conversation: string): Before | null
  /** Tickets that a new conversation of this customer may see. */
  beforeOf(fresh: Conversation): Before
  /**
   * One turn. `run` gets the state as it is inside the transaction and returns what to write; it must be pure: it may be run again when another
   * node was faster. Returns null when the fact had its turn before. `ticket` is at hand however many the customer
   * has; `at`, the fact's time, spares reading serials of periods that are over.
   */
  turn(conversation: string, factId: string, run: (before: Before | null) => TurnWrite, given?: { ticket?: string; at?: number }): Promise<TurnWrite | null>

  // ---- delivery
  /** Conversations with a part due at `now`. */
  dueConversations(now: number, limit: number): readonly string[]
  /** Takes the oldest unsettled part of a conversation and marks it `sending`; parts of a bot whose epoch has passed are marked `refused` and skipped. Null when nothing is due. */
  takePart(conversation: string, now: number): Promise<OutboxRow | null>
  settlePart(id: string, settled: Settled): Promise<void>
  /** Earliest moment at which a part of this conversation is due, or null. */
  nextPartAt(conversation: string): number | null
  receipt(channel: string, account: string, providerId: string, status: DeliveryStatus, reason?: string): Promise<string | null>
  /** Parts that were being sent when the last process died. Idempotent channels get them back as pending; the others as ambiguous. Returns how many of each. */
  reclaim(idempotent: ReadonlySet<string>): Promise<{ pending: number; ambiguous: number }>
  partsOf(inbox: string): readonly OutboxRow[]

  // ---- clock
  dueTimers(now: number, limit: number): readonly { conversation: string; timer: string; at: number }[]
  /** Tickets whose clock has rung, the longest due first; costs as much as it returns. */
  dueTickets(now: number, limit: number): readonly { ticket: string; conversation: string; at: number }[]

  // ---- reads for people
  summaries(query: { speaker?: 'queue' | 'agent' | 'bot'; agent?: string; q?: string; before?: number; limit: number }): readonly Summary[]
  summary(conversation: string): Summary | null
  messages(conversation: string, limit: number): readonly (MessageRow & { status: DeliveryStatus | null; reason: string | null })[]
  factOf(message: string): Fact | null
  tickets(query: TicketQuery): readonly Ticket[]
  ticket(id: string): Ticket | null
  ticketsOf(customer: string): readonly Ticket[]
  history(ticket: string): readonly TicketHistory[]
  /** Histories, as far as `until`, of every ticket of the pack that something counted happened to in [from, until). */
  casesIn(pack: string, from: number, until: number): readonly CaseHistory[]
  markRead(conversation: string): Promise<void>
  note(row: MessageRow): Promise<void>
  /** Open calls for these departments and roles, newest first; empty lists mean all. */
  notices(query: { departments: readonly string[]; roles: readonly string[]; limit: number }): readonly Notice[]
  settleNotice(id: string, by: string, at: number): Promise<void>
  gaps(pack: string, limit: number): readonly { question: string; lang: Lang; at: number; n: number }[]
  counts(): Readonly<Record<string, number>>

  // ---- agents
  agents(): readonly AgentRow[]
  putAgent(agent: AgentRow): Promise<void>
  putSession(token: string, agent: string, csrf: string, until: number): Promise<void>
  session(token: string, now: number): { agent: string; csrf: string } | null
  dropSession(token: string): Promise<void>

  // ---- small state of channels
  state(channel: string, account: string): {
    get<T>(key: string): Promise<T | undefined>
    set(key: string, value: unknown): Promise<void>
    delete(key: string): Promise<void>
  }
  journal(channel: string, account: string): {
    append(topic: string, key: string, entry: unknown): Promise<{ seq: number; fresh: boolean }>
    read(topic: string, after: number, limit: number): Promise<readonly { seq: number; key: string; entry: unknown }[]>
  }
  secret(name: string, make: () => string): string
  close(): Promise<void>
}
