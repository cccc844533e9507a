/** The line joined: a door's house, the clock and look-ups at other systems, over a real store and a real HTTP server. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { decide, stumble } from '../../bots/decide.ts'
import type { Channel, House } from '../../core/channel.ts'
import type { Understanding } from '../../core/model.ts'
import { createLine, type Line } from '../../src/line.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import type { Store } from '../../src/store/store.ts'
import { pack } from '../bots/pack.ts'
import { EVERYBODY, entity, heard, MORNING } from '../bots/spec.ts'
import { CAN, wrote } from './room.ts'

let folder: string
let store: Store
let line: Line
let house: House
let backend: Server
let answer: RequestListener
let asked: string[]
let sent: string[]
let speakers: string[]
let clock: number
let staffed: readonly string[]

const HEARD: Readonly<Record<string, Understanding>> = {
  track: heard('track', { entities: [entity('waybill', 'SF1234567890')] }), human: heard('human'),
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yingda-line-'))
  store = openSqliteStore(folder)
  asked = []
  sent = []
  speakers = []
  clock = MORNING
  staffed = EVERYBODY
  backend = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(backend, 'listening')
  openLine()
})
afterEach(async () => {
  await line.stop()
  await store.close()
  backend.closeAllConnections()
  await new Promise((done) => backend.close(done))
  rmSync(folder, { recursive: true, force: true })
})

function openLine(env: Record<string, string> = { PARCELS_URL: `http://127.0.0.1:${(backend.address() as AddressInfo).port}/` }): void {
  const silent = () => {}
  const parcels = { key: 'parcels', purpose: 'track', method: 'GET', url: '${PARCELS_URL}/parcels/{number}', input: ['number'], output: { state: 'state', place: 'last.place' }, timeoutMs: 300 } as const
  line = createLine({
    store, packs: [{ ...pack, connectors: [parcels] }], decide, stumble, now: () => clock, staffed: () => staffed, env, backoffMs: [1],
    understand: ({ text }) => HEARD[text] ?? heard('thanks'), log: { debug: silent, info: silent, warn: silent, error: silent },
  })
  const seat = { channel: 'door', account: 'main', pack: pack.id }
  const door: Channel = {
    name: 'door', can: { ...CAN, receipts: true },
    async send(_to, part) {
      sent.push(part.type === 'text' ? part.text : part.type)
      return { ok: true, providerId: `p-${sent.length}` }
    },
    async speakerChanged(to, speaker, agent) {
      speakers.push([to, speaker, agent].filter((one) => one !== undefined).join(' '))
      if (speaker === 'queue') throw new Error('the provider is not there')
    },
  }
  line.open(seat, door)
  house = line.houseOf(seat)
}
const say = async (text: string, key = text) => {
  await house.accept([wrote('anna', key, text)])
  await line.idle()
}
const json = (status: number, body: unknown): RequestListener => (_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe('a look-up at another system', () => {
  it('is asked at the address of the environment, and its answer told', async () => {
    answer = json(200, { state: '派送中', last: { place: '上海' } })
    await say('track')
    expect(asked).toEqual(['GET /parcels/SF1234567890'])
    expect(sent.at(-1)).toContain('track.result value=SF1234567890 state=派送中 place=上海')
    expect(store.dueTimers(MORNING * 2, 10)).toEqual([])
  })

  it.each<[string, RequestListener, string]>([
    ['that knows nothing of it', json(404, {}), 'track.notfound'],
    ['that is broken', json(500, {}), 'track.unavailable'],
    ['that answers in no language', (_request, response) => void response.end('<html>'), 'track.unavailable'],
    ['that hangs', () => {}, 'track.unavailable'],
    ['that hangs up', (request) => void request.socket.destroy(), 'track.unavailable'],
    ['that sends elsewhere', (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'track.unavailable'],
  ])('%s is admitted', async (_what, listener, reply) => {
    answer = listener
    await say('track')
    expect(sent.at(-1)).toContain(reply)
  })

  it('whose address nobody has configured is admitted', async () => {
    await line.stop()
    openLine({})
    await say('track')
    expect(asked).toEqual([])
    expect(sent.at(-1)).toContain('track.unavailable')
  })
})

describe('the clock', () => {
  it('rings what a conversation has set, when it is due, once', async () => {
    await say('human')
    const before = sent.length
    expect(await line.timers.ring()).toBe(0)
    clock += 180_000
    expect(await line.timers.ring()).toBe(1)
    expect(await line.timers.ring()).toBe(0)
    await line.idle()
    expect(sent.slice(before)).toEqual(['handoff.waiting'])
  })

  it('rung by two at the same time rings once', async () => {
    await say('human')
    clock += 180_000
    await Promise.all([line.timers.ring(), line.timers.ring()])
    await line.idle()
    expect(sent.filter((text) => text === 'handoff.waiting')).toHaveLength(1)
  })
})

describe('a door’s house', () => {
  it('hears receipts, of messages that it has sent', async () => {
    await say('thanks', 'k1')
    await house.receipt('p-1', 'delivered')
    await house.receipt('p-99', 'delivered')
    const [id] = await house.accept([wrote('anna', 'k1')])
    expect(id?.fresh).toBe(false)
    expect(store.counts()).toMatchObject({ 'outbox.delivered': 1 })
  })

  it('gets the answer to hold for a provider that waits', async () => {
    const waiting = house.firstPart('k1', 5_000)
    await house.accept([wrote('anna', 'k1')])
    const held = await waiting
    held?.settle(true)
    await line.idle()
    expect([held?.content.type, sent]).toEqual(['text', []])
  })
})

describe('a change of speaker', () => {
  const claim = (agent: string) => line.gateway.happen(line.gateway.conversationId({ channel: 'door', account: 'main' }, 'anna'), { id: `claim ${agent}`, type: 'agent.took', agent })
  const leave = (agent: string, to: 'bot' | 'closed') =>
    line.gateway.happen(line.gateway.conversationId({ channel: 'door', account: 'main' }, 'anna'), { id: `leave ${agent} ${to}`, type: 'agent.left', agent, to })

  it('is told to the door, once each, and a door that fails stops nothing', async () => {
    await say('thanks')
    await say('human')
    await claim('Li')
    await claim('Wang')
    await leave('Li', 'bot')
    await claim('Zhao')
    await leave('Zhao', 'closed')
    await line.idle()
    expect(speakers).toEqual(['anna queue', 'anna agent Li', 'anna bot', 'anna agent Zhao', 'anna ended'])
    expect(sent.length).toBeGreaterThan(4)
  })

  it('can come from the provider’s own program: once for each event, and never over the head of whoever has the word', async () => {
    await house.attended('nobody', 'e0', { type: 'took', agent: 'Li' })
    await say('thanks')
    await house.attended('anna', 'e1', { type: 'took', agent: 'Li' })
    await house.attended('anna', 'e2', { type: 'took', agent: 'Wang' })
    expect(store.summaries({ limit: 9 }).map(({ speaker }) => speaker)).toMatchObject([{ type: 'agent', agent: 'Li' }])
    await house.attended('anna', 'e3', { type: 'left' })
    await house.attended('anna', 'e1', { type: 'took', agent: 'Li' })
    await house.attended('anna', 'e4', { type: 'left' })
    expect(store.summaries({ limit: 9 }).map(({ speaker }) => speaker)).toEqual([{ type: 'bot' }])
    expect(speakers).toEqual(['anna agent Li', 'anna ended'])
  })
})

describe('a new process', () => {
  it('takes up what the last one left: turns, words to be sent, and words in doubt', async () => {
    await line.gateway.stop()
    await house.accept([wrote('anna', 'k1'), wrote('bela', 'k2')])
    openLine()
    expect(await line.start()).toEqual({ turns: 2, pending: 0, ambiguous: 0 })
    await line.idle()
    expect(sent).toHaveLength(2)
  })
})
