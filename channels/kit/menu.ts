/**
 * Choices on a provider whose menus have bounds: whether they fit one, and how they read where they do not.
 * It must not drop or shorten a choice.
 */
import type { Choice } from '../../core/model.ts'
import { byteLength } from './text.ts'

/** In bytes of UTF-8, except `choices`. */
export type MenuBounds = { choices: number; head: number; label: number; id: number }

export function fitsMenu(text: string, choices: readonly Choice[], bounds: MenuBounds): boolean {
  return (
    text.trim() !== '' &&
    byteLength(text) <= bounds.head &&
    choices.length <= bounds.choices &&
    choices.every(({ id, label }) => id !== '' && byteLength(id) <= bounds.id && label.trim() !== '' && byteLength(label) <= bounds.label)
  )
}

/** Choices where there are no buttons: one line each, numbered from 1 in the order given. */
export const numbered = (text: string, choices: readonly Choice[]): string =>
  [text, ...choices.map(({ label }, index) => `${index + 1}. ${label}`)].join('\n')
