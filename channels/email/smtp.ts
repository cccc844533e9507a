/**
 * Hands a letter to the SMTP server through a pool of connections, and says what became of it.
 * It must not send a letter again on doubt: once its last byte has left, only the server knows whether it was taken.
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

  return {
    async send({ envelope, ...letter }) {
      let raw: Buffer
      try {
        raw = await new Composer({ ...letter, references: [...(letter.references ?? [])], headers: { ...letter.headers }, disableFileAccess: true, disableUrlAccess: true }).compile().build()
      } catch (error) {
        return { ok: false, retry: 'never', reason: `the letter could not be written: ${wordsOf(error)}` }
      }
      let handedOver = false
      const source = Readable.from(pieces(raw, () => {
        handedOver = true
      }), { objectMode: false })
      try {
        await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw: source })
        return { ok: true, providerId: letter.messageId.replace(/^<|@.*$/g, '') }
      } catch (error) {
        return judge(error, handedOver)
      }
    },
    close: () => transport.close(),
  }
}

/** The bytes, and word when the last of them has been taken. */
function* pieces(raw: Buffer, taken: () => void): Generator<Buffer> {
  yield raw
  taken()
}

/** What an error means for the letter. */
export function judge(error: unknown, handedOver: boolean): Exclude<SendResult, { ok: true }> {
  const { responseCode, code, command = '' } = Object(error) as { responseCode?: number; code?: string; command?: string }
  const reason = `SMTP: ${wordsOf(error)}`
  if (responseCode !== undefined && responseCode >= 400) {
    if (OF_THE_DESK.test(command)) return { ok: false, retry: 'safe', reason, afterMs: 60_000 }
    return responseCode < 500 ? { ok: false, retry: 'safe', reason, afterMs: responseCode === 421 ? 10_000 : 60_000 } : { ok: false, retry: 'never', reason }
  }
  if (handedOver) return { ok: false, retry: 'ambiguous', reason: `${reason}; the letter had left` }
  if (code === 'EENVELOPE') return { ok: false, retry: 'never', reason }
  return { ok: false, retry: 'safe', reason, afterMs: 5_000 }
}

const wordsOf = (error: unknown): string => {
  const { message, code } = Object(error) as { message?: string; code?: string }
  return `${message ?? String(error)}${code && !message?.includes(code) ? ` (${code})` : ''}`.replace(/\s+/g, ' ').slice(0, 300)
}
