/**
 * A pack as the house uses it: all that makes the desk a bank's, a courier's or a gas utility's.
 * Types only; `knowledge/schema.ts` checks the files and makes these. Keys are the public vocabulary of labels.
 */
import type { EntityType, Flag, Intent, Severity, Text, TicketKind } from './model.ts'
import type { Condition, DeadlineRule } from './rules.ts'
import type { CaseRules } from './workflow.ts'

export type { Condition, DeadlineRule } from './rules.ts'

export type Named = { key: string; names: Text }

export type Department = Named & { /** key of `Pack.hours`; `always` = round the clock */ hours: string }

/** Minutes of the day are written "HH:MM" in the pack's time zone. Split shifts are several spans. */
export type Hours = { key: string; /** spans on a working day */ workday: readonly (readonly [string, string])[]; /** spans on days off; empty = closed */ restday: readonly (readonly [string, string])[] }

export type Category = Named & {
  department: string
  /** e.g. quality / non-quality */
  split?: string
  /** words that by themselves speak for it */
  cues: readonly string[]
  severity?: Severity
}

export type IntakeField = {
  key: string
  names: Text
  prompt: Text
  /** Taken from what the customer has said already when an entity of one of these types is there. */
  entity: readonly EntityType[]
  /** Whole-answer pattern (JavaScript, unicode); absent = free text. */
  pattern?: string
  /** Said when an answer does not fit. */
  invalid?: Text
  required: boolean
}
export type IntakeForm = { when: Condition; ask: readonly string[]; take: readonly string[] }

export type Numbering = {
  kinds: readonly TicketKind[]
  /** e.g. "GC{yyyy}{mm}{dd}{serial:4}"; placeholders yyyy yy mm dd serial:N (at least N digits) */
  format: string
  /** When the serial restarts. */
  restart: 'day' | 'month' | 'year' | 'never'
}

export type Clause = {
  article: string
  number: string
  title: Text
  text: Text
  /** Ways in which customers ask for it, any language. */
  asks: readonly string[]
}
export type Article = {
  id: string
  title: Text
  version: string
  /** YYYY-MM-DD, first and last day in force; null = open end */
  validFrom: string
  validTo: string | null
  audience: 'public' | 'staff'
  source: string
  clauses: readonly Clause[]
  file: string
}

/** One authored utterance with its labels; what the heads are trained on. */
export type Example = {
  text: string; intent: Intent; category?: string; subject?: string; severity?: Severity; flags?: readonly Flag[]; family?: string
  /** Of a question: the clauses that answer it, as article#clause; empty = nobody has written the answer. */
  clauses?: readonly string[]
}

export type Connector = {
  key: string; purpose: string; method: 'GET' | 'POST'; url: string
  input: readonly string[]; output: Readonly<Record<string, string>>; timeoutMs: number
}

export type Dialogue = {
  name: string; lang: string; file: string
  /** Why the desk does not live it yet. */
  pending?: string
  /** Working time unless a dialogue says otherwise: local time "YYYY-MM-DDTHH:MM". */
  at?: string
  /** Departments with agents online; absent = all. */
  staffed?: readonly string[]
  steps: readonly {
    say: string
    expect: {
      contains?: readonly (string | readonly string[])[]; lacks?: readonly string[]
      cites?: string; abstains?: boolean; handoff?: boolean
      ticket?: { kind?: TicketKind; category?: string; department?: string; severity?: Severity; flags?: readonly Flag[]; status?: string; fields?: Readonly<Record<string, string>>; urged?: boolean }
      tickets?: number
    }
  }[]
}

export type Pack = {
  id: string
  names: Text
  /** The organisation in whose name the desk speaks. */
  organisation: Text
  /** The one that a visitor of the playground sees first. */
  showcase?: boolean
  /** hash of all files the pack is made of */
  hash: string
  timezone: string
  /** ISO country whose public holidays and make-up working days count; the desk's table covers CN. */
  holidays: string
  hours: readonly Hours[]
  departments: readonly Department[]
  roles: readonly Named[]
  categories: readonly Category[]
  subjects: readonly Named[]
  /** Department and category of tickets that are not complaints. */
  routes: readonly { when: Condition; department: string; category?: string }[]
  numbering: readonly Numbering[]
  deadlines: readonly DeadlineRule[]
  cases: CaseRules
  fields: readonly IntakeField[]
  forms: readonly IntakeForm[]
  replies: Readonly<Record<string, Text>>
  thresholds: { /** least probability that a clause answers */ answer: number; /** least confidence of an intent to act on it without asking */ intent: number }
  articles: readonly Article[]
  examples: readonly Example[]
  synonyms: readonly (readonly string[])[]
  connectors: readonly Connector[]
  dialogues: readonly Dialogue[]
}
