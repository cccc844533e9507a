/**
 * The nouns of complaint management: a ticket, what may be appended to its history, and what people ask to be done with it.
 * Shapes only; what may follow what stands in tickets/.
 */
import type { Flag, Lang, Severity, TicketKind } from './labels.ts'

/** `withdrawn` and `closed` are final. */
export type TicketStatus = 'open' | 'in_progress' | 'resolved' | 'closed' | 'withdrawn'

export type Deadline = {
  /** e.g. `first-response`, `resolution`, `public-opinion`, `stage` */
  key: string
  dueAt: number
  /** How the moment was reached, step by step, in the desk's first language. */
  explain: readonly string[]
  /** Approval that moved it last, if one did. */
  extendedBy?: string
}

/** One question to those with the authority to decide: money, an extension, a closing. */
export type Approval = {
  id: string
  /** Key of the pack's authority, e.g. `compensation`, `extension`. */
  kind: string
  /** Yuan; null where the kind has no amount. */
  amount: number | null
  reason: string
  askedBy: string
  askedAt: number
  /** The pack role that is to decide now; a time-out climbs to the next. */
  role: string
  dueAt: number | null
  state: 'pending' | 'granted' | 'refused'
  decidedBy: string | null
  decidedAt: number | null
  note: string
}

export type Opinion = { at: number; by: string; department: string; text: string }
export type Pause = { from: number; until: number | null; reason: string }
export type TicketLink = { type: 'repeat-of' | 'merged-into' | 'merged' | 'new-case-of' | 'new-case'; ticket: string }
/** What was decided and told to the customer, and what the customer says of it; `satisfied` is null until an answer comes. */
export type Result = { text: string; toldAt: number; satisfied: boolean | null; answeredAt: number | null }
/** A paper of supervision: a warning before a deadline, a reminder (催办单) at it, an inquiry (洽办单) into a late close. `role`: to whom it goes. */
export type Paper = { kind: 'warning' | 'reminder' | 'inquiry' | 'follow-up'; deadline: string; at: number; role: string; level: number }

export type Ticket = {
  id: string
  /** The number the customer is told, made by the pack's rule. */
  number: string
  pack: string
  kind: TicketKind
  category: string | null
  subject: string | null
  severity: Severity
  flags: readonly Flag[]
  department: string
  status: TicketStatus
  conversation: string
  customer: string
  lang: Lang
  openedAt: number
  deadlines: readonly Deadline[]
  /** What intake took down, by the pack's field keys; a corrected value replaces the wrong one. */
  fields: Readonly<Record<string, string>>
  /** The customer's own words on this matter, in order. */
  story: readonly { at: number; text: string }[]
  urges: readonly { at: number; text: string }[]
  /** Agent who works on it, or null. */
  assignee: string | null
  /** Where it stands in the pack's workflow; null for a kind without one. */
  stage: { key: string; since: number } | null
  /** What colleagues have filled into the stages' forms, by form field. */
  record: Readonly<Record<string, string>>
  opinions: readonly Opinion[]
  approvals: readonly Approval[]
  pauses: readonly Pause[]
  links: readonly TicketLink[]
  result: Result | null
  papers: readonly Paper[]
  closedAt: number | null
}

/** One entry of a ticket's append-only history. Applying all of them in order gives the ticket. */
export type TicketChange =
  | { type: 'opened'; ticket: Ticket }
  | { type: 'said'; text: string }
  | { type: 'field.set'; field: string; value: string }
  | { type: 'field.unset'; field: string }
  | { type: 'raised'; severity?: Severity; flags?: readonly Flag[] }
  | { type: 'classified'; kind?: TicketKind; category?: string | null; subject?: string | null; department?: string; severity?: Severity; flags?: readonly Flag[] }
  | { type: 'urged'; text: string }
  | { type: 'withdrawn'; reason: string }
  | { type: 'assigned'; agent: string | null }
  | { type: 'moved'; status: TicketStatus; note: string }
  | { type: 'noted'; text: string }
  | { type: 'deadlines.set'; deadlines: readonly Deadline[]; reason?: string }
  | { type: 'accepted'; note: string }
  /** The grounds do not hold; closes with the reasons, which the customer is told. */
  | { type: 'declined'; reason: string }
  | { type: 'stage.entered'; stage: string; status: TicketStatus }
  | { type: 'recorded'; values: Readonly<Record<string, string>> }
  | { type: 'opinion.given'; by: string; department: string; text: string }
  | { type: 'approval.asked'; approval: Approval }
  | { type: 'approval.decided'; id: string; state: 'granted' | 'refused'; by: string; note: string }
  | { type: 'approval.climbed'; id: string; role: string; dueAt: number | null }
  | { type: 'paused'; reason: string }
  | { type: 'resumed' }
  | { type: 'transferred'; department: string; reason: string }
  | { type: 'linked'; link: TicketLink }
  | { type: 'result.told'; text: string }
  | { type: 'result.answered'; satisfied: boolean; text: string }
  | { type: 'reopened'; reason: string }
  | { type: 'paper.issued'; paper: Omit<Paper, 'at'> }

/** Who asks for something to be done with a ticket. `roles` are pack roles, those lent by an absent colleague among them. */
export type Actor = { name: string; role: 'agent' | 'supervisor' | 'admin'; roles: readonly string[]; departments: readonly string[] }

/** Something promised to a customer; refused beyond the authority reached. */
export type Promised = { kind: string; amount: number | null }

/** What a person asks to be done with a ticket. */
export type TicketCommand =
  | { type: 'accept'; note?: string }
  | { type: 'decline'; reason: string }
  | { type: 'record'; values: Readonly<Record<string, string>> }
  | { type: 'opinion'; text: string }
  /** Leaves the stage; `to` where several stages may follow. */
  | { type: 'advance'; to?: string }
  | { type: 'ask-approval'; kind: string; amount?: number; reason: string }
  | { type: 'decide-approval'; id: string; grant: boolean; note: string }
  | { type: 'pause'; reason: string }
  | { type: 'resume' }
  /** Sets a later deadline by one of the pack's extensions; needs its approval. */
  | { type: 'extend'; deadline: string; reason: string }
  | { type: 'transfer'; department: string; reason: string }
  | { type: 'merge'; into: string }
  /** Tells the customer the result on the channel the ticket came by. */
  | { type: 'tell'; text: string; promise?: Promised }
  | { type: 'close'; note: string }
  | { type: 'reopen'; reason: string }
  | { type: 'change'; change: Extract<TicketChange, { type: 'field.set' | 'field.unset' | 'classified' | 'withdrawn' | 'assigned' | 'moved' | 'noted' }> }
