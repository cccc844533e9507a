/**
 * The SMS door on one side and a simulated provider on the other, joined by loopback, with a clock that the door reads.
 * It must not reach into either: what a test sees is what a customer, or the house, would see.
 */
import { door } from '../../../channels/sms/index.ts'
import { type AliyunPlatform, createAliyunPlatform } from '../../../simulators/sms/aliyun.ts'
import { createSmsc, type Smsc } from '../../../simulators/sms/smsc.ts'
import { createTencentPlatform, type TencentPlatform } from '../../../simulators/sms/tencent.ts'
import { createTwilioPlatform, type TwilioPlatform } from '../../../simulators/sms/twilio.ts'
import { createMemoryHouse, type MemoryHouse } from '../house.ts'
import { type Served, serve } from '../serve.ts'

export type Clock = { now(): number; pass(ms: number): void }
export type Settings = Readonly<Record<string, string | undefined>>
export type Bench<P> = { platform: P; served: Served; memory: MemoryHouse; clock: Clock; close(): Promise<void> }
/** How a provider is started, and what an operator would enter for it. */
export type Provider<P> = { start(deskUrl: () => string): Promise<P>; settings(platform: P): Record<string, string>; /** below the mount */ path: string }

export const HOOK_SECRET = 'a-secret-of-the-path-1234'
/** Long enough for the slowest machine, unless a test is about running out of it. */
const PATIENT_MS = 20_000

export const TWILIO: Provider<TwilioPlatform> = {
  path: '',
  start: (deskUrl) => createTwilioPlatform({ deskUrl, answerWithinMs: PATIENT_MS }),
  settings: ({ account: { sid, token, number }, api }) => ({ provider: 'twilio', id: sid, secret: token, from: number, apiBase: api.url }),
}
export const ALIYUN: Provider<AliyunPlatform> = {
  path: `/${HOOK_SECRET}`,
  start: (deskUrl) => createAliyunPlatform(deskUrl, PATIENT_MS),
  settings: ({ account: { id, secret, signature, template }, api }) => ({ provider: 'aliyun', id, secret, signature, template, hookSecret: HOOK_SECRET, apiBase: api.url }),
}
export const TENCENT: Provider<TencentPlatform> = {
  path: `/${HOOK_SECRET}`,
  start: (deskUrl) => createTencentPlatform(deskUrl, PATIENT_MS),
  settings: ({ account: { id, secret, appId, signature, template }, api }) => ({ provider: 'tencent', id, secret, appId, signature, template, hookSecret: HOOK_SECRET, apiBase: api.url }),
}
export const SMPP: Provider<Smsc> = {
  path: '',
  start: () => createSmsc(),
  settings: ({ account: { systemId, password }, url }) => ({ provider: 'smpp', id: systemId, secret: password, from: '106900001111', smpp: url }),
}

export async function openBench<P extends { close(): Promise<void> }>(provider: Provider<P>, settings: Settings = {}): Promise<Bench<P>> {
  const clock = createClock()
  const memory = createMemoryHouse()
  let deskUrl = ''
  const platform = await provider.start(() => deskUrl)
  const served = await serve(door, { settings: { ...provider.settings(platform), ...settings }, memory, now: clock.now })
  deskUrl = `${served.url}/hooks/sms/main${provider.path}`
  const listening = new AbortController()
  const listened = served.channel.listen?.(listening.signal)
  return {
    platform, served, memory, clock,
    async close() {
      listening.abort()
      await listened
      await platform.close()
      await served.close()
    },
  }
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

export const says = (text: string) => ({ type: 'text', text }) as const
export const BOT = { kind: 'bot' } as const
export const AGENT = { kind: 'agent', name: '王芳' } as const

/** A number for a name: the same each time, another for another name. */
export const numberOf = (user: string): string => `+86138${String([...user].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1e8, 7)).padStart(8, '0')}`
