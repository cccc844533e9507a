/** The outbox: in order, again only when surely not accepted, never twice on doubt, and into the provider's own waiting request when there is one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Channel } from '../../core/channel.ts'
import type { Conversation, SendResult } from '../../core/model.ts'
import { createOutbox, type Outbox } from '../../src/outbox.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import type { Store } from '../../src/store/store.ts'
import { CAN } from '../gateway/room.ts'
import { conversation, turn } from '../store/rows.ts'

/** What the provider answers to the next sends of a text; afterwards it takes everything. */
type Script = Record<string, (SendResult | Error)[]>
const SAFE = { ok: false, retry: 'safe', reason: 'busy' } as const
const DOUBT = { ok: false, retry: 'ambiguous', reason: 'timed out' } as const
const NEVER = { ok: false, retry: 'never', reason: 'blocked' } as const

let folder: string
let store: Store
let outbox: Outbox
let sent: string[]
let keys: string[]
let settled: string[]

function open(script: Script = {}, { idempotent = false, backoffMs = [1, 1], configured = true } = {}): void {
  const channel: Channel = {
    name: 'door', can: { ...CAN, idempotent },
    async send(_to, part, key) {
      const text = part.type === 'text' ? part.text : part.type
      sent.push(text)
      keys.push(key)
      const answer = script[text]?.shift() ?? { ok: true }
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  const silent = () => {}
  outbox = createOutbox({
    store, channelOf: () => (configured ? channel : undefined), now: Date.now, log: { debug: silent, info: silent, warn: silent, error: silent },
    settled: (part, state) => void settled.push(`${part.id} ${state}`), backoffMs, pollMs: 5,
  })
}
const say = async (fact: string, says: readonly string[], state: Conversation = conversation()) => {
  await store.turn(state.id, fact, () => turn({ fact, says, conversation: state }))
  outbox.wake(state.id)
}
/** Waits until every part of these facts has come to rest. */
async function rest(...facts: readonly string[]): Promise<readonly (string | null)[]> {
  for (;;) {
    const parts = facts.flatMap((fact) => store.partsOf(fact))
    if (parts.every(({ state }) => state !== 'pending' && state !== 'sending')) return parts.map(({ state }) => state)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingda-outbox-'))
  store = openSqliteStore(folder)
  sent = []
  keys = []
  settled = []
})
afterEach(async () => {
  await outbox.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('sending', () => {
  it('goes in the order of the words', async () => {
    open()
    await Promise.all([say('m_1', ['one', 'two']), say('m_2', ['three'])])
    expect(await rest('m_1', 'm_2')).toEqual(['sent', 'sent', 'sent'])
    expect(sent).toEqual(['one', 'two', 'three'])
    expect(keys).toEqual(['m_1/0/0', 'm_1/1/0', 'm_2/0/0'])
  })

  it('tries again what was surely not accepted, with the same key, and lets nothing overtake it', async () => {
    open({ one: [SAFE, SAFE] })
    await say('m_1', ['one', 'two'])
    expect(await rest('m_1')).toEqual(['sent', 'sent'])
    expect(sent).toEqual(['one', 'one', 'one', 'two'])
    expect(new Set(keys.slice(0, 3)).size).toBe(1)
  })

  it('gives up after the last try, says why, and goes on with the next', async () => {
    open({ one: [SAFE, SAFE, SAFE, SAFE] })
    await say('m_1', ['one', 'two'])
    expect(await rest('m_1')).toEqual(['failed', 'sent'])
    expect(store.partsOf('m_1')[0]).toMatchObject({ attempts: 3, reason: 'given up after 3 tries: busy' })
    expect(sent).toEqual(['one', 'one', 'one', 'two'])
  })

  it('does not try what will never be accepted', async () => {
    open({ one: [NEVER] })
    await say('m_1', ['one', 'two'])
    expect(await rest('m_1')).toEqual(['failed', 'sent'])
    expect(sent).toEqual(['one', 'two'])
  })

  it('does not repeat on doubt', async () => {
    open({ one: [DOUBT] })
    await say('m_1', ['one', 'two'])
    expect(await rest('m_1')).toEqual(['ambiguous', 'sent'])
    expect(sent).toEqual(['one', 'two'])
  })

  it('repeats on doubt where the provider shows a key once', async () => {
    open({ one: [DOUBT] }, { idempotent: true })
    await say('m_1', ['one'])
    expect(await rest('m_1')).toEqual(['sent'])
    expect(sent).toEqual(['one', 'one'])
  })

  it('takes a channel that throws for doubt', async () => {
    open({ one: [new Error('bug')] })
    await say('m_1', ['one'])
    expect(await rest('m_1')).toEqual(['ambiguous'])
    expect(store.partsOf('m_1')[0]?.reason).toContain('bug')
  })

  it('waits as long as the provider asks', async () => {
    open({ one: [{ ...SAFE, afterMs: 80 }] })
    const started = Date.now()
    await say('m_1', ['one'])
    await rest('m_1')
    expect(Date.now() - started).toBeGreaterThanOrEqual(80)
  })

  it('does not hold one conversation up for another', async () => {
    open({ one: [{ ...SAFE, afterMs: 60_000 }] })
    await say('m_1', ['one'])
    await say('m_2', ['other'], conversation({ id: 'c_2' }))
    expect(await rest('m_2')).toEqual(['sent'])
    expect(store.partsOf('m_1')[0]?.state).toBe('pending')
  })

  it('keeps words for a channel that is not configured, without counting tries', async () => {
    open({}, { configured: false })
    await say('m_1', ['one'])
    await outbox.idle()
    expect(store.partsOf('m_1')[0]).toMatchObject({ state: 'pending', reason: 'the channel is not configured', attempts: 0 })
  })

  it('finds by itself what nobody woke it for', async () => {
    open()
    await store.turn('c_1', 'm_1', () => turn({ fact: 'm_1', says: ['one'] }))
    outbox.start()
    expect(await rest('m_1')).toEqual(['sent'])
  })

  it('drops the bot’s words that wait for a retry when a person takes the conversation', async () => {
    open({ one: [{ ...SAFE, afterMs: 30 }] })
    await say('m_1', ['one'])
    await outbox.idle()
    await say('m_2', ['joined'], conversation({ epoch: 2, speaker: { type: 'agent', agent: 'lin', since: 0 } }))
    expect(await rest('m_1', 'm_2')).toEqual(['refused', 'sent'])
    expect(sent).toEqual(['one', 'joined'])
  })

  it('tells of every part that came to rest', async () => {
    open({ two: [NEVER] })
    await say('m_1', ['one', 'two'])
    await rest('m_1')
    await outbox.idle()
    expect(settled).toEqual(['m_1/0/0 sent', 'm_1/1/0 failed'])
  })
})

describe('a provider that waits for the answer in its own request', () => {
  it('gets the first part, and the rest goes the ordinary way', async () => {
    open()
    const waiting = outbox.firstPart('m_1', 5_000)
    await say('m_1', ['one', 'two'])
    const held = await waiting
    expect(held?.content).toEqual({ type: 'text', text: 'one' })
    expect(sent).toEqual([])
    held?.settle(true)
    expect(await rest('m_1')).toEqual(['sent', 'sent'])
    expect(sent).toEqual(['two'])
  })

  it('that has hung up meanwhile is written to the ordinary way, once', async () => {
    open()
    const waiting = outbox.firstPart('m_1', 5_000)
    await say('m_1', ['one'])
    ;(await waiting)?.settle(false)
    expect(await rest('m_1')).toEqual(['sent'])
    expect(sent).toEqual(['one'])
  })

  it('is not made to wait longer than it can', async () => {
    open()
    expect(await outbox.firstPart('m_1', 10)).toBeNull()
    await say('m_1', ['one'])
    expect(await rest('m_1')).toEqual(['sent'])
    expect(sent).toEqual(['one'])
  })

  it('that asks again after the answer has gone gets nothing', async () => {
    open()
    await say('m_1', ['one'])
    await rest('m_1')
    expect(await outbox.firstPart('m_1', 5_000)).toBeNull()
  })

  it('and asks several times gets it in one of its requests', async () => {
    open()
    const waiting = [outbox.firstPart('m_1', 5_000), outbox.firstPart('m_1', 5_000), outbox.firstPart('m_1', 5_000)]
    await say('m_1', ['one'])
    const last = await waiting[2]
    last?.settle(true)
    expect((await Promise.all(waiting)).map((held) => held?.content ?? null)).toEqual([null, null, { type: 'text', text: 'one' }])
    expect(await rest('m_1')).toEqual(['sent'])
    expect(sent).toEqual([])
  })

  it('is let go when the desk stops', async () => {
    open()
    const waiting = outbox.firstPart('m_1', 60_000)
    await outbox.stop()
    expect(await waiting).toBeNull()
  })
})
