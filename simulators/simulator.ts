/**
 * What a folder of simulators/ exports as `simulator`: the customers' side of one channel, as the playground needs it.
 * Types only. The playground knows no channel; a new folder appears on its page by itself.
 */
import type { Text } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'

/** Settings of one simulated account, as the house's own configuration would give them. */
export type SimulatedAccount = { channel: string; account: string; pack: string; settings: Readonly<Record<string, string | undefined>> }

export type Choice = { id: string; label: string }

/** One line on a customer's device. A line with the id of an earlier one replaces it. */
export type Line = {
  id: string
  at: number
  from: 'customer' | 'desk' | 'platform'
  text: string
  choices: readonly Choice[]
  /** How far a customer's line got; the others are always `done`. */
  state: 'under-way' | 'done' | 'failed'
  /** How it travelled, in a few words for the curious. */
  wire: Text | null
}

export type Act = { type: 'say'; text: string } | { type: 'choose'; choice: Choice } | { type: 'do'; key: string }

/** Something to do with one thumb, beside writing; or something to break. A `switch` stays on, `once` happens on the click. */
export type Button = { key: string; names: Text; kind: 'switch' | 'once' }

/** The account a customer writes to, and who he is there. */
export type Thread = { account: string; customer: string }

/** A device that the page draws: lines, a composer, buttons. */
export type ThreadDevice = {
  kind: 'thread'
  lines(thread: Thread): readonly Line[]
  /** Returns at once; what becomes of it is told as lines. False for an act it does not know. */
  act(thread: Thread, act: Act): boolean
  acts: readonly Button[]
  faults: readonly Button[]
  /** False for a fault it does not know. */
  setFault(account: string, key: string, on: boolean): boolean
  faultsOn(account: string): readonly string[]
  listen(listener: (thread: Thread, line: Line) => void): () => void
}

/** A device that is a page of its own, such as a web site with the chat on it. */
export type PageDevice = {
  kind: 'page'
  /** The whole document. */
  html(account: string, lang: keyof Text): string
}

export type RunningSimulator = {
  channel: string
  names: Text
  /** Which drawing of a device fits: a messenger, text messages, a mail program, a browser. */
  look: 'messenger' | 'sms' | 'mail' | 'browser'
  /** Devices stand on the page in this order. */
  rank: number
  /** One a pack. */
  accounts: readonly SimulatedAccount[]
  device: ThreadDevice | PageDevice
  close(): Promise<void>
}

export type SimulatorContext = {
  /** The desk's address, without a trailing slash. */
  url: string
  packs: readonly Pack[]
  /** First questions to offer, by pack. */
  starters(pack: Pack, lang: keyof Text): readonly string[]
}

export type Simulator = { start(context: SimulatorContext): Promise<RunningSimulator> }
