/** Small things that every callback of a provider needs: a field as text, and an identity where the provider gives none. */
import { createHash } from 'node:crypto'
import type { JsonObject } from '../kit/json.ts'
import { storable } from '../kit/text.ts'

/** A field that is text, or a number's digits; empty when it is absent or anything else. */
export function textField(element: JsonObject, name: string): string {
  const value = Object.hasOwn(element, name) ? element[name] : undefined
  return typeof value === 'string' ? storable(value) : ''
}

/** The same for the same parts, and for no others. */
export const identity = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex').slice(0, 32)
