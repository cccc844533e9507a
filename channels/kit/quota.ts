/**
 * Counts what a provider still lets an account write to each customer, so that a message beyond it is never tried.
 * It must count a send before it is made, and must not give the same act of a customer's room twice.
 */
import type { ChannelState } from '../../core/channel.ts'
import { createLanes } from './lanes.ts'

/** What an act of the customer allows: so many messages until so long after it. */
export type GrantRule = { messages: number; ms: number }

export type Spent = { ok: true; /** gives the message back, when it was surely not taken */ refund(): Promise<void> } | { ok: false; reason: string }

export type Quota<Act extends string> = {
  /** A customer acted. The same key again changes nothing, nor does an act older than the last of its kind. */
  acted(customer: string, act: Act, key: string, at: number): Promise<void>
  /** The customer has gone: nothing may be written until he acts again. */
  left(customer: string): Promise<void>
  /** Takes one message out of what is left. */
  spend(customer: string): Promise<Spent>
  /** The provider itself said that nothing is left. */
  exhausted(customer: string): Promise<void>
}

type Parts<Act extends string> = {
  state: ChannelState
  now: () => number
  /** By act. */
  rules: Readonly<Record<Act, GrantRule>>
  /** Why nothing can be sent: all used, too late, gone. */
  reasons: { used: string; late: string; left: string }
}

type Grant = { at: number; /** the acts of that moment */ keys: readonly string[]; until: number; left: number }
type Ledger = { grants: Readonly<Record<string, Grant>>; left?: boolean }

export function createQuota<Act extends string>({ state, now, rules, reasons }: Parts<Act>): Quota<Act> {
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
        const grant = renewed(before?.grants[act], rules[act], key, at)
        return { ledger: grant ? { grants: { ...before?.grants, [act]: grant } } : before, result: undefined }
      })
    },

    left(customer) {
      return update(customer, () => ({ ledger: { grants: {}, left: true }, result: undefined }))
    },

    spend(customer) {
      return update<Spent>(customer, (before) => {
        // A customer never seen here (a store restored, an account taken over): the provider counts, and will say so.
        if (!before) return { ledger: before, result: { ok: true, refund: nothing } }
        if (before.left) return { ledger: before, result: { ok: false, reason: reasons.left } }
        const inTime = Object.entries(before.grants).filter(([, { until }]) => now() < until)
        // the one that ends sooner is used up first
        const [best] = inTime.filter(([, { left }]) => left > 0).sort(([, one], [, other]) => one.until - other.until)
        if (!best) return { ledger: before, result: { ok: false, reason: inTime.length > 0 ? reasons.used : reasons.late } }
        const [act, grant] = best
        return {
          ledger: { ...before, grants: { ...before.grants, [act]: { ...grant, left: grant.left - 1 } } },
          result: { ok: true, refund: () => giveBack(customer, act, grant.at) },
        }
      })
    },

    exhausted(customer) {
      return update(customer, (before) => {
        const grants = Object.fromEntries(Object.entries(before?.grants ?? {}).map(([act, grant]) => [act, { ...grant, left: 0 }]))
        return { ledger: { ...before, grants }, result: undefined }
      })
    },
  }

  function giveBack(customer: string, act: string, at: number): Promise<void> {
    return update(customer, (before) => {
      const grant = before?.grants[act]
      if (!before || grant?.at !== at) return { ledger: before, result: undefined }
      const left = Math.min(grant.left + 1, rules[act as Act].messages)
      return { ledger: { ...before, grants: { ...before.grants, [act]: { ...grant, left } } }, result: undefined }
    })
  }
}

/** The grant after an act, or null when the act was counted before or is older than one that was. */
function renewed(before: Grant | undefined, rule: GrantRule, key: string, at: number): Grant | null {
  if (before && (at < before.at || (at === before.at && before.keys.includes(key)))) return null
  const keys = before?.at === at ? [...before.keys, key].slice(-20) : [key]
  return { at, keys, until: at + rule.ms, left: rule.messages }
}

const nothing = async () => undefined
