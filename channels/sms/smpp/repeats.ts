/**
 * Tells a repeated delivery of one message from the same words written again. SMPP gives an arriving message no identity of its own.
 * On one connection a message that was acknowledged does not come again; over a break of the connection the same words are taken for the same message.
 */
import type { ChannelState } from '../../../core/channel.ts'
import { createLanes } from '../../kit/lanes.ts'

export type Repeats = {
  /**
   * The key of this message; the same one for a repetition. `connection` differs after every reconnection, and between processes.
   * `numbered`: the content includes a number that its sender gave it, so that the same content is the same message.
   */
  keyOf(content: string, connection: string, numbered: boolean): Promise<string>
  /** The message with this key has been acknowledged on this connection. */
  acknowledged(key: string): void
}

type Seen = { content: string; n: number; at: number; connection: string }

const KEY = 'repeats'
/** Operators keep a window of at most ten under way; more than that cannot be in doubt. */
const KEPT = 50
const IN_DOUBT_MS = 10 * 60_000

export function createRepeats(state: ChannelState, now: () => number): Repeats {
  const inOrder = createLanes()
  const done = new Set<string>()
  return {
    keyOf: (content, connection, numbered) =>
      inOrder(KEY, async () => {
        const list = (await state.get<readonly Seen[]>(KEY)) ?? []
        const last = list.findLast((seen) => seen.content === content)
        const again = last !== undefined && (last.connection === connection && !numbered ? !done.has(keyFor(last)) : now() - last.at < IN_DOUBT_MS)
        if (again) return keyFor(last)
        const fresh: Seen = { content, n: last ? last.n + 1 : now(), at: now(), connection }
        await state.set(KEY, [...list, fresh].slice(-KEPT))
        return keyFor(fresh)
      }),
    acknowledged(key) {
      done.add(key)
      if (done.size > KEPT * 4) done.delete(done.values().next().value as string)
    },
  }
}

const keyFor = ({ content, n }: Seen) => `mo:${content}:${n}`
