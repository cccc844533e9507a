/**
 * What can be made to go wrong on the platform's side, between a call and its answer, and between a customer's message and the desk.
 * It only holds what is asked for: api.ts and push.ts act on it.
 */

/** One call gone wrong. `accept`: the message reaches the customer all the same, which the desk cannot know. */
export type ApiFault =
  | { type: 'errcode'; errcode: number }
  | { type: 'status'; status: number; accept?: boolean; retryAfter?: number }
  | { type: 'drop'; accept: boolean }
  /** Accepted; the answer comes late. */
  | { type: 'slow'; ms: number }
  /** Accepted; the answer is a page of somebody's proxy. */
  | { type: 'garbage' }

export type ApiName = 'send' | 'token'

export type Faults = {
  /** The next `times` calls of this interface go wrong, before those asked for later. */
  next(api: ApiName, fault: ApiFault, times?: number): void
  /** Takes the fault of one call, if there is one. */
  take(api: ApiName): ApiFault | null
  /** Each push goes out this many times at once. */
  copies: number
  /** Pause before a push leaves, in ms. */
  delayMs: number
  /** Two messages of one customer change places: the first waits for the second, at most `OVERTAKE_MS`. */
  outOfOrder: boolean
}

export const OVERTAKE_MS = 4_000

export function createFaults(): Faults {
  const waiting: { api: ApiName; fault: ApiFault }[] = []
  return {
    next(api, fault, times = 1) {
      for (let n = 0; n < times; n++) waiting.push({ api, fault })
    },
    take(api) {
      const at = waiting.findIndex((one) => one.api === api)
      return at < 0 ? null : (waiting.splice(at, 1)[0]?.fault ?? null)
    },
    copies: 1,
    delayMs: 0,
    outOfOrder: false,
  }
}
