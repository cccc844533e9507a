/**
 * The contract between a door (channels/x) and the house: what a channel is given, and what it must offer.
 * Types only. A channel knows nothing of bots, stores or other channels; the house knows no channel by name.
 */
import type { Capabilities, Content, SendResult } from './model.ts'

/** One thing that came in. `key` is the provider's own identity of it, unique within channel and account for at least the longest retry. */
export type Inbound = {
  key: string
  /** Opaque to the house; the same customer's thread has the same address each time. */
  address: string
  /** The person behind it, unique within channel and account. */
  user: string
  /** With `silent` where it is to be kept and not answered. */
  content: Content
  /** When the provider says it happened. */
  at: number
  /** Display name, if the provider tells one. */
  name?: string
}

export type InboundRequest = {
  method: string
  /** Path below the channel's mount, e.g. "/main" for /hooks/wechat/main. */
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | undefined>>
  /** Raw bytes; signatures are checked over these. */
  body: Uint8Array
  /** Address of the peer, for rate limits. */
  ip: string
  /** Aborts when the peer hangs up before the reply has been written. */
  signal?: AbortSignal
}
export type HttpReply = { status: number; headers?: Readonly<Record<string, string>>; body?: string | Uint8Array }

/** A part of an answer handed to the channel to send itself, in the provider's own waiting request. */
export type HeldPart = {
  content: Content
  /** Must be called once: true when the bytes were handed to the provider, false when it had already hung up (the outbox then sends it the ordinary way). */
  settle(sent: boolean): void
}

/** What the house does for a door. */
export type House = {
  /** Resolves when all of it is stored durably. `fresh` is false for what had been stored before. Nothing may be acknowledged before this resolves. */
  accept(inbound: readonly Inbound[]): Promise<readonly { key: string; fresh: boolean }[]>
  /**
   * The first outgoing part that answers this inbound, if it is ready within `ms`; null otherwise.
   * For providers that take an answer in the reply to their own request. At most one caller gets the part.
   */
  firstPart(key: string, ms: number): Promise<HeldPart | null>
  /** The provider's later word on a message it took. Statuses never go back (delivered → sent is ignored). */
  receipt(providerId: string, status: 'sent' | 'delivered' | 'read' | 'failed', reason?: string): Promise<void>
  /**
   * Somebody has taken this conversation in the provider's own program, or has left it there. Counts once for each `key`; nothing happens
   * where the desk knows no such conversation, or somebody else has the word.
   */
  attended(address: string, key: string, act: { type: 'took'; agent: string } | { type: 'left' }): Promise<void>
}

/** Durable small state of one channel account (tokens, cursors, quotas). Values are JSON. */
export type ChannelState = {
  get<T>(key: string): Promise<T | undefined>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
}

/** A durable, ordered log of one channel account, by topic. For channels whose customers read the conversation back from us. */
export type ChannelJournal = {
  /** Appends once for each `key` of the topic; returns the entry's number, from 1, and whether it was new. */
  append(topic: string, key: string, entry: unknown): Promise<{ seq: number; fresh: boolean }>
  read(topic: string, after: number, limit: number): Promise<readonly { seq: number; key: string; entry: unknown }[]>
}

/** Where a door puts the files it has fetched from its provider. */
export type FileStore = {
  /** Refuses what is too large, of a kind that is not taken, or not what it says it is. `ref` goes into the content. */
  put(bytes: Uint8Array, about: { name: string; mime: string }): Promise<{ ok: true; ref: string; mime: string; bytes: number } | { ok: false; reason: string }>
}

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>

/** What a channel is made with. */
export type ChannelContext<Settings> = {
  account: string
  settings: Settings
  house: House
  state: ChannelState
  journal: ChannelJournal
  files: FileStore
  /** The address the provider sees, without a trailing slash. */
  publicUrl: string
  now(): number
  log: Log
  fetch: typeof fetch
}

/** A socket of a customer, after the upgrade. */
export type Socket = {
  send(text: string): void
  close(code?: number, reason?: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}

/** A door: receives, or listens, or both; and sends. */
export type Channel = {
  readonly name: string
  readonly can: Capabilities
  /** Verify, parse, `house.accept`, reply. Called for every request below the channel's mount. */
  receive?(request: InboundRequest): Promise<HttpReply>
  /** A WebSocket below the channel's mount; returns null to refuse (the house answers 403). */
  upgrade?(request: InboundRequest): Promise<((socket: Socket) => void) | null>
  /** For doors that fetch or hold a connection; returns when the signal aborts. */
  listen?(signal: AbortSignal): Promise<void>
  /**
   * Sends one part, already rendered to `can`. `key` makes a retry harmless where the provider allows it. Must not throw for expected failures.
   * `promotional`: not an answer and not news of the customer's own matter; some channels have hours and words for these.
   */
  send(to: string, part: Content, key: string, by: { kind: 'bot' | 'agent'; name?: string; promotional?: boolean }): Promise<SendResult>
  /** The word in this conversation has passed to somebody else; for providers that keep such a state themselves. Told once, after the turn; a message may overtake it. */
  speakerChanged?(to: string, speaker: 'bot' | 'queue' | 'agent' | 'ended', agent?: string): Promise<void>
  /** How the door stands with its provider, for those who administer the desk; `qr` is the text of a code that somebody has to scan. */
  status?(): Promise<{ state: string; detail?: string; qr?: string }>
  close?(): Promise<void>
}

/** One setting of a channel, declared as data: the start-up check, the README table and the console's form are made from these. */
export type Setting = { key: string; env: string; about: string; secret?: boolean; required?: boolean; default?: string }

/** What channels/x/index.ts exports as `door`. */
export type Door = {
  name: string
  /** Where its HTTP and WebSocket requests arrive, e.g. "/hooks/wechat" (below it: /<account>) or "/directline". */
  mounts: readonly string[]
  settings: readonly Setting[]
  /** Throws an Error that says what to do when the settings are wrong. Loads heavy packages itself, here, by `await import()`. */
  create(context: ChannelContext<Readonly<Record<string, string | undefined>>>): Promise<Channel>
}
