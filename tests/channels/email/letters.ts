/** The email door's intake on its own: letters in, what the house would be given out. No server. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import WesternParser from 'email-reply-parser'
import { simpleParser } from 'mailparser'
import { createCaps } from '../../../channels/email/caps.ts'
import { createIntake, type Taken } from '../../../channels/email/intake.ts'
import { type Letter, readLetter } from '../../../channels/email/read.ts'
import { readEmailSettings, SETTINGS } from '../../../channels/email/settings.ts'
import { createThreads, type Threads } from '../../../channels/email/threads.ts'
import { createTokens, type Tokens } from '../../../channels/email/tokens.ts'
import { readSettings } from '../../../channels/kit/settings.ts'
import type { Inbound } from '../../../core/channel.ts'
import { createMemoryHouse, type MemoryHouse } from '../house.ts'
import { DESK } from './bench.ts'

export const western = new WesternParser()
export const vector = (path: string): Buffer => readFileSync(join(import.meta.dirname, '../../fixtures/vectors/email', path))
export const read = (raw: Buffer): Promise<Letter> => readLetter(raw, simpleParser)

export type Desk = {
  tokens: Tokens
  threads: Threads
  memory: MemoryHouse
  take(raw: Buffer, about?: { at?: number; cut?: boolean }): Promise<Taken>
  /** The letter itself, without what it encloses. */
  first(raw: Buffer): Promise<Inbound>
  /** Its words. */
  text(raw: Buffer): Promise<string>
}

export function createDesk(more: Readonly<Record<string, string>> = {}): Desk {
  const memory = createMemoryHouse()
  const { state, files, log } = memory.context({})
  const settings = readEmailSettings(readSettings(SETTINGS, Object.fromEntries(SETTINGS.map(({ key, env }) => [env, ({ address: DESK, password: 'x', imapHost: 'x', smtpHost: 'x', ...more } as Record<string, string>)[key]]))))
  const tokens = createTokens('secret of the test')
  const threads = createThreads(state, tokens)
  const intake = createIntake({ settings, tokens, threads, caps: createCaps(state, settings), files, log, parse: simpleParser, western })
  const desk: Desk = {
    tokens, threads, memory,
    take: (raw, { at = 1_700_000_000_000, cut = false } = {}) => intake(raw, { at, cut }),
    async first(raw) {
      const [inbound] = (await desk.take(raw)).inbound
      if (!inbound) throw new Error('the letter was left out')
      return inbound
    },
    async text(raw) {
      const { content } = await desk.first(raw)
      return content.type === 'text' ? content.text : content.type
    },
  }
  return desk
}
