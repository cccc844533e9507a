/** What strangers and broken programs post to the web door: refused in no time with nothing stored; and whatever is a message: kept as it came. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { door } from '../../channels/web/index.ts'
import { type Served, serve } from './serve.ts'
import { LONE_SURROGATE, NUL, TEXTS } from './texts.ts'

const SECRET = 'the-secret-of-bad-input-tests'
const FAST_MS = 2_000
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')

let served: Served
let conversation = ''
let stored = 0
beforeAll(async () => {
  served = await serve(door, { settings: { secret: SECRET, uploadMaxMb: '1' } })
  const response = await fetch(`${served.url}/directline/main/conversations`, { method: 'POST', headers: { authorization: `Bearer ${SECRET}` }, body: '{"user":{"id":"dl_1"}}' })
  conversation = ((await response.json()) as { conversationId: string }).conversationId
})
afterAll(() => served.close())
beforeEach(() => {
  stored = served.memory.inbound.length
})

async function post(path: string, body: string | Uint8Array<ArrayBuffer> | FormData, headers: Readonly<Record<string, string>> = {}) {
  const began = performance.now()
  const response = await fetch(`${served.url}/directline/main/conversations/${conversation}${path}`, { method: 'POST', headers: { authorization: `Bearer ${SECRET}`, ...headers }, body })
  return { status: response.status, body: (await response.json()) as { id?: string; error?: { code: string; message: string } }, ms: performance.now() - began }
}
const message = (text: unknown, more: object = {}) => post('/activities', JSON.stringify({ type: 'message', text, ...more }))
const form = (files: readonly { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }[], activity?: object) => {
  const data = new FormData()
  if (activity) data.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }))
  for (const { name, type, bytes } of files) data.append('file', new Blob([bytes], { type }), name)
  return data
}
const read = async () => {
  const response = await fetch(`${served.url}/directline/main/conversations/${conversation}/activities`, { headers: { authorization: `Bearer ${SECRET}` } })
  return ((await response.json()) as { activities: { text?: string; attachments?: { contentUrl: string; name: string }[] }[] }).activities
}

describe('refused with nothing stored', () => {
  it.each([
    ['no JSON', 'hello', 400], ['cut JSON', '{"type":"message"', 400], ['an array', '[]', 400], ['a number', '7', 400], ['null', 'null', 400],
    ['a tower of arrays', `{"type":"message","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    ['a tower of objects', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`, 400],
    ['brackets that never close', '{"a":'.repeat(40_000), 400],
    ['too large', JSON.stringify({ type: 'message', text: 'x'.repeat(300_000) }), 413],
  ])('%s', async (_name, body, status) => {
    const answer = await post('/activities', body)
    expect(answer.status).toBe(status)
    expect(answer.body.error?.code).toMatch(/^\w+$/)
    expect(answer.ms).toBeLessThan(FAST_MS)
    expect(served.memory.inbound).toHaveLength(stored)
  })

  it('bytes that are no UTF-8', async () => {
    expect((await post('/activities', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))).status).toBe(400)
  })

  it.each(['x', '-1', '1.5', '9'.repeat(30), '1 or 1=1'])('the watermark %j', async (watermark) => {
    const response = await fetch(`${served.url}/directline/main/conversations/${conversation}/activities?watermark=${encodeURIComponent(watermark)}`, { headers: { authorization: `Bearer ${SECRET}` } })
    expect(response.status).toBe(400)
  })

  it.each(['/nothing', '/conversations/%2e%2e/activities', '/files/..%2f..%2fetc', '/files/short', '//', '/conversations/__proto__/activities'])('the address %s', async (path) => {
    const response = await fetch(`${served.url}/directline/main${path}`, { headers: { authorization: `Bearer ${SECRET}` } })
    expect(response.status).toBe(404)
  })

  it('a method that is not offered', async () => {
    const response = await fetch(`${served.url}/directline/main/conversations`, { method: 'DELETE' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toContain('POST')
  })
})

describe('kept as it came', () => {
  it.each(TEXTS.map((text) => [text.slice(0, 20), text]))('%s', async (_name, text) => {
    expect((await message(text)).status).toBe(200)
    expect((await served.memory.arrived(stored)).content).toEqual({ type: 'text', text })
    expect((await read()).at(-1)?.text).toBe(text)
  })

  it('what cannot be stored becomes a visible sign', async () => {
    await message(NUL)
    await post('/activities', `{"type":"message","text":"${'前\\ud83d后'}"}`)
    expect(served.memory.inbound.slice(stored).map(({ content }) => content)).toEqual([{ type: 'text', text: '前\uFFFD后' }, { type: 'text', text: LONE_SURROGATE.toWellFormed() }])
  })

  it('an empty message, and one that is only a pressed button', async () => {
    await message('')
    await post('/activities', '{"type":"message","value":"转人工"}')
    expect(served.memory.inbound.slice(stored).map(({ content }) => content)).toEqual([{ type: 'text', text: '' }, { type: 'text', text: '转人工' }])
  })

  it('kinds it does not know', async () => {
    for (const body of ['{"type":"hologram","depth":3}', '{}', '{"type":7,"text":[]}', '{"type":"message","text":{"a":1}}', '{"type":"message","attachments":[{"contentUrl":"http://x"}]}']) {
      expect((await post('/activities', body)).status).toBe(200)
    }
    expect(served.memory.inbound.slice(stored).map(({ content }) => content.type)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown'])
  })

  it('any JSON object is answered and never a crash', async () => {
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.constantFrom('type', 'text', 'value', 'from', 'channelData', 'attachments', 'name', 'membersAdded'), fc.jsonValue({ maxDepth: 3 })), async (body) => {
      expect([200, 400]).toContain((await post('/activities', JSON.stringify(body))).status)
    }), { numRuns: 60 })
  })

  it('a name of any length under which it was posted', async () => {
    const long = { channelData: { clientActivityID: 'n'.repeat(5000) } }
    const [one, two] = [await message('长名字', long), await message('长名字', long)]
    expect(two.body.id).toBe(one.body.id)
    expect(served.memory.inbound).toHaveLength(stored + 1)
  })
})

describe('files', () => {
  const picture = { name: '灶台.png', type: 'image/png', bytes: new Uint8Array(PNG) }

  it('come in with their words, once however often they are sent, and can be fetched', async () => {
    const activity = { type: 'message', text: '看照片', channelData: { clientActivityID: 'upload-1' } }
    const first = await post('/upload?userId=dl_1', form([picture], activity))
    expect((await post('/upload?userId=dl_1', form([picture], activity))).body.id).toBe(first.body.id)
    expect(served.memory.inbound.slice(stored).map(({ content }) => content)).toMatchObject([
      { type: 'text', text: '看照片' }, { type: 'attachment', kind: 'image', name: '灶台.png', mime: 'image/png', bytes: PNG.length },
    ])
    const { attachments = [] } = (await read()).at(-1) ?? {}
    const response = await fetch(attachments[0]?.contentUrl ?? '')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('come as the body itself, too', async () => {
    expect((await post('/upload', new Uint8Array(PNG), { 'content-type': 'image/png', 'content-disposition': 'name="file"; filename="a.png"' })).status).toBe(200)
    expect((await served.memory.arrived(stored)).content).toMatchObject({ type: 'attachment', name: 'a.png' })
  })

  it.each([
    ['a page', { name: 'a.html', type: 'text/html', bytes: new Uint8Array(Buffer.from('<script>')) }, 415],
    ['a drawing that runs', { name: 'a.svg', type: 'image/svg+xml', bytes: new Uint8Array(Buffer.from('<svg onload="x"/>')) }, 415],
    ['a page called a picture', { name: 'a.png', type: 'image/png', bytes: new Uint8Array(Buffer.from('<script>')) }, 415],
    ['no type', { name: 'a', type: '', bytes: new Uint8Array(PNG) }, 415],
    ['more than is taken', { name: 'a.png', type: 'image/png', bytes: new Uint8Array(Buffer.concat([PNG, Buffer.alloc(1024 * 1024)])) }, 413],
  ])('are refused when they are %s', async (_name, file, status) => {
    expect((await post('/upload', form([file]))).status).toBe(status)
    expect(served.memory.inbound).toHaveLength(stored)
  })

  it('are refused when there are too many, none, or the form is broken', async () => {
    expect((await post('/upload', form(Array(6).fill(picture) as (typeof picture)[]))).status).toBe(413)
    expect((await post('/upload', form([], { type: 'message' }))).status).toBe(400)
    expect((await post('/upload', 'garbage', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400)
    expect((await post('/upload', '', { 'content-type': 'image/png' })).status).toBe(400)
    expect(served.memory.inbound).toHaveLength(stored)
  })

  it('have names without paths and tricks', async () => {
    await post('/upload', form([{ ...picture, name: '../../etc/\u202Egnp.exe' }]))
    expect((await served.memory.arrived(stored)).content).toMatchObject({ name: 'gnp.exe' })
  })
})
