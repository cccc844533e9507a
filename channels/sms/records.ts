/**
 * The record of every text message sent and received: when, both numbers, the words, the subscription. Kept in the account's journal, which nothing shortens.
 * China's rule for short-message services asks for five months at least; a record must be written before the message leaves.
 */
import type { ChannelJournal } from '../../core/channel.ts'
import type { SendResult } from '../../core/model.ts'
import type { Subscription } from './consent.ts'

export const TOPIC = 'records'

export type SmsRecord =
  | { kind: 'received'; at: number; receivedAt: number; from: string; to: string; text: string; subscription: Subscription }
  | { kind: 'sending'; at: number; from: string; to: string; text: string; segments: number; by: 'bot' | 'agent'; promotional: boolean; subscription: Subscription }
  /** What became of a send, by the same key. */
  | { kind: 'outcome'; at: number; of: string; ok: boolean; providerId: string | null; reason: string | null }

export type Records = {
  received(key: string, record: Omit<Extract<SmsRecord, { kind: 'received' }>, 'kind'>): Promise<void>
  sending(key: string, record: Omit<Extract<SmsRecord, { kind: 'sending' }>, 'kind'>): Promise<void>
  outcome(key: string, at: number, result: SendResult): Promise<void>
}

export function createRecords(journal: ChannelJournal): Records {
  const write = async (key: string, record: SmsRecord) => void (await journal.append(TOPIC, key, record))
  return {
    received: (key, record) => write(`in:${key}`, { kind: 'received', ...record }),
    sending: (key, record) => write(`out:${key}`, { kind: 'sending', ...record }),
    outcome: (key, at, result) =>
      write(`end:${key}:${at}`, {
        kind: 'outcome', at, of: key, ok: result.ok, providerId: result.ok ? (result.providerId ?? null) : null, reason: result.ok ? null : result.reason,
      }),
  }
}
