/** A mailbox read from a real IMAP server: IDLE, cursor, reconnects, another UIDVALIDITY, several folders, nothing marked before it is stored. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Bench, delivered, letter, missing, openBench, words } from './email/bench.ts'
import { until } from './until.ts'

const reason = missing()
const suite = reason ? describe.skip : describe
let bench: Bench

suite(`a mailbox on Dovecot${reason ? ` (${reason})` : ''}`, () => {
  beforeEach(async () => {
    bench = await openBench({ folders: ['Complaints'] })
  })
  afterEach(() => bench.close())

  it('is read as soon as a letter comes, by IDLE', async () => {
    await bench.open()
    await delivered(bench.dovecot, letter({ text: '第一封' }))
    const began = performance.now()
    await delivered(bench.dovecot, letter({ text: '第二封' }))
    expect(words(bench.memory)).toEqual(['第一封', '第二封'])
    // the timer would take five minutes
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  it('is taken up where it was left, and nothing is read twice', async () => {
    const first = await bench.open()
    await delivered(bench.dovecot, letter({ text: '一' }))
    await first.leave()
    const name = bench.dovecot.deliver(letter({ text: '二' }))
    await bench.open()
    await until(() => bench.dovecot.seen(name))
    expect(words(bench.memory)).toEqual(['一', '二'])
    expect(bench.memory.keys).toHaveLength(2)
  })

  it('is not marked as read before the house has stored it', async () => {
    const release = bench.memory.holdAccept()
    await bench.open()
    const name = bench.dovecot.deliver(letter({}))
    await until(() => bench.memory.keys.length === 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(bench.dovecot.seen(name)).toBe(false)
    expect(await bench.memory.state.get('cursor:INBOX')).toBeUndefined()
    release()
    await until(() => bench.dovecot.seen(name))
  })

  it('is read again when the house could not store it', async () => {
    bench.memory.failAccept(1)
    await bench.open()
    const name = bench.dovecot.deliver(letter({ text: '再来' }))
    await until(() => bench.dovecot.seen(name))
    expect(words(bench.memory)).toEqual(['再来'])
    expect(bench.memory.keys).toHaveLength(2)
    expect(bench.memory.complaints.some(({ message }) => message.includes('the disk is full'))).toBe(true)
  })

  it('is found again when the server has been away, with what came meanwhile', async () => {
    await bench.open()
    await delivered(bench.dovecot, letter({ text: '前' }))
    await bench.dovecot.stop()
    await until(() => bench.memory.complaints.length > 0)
    const name = bench.dovecot.deliver(letter({ text: '中' }))
    await bench.dovecot.start()
    await until(() => bench.dovecot.seen(name))
    await delivered(bench.dovecot, letter({ text: '后' }))
    expect(words(bench.memory)).toEqual(['前', '中', '后'])
  })

  it('that was numbered anew is gone through by Message-ID', async () => {
    await bench.open()
    await delivered(bench.dovecot, letter({ text: '旧' }))
    await bench.dovecot.stop()
    const name = bench.dovecot.deliver(letter({ text: '新' }))
    await bench.dovecot.renumber()
    await until(() => bench.dovecot.seen(name))
    expect(words(bench.memory)).toEqual(['旧', '新'])
    // the old one was not even fetched
    expect(bench.memory.keys).toHaveLength(2)
    await delivered(bench.dovecot, letter({ text: '后' }))
    expect(words(bench.memory)).toEqual(['旧', '新', '后'])
  })

  it('seen for the first time gives only unread letters of the last days', async () => {
    const read = bench.dovecot.deliver(letter({ text: '读过的' }))
    const { ImapFlow } = await import('imapflow')
    const { port, user, password: pass } = bench.dovecot
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass }, logger: false })
    await client.connect()
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1', ['\\Seen'])
    await client.append('INBOX', letter({ text: '去年的' }), [], new Date(Date.now() - 400 * 86_400_000))
    await client.logout()
    expect(bench.dovecot.seen(read)).toBe(true)
    bench.dovecot.deliver(letter({ text: '今天的' }))
    await bench.open()
    await delivered(bench.dovecot, letter({ text: '新来的' }))
    expect(words(bench.memory)).toEqual(['今天的', '新来的'])
  })

  it('may have several folders; the same letter in two of them is one', async () => {
    await bench.open({ mailboxes: 'INBOX, Complaints' })
    const both = letter({ text: '两处' })
    await delivered(bench.dovecot, both)
    await delivered(bench.dovecot, both, 'Complaints')
    await delivered(bench.dovecot, letter({ text: '投诉' }), 'Complaints')
    expect(words(bench.memory)).toEqual(['两处', '投诉'])
    expect(await bench.memory.state.get('cursor:Complaints')).toMatchObject({ lastUid: 2 })
  })

  it('with a wrong password is tried again, and said so without the password', async () => {
    await bench.open({ password: 'wrong-password-1' })
    await until(() => bench.memory.complaints.length > 0)
    const told = JSON.stringify(bench.memory.lines)
    expect(told).toMatch(/authenticat/i)
    expect(told).not.toContain('wrong-password-1')
  })

  it('keeps a letter without Message-ID once, and two different ones under the same id', async () => {
    await bench.open()
    const nameless = letter({ id: null, text: '没有编号' })
    await delivered(bench.dovecot, nameless)
    await delivered(bench.dovecot, nameless)
    await delivered(bench.dovecot, letter({ id: '<1@example.com>', text: '甲' }))
    await delivered(bench.dovecot, letter({ id: '<1@example.com>', text: '乙' }))
    expect(words(bench.memory)).toEqual(['没有编号', '甲', '乙'])
  })
})
