/** What intake takes down: which fields a ticket wants, what a message says of them, and whether an answer fits. */
import type { Ticket, Understanding } from '../core/model.ts'
import type { IntakeField, IntakeForm, Pack } from '../core/pack.ts'
import { matches } from '../core/tickets/conditions.ts'

/** The first form whose condition fits; null when nothing is to be asked. */
export function formFor(pack: Pack, ticket: Ticket): IntakeForm | null {
  return pack.forms.find((form) => matches(form.when, ticket, pack)) ?? null
}

export const fieldOf = (pack: Pack, key: string): IntakeField | undefined => pack.fields.find((field) => field.key === key)

/** Field values that the entities of a message give for this ticket's form. */
export function fieldsFrom(pack: Pack, ticket: Ticket, understood: Understanding): Readonly<Record<string, string>> {
  const form = formFor(pack, ticket)
  if (!form) return {}
  const taken: Record<string, string> = {}
  const used = new Set<number>()
  for (const key of [...form.ask, ...form.take]) {
    const field = fieldOf(pack, key)
    const fitting = field ? understood.entities.filter(({ type, start }) => field.entity.includes(type) && !used.has(start)) : []
    // "不是14件，是41件": of a correction's two values the one that stands already is the wrong one.
    const entity = (understood.corrects && fitting.find(({ value }) => value !== ticket.fields[key])) || fitting[0]
    if (!entity) continue
    used.add(entity.start)
    taken[key] = entity.value
  }
  return taken
}

/** Keys still to be asked, in the form's order. */
export function missing(pack: Pack, ticket: Ticket): readonly string[] {
  return (formFor(pack, ticket)?.ask ?? []).filter((key) => ticket.fields[key] === undefined)
}

/** The value in an answer to a field's prompt, or null when the answer does not fit. */
export function answerFor(field: IntakeField, text: string, understood: Understanding): string | null {
  const entity = understood.entities.find(({ type }) => field.entity.includes(type))
  if (entity) return entity.value
  const plain = text.normalize('NFKC').trim()
  if (field.pattern !== undefined) return new RegExp(field.pattern, 'u').test(plain) ? plain : null
  return plain === '' ? null : plain
}

/** Does the field take any sentence at all? Then that a message fits says nothing about whether it was meant as the answer. */
export const takesAnything = ({ pattern }: IntakeField): boolean => pattern === undefined || new RegExp(pattern, 'u').test(ANY_SENTENCE)

const ANY_SENTENCE = '我想先问一句'
