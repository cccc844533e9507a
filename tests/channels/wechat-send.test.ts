/** What the door sends: tokens fetched once and renewed, the quota kept before WeChat enforces it, and every failure called by its right name. */
import { afterEach, describe, expect, it } from '@jest/globals'
import { door } from '../../channels/wechat/index.ts'
import { serve } from './serve.ts'
import { type Bench, type BenchOptions, BOT, openBench, says, settingsFor } from './wechat/bench.ts'

const HOUR_MS = 3_600_000
let bench: Bench
afterEach(() => bench.close())

/** A customer has just written, so that five messages are open. */
async function open(options: BenchOptions = {}) {
  bench = await openBench(options)
  const mary = bench.platform.customer('oMary_1')
  await mary.say('你好')
  let serial = 0
  const send = (text: string, to = 'oMary_1') => bench.served.channel.send(to, says(text), `k${++serial}`, BOT)
  const tokenCalls = () => bench.platform.ledger.calls.filter(({ path }) => path.endsWith('_token'))
  const sendCalls = () => bench.platform.ledger.calls.filter(({ path }) => path.endsWith('/send'))
  return { ...bench, mary, send, tokenCalls, sendCalls }
}

describe('tokens', () => {
  it('are fetched once for many messages at once', async () => {
    const { send, tokenCalls, mary } = await open()
    const results = await Promise.all(Array.from({ length: 5 }, (_, n) => send(`第 ${n} 条`)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(mary.received()).toHaveLength(5)
    expect(tokenCalls()).toHaveLength(1)
  })

  it('are renewed before they end', async () => {
    const { send, tokenCalls, clock } = await open()
    await send('一')
    clock.pass(2 * HOUR_MS - 4 * 60_000)
    expect(await send('二')).toEqual({ ok: true })
    expect(tokenCalls()).toHaveLength(2)
  })

  it.each([40001, 42001, 40014])('a token refused with %i is dropped, and the message sent once with another', async (errcode) => {
    const { platform, send, mary } = await open()
    await send('一')
    platform.faults.next('send', { type: 'errcode', errcode })
    platform.tokens.kill()
    expect(await send('二')).toEqual({ ok: true })
    expect(mary.received().map(({ text }) => text)).toEqual(['一', '二'])
  })

  it('many messages that meet a dead token together ask for one new token', async () => {
    const { platform, send, tokenCalls, mary } = await open()
    await send('一')
    platform.tokens.kill()
    const results = await Promise.all(['二', '三', '四'].map((text) => send(text)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(tokenCalls()).toHaveLength(2)
    expect(mary.received()).toHaveLength(4)
  })

  it('a dead token that WeChat gives out again is replaced by force', async () => {
    const { platform, send, tokenCalls } = await open()
    await send('一')
    platform.tokens.spoil()
    expect(await send('二')).toEqual({ ok: true })
    expect(tokenCalls().map(({ body }) => (JSON.parse(body) as { force_refresh: boolean }).force_refresh)).toEqual([false, false, true])
  })

  it('the old interface of another program does no harm', async () => {
    const { platform, send } = await open()
    const { appId: appid, secret } = platform.account
    await send('一')
    platform.tokens.old({ grant_type: 'client_credential', appid, secret })
    expect(await send('二')).toEqual({ ok: true })
  })

  it('outlive a restart of the door', async () => {
    const { platform, memory, send, tokenCalls, clock } = await open()
    await send('一')
    const again = await serve(door, { settings: settingsFor(platform), memory, now: clock.now })
    expect(await again.channel.send('oMary_1', says('二'), 'k2', BOT)).toEqual({ ok: true })
    await again.close()
    expect(tokenCalls()).toHaveLength(1)
  })

  it('no token: the message was surely not sent, and the operator is told why', async () => {
    const { platform, send, memory, sendCalls } = await open()
    platform.tokens.allow(false)
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('40164') })
    expect(memory.complaints).toMatchObject([{ level: 'error', fields: { alert: true }, message: expect.stringContaining('白名单') }])
    expect(sendCalls()).toHaveLength(0)
  })

  it('a wrong AppSecret is never tried again, and named', async () => {
    const { send, memory } = await open({ settings: { secret: 'not-the-secret' } })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('40125') })
    expect(memory.complaints).toMatchObject([{ message: expect.stringContaining('WECHAT_SECRET') }])
  })

  it('a token that cannot be fetched is a safe retry, whatever failed', async () => {
    const { platform, send, mary } = await open({ settings: { timeoutMs: '300' } })
    platform.faults.next('token', { type: 'drop', accept: true })
    platform.faults.next('token', { type: 'status', status: 502 })
    platform.faults.next('token', { type: 'slow', ms: 60_000 })
    platform.faults.next('token', { type: 'garbage' })
    for (let n = 0; n < 4; n++) expect(await send('一')).toMatchObject({ ok: false, retry: 'safe' })
    expect(await send('一')).toEqual({ ok: true })
    expect(mary.received()).toHaveLength(1)
  })
})

describe('what is left to write', () => {
  it('five messages after a message of the customer; the sixth is not even tried', async () => {
    const { send, sendCalls, mary } = await open()
    for (let n = 1; n <= 5; n++) expect(await send(`第 ${n} 条`)).toEqual({ ok: true })
    expect(await send('第 6 条')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('45047') })
    expect(sendCalls()).toHaveLength(5)
    await mary.say('还在吗')
    expect(await send('在的')).toEqual({ ok: true })
  })

  it('48 hours', async () => {
    const { send, clock, sendCalls } = await open()
    clock.pass(48 * HOUR_MS)
    expect(await send('太晚')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('45015') })
    expect(sendCalls()).toHaveLength(0)
  })

  it('three in a minute after a tap or a follow', async () => {
    const { platform, send, clock } = await open()
    const bob = platform.customer('oBob_2')
    await bob.follow()
    for (let n = 1; n <= 3; n++) expect(await send(`欢迎 ${n}`, 'oBob_2')).toEqual({ ok: true })
    expect(await send('第四条', 'oBob_2')).toMatchObject({ ok: false, retry: 'never' })
    await bob.tap('menu-bill')
    clock.pass(60_000)
    expect(await send('一分钟后', 'oBob_2')).toMatchObject({ ok: false, retry: 'never' })
  })

  it('nothing to somebody who has left', async () => {
    const { send, mary } = await open()
    await mary.unfollow()
    expect(await send('别走')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('unfollowed') })
  })

  it('a repeated delivery of one message does not open five more', async () => {
    const { platform, send, mary } = await open()
    platform.faults.copies = 3
    await mary.say('只写了一次')
    for (let n = 1; n <= 5; n++) await send(`第 ${n} 条`)
    expect(await send('第 6 条')).toMatchObject({ ok: false, retry: 'never' })
  })

  it.each([45047, 45015])('WeChat counts otherwise (%i): believed, never tried again', async (errcode) => {
    const { platform, send, sendCalls } = await open()
    platform.faults.next('send', { type: 'errcode', errcode })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never' })
    expect(await send('二')).toMatchObject({ ok: false, retry: 'never' })
    expect(sendCalls()).toHaveLength(1)
  })

  it('a send that surely failed gives its place back, one in doubt does not', async () => {
    const { platform, send } = await open()
    platform.faults.next('send', { type: 'errcode', errcode: -1 }, 3)
    for (let n = 0; n < 3; n++) await send('忙')
    platform.faults.next('send', { type: 'drop', accept: true })
    expect(await send('一')).toMatchObject({ retry: 'ambiguous' })
    for (let n = 2; n <= 5; n++) expect(await send(`第 ${n} 条`)).toEqual({ ok: true })
    expect(await send('第 6 条')).toMatchObject({ ok: false, retry: 'never' })
  })
})

describe('the text', () => {
  it('2048 bytes go, 2049 do not leave', async () => {
    const { send, mary, sendCalls } = await open()
    const full = `${'字'.repeat(682)}ab`
    expect(await send(full)).toEqual({ ok: true })
    expect(mary.received()).toMatchObject([{ text: full }])
    expect(await send(`${full}c`)).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('45002') })
    expect(sendCalls()).toHaveLength(1)
  })

  it('arrives as it is written: no escapes, emoji whole, control characters out', async () => {
    const { send, mary } = await open()
    await send('您好 "引号" \\ 👨‍👩‍👧 \u0007\u0000<a href="https://example.com">链接</a>\r\n第二行')
    expect(mary.received()).toMatchObject([{ text: '您好 "引号" \\ 👨‍👩‍👧 <a href="https://example.com">链接</a>\n第二行' }])
  })

  it('choices become a menu', async () => {
    const { served, mary } = await open()
    const choices = [{ id: 'human', label: '转人工' }, { id: 'no', label: '不用了' }]
    await served.channel.send('oMary_1', { type: 'text', text: '需要转人工吗？', choices }, 'k', BOT)
    expect(mary.received()).toMatchObject([{ text: '需要转人工吗？', choices }])
  })

  it('choices that no menu takes become a numbered list', async () => {
    const { served, mary } = await open()
    const choices = Array.from({ length: 12 }, (_, n) => ({ id: `${n}`, label: `网点 ${n + 1}` }))
    await served.channel.send('oMary_1', { type: 'text', text: '请选择', choices }, 'k', BOT)
    expect(mary.received()).toMatchObject([{ text: expect.stringMatching(/^请选择\n1\. 网点 1\n[\s\S]*12\. 网点 12$/), choices: [] }])
  })
})

describe('failures', () => {
  const cases: [string, Parameters<Bench['platform']['faults']['next']>[1], { retry: string; shown: number }][] = [
    ['busy (-1)', { type: 'errcode', errcode: -1 }, { retry: 'safe', shown: 0 }],
    ['quota of the day (45009)', { type: 'errcode', errcode: 45009 }, { retry: 'safe', shown: 0 }],
    ['429', { type: 'status', status: 429, retryAfter: 7 }, { retry: 'safe', shown: 0 }],
    ['502 of a proxy, after acceptance', { type: 'status', status: 502, accept: true }, { retry: 'ambiguous', shown: 1 }],
    ['dropped after acceptance', { type: 'drop', accept: true }, { retry: 'ambiguous', shown: 1 }],
    ['dropped before acceptance, which nobody can know', { type: 'drop', accept: false }, { retry: 'ambiguous', shown: 0 }],
    ['accepted, no answer in time', { type: 'slow', ms: 60_000 }, { retry: 'ambiguous', shown: 1 }],
    ['a page of somebody else', { type: 'garbage' }, { retry: 'ambiguous', shown: 1 }],
    ['not allowed (48001)', { type: 'errcode', errcode: 48001 }, { retry: 'never', shown: 0 }],
    ['a code nobody knows', { type: 'errcode', errcode: 99999 }, { retry: 'never', shown: 0 }],
  ]
  it.each(cases)('%s', async (_name, fault, { retry, shown }) => {
    const { platform, send, mary, sendCalls } = await open({ settings: { timeoutMs: '400' } })
    platform.faults.next('send', fault)
    expect(await send('一')).toMatchObject({ ok: false, retry })
    expect(mary.received()).toHaveLength(shown)
    expect(sendCalls()).toHaveLength(1)
  })

  it('nobody there: surely not sent', async () => {
    const { platform, send } = await open()
    await send('一')
    await platform.close()
    // may have gone into a connection that was just closing
    await send('二')
    expect(await send('三')).toMatchObject({ ok: false, retry: 'safe' })
  })
})
