/**
 * Hands a letter to the SMTP server through a pool of connections, and says what became of it.
 * It must not send a letter again on doubt: once its first byte has left, only the server knows whether it was taken.
 */
import { Readable } from 'node:stream'
import type { SendResult } from '../../core/model.ts'
import type { Written } from './compose.ts'
import type { EmailSettings } from './settings.ts'

export type Smtp = { send(letter: Written): Promise<SendResult>; close(): void }

/** What of nodemailer is used; loaded by the door. */
export type Mailer = Pick<typeof import('nodemailer'), 'createTransport'>
export type Composer = typeof import('nodemailer/lib/mail-composer').default

const CONNECTIONS = 3
/** Before the letter itself these refuse the desk, not the letter: wrong password, TLS wanted, no greeting. */
const OF_THE_DESK = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|API)/

export function createSmtp({ smtp, timeoutMs }: EmailSettings, { createTransport }: Mailer, Composer: Composer): Smtp {
  const transport = createTransport({
    pool: true, host: smtp.host, port: smtp.port, maxConnections: CONNECTIONS, logger: false, disableFileAccess: true, disableUrlAccess: true,
    secure: smtp.security === 'tls', requireTLS: smtp.security === 'starttls', ignoreTLS: smtp.security === 'none',
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs,
    ...(smtp.user === null ? {} : { auth: { user: smtp.user, pass: smtp.password } }),
  })

  // A letter leaves exactly as it was written, and only when the server has asked for it; from then on its fate is open.
  transport.use('stream', (mail, done) => {
    const { source } = mail.data as Handed
    mail.message.createReadStream = () => source() as ReturnType<typeof mail.message.createReadStream>
    done()
  })

  return {
    async send({ envelope, ...letter }) {
      let raw: Buffer
      try {
        raw = await new Composer({ ...letter, references: [...(letter.references ?? [])], headers: { ...letter.headers }, disableFileAccess: true, disableUrlAccess: true }).compile().build()
      } catch (error) {
        return { ok: false, retry: 'never', reason: `the letter could not be written: ${wordsOf(error)}` }
      }
      let leaving = false
      const source = () => Readable.from(bytesOf(raw, () => {
        leaving = true
      }), { objectMode: false })
      const handed: Handed & Parameters<typeof transport.sendMail>[0] = { envelope: { from: envelope.from, to: [...envelope.to] }, raw, source }
      try {
        await transport.sendMail(handed)
        return { ok: true, providerId: letter.messageId.replace(/^<|@.*$/g, '') }
      } catch (error) {
        return judge(error, leaving)
      }
    },
    close: () => transport.close(),
  }
}

type Handed = { source: () => Readable }

function* bytesOf(raw: Buffer, leaving: () => void): Generator<Buffer> {
  leaving()
  yield raw
}

/** What an error means for the letter. */
export function judge(error: unknown, leaving: boolean): Exclude<SendResult, { ok: true }> {
  const { responseCode, code, command = '' } = Object(error) as { responseCode?: number; code?: string; command?: string }
  const reason = `SMTP: ${wordsOf(error)}`
  if (responseCode !== undefined && responseCode >= 400) {
    if (OF_THE_DESK.test(command)) return { ok: false, retry: 'safe', reason, afterMs: 60_000 }
    return responseCode < 500 ? { ok: false, retry: 'safe', reason, afterMs: responseCode === 421 ? 10_000 : 60_000 } : { ok: false, retry: 'never', reason }
  }
  if (leaving) return { ok: false, retry: 'ambiguous', reason: `${reason}; the letter was on its way` }
  if (code === 'EENVELOPE') return { ok: false, retry: 'never', reason }
  return { ok: false, retry: 'safe', reason, afterMs: 5_000 }
}

const wordsOf = (error: unknown): string => {
  const { message, code } = Object(error) as { message?: string; code?: string }
  return `${message ?? String(error)}${code && !message?.includes(code) ? ` (${code})` : ''}`.replace(/\s+/g, ' ').slice(0, 300)
}
