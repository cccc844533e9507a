/**
 * Takes the account's messages into the house, in order for each talker, and tries again until the house has them: a puppet brings nothing twice.
 * It must not go on to a talker's next message before the one at hand is stored.
 */
import type { Message } from 'wechaty'
import type { ChannelContext } from '../../core/channel.ts'
import { createLanes } from '../kit/lanes.ts'
import { readMessage } from './read.ts'

export type Intake = {
  /** The account has been logged in: from when on what is written counts as new. */
  loggedIn(self: string): Promise<void>
  take(message: Message): Promise<void>
}

/** After a longer absence, what was written in the meantime is history. */
const LONGEST_ABSENCE_MS = 24 * 3_600_000
const PAUSES_MS = [500, 1_000, 2_000, 5_000, 15_000] as const

export function createIntake({ house, state, files, now, log }: Pick<ChannelContext<unknown>, 'house' | 'state' | 'files' | 'now' | 'log'>, signal: AbortSignal): Intake {
  const inOrder = createLanes()
  let since = Number.POSITIVE_INFINITY
  let cursor = ''

  return {
    async loggedIn(self) {
      cursor = `since:${self}`
      const before = await state.get<number>(cursor)
      since = Math.max(before ?? now(), now() - LONGEST_ABSENCE_MS)
      if (before === undefined) await state.set(cursor, since)
    },
    async take(message) {
      await inOrder(message.talker().id, async () => {
        const inbound = await readMessage(message, since, files)
        if (!inbound) return
        for (let tries = 0; !signal.aborted; tries++) {
          try {
            await house.accept([inbound])
            // The next start takes up from here; what it then sees twice has the same key.
            await state.set(cursor, inbound.at)
            return
          } catch (error) {
            log.error({ tries, error: error instanceof Error ? error.message : String(error) }, 'a message of personal WeChat could not be stored; trying again')
            await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] as number)
          }
        }
      })
    },
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal.addEventListener('abort', done)
    })
  }
}
