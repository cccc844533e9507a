/** The playground's server: simulators found by folder, accounts the doors take, and every line by way of the platform's wire. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Line } from '../../simulators/simulator.ts'
import { type EchoHouse, openEchoHouse } from './house.ts'
import { type Visitor, visit } from './stream.ts'

type Said = { channel: string; line: Line }
let house: EchoHouse
const visitors: Visitor[] = []
beforeAll(async () => {
  house = await openEchoHouse()
})
afterAll(async () => {
  for (const visitor of visitors) visitor.leave()
  await house.close()
})

const arrive = async (customer: string, pack = 'water') => {
  const visitor = await visit(house.url, pack, customer)
  visitors.push(visitor)
  return visitor
}
const post = (path: string, body: unknown, type = 'application/json') =>
  fetch(`${house.url}/playground/api/${path}`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })
const say = (customer: string, text: string, pack = 'water') => post('act', { pack, channel: 'wechat', customer, act: { type: 'say', text } })
const fault = (key: string, on: boolean) => post('fault', { pack: 'water', channel: 'wechat', fault: key, on })

/** Platforms that are simulated, and have no device on the page yet. */
const NO_DEVICE: Readonly<Record<string, string>> = { botframework: 'its customers sit in programs of their own', email: 'no mail program is drawn yet' }

describe('simulators', () => {
  it('each folder has its place on the page, and an account for each pack', async () => {
    const folders = readdirSync(join(import.meta.dirname, '../../simulators'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const setup = (await (await fetch(`${house.url}/playground/api/setup`)).json()) as { packs: { id: string; starters: Record<string, string[]> }[]; devices: { channel: string; accounts: object }[] }
    expect(setup.devices.map(({ channel }) => channel).sort()).toEqual(folders.filter((name) => !(name in NO_DEVICE)).sort())
    // A gap that has been filled must not go on being called one.
    expect(Object.keys(NO_DEVICE).filter((name) => existsSync(join(import.meta.dirname, '../../simulators', name, 'index.ts')))).toEqual([])
    expect(setup.devices.every(({ accounts }) => Object.keys(accounts).join() === 'water,rail')).toBe(true)
    expect(setup.packs[0]?.starters).toEqual({ 'zh-CN': ['什么时候来水', '水表走得太快，要投诉'], 'zh-TW': ['水錶走得太快，要投訴'], en: ['I want to complain'] })
  })

  it('tell nobody a secret', async () => {
    const page = await (await fetch(`${house.url}/playground/api/setup`)).text()
    const secrets = house.playground.accounts.flatMap(({ settings }) => [settings['secret'], settings['token'], settings['aesKey']]).filter((one) => one !== undefined)
    expect(secrets.length).toBeGreaterThan(3)
    expect(secrets.filter((secret) => page.includes(secret))).toEqual([])
  })
})

describe('a line', () => {
  it('goes out signed and encrypted, is answered, and is shown with how it travelled', async () => {
    const visitor = await arrive('aaaaaaaa1')
    expect((await say('aaaaaaaa1', '什么时候来水')).status).toBe(202)
    const mine = await visitor.until<Said>('line', ({ line }) => line.from === 'customer' && line.state === 'done')
    const theirs = await visitor.until<Said>('line', ({ line }) => line.from === 'desk')
    expect([mine.line.text, theirs.line.text]).toEqual(['什么时候来水', '收到：什么时候来水'])
    expect(mine.line.wire?.en).toContain('encrypted')
    expect(house.inbound.at(-1)).toMatchObject({ account: 'play-water', one: { content: { text: '什么时候来水' } } })
    const seen = await visitor.until<{ said: string }>('seen', ({ said }) => said === '什么时候来水')
    expect(seen).toMatchObject({ channel: 'wechat', account: 'play-water', speaker: 'bot', tickets: [] })
  })

  it('is there again after a reload, and only for the one who wrote it, and only at that organisation', async () => {
    const visitor = await arrive('bbbbbbbb2')
    await say('bbbbbbbb2', '只给我看')
    await visitor.until<Said>('line', ({ line }) => line.from === 'desk')
    const linesOf = async (customer: string, pack?: string) => (await (await arrive(customer, pack)).until<{ lines: Line[] }>('lines', () => true)).lines.map(({ text }) => text)
    expect(await linesOf('bbbbbbbb2')).toEqual(['只给我看', '收到：只给我看'])
    expect(await linesOf('cccccccc3')).toEqual([])
    expect(await linesOf('bbbbbbbb2', 'rail')).toEqual([])
  })
})

describe('faults', () => {
  it('three copies are one message to the desk', async () => {
    const visitor = await arrive('dddddddd4')
    expect(await (await fault('duplicate', true)).json()).toEqual({ on: ['duplicate'] })
    await say('dddddddd4', '投递三次')
    const { line } = await visitor.until<Said>('line', ({ line: one }) => one.state === 'done' && one.from === 'customer')
    expect(line.wire?.en).toContain('3 times')
    expect(house.inbound.filter(({ one }) => one.content.type === 'text' && one.content.text === '投递三次')).toHaveLength(1)
    expect(await (await fault('duplicate', false)).json()).toEqual({ on: [] })
  })

  it('a dead token is replaced before the customer notices', async () => {
    const visitor = await arrive('eeeeeeee5')
    await say('eeeeeeee5', '一')
    await visitor.until<Said>('line', ({ line }) => line.text === '收到：一')
    await fault('kill-token', true)
    await say('eeeeeeee5', '二')
    expect((await visitor.until<Said>('line', ({ line }) => line.text === '收到：二')).line.from).toBe('desk')
  })

  it('two messages change places', async () => {
    const visitor = await arrive('ffffffff6')
    await fault('out-of-order', true)
    await say('ffffffff6', '先')
    await say('ffffffff6', '后')
    await visitor.until<Said>('line', ({ line }) => line.text === '收到：先')
    await fault('out-of-order', false)
    const mine = house.inbound.flatMap(({ one }) => (one.address === 'offffffff6' && one.content.type === 'text' ? [one.content.text] : []))
    expect(mine).toEqual(['后', '先'])
  })
})

describe('the page of another device', () => {
  it('carries the widget, with what a pack says escaped', async () => {
    const page = await (await fetch(`${house.url}/playground/page/web?account=play-rail&lang=zh-CN`)).text()
    expect(page).toContain('&lt;b&gt;快轨&lt;/b&gt; &amp; 公司')
    expect(page).toContain('<script src="/widget.js" data-account="play-rail" data-lang="zh-CN" data-starters="什么时候来水|水表走得太快，要投诉"')
    expect((await fetch(`${house.url}/playground/page/web?account=nobody`)).status).toBe(404)
  })
})

describe('what strangers send', () => {
  it('another site cannot post for a visitor: only JSON is taken', async () => {
    const before = house.letIn
    expect((await post('act', { pack: 'water', channel: 'wechat', customer: 'aaaaaaaa1', act: { type: 'say', text: 'x' } }, 'text/plain')).status).toBe(400)
    expect((await post('agent-session', {}, 'text/plain')).status).toBe(415)
    expect(house.letIn).toBe(before)
  })

  it('the console is let in where it asks properly', async () => {
    const answer = await post('agent-session', {})
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, expect.stringContaining('visitor=agent')])
  })

  it.each<[string, unknown, number]>([
    ['no such pack', { pack: 'moon', channel: 'wechat', customer: 'aaaaaaaa1', act: { type: 'say', text: 'x' } }, 404],
    ['no such device', { pack: 'water', channel: 'fax', customer: 'aaaaaaaa1', act: { type: 'say', text: 'x' } }, 404],
    ['a device without a thread', { pack: 'water', channel: 'web', customer: 'aaaaaaaa1', act: { type: 'say', text: 'x' } }, 404],
    ['no such act', { pack: 'water', channel: 'wechat', customer: 'aaaaaaaa1', act: { type: 'do', key: 'fly' } }, 400],
    ['a name with a path in it', { pack: '../x', channel: 'wechat', customer: 'aaaaaaaa1', act: { type: 'say', text: 'x' } }, 400],
    ['nothing', null, 400],
  ])('%s', async (_name, body, status) => {
    expect((await post('act', body)).status).toBe(status)
  })
})
