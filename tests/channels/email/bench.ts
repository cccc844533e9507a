/** Both sides of a mailbox for the tests of the email door: Dovecot with letters dropped in, a server that takes what is sent, the door between them. */

import { door } from '../../../channels/email/index.ts'
import type { Channel } from '../../../core/channel.ts'
import { createDovecot, type Dovecot, dovecotMissing } from '../../../simulators/email/dovecot.ts'
import { createSink, type Sink } from '../../../simulators/email/sink.ts'
import { createMemoryHouse, type MemoryHouse } from '../house.ts'
import { until } from '../until.ts'

export const DESK = 'service@desk.test'

export type Bench = {
  dovecot: Dovecot
  sink: Sink
  memory: MemoryHouse
  settings: Readonly<Record<string, string>>
  /** Opens the door over what the house has kept so far, and lets it listen. */
  open(more?: Readonly<Record<string, string>>): Promise<Opened>
  close(): Promise<void>
}
export type Opened = { channel: Channel; leave(): Promise<void> }

/** Why these tests cannot run here, or null; told once to whoever reads the output. */
export function missing(): string | null {
  const reason = dovecotMissing()
  if (reason) process.stderr.write(`email is not tested against a real mailbox: ${reason}\n`)
  return reason
}

export async function openBench(options: { folders?: readonly string[] } = {}): Promise<Bench> {
  const dovecot = await createDovecot(options)
  const sink = await createSink()
  const memory = createMemoryHouse()
  const opened = new Set<Opened>()
  const settings = settingsFor(dovecot, sink)
  return {
    dovecot, sink, memory, settings,
    async open(more = {}) {
      const channel = await door.create(memory.context({ ...settings, ...more }))
      const leaving = new AbortController()
      const listening = channel.listen?.(leaving.signal)
      const one: Opened = {
        channel,
        async leave() {
          opened.delete(one)
          leaving.abort()
          await listening
          await channel.close?.()
        },
      }
      opened.add(one)
      return one
    },
    async close() {
      for (const one of [...opened]) await one.leave()
      await sink.close()
      await dovecot.close()
    },
  }
}

export const settingsFor = (imap: { port: number; user: string; password: string }, smtp: { port: number; user: string; password: string }): Readonly<Record<string, string>> => ({
  address: DESK, name: '台灯店客服', imapHost: '127.0.0.1', imapPort: String(imap.port), imapSecurity: 'none', user: imap.user, password: imap.password,
  smtpHost: '127.0.0.1', smtpPort: String(smtp.port), smtpSecurity: 'none', smtpUser: smtp.user, smtpPassword: smtp.password, timeoutMs: '3000',
})

export type Draft = { from?: string; to?: string; subject?: string; id?: string | null; text?: string; headers?: Readonly<Record<string, string>>; type?: string; body?: string }

let count = 0
/** The bytes of a letter, written here by hand so that no library vouches for itself. */
export function letter({ from = 'Mary <mary@example.com>', to = DESK, subject = '', id, text = '你好', headers = {}, type, body }: Draft): Buffer {
  const word = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : `=?utf-8?B?${Buffer.from(value).toString('base64')}?=`)
  const lines = [
    `From: ${from}`, `To: ${to}`, 'Date: Wed, 25 Nov 2026 10:00:00 +0800',
    ...(subject ? [`Subject: ${word(subject)}`] : []), ...(id === null ? [] : [`Message-ID: ${id ?? `<m${++count}.${process.pid}@example.com>`}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), 'MIME-Version: 1.0',
  ]
  if (type) return Buffer.from([...lines, `Content-Type: ${type}`, '', body ?? ''].join('\r\n'), 'utf8')
  const encoded = Buffer.from(text, 'utf8').toString('base64').replace(/(.{76})/g, '$1\r\n')
  return Buffer.from([...lines, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', encoded, ''].join('\r\n'), 'utf8')
}

/** Delivers, and waits until the letter has been marked as read. */
export async function delivered(dovecot: Dovecot, raw: Buffer, folder?: string): Promise<void> {
  const name = dovecot.deliver(raw, folder)
  await until(() => dovecot.seen(name, folder))
}

export const words = (memory: MemoryHouse): readonly string[] => memory.inbound.map(({ content }) => (content.type === 'text' ? content.text : content.type))
