/** The SMPP line against a server that fails on demand: the window, the heartbeat, throttling, breaks, receipts, and long texts both ways. */
import { afterEach, describe, expect, it } from '@jest/globals'
import { createAssembler, EXPIRE_MS, type Whole } from '../../channels/sms/smpp/assemble.ts'
import { notations } from '../../channels/sms/smpp/sent.ts'
import { createMemoryHouse } from './house.ts'
import { BOT, numberOf, openBench, type Settings, SMPP, says } from './sms/bench.ts'
import { until } from './until.ts'

const MARY = numberOf('mary')
const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16()
const source = { source_addr: MARY.slice(1), source_addr_ton: 1, destination_addr: '106900001111' }
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open(settings: Settings = {}) {
  const bench = await openBench(SMPP, settings)
  closers.push(bench.close)
  await bench.platform.bound()
  let serial = 0
  const send = (text: string, to = MARY) => bench.served.channel.send(to, says(text), `k${++serial}`, BOT)
  // the answer to the bind has to arrive before the line counts as open
  await until(() => bench.memory.lines.some(({ message }) => message.includes('is open')))
  return { ...bench, smsc: bench.platform, send, shown: () => bench.platform.phones.shown(MARY).map(({ text }) => text) }
}
const texts = (inbound: readonly { content: { type: string } }[]) => inbound.map(({ content }) => (content as { text?: string }).text)

describe('the line', () => {
  it('keeps to its window', async () => {
    const { smsc, send } = await open({ window: '3' })
    // Slow enough that a busy machine, too, has the window full before the first answer.
    smsc.slowMs = 300
    const results = await Promise.all(Array.from({ length: 12 }, (_, n) => send(`第 ${n} 条`)))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(smsc.mostUnderWay()).toBe(3)
  })

  it('asks whether the other side lives', async () => {
    const { smsc } = await open({ enquireSeconds: '1' })
    await until(() => smsc.enquiries() > 0)
  })

  it('comes back after a break, and says meanwhile that nothing was sent', async () => {
    const { smsc, send, shown } = await open()
    smsc.cut()
    await until(() => smsc.binds() === 1)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(await send('断线时')).toMatchObject({ ok: false, retry: 'safe' })
    await until(() => smsc.binds() === 2)
    let result = await send('重连后')
    while (!result.ok) result = await send('重连后')
    expect(shown()).toEqual(['重连后'])
  })

  it('what was taken before the break is unclear', async () => {
    const { smsc, send, shown } = await open()
    smsc.fail({ type: 'cut' })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'ambiguous' })
    expect(shown()).toEqual(['一'])
  })

  it.each([0x58, 0x14])('told to slow down (0x%s), sends nothing for a while, longer each time', async (status) => {
    const { smsc, send, clock } = await open()
    smsc.fail({ type: 'status', status }, 2)
    expect(await send('一')).toMatchObject({ ok: false, retry: 'safe' })
    expect(await send('二')).toMatchObject({ ok: false, retry: 'safe', afterMs: 1_000 })
    expect(smsc.submitted).toHaveLength(1)
    clock.pass(1_000)
    await send('三')
    expect(await send('四')).toMatchObject({ afterMs: 2_000 })
    clock.pass(2_000)
    expect(await send('五')).toMatchObject({ ok: true })
    expect(await send('六')).toMatchObject({ ok: true })
  })

  it('that is refused says which settings to compare', async () => {
    const bench = await openBench(SMPP, { secret: 'wrong' })
    closers.push(bench.close)
    await until(() => bench.memory.complaints.some(({ message }) => message.includes('SMS_SECRET')))
    expect(await bench.served.channel.send(MARY, says('一'), 'k', BOT)).toMatchObject({ ok: false, retry: 'safe' })
  })

  it('survives what is no SMPP', async () => {
    const { smsc, send } = await open()
    const session = await smsc.bound()
    session.socket.write(Buffer.from('7fffffff00000005', 'hex'))
    await until(() => smsc.binds() === 2)
    let result = await send('还在')
    while (!result.ok) result = await send('还在')
  })
})

describe('a text out', () => {
  it('is labelled by what it is: 0 for the GSM alphabet, 8 for UCS-2', async () => {
    const { smsc, send } = await open()
    await send('hi {}€ @£')
    await send('您好 😨')
    expect(smsc.submitted.map((pdu) => [pdu['data_coding'], pdu['dest_addr_ton'], pdu['destination_addr'], pdu['source_addr'], pdu['source_addr_ton'], pdu['registered_delivery']])).toEqual([
      [0, 1, MARY.slice(1), '106900001111', 0, 1], [8, 1, MARY.slice(1), '106900001111', 0, 1],
    ])
  })

  it.each([['udh', 0x40], ['sar', 0]])('that is long leaves by %s, and is whole on the phone', async (longBy, esm) => {
    const { smsc, send, shown } = await open({ longBy })
    const gsm = `Dear customer, {reference} [4711] costs 12 €. ${'x'.repeat(400)}`
    const chinese = `您好，${'😨气'.repeat(60)}。`
    expect(await send(gsm)).toMatchObject({ ok: true })
    expect(await send(chinese)).toMatchObject({ ok: true })
    expect(shown()).toEqual([gsm, chinese])
    expect(smsc.submitted.map((pdu) => pdu['esm_class'])).toEqual(smsc.submitted.map(() => esm))
    expect(smsc.submitted.length).toBe(3 + 3)
  })

  it('whose later part is held back waits for it; the first is not sent a second time', async () => {
    const { smsc, send, shown, clock } = await open()
    const session = await smsc.bound()
    let parts = 0
    session.on('submit_sm', () => {
      if (++parts === 2) smsc.fail({ type: 'status', status: 0x58 })
      // the pause the line keeps is by this clock
      setTimeout(() => clock.pass(5_000), 50)
    })
    expect(await send('长'.repeat(100))).toMatchObject({ ok: true })
    expect(shown()).toEqual(['长'.repeat(100)])
    expect(smsc.submitted).toHaveLength(3)
  })

  it('whose later part is refused is unclear as a whole', async () => {
    const { smsc, send } = await open()
    let parts = 0
    ;(await smsc.bound()).on('submit_sm', () => {
      if (++parts === 2) smsc.fail({ type: 'status', status: 0x0b })
    })
    expect(await send('长'.repeat(100))).toMatchObject({ ok: false, retry: 'ambiguous', reason: expect.stringContaining('1 of 2 parts') })
  })

  it('of mainland China begins with its signature', async () => {
    const { send, shown, served } = await open({ market: 'cn', signature: '示范燃气' })
    await send('【示范燃气】师傅下午到')
    expect(shown()).toEqual(['【示范燃气】师傅下午到'])
    expect(served.channel.can.maxText).toEqual({ unit: 'chars', n: 494 })
  })
})

describe('receipts', () => {
  it.each(['same', 'decimal'] as const)('find their message (id %s)', async (notation) => {
    const { smsc, send, memory } = await open()
    smsc.receipts = notation
    const sent = await send('师傅下午到')
    await until(() => memory.receipts.length > 0)
    expect(memory.receipts).toEqual([{ providerId: sent.ok ? sent.providerId : '', status: 'delivered' }])
    expect(memory.inbound).toEqual([])
  })

  it('of a long text: delivered when every part is', async () => {
    const { smsc, send, memory } = await open()
    smsc.receipts = 'decimal'
    const sent = await send('长'.repeat(200))
    await until(() => memory.receipts.length > 0)
    expect(smsc.submitted).toHaveLength(3)
    expect(memory.receipts).toEqual([{ providerId: sent.ok ? sent.providerId : '', status: 'delivered' }])
  })

  it('that say no say why', async () => {
    const { smsc, send, memory } = await open()
    smsc.receipts = 'same'
    smsc.receiptState = 'UNDELIV'
    await send('一')
    await until(() => memory.receipts.length > 0)
    expect(memory.receipts).toMatchObject([{ status: 'failed', reason: 'the operator reports UNDELIV, error 034' }])
  })

  it('are read by their parameters first, and as ASCII whatever coding they claim', async () => {
    const { smsc, send, memory } = await open()
    const ids: string[] = []
    for (const text of ['一', '二']) {
      const sent = await send(text)
      ids.push(sent.ok ? (sent.providerId ?? '') : '')
    }
    await smsc.deliver({ ...source, esm_class: 4, data_coding: 8, short_message: Buffer.from('id:0 stat:UNDELIV err:001'), receipted_message_id: ids[0], message_state: 2 })
    await smsc.deliver({ ...source, esm_class: 4, data_coding: 8, short_message: Buffer.from(`id:${ids[1]} sub:001 stat:EXPIRED err:000 text:`) })
    await smsc.deliver({ ...source, esm_class: 4, short_message: Buffer.from('nothing of use') })
    expect(memory.receipts).toEqual([{ providerId: ids[0], status: 'delivered' }, { providerId: ids[1], status: 'failed', reason: 'the operator reports EXPIRED' }])
  })

  it('know three notations of an id', () => {
    expect(notations('1A2B')).toEqual(['1A2B', '6699'])
    expect(notations('6699')).toEqual(['6699', '1a2b', '26265'])
    expect(notations('a-b')).toEqual(['a-b'])
  })
})

describe('a text in', () => {
  const part = (reference: string, total: number, number: number, text: string) => ({
    ...source, esm_class: 0x40, data_coding: 8, short_message: Buffer.concat([Buffer.from(reference, 'hex'), Buffer.of(total, number), ucs2(text)]),
  })

  it('in parts, in any order and twice, by both kinds of header and by parameters', async () => {
    const { smsc, memory } = await open()
    const sar = (n: number, text: string) => ({ ...source, data_coding: 8, short_message: ucs2(text), sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: n })
    for (const one of [part('05000311', 3, 3, '丙'), part('060804a1b2', 2, 2, '乙'), part('05000311', 3, 1, '甲'), part('05000311', 3, 1, '甲'), sar(2, '后'), part('060804a1b2', 2, 1, '甲'), sar(1, '前'), part('05000311', 3, 2, '乙'), part('05000311', 3, 2, '乙')])
      expect(await smsc.deliver(one)).toBe(0)
    expect(texts(memory.inbound)).toEqual(['甲乙', '前后', '甲乙丙'])
  })

  it('is acknowledged part by part as each is stored; a part that is not stored comes again', async () => {
    const { smsc, memory } = await open()
    expect(await smsc.deliver(part('05000322', 2, 1, '上'))).toBe(0)
    memory.failAccept(1)
    expect(await smsc.deliver(part('05000322', 2, 2, '下'))).toBe(0x64)
    expect(await smsc.deliver(part('05000322', 2, 2, '下'))).toBe(0)
    expect(texts(memory.inbound)).toEqual(['上下'])
  })

  it('goes on over a restart of the desk', async () => {
    const { memory } = await open()
    const whole: Whole[] = []
    const assembler = () => createAssembler(memory.state, () => 0, async (one) => void whole.push(one))
    const piece = (number: number, text: string) => ({ from: MARY, to: '1069', place: { reference: '8:1', total: 2, number }, bytes: ucs2(text), coding: 8 })
    await assembler().add(piece(2, '下'))
    await assembler().add(piece(1, '上'))
    expect(whole).toMatchObject([{ from: MARY, text: '上下' }])
  })

  it('of which a part never comes is given out in time, with a mark in its place', async () => {
    const { state } = createMemoryHouse()
    const whole: Whole[] = []
    let now = 0
    const assembler = createAssembler(state, () => now, async (one) => void whole.push(one))
    for (const number of [1, 3]) await assembler.add({ from: MARY, to: '1069', place: { reference: '8:1', total: 3, number }, bytes: ucs2(`第${number}`), coding: 8 })
    now = EXPIRE_MS - 1
    await assembler.expire()
    expect(whole).toEqual([])
    now = EXPIRE_MS
    await assembler.expire()
    await assembler.expire()
    expect(whole).toMatchObject([{ text: '第1…第3' }])
  })

  it('by message_payload, in GSM, and as bytes that are no text', async () => {
    const { smsc, memory } = await open()
    await smsc.deliver({ ...source, data_coding: 8, short_message: Buffer.alloc(0), message_payload: ucs2('长'.repeat(300)) })
    await smsc.deliver({ ...source, data_coding: 0, short_message: Buffer.from('001b65201b3c', 'hex') })
    await smsc.deliver({ ...source, data_coding: 4, short_message: Buffer.from('cafe', 'hex') })
    expect(memory.inbound.map(({ content }) => content)).toEqual([{ type: 'text', text: '长'.repeat(300) }, { type: 'text', text: '@€ [' }, { type: 'unknown', kind: 'data_coding 4', raw: 'cafe' }])
  })

  it('written twice is two messages; brought again after a break it is one', async () => {
    const { smsc, memory } = await open()
    const again = { ...source, data_coding: 8, short_message: ucs2('在吗') }
    await smsc.deliver(again)
    await smsc.deliver(again)
    expect(memory.inbound).toHaveLength(2)
    smsc.cut()
    await until(() => smsc.binds() === 2)
    await smsc.deliver(again)
    expect(memory.inbound).toHaveLength(2)
    await smsc.deliver({ ...again, short_message: ucs2('你好') })
    expect(memory.inbound).toHaveLength(3)
  })
})
