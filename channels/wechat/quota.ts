/**
 * What each act of a customer lets an official account write, by WeChat's rules. A passive reply counts for nothing.
 * The counting itself is channels/kit/quota.ts.
 */
import type { ChannelState } from '../../core/channel.ts'
import { type Quota as AnyQuota, createQuota as createAnyQuota } from '../kit/quota.ts'
import type { Act } from './parse.ts'

export const WINDOW_HOURS = 48
export const WINDOW_MESSAGES = 5
const RULES = {
  message: { messages: WINDOW_MESSAGES, ms: WINDOW_HOURS * 3_600_000 },
  tap: { messages: 3, ms: 60_000 },
} as const

export type Quota = Pick<AnyQuota<keyof typeof RULES>, 'spend' | 'exhausted'> & {
  /** A customer acted. The same key again changes nothing, nor does an act older than the last of its kind. */
  acted(customer: string, act: Act, key: string, at: number): Promise<void>
}

export function createQuota(state: ChannelState, now: () => number): Quota {
  const { acted, left, spend, exhausted } = createAnyQuota({
    state, now, rules: RULES,
    reasons: {
      used: `WeChat allows ${WINDOW_MESSAGES} messages after the customer last wrote (3 after a tap); they are used up (45047)`,
      late: `WeChat allows messages within ${WINDOW_HOURS} hours after the customer last wrote (1 minute after a tap); they are over (45015)`,
      left: 'the customer has unfollowed the account',
    },
  })
  return {
    spend, exhausted,
    async acted(customer, act, key, at) {
      if (act === 'left') await left(customer)
      else if (act !== 'other') await acted(customer, act, key, at)
    },
  }
}
