/** Letters of machines: kept, never answered; letters that only look so: answered; loops that nothing gives away: stopped by counting. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { DESK, letter } from './email/bench.ts'
import { createDesk, vector } from './email/letters.ts'

const silent = async (raw: Buffer, more: Readonly<Record<string, string>> = {}) => (await createDesk(more).first(raw)).content.silent
const folder = (name: string) => readdirSync(join(import.meta.dirname, '../fixtures/vectors/email', name)).map((file) => `${name}/${file}`)

describe('a letter is of a machine', () => {
  it.each([
    ['Auto-Submitted', { 'Auto-Submitted': 'auto-replied' }],
    ['Auto-Submitted with a parameter', { 'Auto-Submitted': 'auto-generated; x=y' }],
    ['Return-Path: <>', { 'Return-Path': '<>' }],
    ['Precedence: bulk', { Precedence: 'bulk' }],
    ['Precedence: list', { Precedence: 'list' }],
    ['Precedence: auto_reply', { Precedence: 'auto_reply' }],
    ['a list', { 'List-Id': '<news.example.com>' }],
    ['a list one can leave', { 'List-Unsubscribe': '<mailto:x@y.z>' }],
    ['Exchange out of office, which has only this', { 'X-Auto-Response-Suppress': 'All' }],
    ['Exchange with a list of kinds', { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }],
    ['X-Autoreply', { 'X-Autoreply': 'yes' }],
    ['X-Autorespond', { 'X-Autorespond': '' }],
    ['X-Loop', { 'X-Loop': 'desk' }],
    ['X-Auto-Generated', { 'X-Auto-Generated': 'true' }],
  ])('by %s', async (_how, headers) => {
    expect(await silent(letter({ headers: headers as Record<string, string> }))).toBe('machine')
  })

  it.each(['MAILER-DAEMON@example.com', 'postmaster@example.com', 'no-reply@example.com', 'noreply+x@example.com', 'DoNotReply@example.com', DESK, 'service+abc@desk.test'])('by its sender %s', async (from) => {
    expect(await silent(letter({ from }))).toBe('machine')
  })

  it.each(['自动回复：您的来信已收到', '自動回覆: 出國中', '自动回复', 'Automatic reply: Re: x', 'Auto: away', 'Out of Office until Monday', 'Auto-Reply: x', '外出自动回复（张三）'])('by its subject "%s"', async (subject) => {
    expect(await silent(letter({ subject }))).toBe('machine')
  })

  it('when it is a report, whatever else it says', async () => {
    expect(await silent(letter({ type: 'multipart/report; report-type=disposition-notification; boundary=x', body: '--x\r\n\r\nread\r\n--x--' }))).toBe('machine')
  })

  it('when a calendar program answers an invitation', async () => {
    expect(await silent(letter({ type: 'text/calendar; method=REPLY', body: 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nSUMMARY:x\r\nEND:VCALENDAR' }))).toBe('machine')
  })

  it('when the operator says so, by address or domain', async () => {
    const never = { neverAnswer: 'crm@ourselves.test, @bots.test' }
    expect(await silent(letter({ from: 'crm@ourselves.test' }), never)).toBe('machine')
    expect(await silent(letter({ from: 'x@bots.test' }), never)).toBe('machine')
    expect(await silent(letter({ from: 'x@notbots.test' }), never)).toBeUndefined()
  })

  it('when nobody has signed it as sender', async () => {
    expect(await silent(Buffer.from('Subject: x\r\n\r\nhello'))).toBe('machine')
  })
})

describe('a letter is of a person', () => {
  it.each([
    ['X-Auto-Response-Suppress: None', { 'X-Auto-Response-Suppress': 'None' }],
    ['Auto-Submitted: no', { 'Auto-Submitted': 'no' }],
    ['Precedence: first-class', { Precedence: 'first-class' }],
    ['a Return-Path', { 'Return-Path': '<mary@example.com>' }],
  ])('in spite of %s', async (_how, headers) => {
    expect(await silent(letter({ headers: headers as Record<string, string> }))).toBeUndefined()
  })

  it.each(['自动回复怎么关闭？', '请不要自动回复我', 'Auto insurance', '你们的自动回复：答非所问', 'Automatic replying machine broken'])('who asks about "%s"', async (subject) => {
    expect(await silent(letter({ subject }))).toBeUndefined()
  })

  it.each(folder('not-bounce-sisimai'))('%s', async (file) => {
    expect(await silent(vector(file))).toBeUndefined()
  })
})

describe('letters collected by others', () => {
  it.each([...folder('autoreply-sisimai'), ...folder('bounces-sisimai').filter((file) => !/arf-19|office365-02/.test(file)), 'mailparser/delivery-status.eml'])('%s is kept and not answered', async (file) => {
    const { content } = await createDesk().first(vector(file))
    expect(content.silent).toBe('machine')
    expect(content.type === 'text' && content.text.length > 0).toBe(true)
  })

  it.each(['bounces-sisimai/arf-19.eml', 'bounces-sisimai/lhost-office365-02.eml'])('%s, too', async (file) => {
    expect(await silent(vector(file))).toBe('machine')
  })
})

describe('a loop that no header gives away', () => {
  it('ends at so many letters of one address within an hour, and starts again after it', async () => {
    const desk = createDesk({ answersPerHour: '3' })
    const at = 1_700_000_000_000
    const taken = []
    for (let n = 0; n < 5; n++) taken.push(await desk.take(letter({ text: `第 ${n} 封` }), { at: at + n * 1000 }))
    taken.push(await desk.take(letter({ text: '一小时后' }), { at: at + 3_700_000 }))
    expect(taken.map(({ inbound }) => inbound[0]?.content.silent)).toEqual([undefined, undefined, undefined, 'machine', 'machine', undefined])
    expect(desk.memory.complaints.map(({ message }) => message)).toContain('not answered: more than 3 letters of this address within an hour')
    expect(JSON.stringify(desk.memory.lines)).not.toContain('mary')
  })

  it('ends at so many letters of one conversation within a day', async () => {
    const desk = createDesk({ answersPerThread: '2', answersPerHour: '100' })
    const taken = []
    for (let n = 0; n < 4; n++) taken.push(await desk.take(letter({ id: `<l${n}@x.y>`, headers: n ? { 'In-Reply-To': '<l0@x.y>' } : {} })))
    expect(taken.map(({ inbound }) => inbound[0]?.content.silent)).toEqual([undefined, undefined, 'machine', 'machine'])
    expect((await desk.first(letter({ id: '<another@x.y>' }))).content.silent).toBeUndefined()
  })

  it('counts a letter once, however often it is looked at', async () => {
    const desk = createDesk({ answersPerHour: '1' })
    const one = letter({ id: '<same@x.y>' })
    for (let n = 0; n < 3; n++) expect((await desk.first(one)).content.silent).toBeUndefined()
  })
})
