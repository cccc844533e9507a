/**
 * What each act of a customer lets the account write, as the platform counts it: five messages in 48 hours, three in a minute after a tap.
 * A reply in the platform's own request counts for nothing, so it must not come here.
 */
import type { Refusal } from './tokens.ts'

export type Grants = {
  acted(openId: string, act: 'message' | 'tap' | 'left'): void
  /** Takes one message out of what is left, or says why there is none. */
  spend(openId: string): Refusal | null
}

const RULES = { message: { messages: 5, ms: 48 * 3_600_000 }, tap: { messages: 3, ms: 60_000 } } as const

export function createGrants(now: () => number): Grants {
  const customers = new Map<string, { act: 'message' | 'tap'; left: number; until: number }[]>()
  return {
    acted(openId, act) {
      const others = (customers.get(openId) ?? []).filter((grant) => grant.act !== act)
      const grants = act === 'left' ? [] : [...others, { act, left: RULES[act].messages, until: now() + RULES[act].ms }]
      customers.set(openId, grants)
    },
    spend(openId) {
      const inTime = (customers.get(openId) ?? []).filter(({ until }) => now() < until)
      if (inTime.length === 0) return { errcode: 45015, errmsg: 'response out of time limit or subscription is canceled' }
      const grant = inTime.filter(({ left }) => left > 0).sort((one, other) => one.until - other.until)[0]
      if (!grant) return { errcode: 45047, errmsg: 'out of response count limit' }
      grant.left--
      return null
    },
  }
}
