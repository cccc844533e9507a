/** What all doors lean on: XML and JSON of strangers, calls to providers, secrets compared, settings read, work in lanes. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { sameSecret } from '../../channels/kit/compare.ts'
import { type Call, callProvider } from '../../channels/kit/http.ts'
import { parseJson } from '../../channels/kit/json.ts'
import { createLanes } from '../../channels/kit/lanes.ts'
import { missingSettings, readSettings, settingsReader } from '../../channels/kit/settings.ts'
import { sendable, storable } from '../../channels/kit/text.ts'
import { cdata, childText, parseXml } from '../../channels/kit/xml.ts'
import type { Setting } from '../../core/channel.ts'

describe('XML', () => {
  const field = (source: string) => {
    const parsed = parseXml(source)
    return parsed.ok ? childText(parsed.root, 'a') : parsed.reason
  }

  it('keeps what was written: no numbers, no trimming, sections and entities as text', () => {
    expect(['007', ' 1e5 ', '<![CDATA[<b>&amp;]]>', '&lt;&#x4f60;&#22909;&amp;lt;', '', '<![CDATA[]]>'].map((inside) => field(`<x><a>${inside}</a></x>`)))
      .toEqual(['007', ' 1e5 ', '<b>&amp;', '<你好&lt;', '', ''])
  })

  it('reads back any text that was put into a section', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      fc.pre(!text.includes('\r'))
      expect(field(`<x><a>${cdata(text)}</a></x>`)).toBe(text)
    }))
    expect(field(`<x><a>${cdata(']]>]]>')}</a></x>`)).toBe(']]>]]>')
  })

  it.each(['', 'x', '<x>', '<x></y>', '<x></x><x></x>', 'a<x></x>', '<x></x>b', '<!DOCTYPE x><x></x>', '<!ENTITY a "b"><x/>', '<x><![CDATA[</x>', '<x><!-- </x>', '<1></1>', '<x a="<"></x>'])(
    'refuses %s', (source) => expect(parseXml(source).ok).toBe(false),
  )

  it('never throws, whatever it is given', () => {
    const markup = fc.array(fc.constantFrom('<', '>', '</', 'x', 'a', '/>', '<![CDATA[', ']]>', '<!--', '-->', '&', ';', '#', ' ', '"', '<?', '?>', '<!'), { maxLength: 40 })
    fc.assert(fc.property(markup, (pieces) => expect(typeof parseXml(pieces.join('')).ok).toBe('boolean')), { numRuns: 500 })
  })
})

describe('JSON', () => {
  it('keeps the digits of numbers', () => {
    expect(parseJson('{"id":6054768590064713728,"n":1.50,"e":1e5}')).toEqual({ ok: true, value: { id: '6054768590064713728', n: '1.50', e: '1e5' } })
  })

  it('stops at its depth before anything recurses', () => {
    expect(parseJson('['.repeat(1_000_000)).ok).toBe(false)
    expect(parseJson(`"${'['.repeat(100)}"`)).toEqual({ ok: true, value: '['.repeat(100) })
    expect(parseJson('"\\"[[[[[[[[[[[[[["').ok).toBe(true)
  })
})

describe('text', () => {
  it('is stored whole but for what no database holds', () => {
    expect(storable(' a\u0000b\uD83Dc👍 ')).toBe(' a\uFFFDb\uFFFDc👍 ')
  })

  it('is sent without what no provider shows', () => {
    expect(sendable('a\u0007\u0000b\r\nc\td\uFFFF👍')).toBe('ab\nc\td👍')
  })
})

describe('secrets', () => {
  it('are the same only when they are', () => {
    expect([sameSecret('abc', 'abc'), sameSecret('abc', 'abd'), sameSecret('', 'abc'), sameSecret('abc', 'abcd')]).toEqual([true, false, false, false])
  })
})

describe('a call to a provider', () => {
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    }
  })
  const to = async (listener: RequestListener, more: Partial<Call> = {}) => {
    const server = createServer(listener)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return callProvider(fetch, { url: `http://127.0.0.1:${port}/send?token=hidden`, timeoutMs: 5_000, ...more })
  }
  const status = (code: number, headers: Record<string, string> = {}): RequestListener => (_request, response) => void response.writeHead(code, headers).end('x')

  it.each<[number, string]>([[400, 'never'], [401, 'never'], [404, 'never'], [408, 'ambiguous'], [429, 'safe'], [500, 'ambiguous'], [502, 'ambiguous'], [504, 'ambiguous']])(
    'answered with %i is %s', async (code, retry) => expect(await to(status(code))).toMatchObject({ ok: false, failure: { retry } }),
  )

  it('waits as long as it is told to', async () => {
    expect(await to(status(429, { 'retry-after': '7' }))).toMatchObject({ failure: { retry: 'safe', afterMs: 7_000 } })
  })

  it('does not follow the provider to another address', async () => {
    expect(await to(status(302, { location: 'http://127.0.0.1:1/' }))).toMatchObject({ ok: false })
  })

  it('in vain is told apart: nobody there, no answer, cut off', async () => {
    const cut = await to((request) => request.socket.destroy())
    const silent = await to(() => {}, { timeoutMs: 50 })
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const nobody = await callProvider(fetch, { url: `http://127.0.0.1:${port}/send?token=hidden`, timeoutMs: 5_000 })
    expect([cut, silent, nobody].map((one) => (one.ok ? 'ok' : one.failure.retry))).toEqual(['ambiguous', 'ambiguous', 'safe'])
    expect(JSON.stringify([cut, silent, nobody])).not.toContain('hidden')
  })
})

describe('settings', () => {
  const declared: readonly Setting[] = [
    { key: 'secret', env: 'X_SECRET', about: 'The secret from the provider.', secret: true, required: true },
    { key: 'wait', env: 'X_WAIT', about: 'Seconds to wait.', default: '5' },
    { key: 'base', env: 'X_BASE', about: 'Where the API is.' },
  ]
  const read = (values: Record<string, string | undefined>) => settingsReader('x', declared, values)

  it('come from the environment, pasted with spaces or empty', () => {
    expect(readSettings(declared, { X_SECRET: ' abc ', X_BASE: '' })).toEqual({ secret: 'abc', wait: '5', base: undefined })
    expect(missingSettings(declared, {}).map(({ env }) => env)).toEqual(['X_SECRET'])
  })

  it('that are wrong name their variable and what belongs there', () => {
    expect(() => read({}).needed('secret')).toThrow('[x] X_SECRET is not set. The secret from the provider.')
    for (const wrong of ['-1', '61', 'five', '5.5', '']) expect(() => read({ wait: wrong }).wholeNumber('wait', 6, 60)).toThrow('X_WAIT must be a whole number from 6 to 60')
    for (const wrong of ['ftp://x', 'example.com', '//x']) expect(() => read({ base: wrong }).address('base')).toThrow('X_BASE must be an http or https address')
    expect(read({ base: 'https://api.example.com/' }).address('base')).toBe('https://api.example.com')
  })
})

describe('lanes', () => {
  it('run work of one key in order, of others beside it, and outlive a failure', async () => {
    const lanes = createLanes()
    const done: string[] = []
    let open = () => {}
    const first = lanes('a', () => new Promise<void>((resolve) => {
      open = resolve
    }).then(() => void done.push('a1')))
    const failing = lanes('a', async () => {
      done.push('a2')
      throw new Error('on purpose')
    })
    const third = lanes('a', async () => done.push('a3'))
    await lanes('b', async () => done.push('b1'))
    open()
    await expect(failing).rejects.toThrow('on purpose')
    await Promise.all([first, third])
    expect(done).toEqual(['b1', 'a1', 'a2', 'a3'])
  })
})
