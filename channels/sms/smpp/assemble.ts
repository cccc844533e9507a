/**
 * Puts the parts of a long message together, in whatever order and however often they come. Each part is stored before it may be acknowledged.
 * It must not keep a customer's words for ever: what has not become whole in time is given out with a mark where a part is missing.
 */
import type { ChannelState } from '../../../core/channel.ts'
import { createLanes } from '../../kit/lanes.ts'
import { identity } from '../fields.ts'
import { decodeText } from './coding.ts'
import type { Place } from './parts.ts'

export type Part = { from: string; to: string; place: Place; bytes: Uint8Array; coding: number }
export type Whole = { key: string; from: string; to: string; at: number; text: string }

export type Assembler = {
  /** Stores the part, and hands the message to `take` when it is whole. Rejects when `take` does; the part is then as if it had not come. */
  add(part: Part): Promise<void>
  /** Hands out what has waited too long. */
  expire(): Promise<void>
}

type Open = { from: string; to: string; at: number; total: number; parts: Readonly<Record<string, { bytes: string; coding: number }>> }
type Shelf = { open: Readonly<Record<string, Open>>; /** parts of messages given out lately, so that a repeated part begins no new message */ done: readonly string[] }

const KEY = 'long'
export const EXPIRE_MS = 10 * 60_000
const DONE_KEPT = 600
const GAP = '…'

export function createAssembler(state: ChannelState, now: () => number, take: (whole: Whole) => Promise<void>): Assembler {
  const inOrder = createLanes()
  const load = async (): Promise<Shelf> => (await state.get<Shelf>(KEY)) ?? { open: {}, done: [] }

  return {
    add: ({ from, to, place, bytes, coding }) =>
      inOrder(KEY, async () => {
        const shelf = await load()
        const id = identity(from, to, place.reference, String(place.total))
        const encoded = Buffer.from(bytes).toString('base64')
        if (shelf.done.includes(markOf(id, place.number, encoded))) return
        const before = shelf.open[id] ?? { from, to, at: now(), total: place.total, parts: {} }
        const one: Open = { ...before, parts: { ...before.parts, [place.number]: { bytes: encoded, coding } } }
        if (Object.keys(one.parts).length < one.total) return state.set(KEY, { ...shelf, open: { ...shelf.open, [id]: one } })
        await take(wholeOf(id, one))
        await state.set(KEY, without(shelf, id, one))
      }),
    expire: () =>
      inOrder(KEY, async () => {
        let shelf = await load()
        for (const [id, one] of Object.entries(shelf.open)) {
          if (now() - one.at < EXPIRE_MS) continue
          await take(wholeOf(id, one))
          shelf = without(shelf, id, one)
          await state.set(KEY, shelf)
        }
      }),
  }
}

const markOf = (id: string, number: number | string, bytes: string) => identity(id, String(number), bytes)

function without(shelf: Shelf, id: string, one: Open): Shelf {
  const { [id]: _, ...open } = shelf.open
  const marks = Object.entries(one.parts).map(([number, { bytes }]) => markOf(id, number, bytes))
  return { open, done: [...shelf.done, ...marks].slice(-DONE_KEPT) }
}

/** A character may be torn between two parts, so bytes are joined before they are read. */
function wholeOf(id: string, { from, to, at, total, parts }: Open): Whole {
  const runs: { coding: number; bytes: Buffer }[] = []
  const texts: string[] = []
  const flush = () => {
    for (const { bytes, coding } of runs.splice(0)) texts.push(decodeText(bytes, coding) ?? GAP)
  }
  for (let number = 1; number <= total; number++) {
    const part = parts[number]
    const last = runs.at(-1)
    if (!part) {
      flush()
      texts.push(GAP)
    } else if (last?.coding === part.coding) last.bytes = Buffer.concat([last.bytes, Buffer.from(part.bytes, 'base64')])
    else runs.push({ coding: part.coding, bytes: Buffer.from(part.bytes, 'base64') })
  }
  flush()
  const text = texts.join('')
  return { key: `long:${id}:${identity(text)}:${at}`, from, to, at, text }
}
