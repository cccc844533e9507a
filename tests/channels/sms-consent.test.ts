/** Who may be written to: opt-out words, the one confirmation, answers to what a customer asks himself, quiet hours, and the record of it all. */
import { afterEach, describe, expect, it } from '@jest/globals'
import { quietForMs } from '../../channels/sms/quiet.ts'
import { TOPIC } from '../../channels/sms/records.ts'
import { withoutSignature } from '../../channels/sms/signature.ts'
import { keywordOf } from '../../channels/sms/words.ts'
import { AGENT, ALIYUN, BOT, numberOf, openBench, TWILIO } from './sms/bench.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MARY = numberOf('mary')
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

/** Mary writes by Aliyun, where the desk alone keeps the list. */
async function open() {
  const bench = await openBench(ALIYUN)
  opened.push(bench)
  let serial = 0
  const { platform, served, clock } = bench
  const writes = async (content: string, id = String(++serial)) => {
    const time = new Date(clock.now() + 8 * HOUR).toISOString().replace('T', ' ').slice(0, 19)
    return platform.post(JSON.stringify([{ phone_number: MARY.slice(3), content, send_time: time, dest_code: '1069', sequence_id: id }]))
  }
  const send = (text: string, by: Parameters<typeof served.channel.send>[3] = BOT, key = `k${++serial}`) => served.channel.send(MARY, { type: 'text', text }, key, by)
  return { ...bench, writes, send, shown: () => platform.phones.shown(MARY.slice(3)).map(({ text }) => text.replace('【示范燃气】', '')) }
}
const REFUSED = { ok: false, retry: 'never', reason: expect.stringContaining('opted out') }

describe('a keyword is a whole message', () => {
  it.each(['R', 't', 'TD', 'ＴＤ', ' tdd ', 'N', '退订', '退訂', '拒收', '取消', '取消订阅', 'STOP', 'Stop.', 'stopall', 'Unsubscribe', 'CANCEL', 'end', 'QUIT', 'revoke', 'OptOut'])('%s refuses', (text) => expect(keywordOf(text)).toBe('out'))
  it.each(['START', 'yes', 'Unstop', '订阅'])('%s takes it back', (text) => expect(keywordOf(text)).toBe('in'))
  it.each(['HELP', 'info', '帮助'])('%s asks', (text) => expect(keywordOf(text)).toBe('help'))
  it.each(['怎么退订', '我不要取消预约', 'R2', 'STOP the leak!', '', 'TD 是什么'])('%s is for the bot', (text) => expect(keywordOf(text)).toBeNull())
})

describe('a customer who has refused', () => {
  it('gets one confirmation of the bot, and then nothing, from whoever', async () => {
    const { writes, send, shown } = await open()
    await writes('TD')
    expect(await send('已退订')).toMatchObject({ ok: true })
    expect(await send('还有优惠')).toMatchObject(REFUSED)
    expect(await send('您好', AGENT)).toMatchObject(REFUSED)
    expect(shown()).toEqual(['已退订'])
  })

  it('gets the confirmation on a second try, after a first that surely failed, and not an hour later', async () => {
    const { writes, send, shown, platform, clock } = await open()
    await writes('退订')
    platform.api.fail({ type: 'code', code: 'Throttling.User' })
    expect(await send('已退订', BOT, 'same')).toMatchObject({ ok: false, retry: 'safe' })
    expect(await send('已退订', BOT, 'same')).toMatchObject({ ok: true })
    await writes('R')
    clock.pass(HOUR)
    expect(await send('已退订')).toMatchObject(REFUSED)
    expect(shown()).toEqual(['已退订'])
  })

  it('is answered for a day when he asks something himself, and never sold anything', async () => {
    const { writes, send, clock, memory } = await open()
    await writes('退订')
    clock.pass(MINUTE)
    await writes('家里没气了怎么办')
    expect(await send('请先关阀')).toMatchObject({ ok: true })
    expect(await send('师傅马上到', AGENT)).toMatchObject({ ok: true })
    expect(await send('灶具特惠', { kind: 'agent', promotional: true })).toMatchObject(REFUSED)
    clock.pass(25 * HOUR)
    expect(await send('回访', AGENT)).toMatchObject(REFUSED)
    expect(memory.inbound.map(({ content }) => content)).toMatchObject([{ text: '退订' }, { text: '家里没气了怎么办' }])
  })

  it('is written to again after 订阅; before, YES is an answer like any other', async () => {
    const { writes, send } = await open()
    await writes('YES')
    expect(await send('好的')).toMatchObject({ ok: true })
    await writes('拒收')
    await writes('订阅')
    expect(await send('已恢复')).toMatchObject({ ok: true })
    expect(await send('您好', AGENT)).toMatchObject({ ok: true })
  })

  it('is not refused anew by an old word that comes a second time', async () => {
    const { writes, send } = await open()
    await writes('TD', '501')
    await writes('订阅', '502')
    await writes('TD', '501')
    expect(await send('您好', AGENT)).toMatchObject({ ok: true })
  })

  it('is remembered by the next process', async () => {
    const { writes, memory } = await open()
    await writes('TD')
    const again = await openBench(ALIYUN)
    opened.push(again)
    for (const key of [`consent:${MARY}`]) await again.memory.state.set(key, await memory.state.get(key))
    expect(await again.served.channel.send(MARY, { type: 'text', text: '您好' }, 'k', AGENT)).toMatchObject(REFUSED)
    expect(again.platform.api.calls).toEqual([])
  })

  it('at Twilio is answered by Twilio: no second word of ours, until START', async () => {
    const bench = await openBench(TWILIO)
    opened.push(bench)
    const { platform, served, clock } = bench
    const send = (key: string, by: typeof AGENT | typeof BOT) => served.channel.send(MARY, { type: 'text', text: 'Done.' }, key, by)
    await platform.say(MARY, 'stop')
    expect([await send('1', BOT), await send('2', AGENT)]).toMatchObject([REFUSED, REFUSED])
    clock.pass(MINUTE)
    await platform.say(MARY, 'hello?')
    expect(await send('3', BOT)).toMatchObject(REFUSED)
    expect(platform.phones.shown(MARY).map(({ from }) => from)).toEqual(['platform'])
    expect(platform.api.calls).toEqual([])
    await platform.say(MARY, 'START')
    expect(await send('4', BOT)).toMatchObject({ ok: true })
    await platform.say(MARY, '退订')
    expect([await send('5', BOT), await send('6', AGENT)]).toMatchObject([{ ok: true }, REFUSED])
  })
})

describe('a promotional text', () => {
  it('waits from 20:00 to 8:00, and says how to refuse', async () => {
    const { send, shown, clock } = await open()
    clock.pass(10 * HOUR)
    const promotion = { kind: 'agent', promotional: true } as const
    expect(await send('灶具特惠', promotion)).toMatchObject({ ok: false, retry: 'safe', afterMs: 12 * HOUR })
    expect(await send('您的工单已派')).toMatchObject({ ok: true })
    clock.pass(12 * HOUR)
    expect(await send('灶具特惠', promotion)).toMatchObject({ ok: true })
    expect(await send('年中特惠，回TD退订', promotion)).toMatchObject({ ok: true })
    expect(shown()).toEqual(['您的工单已派', '灶具特惠，拒收请回复R', '年中特惠，回TD退订'])
  })

  it('knows the hours of its market to the minute', () => {
    const at = (time: string) => quietForMs(Date.parse(time), 'Asia/Shanghai')
    expect([at('2026-03-02T08:00:00+08:00'), at('2026-03-02T19:59:59+08:00'), at('2026-03-02T20:00:00+08:00'), at('2026-03-02T07:59:00+08:00')]).toEqual([0, 0, 12 * HOUR, MINUTE])
    // the night in which clocks go forward has eleven hours
    expect(quietForMs(Date.parse('2026-03-07T20:00:00-05:00'), 'America/New_York')).toBe(11 * HOUR)
  })
})

describe('the signature', () => {
  it('stands once, and no other brackets beside it', () => {
    expect([withoutSignature('【示范燃气】您好', '示范燃气'), withoutSignature('请看【通知】', '示范燃气')]).toEqual(['您好', '请看〔通知〕'])
  })

  it('takes its place from the room for words', async () => {
    const { served, send } = await open()
    expect(served.channel.can.maxText).toEqual({ unit: 'chars', n: 500 - '【示范燃气】'.length })
    expect(await send('好'.repeat(495))).toMatchObject({ ok: false, retry: 'never' })
  })
})

describe('the record', () => {
  it('has time, both numbers, words and subscription of everything sent and received, once each', async () => {
    const { writes, send, memory, clock, platform } = await open()
    await writes('维修几点到', '7')
    await writes('维修几点到', '7')
    platform.api.fail({ type: 'code', code: 'isv.MOBILE_NUMBER_ILLEGAL' })
    await send('下午两点', BOT, 'first')
    await send('下午三点', AGENT, 'second')
    await writes('TD')
    await send('不会发出', AGENT)
    const records = (await memory.journal.read(TOPIC, 0, 100)).map(({ entry }) => entry)
    expect(records).toEqual([
      { kind: 'received', at: clock.now(), receivedAt: clock.now(), from: MARY, to: '1069', text: '维修几点到', subscription: 'unset' },
      { kind: 'sending', at: clock.now(), from: '', to: MARY, text: '【示范燃气】下午两点', segments: 1, by: 'bot', promotional: false, subscription: 'unset' },
      { kind: 'outcome', at: clock.now(), of: 'first', ok: false, providerId: null, reason: expect.stringContaining('MOBILE_NUMBER_ILLEGAL') },
      { kind: 'sending', at: clock.now(), from: '', to: MARY, text: '【示范燃气】下午三点', segments: 1, by: 'agent', promotional: false, subscription: 'unset' },
      { kind: 'outcome', at: clock.now(), of: 'second', ok: true, providerId: expect.stringMatching(/.+/), reason: null },
      { kind: 'received', at: clock.now(), receivedAt: clock.now(), from: MARY, to: '1069', text: 'TD', subscription: 'out' },
    ])
  })
})
