/** What strangers and broken programs post to the WeChat door: refused at once with nothing stored; and odd text of real customers: kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { UNAVAILABLE } from '../../simulators/wechat/account.ts'
import { type Push, signedQuery, writePush } from '../../simulators/wechat/wire.ts'
import { type Bench, openBench } from './wechat/bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench({ account: { mode: 'compatible' } })
})
afterAll(() => bench.close())
let stored = 0
beforeEach(() => {
  stored = bench.memory.inbound.length
})

const seconds = () => Math.floor(bench.clock.now() / 1000)
const signed = () => signedQuery(bench.platform.account, seconds(), '7')
const post = async (query: URLSearchParams, body: string | Uint8Array<ArrayBuffer>) => {
  const began = performance.now()
  const answer = await fetch(`${bench.served.url}/hooks/wechat/main?${query}`, { method: 'POST', body })
  return { status: answer.status, text: await answer.text(), ms: performance.now() - began }
}
const genuine = (): Push =>
  writePush(bench.platform.account, { ToUserName: bench.platform.account.originalId, FromUserName: 'oMary_1', CreateTime: seconds(), MsgType: 'text', Content: '你好', MsgId: '9' }, { seconds: seconds(), nonce: '8' })
/** A customer's words survive; on a machine however busy, a refusal takes no noticeable time. */
const FAST_MS = 2_000

describe('forged', () => {
  const forgeries: [string, (push: Push) => { query: URLSearchParams; body: string }][] = [
    ['no query at all', ({ body }) => ({ query: new URLSearchParams(), body })],
    ['wrong signature', ({ query, body }) => ({ query: changed(query, 'signature', 'a'.repeat(40)), body })],
    ['a signature of another length', ({ query, body }) => ({ query: changed(query, 'signature', 'a'), body })],
    ['wrong message signature', ({ query, body }) => ({ query: changed(query, 'msg_signature', 'b'.repeat(40)), body })],
    ['no message signature', ({ query, body }) => ({ query: changed(query, 'msg_signature', null), body })],
    ['another timestamp', ({ query, body }) => ({ query: changed(query, 'timestamp', String(seconds() + 1)), body })],
    ['ciphertext changed', ({ query, body }) => ({ query, body: body.replace(/(<Encrypt><!\[CDATA\[)(.)/, (_, head: string, letter: string) => head + (letter === 'A' ? 'B' : 'A')) })],
    ['yesterday', () => {
      const time = { seconds: seconds() - 86_400, nonce: '8' }
      return writePush(bench.platform.account, { FromUserName: 'oMary_1', MsgType: 'text', Content: '你好', MsgId: '9' }, time)
    }],
  ]
  it.each(forgeries)('%s → 403, nothing stored, nothing told', async (_name, forge) => {
    const { query, body } = forge(genuine())
    const { status, text, ms } = await post(query, body)
    expect([401, 403]).toContain(status)
    expect(text).not.toContain(bench.platform.account.token)
    expect(ms).toBeLessThan(FAST_MS)
    expect(bench.memory.inbound).toHaveLength(stored)
  })
})

describe('garbage under a good signature', () => {
  const deep = (n: number) => `<xml>${'<a>'.repeat(n)}${'</a>'.repeat(n)}</xml>`
  const garbage: [string, () => string | Uint8Array<ArrayBuffer>, number][] = [
    ['empty', () => '', 400],
    ['no XML', () => '你好', 400],
    ['cut XML', () => '<xml><FromUserName>', 400],
    ['two roots', () => '<xml></xml><xml></xml>', 400],
    ['no sender', () => '<xml><MsgType>text</MsgType><Content>x</Content></xml>', 400],
    ['random bytes', () => Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919) % 256), 400],
    ['nested 100,000 deep', () => deep(100_000), 400],
    ['JSON nested 100,000 deep', () => `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
    ['100,000 elements', () => `<xml>${'<a/>'.repeat(100_000)}</xml>`, 400],
    ['entities that multiply', () => `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><FromUserName>&b;</FromUserName></xml>`, 400],
    ['a file of the machine', () => '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><FromUserName>&a;</FromUserName><MsgType>text</MsgType></xml>', 400],
    ['2 MB', () => `<xml><Content>${'x'.repeat(2_000_000)}</Content></xml>`, 413],
    ['an array', () => '[1,2,3]', 400],
    ['__proto__', () => '{"__proto__":{"FromUserName":"oEve","MsgType":"text"}}', 400],
  ]
  it.each(garbage)('%s', async (_name, make, expected) => {
    const { status, ms } = await post(signed(), make())
    expect(status).toBe(expected)
    expect(ms).toBeLessThan(FAST_MS)
    expect(bench.memory.inbound).toHaveLength(stored)
  })

  it('an encrypted request with nothing encrypted, or nonsense in its place', async () => {
    const { query } = genuine()
    expect((await post(query, '<xml><MsgType>text</MsgType><FromUserName>oEve</FromUserName></xml>')).status).toBe(400)
    expect((await post(query, '<xml><Encrypt>AAAA</Encrypt></xml>')).status).toBe(403)
    expect(bench.memory.inbound).toHaveLength(stored)
  })

  it('another method is told which ones there are', async () => {
    const answer = await fetch(`${bench.served.url}/hooks/wechat/main`, { method: 'DELETE' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })
})

describe('odd text of customers', () => {
  const texts: [string, string, string?][] = [
    ['emoji of several code points', '👨‍👩‍👧‍👦🇨🇳 家里煤气味 🤧'],
    ['right-to-left', 'مرحبا \u202Eabc\u202C שלום'],
    ['spaces at the ends', '  \n 在吗 \t '],
    ['digits that look like numbers', '007'],
    ['an exponent', '1e5'],
    ['markup', '<script>alert(1)</script> &lt; &#x4f60; ]]> <![CDATA[x]]>'],
    ['NUL', 'a\u0000b', 'a\uFFFDb'],
    ['a lone surrogate', 'a\uD83Db', 'a\uFFFDb'],
    ['noncharacters', '\uFFFE\uFFFF'],
    ['50 KB', '长'.repeat(17_000)],
    ['empty', ''],
    ['combining marks', 'e\u0301 が 한글'],
    ['line ends, which XML itself makes one', 'a\u2028b\u2029c\r\nd', 'a\u2028b\u2029c\nd'],
  ]
  it.each(texts)('%s', async (_name, text, expected = text) => {
    const { outcome } = await bench.platform.customer('oMary_1').say(text)
    expect(outcome).toBe('accepted')
    expect(bench.memory.inbound.at(-1)?.content).toEqual({ type: 'text', text: expected })
    expect(bench.platform.customer('oMary_1').received().some(({ text: line }) => line === UNAVAILABLE)).toBe(false)
  })
})

function changed(query: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const copy = new URLSearchParams(query)
  if (value === null) copy.delete(name)
  else copy.set(name, value)
  return copy
}
