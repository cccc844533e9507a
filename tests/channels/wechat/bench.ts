/**
 * The WeChat door on one side and the simulated platform on the other, joined by loopback, with a clock that both read.
 * It must not reach into either: what a test sees is what a customer, or the house, would see.
 */
import { door } from '../../../channels/wechat/index.ts'
import type { Account } from '../../../simulators/wechat/account.ts'
import { createWechatPlatform, type WechatPlatform } from '../../../simulators/wechat/platform.ts'
import { createMemoryHouse, type MemoryHouse } from '../house.ts'
import { type Served, serve } from '../serve.ts'

export type Clock = { now(): number; pass(ms: number): void }
export type Bench = { platform: WechatPlatform; served: Served; memory: MemoryHouse; clock: Clock; close(): Promise<void> }

export type BenchOptions = {
  account?: Partial<Account>
  /** Door's settings beside those the platform gives. */
  settings?: Readonly<Record<string, string | undefined>>
  answerWithinMs?: number
}

/** Long enough for the slowest machine, unless a test is about running out of it. */
const PATIENT_MS = 20_000

export async function openBench({ account, settings, answerWithinMs = PATIENT_MS }: BenchOptions = {}): Promise<Bench> {
  const clock = createClock()
  const memory = createMemoryHouse()
  let deskUrl = ''
  const platform = await createWechatPlatform({ deskUrl: () => deskUrl, now: clock.now, answerWithinMs, ...(account ? { account } : {}) })
  const served = await serve(door, { settings: { ...settingsFor(platform), ...settings }, memory, now: clock.now })
  deskUrl = `${served.url}/hooks/wechat/main`
  return {
    platform, served, memory, clock,
    async close() {
      await platform.close()
      await served.close()
    },
  }
}

/** What an operator would enter for the simulated account. */
export function settingsFor({ account, url }: WechatPlatform): Record<string, string | undefined> {
  const { appId, secret, token, aesKey, mode } = account
  return { appId, secret, token, mode, apiBase: url, holdMs: '0', ...(mode === 'plain' ? {} : { aesKey }) }
}

function createClock(start = Date.UTC(2026, 2, 2, 2)): Clock {
  let at = start
  return {
    now: () => at,
    pass(ms) {
      at += ms
    },
  }
}

/** A part of the house's answer, and whether it was taken. */
export function heldPart(text: string): { part: { content: { type: 'text'; text: string }; settle(sent: boolean): void }; settled: boolean[] } {
  const settled: boolean[] = []
  return { part: { content: { type: 'text', text }, settle: (sent) => void settled.push(sent) }, settled }
}

export const says = (text: string) => ({ type: 'text', text }) as const
export const BOT = { kind: 'bot' } as const
