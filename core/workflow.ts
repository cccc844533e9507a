/**
 * How a pack lets its tickets travel: stages with their owners, forms and clocks, authority by amount, the ladder of supervision.
 * Types only; `knowledge/schema.ts` checks the files and makes these.
 */
import type { Text } from './labels.ts'
import type { Condition, Within } from './rules.ts'

/** ISO 10002 / GB/T 19012: the steps every complaint goes through, whatever a sector calls them. */
export const STEPS = ['received', 'acknowledged', 'assessed', 'investigated', 'answered', 'told', 'closed'] as const
export type Step = (typeof STEPS)[number]

/** A field that colleagues fill in: on the record card, the investigation report, a stage's form. */
export type FormField = { key: string; names: Text; kind: 'text' | 'number' | 'choice' | 'date' | 'yes-no'; choices: readonly { key: string; names: Text }[] }

export type Stage = {
  key: string
  names: Text
  step: Step
  /** A department's key, or `holder`: the one that holds the ticket. */
  department: string
  /** Pack role that does the work of this stage. */
  role: string
  within: Within | null
  /** Form fields without which the stage cannot be left. */
  form: readonly string[]
  /** Kind of authority that must have granted something before the stage is left. */
  approval: string | null
  /** Where to from here; a stage whose `when` fits the record is gone to by itself. Empty: the end. */
  next: readonly { to: string; when: Readonly<Record<string, string>> }[]
  /** Reply key said to the customer when the stage is entered. */
  tell: string | null
}

export type Workflow = {
  when: Condition
  /** The first is where a ticket starts. */
  stages: readonly Stage[]
  /** What a customer's "no" does: the case goes back to work, or a new one is filed with the old attached. */
  onRefusal: 'reopen' | 'new-case'
  /** The customer is asked once more this long after the close. */
  followUp: Within | null
}

export type Authority = {
  kind: string
  names: Text
  /** From the lowest: who may grant up to how much; null = without limit, or the kind has no amount. */
  levels: readonly { role: string; upTo: number | null }[]
  /** How long one level has before the question climbs to the next. */
  within: Within | null
}

export type Extension = { deadline: string; when: Condition; to: Within; /** kind of authority */ approval: string }

/** Supervision: a warning when this share of the span is used up, a reminder at the deadline, then up by role; an inquiry into a late close. */
export type Ladder = { warnAt: number; climb: readonly { after: Within; role: string }[]; inquiryTo: string }

export type CaseRules = {
  forms: readonly FormField[]
  workflows: readonly Workflow[]
  authority: readonly Authority[]
  extensions: readonly Extension[]
  ladder: Ladder | null
}
