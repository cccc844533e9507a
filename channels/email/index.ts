/**
 * Email: a mailbox read by IMAP and answered by SMTP; its door, put together from the parts beside it.
 * It must hold no logic of its own, and must not know what the house does with a letter.
 */
import { randomBytes } from 'node:crypto'
import type { Channel, ChannelState, Door } from '../../core/channel.ts'
import type { Capabilities } from '../../core/model.ts'
import { createCaps } from './caps.ts'
import { writeLetter } from './compose.ts'
import { createIntake, readAddress } from './intake.ts'
import { watchMailbox } from './mailbox.ts'
import { type EmailSettings, readEmailSettings, SETTINGS } from './settings.ts'
import { createSmtp } from './smtp.ts'
import { createSync } from './sync.ts'
import { createThreads } from './threads.ts'
import { createTokens } from './tokens.ts'

const can: Capabilities = {
  maxText: { unit: 'chars', n: 20_000 },
  choices: 0,
  attachments: [],
  receipts: true,
  markdown: false,
  citations: true,
  typing: false,
  // Both copies of a letter that was sent twice bear the same Message-ID, but most mailboxes would show both.
  idempotent: false,
}

/** RFC 2177 lets a server hang up after half an hour; many a firewall does so far earlier. */
const LONGEST_IDLE_MS = 9 * 60_000

export const door: Door = {
  name: 'email',
  mounts: [],
  settings: SETTINGS,

  async create(context) {
    const settings = readEmailSettings(context.settings)
    const [{ ImapFlow }, { simpleParser }, mailer, { default: Composer }, { default: WesternParser }] = await Promise.all([
      import('imapflow'), import('mailparser'), import('nodemailer'), import('nodemailer/lib/mail-composer'), import('email-reply-parser'),
    ])
    const { state, files, house, now, log } = context
    const tokens = createTokens(await secretOf(state))
    const threads = createThreads(state, tokens)
    const intake = createIntake({ settings, tokens, threads, caps: createCaps(state, settings), files, log, parse: simpleParser, western: new WesternParser() })
    const sync = createSync({ settings, intake, state, house, now, log })
    const smtp = createSmtp(settings, mailer, Composer)

    const channel: Channel = {
      name: 'email',
      can,
      async listen(signal) {
        await Promise.all(settings.mailboxes.map((folder) => watchMailbox({ open: () => new ImapFlow(connection(settings)), sync, folder, syncMs: settings.syncMs, log, signal })))
      },
      async send(address, part, key, by) {
        if (part.type !== 'text') return { ok: false, retry: 'never', reason: `a letter cannot carry content of type "${part.type}"` }
        if (part.text.length > can.maxText.n) return { ok: false, retry: 'never', reason: `the text has ${part.text.length} characters; at most ${can.maxText.n} are sent` }
        const { thread, to } = readAddress(address)
        if (!to.includes('@')) return { ok: false, retry: 'never', reason: 'the letter had no sender to answer' }
        return smtp.send(writeLetter({ part, to, thread: await threads.get(thread), token: tokens.make(thread, key), by: by.kind, at: now() }, settings))
      },
      async close() {
        smtp.close()
      },
    }
    return channel
  },
}

function connection({ imap, timeoutMs }: EmailSettings) {
  return {
    host: imap.host, port: imap.port, secure: imap.security === 'tls', doSTARTTLS: imap.security === 'starttls', auth: { user: imap.user, pass: imap.password },
    logger: false as const, disableAutoIdle: true, maxIdleTime: LONGEST_IDLE_MS, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs,
  }
}

/** What tokens are signed with: made once, and kept, so that answers to last year's letters still find their conversation. */
async function secretOf(state: ChannelState): Promise<string> {
  const kept = await state.get<string>('secret')
  if (kept) return kept
  const made = randomBytes(32).toString('base64url')
  await state.set('secret', made)
  return made
}
