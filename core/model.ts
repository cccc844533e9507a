/**
 * The nouns of a service desk: content, facts, effects, conversations, tickets, and the door's contract.
 * It declares shapes only: no behaviour, no name of a channel or of a sector. Labels and tickets have files of their own and are told on from here.
 *
 * Times (`at`, `…At`, `until`) are milliseconds since 1970 UTC. Durations carry their unit in the name.
 * Ids are opaque strings outside the room that makes them.
 */
import type { Flag, Intent, Lang, Severity } from './labels.ts'
import type { Actor, Ticket, TicketChange, TicketCommand } from './ticket.ts'

export * from './labels.ts'
export type * from './ticket.ts'

// ---------------------------------------------------------------- content

/** Where an answer comes from: one clause of one version of one policy article. */
export type Citation = {
  article: string
  /** The article's version, as its front matter says it. */
  version: string
  /** The clause's number within the article, e.g. "3". */
  clause: string
  /** The article's title in the reader's language. */
  title: string
  /** First day the version is in force, YYYY-MM-DD. */
  validFrom: string
}

export type Choice = { id: string; label: string }

/** What one side of a conversation says to the other. A channel renders what it can and declares what it cannot. */
export type Content = Said & {
  /** Kept with the conversation and never answered: a machine wrote it (`machine`), or it came `enclosed` with a message that is answered itself. */
  silent?: 'machine' | 'enclosed'
}
type Said =
  | {
      type: 'text'; text: string; citations?: readonly Citation[]; choices?: readonly Choice[]
      /** Not an answer but news of the conversation itself: a person was called, has joined, has left. */
      notice?: 'queued' | 'joined' | 'left'
      /** The whole as it came, where `text` is only the part that is new in it: without the quoted thread and the signature. */
      original?: string
    }
  | { type: 'attachment'; kind: 'image' | 'voice' | 'video' | 'file'; ref: string; name?: string; mime?: string; bytes?: number; transcript?: string }
  | { type: 'location'; latitude: number; longitude: number; label?: string }
  /** Something happened on the channel that is not speech: followed, unfollowed, opened the chat. */
  | { type: 'event'; name: 'joined' | 'left' | 'other'; detail?: string }
  /** A kind of message the door does not know; kept as it came (JSON or XML text) so that nothing is lost. */
  | { type: 'unknown'; kind: string; raw: string }

// ---------------------------------------------------------------- understanding

export type Scored<T> = { label: T; /** calibrated, 0..1 */ confidence: number; /** the customer's words that spoke for it */ evidence: readonly string[] }

/** Something named in the message. `value` is normalised (digits without spaces, ISO date, yuan as a number in a string); `text` is as written. */
export type Entity = { type: EntityType; value: string; text: string; start: number; end: number }
export const ENTITY_TYPES = ['phone', 'waybill', 'order', 'part', 'card', 'ticket', 'date', 'amount', 'quantity', 'address', 'email', 'name', 'idcard'] as const
export type EntityType = (typeof ENTITY_TYPES)[number]

/** One clause that may answer, best first. */
export type Passage = {
  citation: Citation
  /** The clause in the customer's language. */
  text: string
  /** calibrated probability, 0..1, that this clause answers the question */
  score: number
}

/** What the ear made of one message. Plain data: it is stored with the fact, so that a decision can be replayed years later. */
export type Understanding = {
  lang: Lang
  intent: Scored<Intent>
  /** A second wish in the same message, weaker than `intent`; both are served. */
  also: readonly Scored<Intent>[]
  category: Scored<string> | null
  subject: Scored<string> | null
  severity: Scored<Severity>
  flags: readonly Scored<Flag>[]
  /** Department key; follows the category unless a head says otherwise with confidence. */
  department: string | null
  entities: readonly Entity[]
  /** Clauses for the question in the message, best first; empty where none was asked or nothing was found. */
  passages: readonly Passage[]
  /** True when the best passage is above the calibrated threshold. */
  answerable: boolean
  /** Matter marks: does the message point at an earlier matter or at a new one? */
  matter: 'same' | 'another' | 'unsaid'
  /** The message corrects something said before ("不对，是…"). */
  corrects: boolean
}

// ---------------------------------------------------------------- conversation

/** Exactly one party may speak to the customer. */
export type Speaker =
  | { type: 'bot' }
  | { type: 'queue'; queue: string; since: number }
  | { type: 'agent'; agent: string; since: number }

/** What the bot is in the middle of; `null` when it waits for a new wish. */
export type Flow =
  | { type: 'intake'; ticket: string; asking: string; left: readonly string[]; tries: number }
  | { type: 'withdraw'; ticket: string }
  | { type: 'pick'; purpose: 'status' | 'urge' | 'withdraw'; tickets: readonly string[]; text: string }
  | { type: 'clarify'; options: readonly { label: string; passage: Passage }[] }
  /** The customer has been told the result and is asked whether it settles the matter. */
  | { type: 'verdict'; ticket: string }
  | { type: 'offer'; purpose: 'human' | 'complaint'; text: string }
  | { type: 'lookup'; purpose: string; need: string; tries: number }

export type Conversation = {
  id: string
  pack: string
  channel: string
  account: string
  /** Opaque outside the channel. */
  address: string
  customer: string
  lang: Lang
  openedAt: number
  speaker: Speaker
  /** Grows with each change of speaker; an outgoing message of the bot with an older epoch is refused at the outbox. */
  epoch: number
  /** The AI label and privacy notice have been shown to this customer. */
  introduced: boolean
  flow: Flow | null
  /** The clause answered last, for questions that lean on it. */
  topic: { question: string; citation: Citation; at: number } | null
  /** Ticket the conversation is about now, or null. */
  ticket: string | null
  consent: 'unset' | 'in' | 'out'
  /** Turns in a row the bot could not help. */
  misses: number
  lastCustomerAt: number
}

// ---------------------------------------------------------------- facts and effects

/** Who is at work: department keys with at least one agent online, as known when the fact happened. */
export type Staffing = readonly string[]

/** Something that happened. Customer, agent and clock are three sources of the same thing. */
export type Fact = { id: string; at: number; conversation: string } & (
  | { type: 'customer.said'; content: Content; understood: Understanding; staffed: Staffing }
  | { type: 'customer.chose'; choice: string; staffed: Staffing }
  | { type: 'agent.took'; agent: string }
  | { type: 'agent.left'; agent: string; to: 'bot' | 'queue' | 'closed'; queue?: string }
  /** `actor`: what the agent may promise. */
  | { type: 'agent.said'; agent: string; content: Content; actor?: Actor }
  | { type: 'ticket.acted'; ticket: string; command: TicketCommand; by: Actor }
  /** A clock of this ticket has come to a moment at which something is due. */
  | { type: 'ticket.rang'; ticket: string }
  | { type: 'timer.rang'; timer: string; staffed: Staffing }
  | { type: 'lookup.answered'; key: string; purpose: string; output: Readonly<Record<string, string>>; staffed: Staffing }
  | { type: 'lookup.failed'; key: string; purpose: string; reason: string; staffed: Staffing }
)

/** Something to be done. The id of an effect is `fact.id/index`, which makes every one of them idempotent. */
export type Effect =
  | { type: 'say'; by: 'bot' | 'agent'; content: Content; agent?: string; /** the system does not know the answer */ abstained?: boolean }
  | { type: 'ticket'; ticket: string; change: TicketChange; by: string }
  /** Uses up one serial number of the pack's numbering scope. */
  | { type: 'serial'; scope: string; value: number }
  | { type: 'handover'; queue: string; reason: string; summary: string; priority: Severity }
  | { type: 'timer'; timer: string; at: number | null }
  | { type: 'consent'; state: 'in' | 'out' }
  /** When this ticket wants to be looked at next. */
  | { type: 'clock'; ticket: string; at: number | null }
  | { type: 'lookup'; connector: string; key: string; purpose: string; input: Readonly<Record<string, string>> }
  /** What a person asked for cannot be done; he is told why. */
  | { type: 'refusal'; code: string; message: string }
  /** Somebody of this role in this department is to look at a ticket. */
  | { type: 'notify'; ticket: string; role: string; department: string; what: string }
  /** Customers ask what nobody has written. */
  | { type: 'gap'; question: string; lang: Lang }

/** All that `decide` may know beside the fact and the pack. */
export type Before = {
  conversation: Conversation
  /** The customer's own tickets, newest first, at most 20. */
  tickets: readonly Ticket[]
  /** Last serial used, by numbering scope. */
  serials: Readonly<Record<string, number>>
}

export type Decision = { conversation: Conversation; effects: readonly Effect[] }

// ---------------------------------------------------------------- delivery

export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'ambiguous' | 'refused'

/** Units in which a provider counts text. */
export type TextUnit = 'bytes' | 'chars' | 'septets'

export type Capabilities = {
  maxText: { unit: TextUnit; n: number }
  /** Buttons per message; 0 = choices are written as a numbered list. */
  choices: number
  attachments: readonly ('image' | 'voice' | 'video' | 'file')[]
  /** The provider tells whether a message arrived. */
  receipts: boolean
  /** The provider lets the desk write only so long, and so often, after the customer's last act. */
  window?: { hours: number; messages: number }
  markdown: boolean
  /** Shows the sources of an answer itself, apart from its words; elsewhere they are written below the answer. */
  citations?: boolean
  typing: boolean
  /** Sending twice with the same key shows the customer one message; only then may a send be tried again after a crash. */
  idempotent?: boolean
}

export type SendResult =
  | { ok: true; providerId?: string }
  /** `safe`: surely not accepted, try again. `ambiguous`: may have been accepted. `never`: will not be accepted. */
  | { ok: false; retry: 'safe' | 'ambiguous' | 'never'; reason: string; afterMs?: number }
