/**
 * Who does not want text messages from this account, and what may still be sent to him. Asked in the last step before the provider, whoever speaks.
 * It must not forget a refusal, and must not take a repeated delivery of an old word for a new one.
 */
import type { ChannelState } from '../../core/channel.ts'
import { createLanes } from '../kit/lanes.ts'
import type { Keyword } from './words.ts'

/** Who holds the list: what the provider itself refuses to carry is not even tried. */
export type Holder = 'desk' | 'provider'
export type Subscription = 'unset' | 'out' | 'in'

/** What the customer did, from whichever message. */
export type Act = { key: string; at: number; keyword: Keyword | null; holder: Holder }

export type Asked = { key: string; bot: boolean; promotional: boolean }
export type Verdict = { ok: true; subscription: Subscription } | { ok: false; reason: string }

export type Consent = {
  /** Called with every message of a customer, before the house has it. */
  acted(number: string, act: Act): Promise<void>
  /** The provider refused a message because the number is on its own list: believed, and not tried again. */
  refused(number: string, key: string): Promise<void>
  /** Whether this message may leave now. */
  check(number: string, asked: Asked): Promise<Verdict>
  of(number: string): Promise<Subscription>
}

/** A customer's changes of mind, kept as evidence, newest last. */
type Change = { key: string; at: number; state: 'in' | 'out'; holder: Holder }
type Entry = {
  changes: readonly Change[]
  /** The one message that confirms the refusal; null until it is sent. */
  confirmation: string | null
  /** When the customer last wrote of his own accord after refusing. */
  askedAt: number | null
}

const CONFIRM_WITHIN_MS = 10 * 60_000
/** An answer to the customer's own question is a service he asked for, not a message he refused. */
const ANSWER_WITHIN_MS = 24 * 3_600_000
const CHANGES_KEPT = 100

export function createConsent(state: ChannelState, now: () => number): Consent {
  const inOrder = createLanes()
  const load = (number: string) => state.get<Entry>(keyOf(number))

  const acted = (number: string, act: Act) =>
    inOrder(number, async () => {
      const entry = await load(number)
      const next = afterAct(entry, act)
      if (next !== entry) await state.set(keyOf(number), next)
    })

  return {
    acted,
    refused: (number, key) => acted(number, { key: `refused:${key}`, at: now(), keyword: 'out', holder: 'provider' }),
    check: (number, asked) =>
      inOrder(number, async () => {
        const entry = await load(number)
        const verdict = judge(entry, asked, now())
        if (verdict === 'confirmation') await state.set(keyOf(number), { ...entry, confirmation: asked.key })
        return verdict === 'confirmation' ? { ok: true, subscription: 'out' } : verdict
      }),
    of: async (number) => (await load(number))?.changes.at(-1)?.state ?? 'unset',
  }
}

const keyOf = (number: string) => `consent:${number}`

/** The same object when nothing has changed. */
function afterAct(entry: Entry | undefined, { key, at, keyword, holder }: Act): Entry | undefined {
  const last = entry?.changes.at(-1)
  if (entry?.changes.some((change) => change.key === key)) return entry
  if (keyword === 'out') {
    const change: Change = { key, at, state: 'out', holder }
    return { changes: [...(entry?.changes ?? []), change].slice(-CHANGES_KEPT), confirmation: null, askedAt: null }
  }
  if (!entry || last?.state !== 'out') return entry
  if (keyword === 'in') return { ...entry, changes: [...entry.changes, { key, at, state: 'in' as const, holder }].slice(-CHANGES_KEPT) }
  return { ...entry, askedAt: Math.max(entry.askedAt ?? 0, at) }
}

function judge(entry: Entry | undefined, { key, bot, promotional }: Asked, now: number): Verdict | 'confirmation' {
  const last = entry?.changes.at(-1)
  if (!entry || !last || last.state === 'in') return { ok: true, subscription: last?.state ?? 'unset' }
  if (last.holder === 'provider') return { ok: false, reason: 'the customer has opted out with the provider, which has answered him itself; he must send START to hear from us again' }
  if (promotional) return { ok: false, reason: 'the customer has opted out of text messages' }
  if (bot && entry.confirmation === key) return { ok: true, subscription: 'out' }
  if (entry.askedAt !== null && now - entry.askedAt < ANSWER_WITHIN_MS) return { ok: true, subscription: 'out' }
  if (bot && entry.confirmation === null && now - last.at < CONFIRM_WITHIN_MS) return 'confirmation'
  return { ok: false, reason: 'the customer has opted out of text messages; only what he asks for himself is answered, until he subscribes again' }
}
