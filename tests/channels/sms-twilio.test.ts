/** Twilio: its signature by its own validator, pictures only from its own hosts, statuses in any order, and every error code called by its right name. */

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import twilio from 'twilio'
import { createMediaFetcher } from '../../channels/sms/twilio/media.ts'
import { sign, verify } from '../../channels/sms/twilio/verify.ts'
import type { ApiFault } from '../../simulators/sms/api.ts'
import { createMemoryHouse } from './house.ts'
import { BOT, numberOf, openBench, type Settings, says, TWILIO } from './sms/bench.ts'
import { until } from './until.ts'

const MARY = numberOf('mary')
const { validateRequest, getExpectedTwilioSignature, validateRequestWithBody } = twilio
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open(settings: Settings = {}) {
  const bench = await openBench(TWILIO, settings)
  closers.push(bench.close)
  let serial = 0
  return { ...bench, send: (text: string, to = MARY) => bench.served.channel.send(to, says(text), `k${++serial}`, BOT) }
}

describe('the signature', () => {
  type Vectors = { authToken: string; params: Record<string, string>; form: { url: string; signature: string; valid: boolean }[]; json: { url: string; body: string; signature: string }[] }
  const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/vectors/twilio-signature.json'), 'utf8')) as Vectors
  const request = (url: string, body: string, signature: string) => {
    const { pathname, searchParams } = new URL(url)
    return { method: 'POST', path: pathname, query: searchParams, headers: { 'x-twilio-signature': signature }, body: Buffer.from(body), ip: '' }
  }

  it.each(vectors.form)('of others: $signature', ({ url, signature, valid }) => {
    expect(verify(request(url, String(new URLSearchParams(vectors.params)), signature), 'https://mycompany.com', [vectors.authToken]).ok).toBe(valid)
  })

  it('over JSON covers the address and the hash of the body', () => {
    const [{ url, body, signature }] = vectors.json as [Vectors['json'][number]]
    expect(validateRequestWithBody(vectors.authToken, signature, url, body)).toBe(true)
    expect(verify(request(url, body, signature), 'https://mycompany.com', [vectors.authToken])).toMatchObject({ ok: true })
    expect(verify(request(url, `${body} `, signature), 'https://mycompany.com', [vectors.authToken])).toMatchObject({ ok: false, status: 403 })
  })

  it('is what Twilio’s own library makes of any fields, repeated and new ones too', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('Body', 'From', 'From2', 'a', 'A', '', 'Media Url'), fc.string({ unit: 'grapheme' })), { maxLength: 12 })
    fc.assert(fc.property(pairs, (given) => {
      const params = new URLSearchParams(given)
      const fields = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name).length > 1 ? [...params.getAll(name)] : params.get(name)]))
      expect(sign('12345', 'https://desk.example.com/hooks/sms/main', params)).toBe(getExpectedTwilioSignature('12345', 'https://desk.example.com/hooks/sms/main', fields))
    }))
  })

  it('is made over the public address, with or without its port, whatever the request says', async () => {
    const { platform, served, memory } = await open({ hookUrl: 'https://desk.example.com/hooks/sms/main' })
    const params = new URLSearchParams({ MessageSid: 'SM1', From: MARY, To: platform.account.number, Body: '你好' })
    const deliver = async (url: string) => {
      const { headers, body } = platform.signed(url, params)
      expect(validateRequest(platform.account.token, headers['x-twilio-signature'] as string, url, Object.fromEntries(params))).toBe(true)
      return (await fetch(`${served.url}/hooks/sms/main`, { method: 'POST', headers, body })).status
    }
    expect(await deliver('https://desk.example.com/hooks/sms/main')).toBe(200)
    expect(await deliver('https://desk.example.com:443/hooks/sms/main')).toBe(200)
    expect(await deliver('http://127.0.0.1/hooks/sms/main')).toBe(403)
    expect(memory.inbound).toHaveLength(1)
  })

  it('may be made with either of two tokens while they change', async () => {
    const { platform, served } = await open()
    const { token } = platform.account
    const { url } = served
    const again = await openBench(TWILIO, { secret: `${token}, the-new-one`, id: platform.account.sid, hookUrl: `${url}/hooks/sms/main` })
    closers.push(again.close)
    const { headers, body } = platform.signed(`${url}/hooks/sms/main`, new URLSearchParams({ MessageSid: 'SM1', From: MARY, Body: 'x' }))
    expect((await fetch(`${again.served.url}/hooks/sms/main`, { method: 'POST', headers, body })).status).toBe(200)
  })
})

describe('a message', () => {
  it('is acknowledged with an empty answer in TwiML', async () => {
    const { platform } = await open()
    expect((await platform.say(MARY, '在吗')).body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  })

  it('with a picture: fetched with the password, kept, and before the words', async () => {
    const { platform, memory } = await open()
    await platform.picture(MARY, '表是这样的', Buffer.from('89504e47', 'hex'), 'image/png')
    expect(memory.inbound.map(({ content }) => content)).toMatchObject([{ type: 'attachment', kind: 'image', mime: 'image/png', bytes: 4 }, { type: 'text', text: '表是这样的' }])
    expect(memory.files.kept.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(['89504e47'])
    await platform.picture(MARY, '', Buffer.from('ff', 'hex'), 'image/png')
    expect(memory.inbound).toHaveLength(3)
  })

  it('of a place is a place', async () => {
    const { platform, memory } = await open()
    await platform.send(MARY, { Latitude: '31.2304', Longitude: '121.4737', Label: '人民广场' })
    expect(memory.inbound).toMatchObject([{ content: { type: 'location', latitude: 31.2304, longitude: 121.4737, label: '人民广场' } }])
  })
})

describe('pictures', () => {
  it('are fetched from nobody but Twilio, and the password goes nowhere else', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? 'no password'}`)
      if (request.url === '/away') return void response.writeHead(302, { location: `http://localhost:${(server.address() as AddressInfo).port}/stolen` }).end()
      if (request.url === '/large') return void response.writeHead(200).end(Buffer.alloc(6 * 1024 * 1024))
      response.writeHead(200).end('picture')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })
    const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { files } = createMemoryHouse()
    const get = createMediaFetcher({ fetch, files, apiBase, authorization: 'Basic secret', timeoutMs: 5_000 })
    for (const url of [`${apiBase}/good`, `${apiBase}/away`, `${apiBase}/large`, apiBase.replace('127.0.0.1', 'localhost'), 'file:///etc/passwd', 'https://api.twilio.com.evil.example/x', 'nonsense'])
      expect(await get({ url, mime: 'image/jpeg' })).toMatchObject({ type: 'attachment', kind: 'image', ref: url === `${apiBase}/good` ? expect.not.stringContaining('http') : url })
    expect(seen).toEqual(['/good Basic secret', '/away Basic secret', '/large Basic secret'])
    expect(files.kept).toHaveLength(1)
  })
})

describe('a send', () => {
  it('says where to report, and every report is passed on in whatever order it comes', async () => {
    const { platform, memory, send } = await open()
    platform.carrier.outOfOrder = true
    const sent = await send('师傅下午到')
    await until(() => memory.receipts.length === 2)
    const id = sent.ok ? (sent.providerId ?? '') : ''
    expect(id).toMatch(/^SM/)
    expect(memory.receipts.map(({ status }) => status)).toEqual(['delivered', 'sent'])
    expect(memory.receipts.every(({ providerId }) => providerId === id)).toBe(true)
  })

  it.each([['30003', 'out of reach'], ['30005', 'unknown'], ['30006', 'landline'], ['30007', 'filtered'], ['31337', '31337']])('that does not arrive (%s) is failed, with the reason', async (code, words) => {
    const { platform, memory, send } = await open()
    platform.unreachable.set(MARY, code)
    expect(await send('你好')).toMatchObject({ ok: true })
    await until(() => memory.receipts.length === 2)
    expect(memory.receipts.find(({ status }) => status === 'failed')?.reason).toContain(words)
  })

  it('to a number that Twilio knows to have refused is not tried again', async () => {
    const { platform, send } = await open()
    platform.api.fail({ type: 'code', code: '21610' })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never', reason: expect.stringContaining('21610') })
    expect(await send('二')).toMatchObject({ ok: false, retry: 'never' })
    expect(platform.api.calls).toHaveLength(1)
  })

  const cases: [string, ApiFault, string][] = [
    ['not a mobile (21614)', { type: 'code', code: '21614' }, 'never'],
    ['a code nobody knows', { type: 'code', code: '29999' }, 'never'],
    ['too many requests (20429)', { type: 'code', code: '20429' }, 'safe'],
    ['queue full (21611)', { type: 'code', code: '21611' }, 'safe'],
    ['502 after acceptance', { type: 'status', status: 502, accept: true }, 'ambiguous'],
    ['dropped', { type: 'drop', accept: false }, 'ambiguous'],
    ['accepted, no answer in time', { type: 'slow', ms: 60_000 }, 'ambiguous'],
    ['a page of somebody else', { type: 'garbage' }, 'ambiguous'],
    ['somebody else’s refusal', { type: 'status', status: 403 }, 'never'],
  ]
  it.each(cases)('%s', async (_name, fault, retry) => {
    const { platform, send } = await open({ timeoutMs: '400' })
    platform.api.fail(fault)
    expect(await send('一')).toMatchObject({ ok: false, retry })
    expect(platform.api.calls).toHaveLength(1)
  })

  it('with a wrong token names the setting', async () => {
    const { send, memory } = await open({ secret: 'not-the-token' })
    expect(await send('一')).toMatchObject({ ok: false, retry: 'never' })
    expect(memory.complaints).toMatchObject([{ level: 'error', message: expect.stringContaining('SMS_SECRET') }])
  })
})
