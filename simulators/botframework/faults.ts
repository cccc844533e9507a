/**
 * What can be made to go wrong between the desk and the connector, and between a customer's message and the desk.
 * It only holds what is asked for: connector.ts and platform.ts act on it.
 */

/** One call gone wrong. `accept`: the message reaches the customer all the same, which the desk cannot know. */
export type CallFault =
  | { type: 'status'; status: number; accept?: boolean; retryAfter?: number }
  | { type: 'drop'; accept: boolean }
  /** Accepted; the answer comes late. */
  | { type: 'slow'; ms: number }

export type Faults = {
  /** The next sends go wrong, in the order asked for. */
  next(fault: CallFault): void
  take(): CallFault | null
  /** Each activity is posted this many times at once. */
  copies: number
  /** A customer's message waits for his next one and goes after it. */
  outOfOrder: boolean
}

export function createFaults(): Faults {
  const waiting: CallFault[] = []
  return { next: (fault) => void waiting.push(fault), take: () => waiting.shift() ?? null, copies: 1, outOfOrder: false }
}
