/**
 * Remembers the parts under way by the operator's ids, so that receipts find their message: a long one is delivered when all its parts are.
 * An id may come back in another notation: hexadecimal in the answer, decimal in the receipt, or the other way round.
 */
import type { ChannelState } from '../../../core/channel.ts'
import { createLanes } from '../../kit/lanes.ts'
import type { Receipts } from '../receipts.ts'
import type { Receipt } from './receipt.ts'

export type Sent = {
  /** One part was taken under `id`; `first` is the id of the message's first part. */
  noted(id: string, part: { first: string; total: number; to: string }): Promise<void>
  /** What the operator says of one part. */
  told(receipt: Receipt, to: string): Promise<void>
}

type Entry = { first: string; total: number; to: string; /** at the first part: parts delivered so far */ delivered: readonly string[] }

export function createSent(state: ChannelState, receipts: Receipts): Sent {
  const inOrder = createLanes()
  return {
    noted: (id, part) => inOrder('sent', () => state.set(keyOf(id), { ...part, delivered: [] } satisfies Entry)),
    told: async ({ id, status, reason }, to) => {
      const due = await inOrder('sent', async () => {
        const found = await find(id, to)
        if (!found) return { first: id, status }
        const { key, entry } = found
        if (status === 'sent') return entry.total === 1 ? { first: entry.first, status } : null
        const head = entry.total === 1 ? entry : await state.get<Entry>(keyOf(entry.first))
        if (status === 'failed' || entry.total === 1) {
          await state.delete(key)
          return { first: entry.first, status }
        }
        const delivered = [...new Set([...(head?.delivered ?? []), key])]
        if (key !== keyOf(entry.first)) await state.delete(key)
        if (delivered.length < entry.total) {
          await state.set(keyOf(entry.first), { ...(head ?? entry), delivered })
          return null
        }
        await state.delete(keyOf(entry.first))
        return { first: entry.first, status }
      })
      if (due) await receipts.tell(due.first, due.status, ...(due.status === 'failed' ? [reason] : []))
    },
  }

  async function find(id: string, to: string): Promise<{ key: string; entry: Entry } | null> {
    for (const key of notations(id).map(keyOf)) {
      const entry = await state.get<Entry>(key)
      // two messages may bear the same digits in different notations; they did not go to the same number
      if (entry && tail(entry.to) === tail(to)) return { key, entry }
    }
    return null
  }
}

const keyOf = (id: string) => `sent:${plain(id)}`
/** Operators pad with zeros, and change letters. */
const plain = (id: string) => id.toLowerCase().replace(/^0+(?=.)/, '')
const tail = (number: string) => number.replace(/\D/g, '').slice(-8)

/** As it is written; read as decimal and written as hexadecimal; read as hexadecimal and written as decimal. */
export function notations(id: string): string[] {
  const decimal = /^\d{1,30}$/.test(id) ? [BigInt(id).toString(16)] : []
  const hexadecimal = /^[0-9a-f]{1,30}$/i.test(id) ? [BigInt(`0x${id}`).toString(10)] : []
  return [id, ...decimal, ...hexadecimal]
}
