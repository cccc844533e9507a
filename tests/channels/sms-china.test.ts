/** Aliyun and Tencent Cloud: their documented callbacks, their deadlines and retries, receipts, signatures of their API, and templates. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { signAcs } from '../../channels/sms/aliyun/sign.ts'
import { signTc3 } from '../../channels/sms/tencent/sign.ts'
import type { ApiFault } from '../../simulators/sms/api.ts'
import { ALIYUN, BOT, HOOK_SECRET, openBench, type Provider, type Settings, says, TENCENT } from './sms/bench.ts'
import { until } from './until.ts'

const MARY = '+8613800001111'
const vectors = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/vectors/${name}-callbacks.json`), 'utf8')) as Record<string, unknown>
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open<P extends { close(): Promise<void> }>(provider: Provider<P>, settings: Settings = {}) {
  const bench = await openBench(provider, settings)
  closers.push(bench.close)
  let serial = 0
  return { ...bench, send: (text: string) => bench.served.channel.send(MARY, says(text), `k${++serial}`, BOT) }
}

describe('Aliyun', () => {
  it('takes the documented samples, the id as text or as number, the time by the clock of Beijing', async () => {
    const { platform, memory } = await open(ALIYUN)
    const { SmsUp, SmsUpOldNumberId, SmsReport, response } = vectors('aliyun')
    for (const sample of [SmsUp, SmsUpOldNumberId, SmsReport]) {
      const { taken, body } = await platform.post(JSON.stringify(sample))
      expect([taken, JSON.parse(body)]).toEqual([true, response])
    }
    expect(new Set(memory.keys).size).toBe(1)
    expect(memory.inbound).toMatchObject([{ user: '1381111****', at: Date.parse('2017-09-01T00:00:00+08:00'), content: { type: 'text', text: '内容' } }])
    expect(memory.receipts.map(({ providerId, status }) => [providerId, status])).toEqual([['12345', 'delivered'], ['67890', 'delivered']])
  })

  it('brings several at once, and a broken one does not cost the others', async () => {
    const { platform, memory } = await open(ALIYUN)
    const up = (id: string, content: string) => `{"phone_number":"13800001111","content":"${content}","send_time":"2026-03-02 10:00:00","dest_code":"1069","sequence_id":${id}}`
    // two numbers that JavaScript cannot tell apart
    expect((await platform.post(`[${[up('1', '一'), 'null', '{"phone_number":5}', '"x"', up('9007199254740993', '二'), up('9007199254740992', '三')]}]`)).taken).toBe(true)
    expect(memory.inbound).toMatchObject([{ address: MARY, content: { text: '一' } }, { content: { text: '二' } }, { content: { text: '三' } }])
    expect(memory.complaints).toMatchObject([{ fields: { broken: 3 } }])
  })

  it('without an id the same message is the same by number, code, time and words', async () => {
    const { platform, memory } = await open(ALIYUN)
    const up = { phone_number: '13800001111', content: '在吗', send_time: '2026-03-02 10:00:00', dest_code: '1069' }
    for (const one of [up, up, { ...up, send_time: '2026-03-02 10:00:01' }]) await platform.up(one)
    expect(memory.inbound).toHaveLength(2)
  })

  it('is answered within its 700 ms, and brings again what was not stored', async () => {
    const { platform, memory } = await open(ALIYUN)
    const up = { phone_number: '13800001111', content: '慢一点', send_time: '2026-03-02 10:00:00', dest_code: '1069', sequence_id: '1' }
    const began = performance.now()
    await platform.up(up)
    expect(performance.now() - began).toBeLessThan(700)
    memory.failAccept(2)
    expect(await platform.up({ ...up, sequence_id: '2' })).toEqual({ taken: true, tries: 3 })
    expect(memory.inbound).toHaveLength(2)
  })

  it('is let in by its path and, where they are given, by its addresses', async () => {
    const strict = await open(ALIYUN, { hookIps: '198.51.100.0/24' })
    expect((await strict.platform.up({ phone_number: '13800001111', content: 'x', sequence_id: '1' })).taken).toBe(false)
    const local = await open(ALIYUN, { hookIps: '198.51.100.0/24, 127.0.0.1' })
    expect((await local.platform.up({ phone_number: '13800001111', content: 'x', sequence_id: '1' })).taken).toBe(true)
    expect((await fetch(`${local.served.url}/hooks/sms/main/${HOOK_SECRET}`)).status).toBe(405)
    expect((await fetch(`${local.served.url}/hooks/sms/main/`, { method: 'POST' })).status).toBe(404)
  })

  it('reports by the id of the send, and by ours', async () => {
    const { platform, memory, send } = await open(ALIYUN)
    const sent = await send('师傅下午到')
    const biz = sent.ok ? sent.providerId : ''
    await platform.report({ phone_number: '13800001111', success: false, err_code: 'MK:0011', err_msg: '停机', biz_id: biz, out_id: 'k1', report_time: '2026-03-02 10:00:03' })
    expect(memory.receipts).toEqual([biz, 'k1'].map((providerId) => ({ providerId, status: 'failed', reason: 'Aliyun reports MK:0011: 停机' })))
  })

  it('signs as the documentation’s worked example does', () => {
    const { headers } = signAcs({
      host: 'ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26', date: '2023-10-26T10:22:32Z', nonce: '3156853299f313e23d1673dc12e1703d',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
    }, 'YourAccessKeyId', 'YourAccessKeySecret')
    expect(headers['authorization']).toContain('Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0')
  })

  it('sends the answer as the one variable, whatever is in it', async () => {
    const { platform, send } = await open(ALIYUN)
    const text = '您好 "引号" * ( ) \' ! ~ \\ + % & 😨\n第二行'
    expect(await send(text)).toMatchObject({ ok: true })
    expect(platform.phones.shown('13800001111')).toMatchObject([{ text: `【示范燃气】${text}` }])
  })

  it('counts the words of the template around the answer', async () => {
    const { served, send, memory } = await open(ALIYUN, { templateText: '您的问题：${content}。详询客服。' })
    expect(served.channel.can.maxText.n).toBe(500 - '【示范燃气】您的问题：。详询客服。'.length)
    await send('已派单')
    expect((await memory.journal.read('records', 0, 1))[0]?.entry).toMatchObject({ text: '【示范燃气】您的问题：已派单。详询客服。' })
  })

  const cases: [ApiFault, string, number | null][] = [
    [{ type: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL', message: '触发分钟级流控Permits:1' }, 'safe', 60_000],
    [{ type: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL', message: '触发小时级流控Permits:5' }, 'safe', 3_600_000],
    [{ type: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL', message: '触发天级流控Permits:10' }, 'never', null],
    [{ type: 'code', code: 'Throttling.User' }, 'safe', 2_000],
    [{ type: 'code', code: 'isp.SYSTEM_ERROR' }, 'ambiguous', null],
    [{ type: 'code', code: 'isv.TEMPLATE_PARAMS_ILLEGAL' }, 'never', null],
    [{ type: 'garbage' }, 'ambiguous', null],
    [{ type: 'status', status: 503, accept: true }, 'ambiguous', null],
  ]
  it.each(cases)('%j is %s', async (fault, retry, afterMs) => {
    const { platform, send } = await open(ALIYUN)
    platform.api.fail(fault)
    expect(await send('一')).toMatchObject({ ok: false, retry, ...(afterMs === null ? {} : { afterMs }) })
  })

  it('a wrong secret names the setting', async () => {
    const { send, memory } = await open(ALIYUN, { secret: 'not-the-secret' })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('SignatureDoesNotMatch') })
    expect(memory.complaints).toMatchObject([{ message: expect.stringContaining('SMS_SECRET') }])
  })
})

describe('Tencent Cloud', () => {
  it('takes the documented samples, told apart by their shape', async () => {
    const { platform, memory } = await open(TENCENT)
    const { status, reply, response } = vectors('tencent')
    for (const sample of [status, reply, reply]) {
      const { taken, body } = await platform.post(JSON.stringify(sample))
      expect([taken, JSON.parse(body)]).toEqual([true, response])
    }
    expect(memory.receipts).toEqual([{ providerId: 'xxxxxxx', status: 'delivered' }])
    expect(memory.inbound).toMatchObject([{ user: '13xxxxxxxxx', at: 1457336869_000, content: { type: 'text', text: '用户回复的内容' } }])
  })

  it('a reply is known again by all its fields, in any order', async () => {
    const { platform, memory } = await open(TENCENT)
    const reply = { extend: '01', mobile: '13800001111', nationcode: '86', sign: '示范快递', text: '在吗', time: 1457336869 }
    await platform.post(JSON.stringify(reply))
    await platform.post(JSON.stringify(Object.fromEntries(Object.entries(reply).reverse())))
    await platform.post(JSON.stringify({ ...reply, time: 1457336870 }))
    await platform.post(JSON.stringify({ ...reply, nationcode: '852', mobile: '51234567' }))
    expect(memory.inbound.map(({ address }) => address)).toEqual([MARY, MARY, '+85251234567'])
  })

  it('reports what did not arrive, by the serial number of the send', async () => {
    const { platform, memory, send } = await open(TENCENT)
    const sent = await send('您的包裹已到')
    await platform.post(JSON.stringify([{ mobile: '13800001111', nationcode: '86', report_status: 'FAIL', errmsg: 'DB:0141', description: '黑名单', sid: sent.ok ? sent.providerId : '' }]))
    await until(() => memory.receipts.length > 0)
    expect(memory.receipts).toEqual([{ providerId: sent.ok ? sent.providerId : '', status: 'failed', reason: 'Tencent Cloud reports DB:0141 黑名单' }])
  })

  it('signs as the documentation’s worked example does', () => {
    const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    const authorization = signTc3({ host: 'cvm.tencentcloudapi.com', service: 'cvm', body, seconds: 1551113065 }, 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE')
    expect(authorization).toContain('Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168')
  })

  const cases: [string, string, number | null][] = [
    ['LimitExceeded.PhoneNumberThirtySecondLimit', 'safe', 30_000], ['LimitExceeded.PhoneNumberDailyLimit', 'never', null], ['RequestLimitExceeded', 'safe', 2_000],
    ['InternalError.Timeout', 'ambiguous', null], ['FailedOperation.ContainSensitiveWord', 'never', null],
  ]
  it.each(cases)('%s is %s', async (code, retry, afterMs) => {
    const { platform, send } = await open(TENCENT)
    platform.api.fail({ type: 'code', code })
    expect(await send('一')).toMatchObject({ ok: false, retry, ...(afterMs === null ? {} : { afterMs }) })
  })

  it('a number on its blacklist is not tried again', async () => {
    const { platform, send } = await open(TENCENT)
    platform.api.fail({ type: 'code', code: 'FailedOperation.PhoneNumberInBlacklist' })
    for (const text of ['一', '二']) expect(await send(text)).toMatchObject({ ok: false, retry: 'never' })
    expect(platform.api.calls).toHaveLength(1)
  })
})
