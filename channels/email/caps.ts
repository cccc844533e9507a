/**
 * Counts the letters that are answered, by sender and by conversation: the last stop for loops that no header and no subject gives away.
 * A letter that is looked at twice counts once.
 */
import type { ChannelState } from '../../core/channel.ts'
import { hash } from './tokens.ts'

export type Caps = {
  /** Counts this letter, and tells which limit it exceeds, if one. */
  spend(letter: { key: string; who: string; thread: string; at: number }): Promise<string | null>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export function createCaps(state: ChannelState, { answersPerHour, answersPerThread }: { answersPerHour: number; answersPerThread: number }): Caps {
  return {
    async spend({ key, who, thread, at }) {
      if (!(await counted(`cap:sender:${hash(who)}`, key, at, HOUR_MS, answersPerHour))) return `more than ${answersPerHour} letters of this address within an hour`
      if (!(await counted(`cap:thread:${thread}`, key, at, DAY_MS, answersPerThread))) return `more than ${answersPerThread} letters of this conversation within a day`
      return null
    },
  }

  /** False when the window is full. */
  async function counted(name: string, key: string, at: number, windowMs: number, most: number): Promise<boolean> {
    const mark = hash(key, 8)
    const kept = ((await state.get<[string, number][]>(name)) ?? []).filter(([, when]) => when > at - windowMs)
    if (kept.some(([one]) => one === mark)) return true
    if (kept.length >= most) return false
    await state.set(name, [...kept, [mark, at]])
    return true
  }
}
