/** What mail systems say of our letters: reports and free-form notes set the status, whoever else writes about them sets none. */
import { describe, expect, it } from '@jest/globals'
import { letter } from './email/bench.ts'
import { createDesk, vector } from './email/letters.ts'

const setup = async () => {
  const desk = createDesk()
  const { address } = await desk.first(letter({ id: '<a@x.y>' }))
  const token = desk.tokens.make(address.split('/')[0] ?? '', 'f1/0/0').text
  return { desk, address, token, id: `<${token}@desk.test>` }
}
const report = (id: string, fields: string, third = 'message/rfc822', from = 'MAILER-DAEMON@mx.test') =>
  letter({
    from, type: 'multipart/report; report-type=delivery-status; boundary=x',
    body: ['--x', '', 'Your message could not be delivered.', '--x', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.test', '', 'Final-Recipient: rfc822; mary@example.com', fields, '', '--x', `Content-Type: ${third}`, '', 'From: service@desk.test', `Message-ID: ${id}`, 'Subject: x', '', 'text', '--x--'].join('\r\n'),
  })

describe('a delivery report', () => {
  it.each([
    ['failed', 'Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user', 'failed', '5.1.1 550 5.1.1 no such user'],
    ['failed after days', 'Action: failed\r\nStatus: 4.4.7', 'failed', '4.4.7'],
    ['delayed', 'Action: delayed\r\nStatus: 4.4.1', 'delayed', '4.4.1'],
    ['delivered', 'Action: delivered\r\nStatus: 2.0.0', 'delivered', '2.0.0'],
    ['without action, 5.x', 'Status: 5.2.2', 'failed', '5.2.2'],
    ['in capitals', 'ACTION: FAILED\r\nSTATUS: 5.0.0', 'failed', '5.0.0'],
  ])('%s', async (_how, fields, status, reason) => {
    const { desk, token, id, address } = await setup()
    const { notice, inbound } = await desk.take(report(id, fields))
    expect(notice).toEqual({ token: { thread: address.split('/')[0], text: token }, status, reason })
    // beside the conversation it tells of, as the customer's, and silent
    expect(inbound).toMatchObject([{ address, user: 'mary@example.com', content: { silent: 'machine' } }])
  })

  it('with the headers alone as third part', async () => {
    const { desk, id } = await setup()
    expect((await desk.take(report(id, 'Action: failed\r\nStatus: 5.1.1', 'text/rfc822-headers'))).notice).toMatchObject({ status: 'failed' })
  })

  it('of a letter that this desk has not written says nothing', async () => {
    const { desk } = await setup()
    for (const file of ['mailparser/delivery-status.eml', 'bounces-sisimai/lhost-postfix-08.eml', 'bounces-sisimai/lhost-sendmail-08.eml']) expect((await desk.take(vector(file))).notice).toBeNull()
    expect((await desk.take(report(`<${'a'.repeat(41)}@desk.test>`, 'Action: failed\r\nStatus: 5.1.1'))).notice).toBeNull()
  })
})

describe('a free-form note', () => {
  const note = (from: string, subject: string, text: string) => letter({ from, subject, text })

  it.each([
    ['qmail', 'failure notice', "Hi. This is the qmail-send program.\nI'm afraid I wasn't able to deliver your message.\nThis is a permanent error; I've given up.\n\n<mary@example.com>:\nRemote host said: 552 Error: disk quota exceeded\n", 'failed', '552 Error: disk quota exceeded'],
    ['Exim', 'Mail delivery failed: returning message to sender', '  mary@example.com\n    host mx [192.0.2.1]: 550 5.1.1 User unknown\n', 'failed', '550 5.1.1 User unknown'],
    ['QQ', '系统退信/Systems bounce', '很抱歉您发送的邮件被退回，无法投递。\n550 Mailbox not found', 'failed', '550 Mailbox not found'],
    ['a warning', 'Warning: message 1abc delayed 24 hours', 'will be retried', 'delayed', 'Warning: message 1abc delayed 24 hours'],
  ])('of %s', async (_who, subject, text, status, reason) => {
    const { desk, id } = await setup()
    const { notice } = await desk.take(note('Mailer-Daemon@mx.test', subject, `${text}\n\n--- copy of the message ---\nMessage-ID: ${id}\n`))
    expect(notice).toMatchObject({ status, reason })
  })

  it('that comes to the address of the letter needs no copy of it', async () => {
    const { desk, token } = await setup()
    expect((await desk.take(letter({ from: 'mailer-daemon@mx.test', to: `service+${token}@desk.test`, subject: 'Undeliverable', text: '5.1.1 no such user' }))).notice).toMatchObject({ status: 'failed' })
  })

  it('of a customer is none, though he quotes our letter', async () => {
    const { desk, id, address } = await setup()
    const { notice, inbound } = await desk.take(letter({ text: `550 failed! ${id}`, headers: { 'In-Reply-To': id } }))
    expect(notice).toBeNull()
    expect(inbound).toMatchObject([{ address, content: { type: 'text' } }])
    expect(inbound[0]?.content.silent).toBeUndefined()
  })
})
