/** Turns the desk's refusals into HTTP's: what is not there is 404, everything else that cannot be done now is a conflict. */
import type { Outcome } from '../desk/desk.ts'
import { ApiError } from './route.ts'

export function done<T extends object>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome
  const { code, message, by } = outcome
  throw new ApiError(code === 'not-found' ? 404 : 409, code, message, by === undefined ? {} : { by })
}
