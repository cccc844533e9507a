/** What WeChat pushes: the address check, three modes, every kind of message, keys that tell one message from another. */
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Mode } from '../../simulators/wechat/account.ts'
import { signedQuery, writePush } from '../../simulators/wechat/wire.ts'
import { type Bench, type BenchOptions, heldPart, openBench } from './wechat/bench.ts'

let bench: Bench
afterEach(() => bench.close())
const open = async (options: BenchOptions = {}) => {
  bench = await openBench(options)
  return { ...bench, mary: bench.platform.customer('oMary_1') }
}
const OTHER_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

describe('address check', () => {
  it('gives back echostr to WeChat', async () => {
    const { platform } = await open()
    expect(await platform.confirmAddress()).toBe(true)
  })

  it('refuses a stranger, and an old request', async () => {
    const { platform, served, clock } = await open()
    const query = signedQuery(platform.account, Math.floor(clock.now() / 1000), '1')
    query.set('echostr', 'secret-echo')
    const forged = new URLSearchParams(query)
    forged.set('signature', '0'.repeat(40))
    expect((await fetch(`${served.url}/hooks/wechat/main?${forged}`)).status).toBe(403)
    clock.pass(11 * 60_000)
    const late = await fetch(`${served.url}/hooks/wechat/main?${query}`)
    expect(late.status).toBe(403)
    expect(await late.text()).not.toContain('secret-echo')
  })
})

describe.each<[Mode, 'xml' | 'json']>([['plain', 'xml'], ['compatible', 'xml'], ['aes', 'xml'], ['plain', 'json'], ['aes', 'json']])('%s mode, %s', (mode, format) => {
  it('a message comes in, and is acknowledged', async () => {
    const { mary, memory } = await open({ account: { mode, format } })
    const { id, outcome, attempts } = await mary.say('燃气灶打不着火 007')
    expect(outcome).toBe('accepted')
    expect(attempts).toHaveLength(1)
    expect(memory.inbound).toMatchObject([{ address: 'oMary_1', user: 'oMary_1', content: { type: 'text', text: '燃气灶打不着火 007' } }])
    // too large for a number: it must not have been one on the way
    expect(id).toMatch(/^\d{19}$/)
    expect(memory.inbound[0]?.key).toContain(id)
  })

  it('an answer that is ready in time goes back in the same request, in the same mode', async () => {
    const { mary, memory } = await open({ account: { mode, format }, settings: { holdMs: '4900' } })
    const { part, settled } = heldPart('6 小时内到场 <b>]]>&')
    memory.answerWith(async () => part)
    const { outcome } = await mary.say('多久能修好')
    expect(outcome).toBe('passive')
    expect(mary.received()).toMatchObject([{ from: 'desk', by: 'passive', text: '6 小时内到场 <b>]]>&', sealed: mode !== 'plain' }])
    expect(settled).toEqual([true])
  })
})

describe('sealed messages', () => {
  it('the unsigned plain fields of 兼容模式 never stand in for the sealed ones', async () => {
    const { platform, served, memory, clock } = await open({ account: { mode: 'compatible' } })
    const seconds = Math.floor(clock.now() / 1000)
    const fields = { ToUserName: platform.account.originalId, FromUserName: 'oMary_1', CreateTime: seconds, MsgType: 'text', Content: '真的', MsgId: '1' }
    const { query, body } = writePush(platform.account, fields, { seconds, nonce: '42' })
    const tampered = body.replace('真的', '假的').replace('oMary_1', 'oEve_66')
    expect(tampered).not.toBe(body)
    const answer = await fetch(`${served.url}/hooks/wechat/main?${query}`, { method: 'POST', body: tampered })
    expect(answer.status).toBe(200)
    expect(memory.inbound).toMatchObject([{ user: 'oMary_1', content: { text: '真的' } }])
  })

  it('are refused when they were made for another account', async () => {
    const { platform, served, memory, clock } = await open()
    const seconds = Math.floor(clock.now() / 1000)
    const { query, body } = writePush({ ...platform.account, appId: 'wxSomebodyElse0001' }, { FromUserName: 'oMary_1', MsgType: 'text', Content: 'x' }, { seconds, nonce: '1' })
    const answer = await fetch(`${served.url}/hooks/wechat/main?${query}`, { method: 'POST', body })
    expect(answer.status).toBe(403)
    expect(memory.inbound).toEqual([])
    expect(memory.complaints).toMatchObject([{ level: 'error', message: expect.stringContaining('WECHAT_APPID') }])
  })

  it('a plain message is refused in 安全模式', async () => {
    const { platform, served, memory, clock } = await open()
    const seconds = Math.floor(clock.now() / 1000)
    const { query, body } = writePush({ ...platform.account, mode: 'plain' }, { FromUserName: 'oMary_1', MsgType: 'text', Content: 'x' }, { seconds, nonce: '1' })
    expect((await fetch(`${served.url}/hooks/wechat/main?${query}`, { method: 'POST', body })).status).toBe(403)
    expect(memory.inbound).toEqual([])
  })

  it('under the previous key are read, and answered with that key', async () => {
    const { mary, memory } = await open({ account: { aesKey: OTHER_KEY }, settings: { aesKey: `${'z'.repeat(42)}A`, aesKeyPrevious: OTHER_KEY, holdMs: '4900' } })
    memory.answerWith(async () => heldPart('还在用旧密钥').part)
    expect((await mary.say('在吗')).outcome).toBe('passive')
    expect(mary.received()).toMatchObject([{ text: '还在用旧密钥', sealed: true }])
  })
})

describe('kinds of messages', () => {
  it('reads all of them, and keeps what it does not know as it came', async () => {
    const { mary, memory } = await open()
    await mary.image()
    await mary.voice('我要投诉')
    await mary.location(31.2304, 121.4737, '上海市黄浦区人民大道')
    await mary.send({ MsgType: 'shortvideo', MediaId: 'v1', ThumbMediaId: 't1' })
    await mary.send({ MsgType: 'link', Title: '报道', Description: '停气', Url: 'https://example.com/a?b=1&c=2' })
    await mary.send({ MsgType: 'hologram', Depth: '3' })
    await mary.follow()
    await mary.tap('menu-bill')
    const { outcome } = await mary.unfollow()
    expect(outcome).toBe('accepted')
    expect(memory.inbound.map(({ content }) => content)).toMatchObject([
      { type: 'attachment', kind: 'image' },
      { type: 'attachment', kind: 'voice', mime: 'audio/amr', transcript: '我要投诉' },
      { type: 'location', latitude: 31.2304, longitude: 121.4737, label: '上海市黄浦区人民大道' },
      { type: 'attachment', kind: 'video', ref: 'v1' },
      { type: 'text', text: '报道\n停气\nhttps://example.com/a?b=1&c=2' },
      { type: 'unknown', kind: 'hologram', raw: expect.stringContaining('<Depth><![CDATA[3]]></Depth>') },
      { type: 'event', name: 'joined' },
      { type: 'event', name: 'other', detail: 'CLICK:menu-bill' },
      { type: 'event', name: 'left' },
    ])
  })

  it('the tap on a menu entry is what the customer says', async () => {
    const { mary, memory } = await open()
    await mary.choose({ id: 'yes', label: '是，转人工' })
    expect(memory.inbound).toMatchObject([{ content: { type: 'text', text: '是，转人工' } }])
  })
})

describe('once each', () => {
  it('three copies at once are one message with one key', async () => {
    const { platform, mary, memory } = await open()
    platform.faults.copies = 3
    const { attempts } = await mary.say('重复投递')
    expect(attempts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(memory.keys).toHaveLength(3)
    expect(new Set(memory.keys).size).toBe(1)
    expect(memory.inbound).toHaveLength(1)
  })

  it('the same MsgId of two customers, and two events of the same second, are different', async () => {
    const { platform, mary, memory } = await open()
    await mary.send({ MsgType: 'text', Content: '一', MsgId: '77' })
    await platform.customer('oBob_2').send({ MsgType: 'text', Content: '二', MsgId: '77' })
    await mary.tap('menu-bill')
    await mary.tap('menu-repair')
    expect(new Set(memory.keys).size).toBe(4)
  })

  it('messages that overtake each other keep their own times and keys', async () => {
    const { platform, mary, memory, clock } = await open()
    platform.faults.outOfOrder = true
    const first = mary.say('先写的')
    clock.pass(2_000)
    await Promise.all([first, mary.say('后写的')])
    expect(memory.inbound.map(({ content }) => content)).toMatchObject([{ text: '后写的' }, { text: '先写的' }])
    expect((memory.inbound[0]?.at ?? 0) - (memory.inbound[1]?.at ?? 0)).toBe(2_000)
  })
})
