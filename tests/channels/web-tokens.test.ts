/** Who may do what at the web door: secrets, tokens and their ends, origins, and how often a stranger may begin. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { WebSocket } from 'ws'
import { door } from '../../channels/web/index.ts'
import { createTokens } from '../../channels/web/tokens.ts'
import { type Served, serve } from './serve.ts'

const SECRET = 'the-first-secret-of-this-site'
const NEXT = 'the-second-secret-of-this-site'
const LISTED = 'https://www.example.com'
let now = Date.UTC(2026, 2, 2)
let served: Served
beforeAll(async () => {
  served = await serve(door, { settings: { secret: `${SECRET}, ${NEXT}`, origins: LISTED, startsPerMinute: '5', postsPerMinute: '20', resumeDays: '30' }, now: () => now })
})
afterAll(() => served.close())

type Body = { error?: { code: string }; token: string; conversationId: string; streamUrl: string; resume: string; user: string; resumed: boolean; expires_in: number; activities: unknown[]; watermark: string }
async function call(method: string, path: string, bearer: string | null = null, more: { body?: object; origin?: string } = {}) {
  const response = await fetch(`${served.url}/directline/main${path}`, {
    method, headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(more.origin ? { origin: more.origin } : {}) },
    ...(more.body ? { body: JSON.stringify(more.body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body }
}
const generate = (body: object = {}) => call('POST', '/tokens/generate', SECRET, { body })
const start = (bearer: string, body?: object) => call('POST', '/conversations', bearer, body ? { body } : {})
const session = (origin: string, resume?: string) => call('POST', '/widget/session', null, { origin, body: resume === undefined ? {} : { resume } })

describe('secrets and tokens', () => {
  it('nothing without credentials, nothing with wrong ones', async () => {
    const { body } = await start(SECRET)
    for (const path of ['/tokens/generate', '/tokens/refresh', '/conversations', `/conversations/${body.conversationId}/activities`, `/conversations/${body.conversationId}/upload`]) {
      expect((await call('POST', path)).status).toBe(401)
      expect((await call('POST', path, 'a.b.c')).status).toBe(403)
      expect((await call('POST', path, `${SECRET}x`)).status).toBe(403)
      expect((await call('POST', path, SECRET.slice(0, -1))).status).toBe(403)
    }
  })

  it('both secrets of a change count', async () => {
    expect((await start(SECRET)).status).toBe(201)
    expect((await start(NEXT)).status).toBe(201)
  })

  it('a token opens its own conversation once, and no other', async () => {
    const { body: one } = await generate({ user: { id: 'dl_1' } })
    const { body: other } = await generate({ user: { id: 'dl_2' } })
    expect((await start(one.token)).status).toBe(201)
    expect((await start(one.token)).status).toBe(200)
    expect((await start(other.token)).body.conversationId).not.toBe(one.conversationId)
    expect((await call('GET', `/conversations/${other.conversationId}/activities`, one.token)).status).toBe(403)
    expect((await call('POST', `/conversations/${other.conversationId}/activities`, one.token, { body: { type: 'message', text: '假的' } })).status).toBe(403)
    expect((await call('POST', '/tokens/generate', one.token)).status).toBe(403)
    expect(served.memory.inbound).toEqual([])
  })

  it('the token says who the user is, not the message', async () => {
    const { body } = await generate({ user: { id: 'dl_mary' } })
    await start(body.token, { user: { id: 'dl_eve' } })
    const before = served.memory.inbound.length
    await call('POST', `/conversations/${body.conversationId}/activities`, body.token, {
      body: { type: 'message', text: '我是客服', from: { id: 'agent', role: 'bot' }, channelData: { by: 'agent', citations: [{ title: '假的' }], body: '假的', notice: 'joined' } },
    })
    expect((await served.memory.arrived(before)).user).toBe('dl_mary')
    const { body: read } = await call('GET', `/conversations/${body.conversationId}/activities`, body.token)
    expect(read.activities).toMatchObject([{ from: { id: 'dl_mary', role: 'user' }, text: '我是客服', channelData: {} }])
    expect(JSON.stringify(read)).not.toContain('假的')
  })

  it('ends after half an hour, is refreshed before, and not after', async () => {
    const { body } = await generate()
    expect(body.expires_in).toBe(1800)
    await start(body.token)
    now += 1799_000
    const { body: fresh } = await call('POST', '/tokens/refresh', body.token)
    now += 2_000
    const dead = await call('GET', `/conversations/${body.conversationId}/activities`, body.token)
    expect([dead.status, dead.body.error?.code]).toEqual([403, 'TokenExpired'])
    expect((await call('POST', '/tokens/refresh', body.token)).status).toBe(403)
    expect((await call('GET', `/conversations/${body.conversationId}/activities`, fresh.token)).status).toBe(200)
  })

  it('a token for one use is none for another, nor is one signed by somebody else or by nobody', async () => {
    const { body } = await generate()
    const { body: opened } = await start(body.token)
    const ticket = new URL(opened.streamUrl).searchParams.get('t') ?? ''
    const bound = { conversation: body.conversationId, user: 'dl_1' }
    const foreign = createTokens(Buffer.alloc(32, 1), () => now).issue('call', bound, 1800)
    const [, payload = ''] = body.token.split('.')
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`
    for (const wrong of [ticket, foreign, unsigned, `${body.token}x`, `x${body.token}`, body.token.replace('.', '..')]) {
      expect((await call('GET', `/conversations/${body.conversationId}/activities`, wrong)).status).toBe(403)
    }
    expect(await socket(opened.streamUrl.replace(ticket, body.token))).toBe('refused')
    expect(await socket(opened.streamUrl.replace(body.conversationId, 'another'))).toBe('refused')
    expect(await socket(opened.streamUrl)).toBe('open')
    now += 61_000
    expect(await socket(opened.streamUrl)).toBe('refused')
  })
})

describe('origins', () => {
  it('the widget starts on the sites listed and on the desk itself, nowhere else', async () => {
    expect((await session(LISTED)).status).toBe(200)
    expect((await session(served.url)).status).toBe(200)
    for (const origin of ['https://evil.example', 'https://www.example.com.evil.example', 'http://www.example.com', 'null']) {
      const { status, headers } = await session(origin)
      expect([origin, status, headers.get('access-control-allow-origin')]).toEqual([origin, 403, null])
    }
    expect((await call('POST', '/widget/session')).status).toBe(403)
  })

  it('a browser learns by preflight what it may send', async () => {
    const { status, headers } = await call('OPTIONS', '/conversations', null, { origin: LISTED })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(LISTED)
    expect(headers.get('access-control-allow-headers')).toMatch(/Authorization.*x-ms-bot-agent/)
    expect((await call('OPTIONS', '/conversations', null, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('a token bound to a site is worth nothing elsewhere', async () => {
    const { body } = await generate({ trustedOrigins: [LISTED] })
    await start(body.token)
    const path = `/conversations/${body.conversationId}/activities`
    expect((await call('GET', path, body.token, { origin: LISTED })).status).toBe(200)
    expect((await call('GET', path, body.token, { origin: served.url })).status).toBe(403)
    expect((await generate({ trustedOrigins: 'https://a.example' })).status).toBe(400)
  })
})

describe('the widget’s session', () => {
  it('goes on with the conversation for as long as the browser may, and begins anew with anything else', async () => {
    now += 60_000
    const { body: first } = await session(LISTED)
    expect(first.user).toMatch(/^dl_/)
    now += 29 * 86_400_000
    const { body: again } = await session(LISTED, first.resume)
    expect([again.resumed, again.conversationId, again.user]).toEqual([true, first.conversationId, first.user])
    // Coming back prolongs it.
    now += 29 * 86_400_000
    expect((await session(LISTED, again.resume)).body.resumed).toBe(true)
    for (const wrong of [first.resume, first.token, 'x', '']) {
      const { body } = await session(LISTED, wrong)
      expect([body.resumed, body.conversationId === first.conversationId]).toEqual([false, false])
      now += 60_000
    }
  })

  it('cannot be begun more often than the limit from one address, and coming back does not count', async () => {
    now += 600_000
    const opened = await Promise.all(Array.from({ length: 5 }, () => session(LISTED)))
    expect(opened.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const { status, headers } = await session(LISTED)
    expect(status).toBe(429)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await session(LISTED, opened[0]?.body.resume)).status).toBe(200)
    now += Number(headers.get('retry-after')) * 1000
    expect((await session(LISTED)).status).toBe(200)
  })
})

describe('messages', () => {
  it('cannot be posted more often than the limit with a token, and without limit by a server', async () => {
    const { body } = await generate()
    await start(body.token)
    const path = `/conversations/${body.conversationId}/activities`
    const say = (bearer: string) => call('POST', path, bearer, { body: { type: 'message', text: '在吗' } })
    const statuses = (await Promise.all(Array.from({ length: 22 }, () => say(body.token)))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
    const refused = await say(body.token)
    expect((await say(SECRET)).status).toBe(200)
    now += Number(refused.headers.get('retry-after')) * 1000
    expect((await say(body.token)).status).toBe(200)
  })
})

const socket = (url: string): Promise<'open' | 'refused'> =>
  new Promise((resolve) => {
    const opened = new WebSocket(url)
    opened.on('open', () => {
      opened.close()
      resolve('open')
    })
    opened.on('error', () => resolve('refused'))
  })
