/**
 * What is named in a message: numbers to call, codes, days, sums, places, persons. Read by form and by the words around it, in linear time.
 * It says where each stands in the message as written, and guesses nothing that the message does not say.
 */
import type { Entity } from '../../core/model.ts'
import { mask } from '../../core/privacy/index.ts'
import { findAddresses } from './addresses.ts'
import { findCodes } from './codes.ts'
import { findDates } from './dates.ts'
import { type FindContext, type Finder, fold, found, settle } from './found.ts'
import { findAmounts, findQuantities } from './money.ts'
import { findNames } from './names.ts'
import { findPhones } from './phone.ts'

export type { FindContext } from './found.ts'

/** @param text the message as written; positions in the result are positions in it */
export function findEntities(text: string, context: FindContext): readonly Entity[] {
  const folded = fold(text)
  const readings = FINDERS.flatMap((find) => find(folded, context))
  // A whole card number is kept nowhere: of it only the tail is of use to the desk.
  return settle(text, readings).map((entity) => (entity.type === 'card' ? { ...entity, text: mask(entity.text) } : entity))
}

const findEmails: Finder = (text) =>
  [...text.matchAll(/(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])/g)].map(
    ({ 0: written, index }) => found('email', written.toLowerCase(), written, index, 100),
  )

const FINDERS: readonly Finder[] = [findEmails, findCodes, findPhones, findAddresses, findAmounts, findDates, findQuantities, findNames]
