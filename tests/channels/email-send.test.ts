/** Answers as letters: where they belong, what marks them, what they look like, and what becomes of them when the server fails. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { door } from '../../channels/email/index.ts'
import { judge } from '../../channels/email/smtp.ts'
import type { Channel } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { createSink, type Sink } from '../../simulators/email/sink.ts'
import { DESK, letter, settingsFor } from './email/bench.ts'
import { createDesk, type Desk } from './email/letters.ts'

const BOT = { kind: 'bot' } as const
const NOWHERE = { port: 1, user: 'x', password: 'x' }
let sink: Sink
let desk: Desk
let channel: Channel

const open = (more: Readonly<Record<string, string>> = {}) => door.create(desk.memory.context({ ...settingsFor(NOWHERE, sink), ...more }))
/** The conversation of a letter that has come in. */
const from = async (draft: Parameters<typeof letter>[0]) => (await desk.first(letter(draft))).address
const send = (to: string, text: string, key = 'f1/0/0') => channel.send(to, { type: 'text', text }, key, BOT)

beforeEach(async () => {
  sink = await createSink()
  desk = createDesk()
  await desk.memory.state.set('secret', 'secret of the test')
  channel = await open()
})
afterEach(async () => {
  await channel.close?.()
  await sink.close()
})

describe('an answer', () => {
  it('belongs to the letter it answers', async () => {
    const to = await from({ id: '<b@x.y>', subject: '投诉', headers: { References: '<r@x.y> <a@x.y>', 'In-Reply-To': '<a@x.y>' } })
    expect(await send(to, '您好')).toMatchObject({ ok: true, providerId: expect.stringMatching(/^[a-z2-7]{41}$/) })
    const [{ mail, ...sent } = fail()] = sink.letters
    expect(sent).toMatchObject({ from: DESK, to: ['mary@example.com'] })
    expect(mail).toMatchObject({ subject: 'Re: 投诉', inReplyTo: '<b@x.y>', references: ['<r@x.y>', '<a@x.y>', '<b@x.y>'], from: { value: [{ name: '台灯店客服', address: DESK }] }, to: { value: [{ name: 'Mary', address: 'mary@example.com' }] } })
    expect(mail.messageId).toMatch(/^<[a-z2-7]{41}@desk\.test>$/)
  })

  it('leads back into its conversation', async () => {
    const to = await from({})
    await send(to, '您好')
    const answered = sink.letters[0]?.mail.messageId ?? ''
    expect(await from({ headers: { 'In-Reply-To': answered } })).toBe(to)
  })

  it('has the same Message-ID when it is sent again, and another for another message', async () => {
    const to = await from({})
    await send(to, '一', 'k1')
    await send(to, '一', 'k1')
    await send(to, '二', 'k2')
    const [one, again, other] = sink.letters.map(({ mail }) => mail.messageId)
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('of the bot is marked so that no machine answers, of a person it is not', async () => {
    const to = await from({})
    await send(to, '您好')
    await channel.send(to, { type: 'text', text: '我是小林' }, 'k2', { kind: 'agent', name: 'lin' })
    const [bot, agent] = sink.letters.map(({ mail }) => mail.headers)
    expect([bot?.get('auto-submitted'), bot?.get('x-auto-response-suppress')]).toEqual(['auto-replied', 'All'])
    expect(agent?.has('auto-submitted')).toBe(false)
  })

  it('that is mere news has no sender to bounce to', async () => {
    const to = await from({})
    await channel.send(to, { type: 'text', text: '已为您排队', notice: 'queued' }, 'k', BOT)
    expect(sink.letters[0]?.from).toBe('')
  })

  it('carries its token in the address where the server knows the plus', async () => {
    await channel.close?.()
    channel = await open({ plusAddress: 'on' })
    await send(await from({}), '您好')
    const [sent] = sink.letters
    expect(sent?.from).toMatch(/^service\+[a-z2-7]{41}@desk\.test$/)
    expect(sent?.mail.replyTo?.value[0]?.address).toBe(sent?.from)
  })

  it('has a plain part beside HTML, both with their sources, and nothing of it is markup', async () => {
    const citations = [{ article: 'a', version: '3', clause: '2', title: '<运费> & 险', validFrom: '2026-01-01' }]
    const content: Content = { type: 'text', text: '第一段 <b>粗</b>\n第二行\n\n"第二段" & \'x\'', citations }
    await channel.send(await from({}), content, 'k', BOT)
    const { text, html } = sink.letters[0]?.mail ?? fail()
    expect(text?.trimEnd()).toBe('第一段 <b>粗</b>\n第二行\n\n"第二段" & \'x\'\n\n[1] 《<运费> & 险》 § 2 (3, 2026-01-01)')
    expect(html).toContain('第一段 &lt;b&gt;粗&lt;/b&gt;<br>第二行</p>')
    expect(html).toContain('<li>《&lt;运费&gt; &amp; 险》 § 2 (3, 2026-01-01)</li>')
    expect(html).not.toContain('<b>')
  })

  it('takes nothing out of a letter into its headers', async () => {
    const evil = Buffer.from('From: =?utf-8?Q?x=0D=0ABcc=3A_eve=40evil.test?= <mary@example.com>\r\nMessage-ID: <a@x.y>\r\nSubject: =?utf-8?Q?y=0D=0ABcc:_eve@evil.test=0D=0A=0D=0Abody?=\r\n\r\nhi')
    expect(await send((await desk.first(evil)).address, '您好')).toMatchObject({ ok: true })
    const [{ mail, to, raw } = fail()] = sink.letters
    expect(to).toEqual(['mary@example.com'])
    expect(mail.headers.has('bcc')).toBe(false)
    expect(raw.toString('latin1').split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im)
    expect(mail.subject).toBe('Re: y Bcc: eve@evil.test body')
  })

  it.each([['回复: 投诉', '回复: 投诉'], ['RE: x', 'RE: x'], ['', 'Re: 台灯店客服']])('to "%s" is called "%s"', async (subject, answer) => {
    await send(await from({ subject }), '您好')
    expect(sink.letters[0]?.mail.subject).toBe(answer)
  })

  it('goes out even when nothing is known of its conversation any more', async () => {
    expect(await send('abcdefghijklm/mary@example.com', '您好')).toMatchObject({ ok: true })
    expect(sink.letters[0]?.mail.inReplyTo).toBeUndefined()
  })

  it('goes nowhere when the letter had no sender', async () => {
    expect(await send((await desk.first(Buffer.from('Subject: x\r\n\r\nhi'))).address, '您好')).toMatchObject({ ok: false, retry: 'never' })
  })

  it('uses the connections it has', async () => {
    const to = await from({})
    for (let n = 0; n < 5; n++) await send(to, `${n}`, `k${n}`)
    expect([sink.letters.length, sink.connections()]).toEqual([5, 1])
  })
})

describe('a server that fails', () => {
  it.each([['busy', 'safe'], ['refused', 'never'], ['cut', 'ambiguous'], ['lost', 'ambiguous'], ['silent', 'ambiguous']] as const)('%s: %s', async (fault, retry) => {
    await channel.close?.()
    channel = await open({ timeoutMs: '700' })
    const to = await from({})
    await send(to, '先成功一次', 'k0')
    sink.next(fault)
    expect(await send(to, '会出错', 'k1')).toMatchObject({ ok: false, retry, reason: expect.stringMatching(/^SMTP: ./) })
    expect(sink.letters).toHaveLength(fault === 'lost' || fault === 'silent' ? 2 : 1)
    expect(await send(to, '又好了', 'k2')).toMatchObject({ ok: true })
  })

  it('closes: safe on a new connection; a used one is replaced, because not a byte of the letter had left', async () => {
    const to = await from({})
    sink.next('closing')
    expect(await send(to, '一', 'k1')).toMatchObject({ ok: false, retry: 'safe' })
    expect(await send(to, '一', 'k1')).toMatchObject({ ok: true })
    sink.next('closing')
    expect(await send(to, '二', 'k2')).toMatchObject({ ok: true })
    expect(sink.letters).toHaveLength(2)
  })

  it('is not there: safe', async () => {
    const to = await from({})
    await sink.close()
    expect(await send(to, '会出错')).toMatchObject({ ok: false, retry: 'safe' })
    sink = await createSink()
  })

  it('does not know the password: the desk is refused, not the letter', async () => {
    await channel.close?.()
    channel = await open({ smtpPassword: 'wrong-password-1' })
    const result = await send(await from({}), '会出错')
    expect(result).toMatchObject({ ok: false, retry: 'safe' })
    expect(JSON.stringify(result)).not.toContain('wrong-password-1')
  })

  it('does not offer STARTTLS where it is required: nothing is sent in the clear', async () => {
    await channel.close?.()
    channel = await open({ smtpSecurity: 'starttls' })
    expect(await send(await from({}), '会出错')).toMatchObject({ ok: false, retry: 'safe' })
    expect(sink.letters).toEqual([])
  })

  it.each([[{ responseCode: 452, command: 'DATA' }, 'safe'], [{ responseCode: 554, command: 'DATA' }, 'never'], [{ responseCode: 530, command: 'AUTH PLAIN' }, 'safe'], [{ responseCode: 550, command: 'MAIL FROM' }, 'never'], [{ code: 'EENVELOPE' }, 'never'], [{ code: 'ETIMEDOUT' }, 'safe']] as const)('answers %j: %s', (error, retry) => {
    expect(judge(Object.assign(new Error('x'), error), false).retry).toBe(retry)
  })
})

const fail = (): never => {
  throw new Error('no letter has come')
}
