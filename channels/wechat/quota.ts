/**
 * Counts what WeChat still lets the account write to each customer, so that a message beyond it is never tried.
 * It must count a send before it is made, and must not give the same act of a customer's room twice.
 */
import type { ChannelState } from '../../core/channel.ts'
import { createLanes } from '../kit/lanes.ts'
import type { Act } from './parse.ts'

/** What an act of the customer allows: so many messages until so long after it. A passive reply counts for nothing. */
export const WINDOW_HOURS = 48
export const WINDOW_MESSAGES = 5
const GRANTS = {
  message: { messages: WINDOW_MESSAGES, ms: WINDOW_HOURS * 3_600_000 },
  tap: { messages: 3, ms: 60_000 },
} as const

export type Spent = { ok: true; /** gives the message back, when it was surely not taken */ refund(): Promise<void> } | { ok: false; reason: string }

export type Quota = {
  /** A customer acted. The same key again changes nothing, nor does an act older than the last of its kind. */
  acted(customer: string, act: Act, key: string, at: number): Promise<void>
  /** Takes one message out of what is left. */
  spend(customer: string): Promise<Spent>
  /** WeChat itself said that nothing is left. */
  exhausted(customer: string): Promise<void>
}

type Grant = { at: number; /** the acts of that moment */ keys: readonly string[]; until: number; left: number }
type Ledger = { message?: Grant; tap?: Grant; left?: boolean }

export function createQuota(state: ChannelState, now: () => number): Quota {
  const inOrder = createLanes()
  const keyOf = (customer: string) => `quota:${customer}`
  const update = <T>(customer: string, change: (ledger: Ledger | undefined) => { ledger: Ledger | undefined; result: T }): Promise<T> =>
    inOrder(customer, async () => {
      const before = await state.get<Ledger>(keyOf(customer))
      const { ledger, result } = change(before)
      if (ledger !== before) await state.set(keyOf(customer), ledger)
      return result
    })

  return {
    acted(customer, act, key, at) {
      return update(customer, (before) => {
        if (act === 'other') return { ledger: before, result: undefined }
        if (act === 'left') return { ledger: { left: true }, result: undefined }
        const grant = renewed(before?.[act], GRANTS[act], key, at)
        return { ledger: grant ? { ...withoutLeft(before), [act]: grant } : before, result: undefined }
      })
    },

    spend(customer) {
      return update<Spent>(customer, (before) => {
        // A customer never seen here (a store restored, an account taken over): WeChat counts, and will say so.
        if (!before) return { ledger: before, result: { ok: true, refund: nothing } }
        if (before.left) return { ledger: before, result: { ok: false, reason: 'the customer has unfollowed the account' } }
        const from = bestGrant(before, now())
        if (!from) return { ledger: before, result: { ok: false, reason: refusal(before, now()) } }
        const grant = before[from] as Grant
        return {
          ledger: { ...before, [from]: { ...grant, left: grant.left - 1 } },
          result: { ok: true, refund: () => giveBack(customer, from, grant.at) },
        }
      })
    },

    exhausted(customer) {
      return update(customer, (before) => ({ ledger: emptied(before), result: undefined }))
    },
  }

  function giveBack(customer: string, from: 'message' | 'tap', at: number): Promise<void> {
    return update(customer, (before) => {
      const grant = before?.[from]
      if (!before || grant?.at !== at) return { ledger: before, result: undefined }
      return { ledger: { ...before, [from]: { ...grant, left: Math.min(grant.left + 1, GRANTS[from].messages) } }, result: undefined }
    })
  }
}

/** The grant after an act, or null when the act was counted before or is older than one that was. */
function renewed(before: Grant | undefined, rule: { messages: number; ms: number }, key: string, at: number): Grant | null {
  if (before && (at < before.at || (at === before.at && before.keys.includes(key)))) return null
  const keys = before?.at === at ? [...before.keys, key].slice(-20) : [key]
  return { at, keys, until: at + rule.ms, left: rule.messages }
}

/** The one that ends sooner is used up first. */
function bestGrant(ledger: Ledger, now: number): 'message' | 'tap' | null {
  const open = (grant: Grant | undefined) => grant !== undefined && grant.left > 0 && now < grant.until
  return open(ledger.tap) ? 'tap' : open(ledger.message) ? 'message' : null
}

function refusal(ledger: Ledger, now: number): string {
  const inTime = [ledger.message, ledger.tap].some((grant) => grant && now < grant.until)
  return inTime
    ? `WeChat allows ${WINDOW_MESSAGES} messages after the customer last wrote (3 after a tap); they are used up (45047)`
    : `WeChat allows messages within ${WINDOW_HOURS} hours after the customer last wrote (1 minute after a tap); they are over (45015)`
}

function emptied(ledger: Ledger | undefined): Ledger {
  const empty = (grant: Grant | undefined) => (grant ? { ...grant, left: 0 } : undefined)
  const message = empty(ledger?.message)
  const tap = empty(ledger?.tap)
  return { ...(message ? { message } : {}), ...(tap ? { tap } : {}), ...(ledger?.left ? { left: true } : {}) }
}

function withoutLeft(ledger: Ledger | undefined): Ledger {
  const { left: _, ...rest } = ledger ?? {}
  return rest
}

const nothing = async () => undefined
