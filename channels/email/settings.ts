/**
 * The settings of a mailbox, declared as data, and read with errors that say what to do.
 * It must not connect anywhere: whether a password is right is found out when it is used.
 */
import type { Setting } from '../../core/channel.ts'
import { settingsReader } from '../kit/settings.ts'

export const SETTINGS: readonly Setting[] = [
  { key: 'address', env: 'EMAIL_ADDRESS', required: true, about: 'The address customers write to and answers come from, e.g. service@example.com.' },
  { key: 'name', env: 'EMAIL_NAME', about: 'Name beside the address in answers, e.g. 示例燃气客服.' },
  { key: 'password', env: 'EMAIL_PASSWORD', required: true, secret: true, about: 'Password of the mailbox; QQ, 163 and Gmail want the authorisation code or app password (授权码) made in their web pages, not the one you log in with.' },
  { key: 'user', env: 'EMAIL_USER', about: 'Login name of the mailbox, where it is not the address.' },
  { key: 'imapHost', env: 'EMAIL_IMAP_HOST', required: true, about: 'IMAP server, e.g. imap.exmail.qq.com.' },
  { key: 'imapPort', env: 'EMAIL_IMAP_PORT', default: '993', about: 'Port of the IMAP server: 993 with tls, 143 with starttls.' },
  { key: 'imapSecurity', env: 'EMAIL_IMAP_SECURITY', default: 'tls', about: 'tls (from the first byte), starttls (required before the password is sent) or none (only for a server on this machine).' },
  { key: 'mailboxes', env: 'EMAIL_MAILBOXES', default: 'INBOX', about: 'Folders to read, separated by commas, at most 10, e.g. INBOX,投诉. Each holds one connection.' },
  { key: 'smtpHost', env: 'EMAIL_SMTP_HOST', required: true, about: 'SMTP server, e.g. smtp.exmail.qq.com.' },
  { key: 'smtpPort', env: 'EMAIL_SMTP_PORT', default: '465', about: 'Port of the SMTP server: 465 with tls, 587 with starttls.' },
  { key: 'smtpSecurity', env: 'EMAIL_SMTP_SECURITY', default: 'tls', about: 'tls, starttls (required) or none (only for a server on this machine).' },
  { key: 'smtpUser', env: 'EMAIL_SMTP_USER', about: 'Login name at the SMTP server, where it differs; "-" for a server that wants no login.' },
  { key: 'smtpPassword', env: 'EMAIL_SMTP_PASSWORD', secret: true, about: 'Password at the SMTP server, where it differs.' },
  { key: 'authservId', env: 'EMAIL_AUTHSERV_ID', about: 'Name with which your own mail server signs its Authentication-Results, e.g. mx.example.com. When set, a letter that fails there joins no conversation and sees no case of its supposed sender. Set it wherever your server writes that header.' },
  { key: 'plusAddress', env: 'EMAIL_PLUS_ADDRESS', default: 'off', about: 'on where your server delivers service+anything@ to service@: replies then find their conversation by address too. Send yourself such a letter before you switch it on.' },
  { key: 'neverAnswer', env: 'EMAIL_NEVER_ANSWER', about: 'Addresses, or domains as @example.com, whose letters are kept and never answered by the bot, separated by commas: other systems of yours.' },
  { key: 'answersPerHour', env: 'EMAIL_ANSWERS_PER_HOUR', default: '30', about: 'Letters of one address answered within an hour; more are kept and left to the agents. Stops loops that no header tells.' },
  { key: 'answersPerThread', env: 'EMAIL_ANSWERS_PER_THREAD', default: '50', about: 'Letters of one conversation answered within a day; more are kept and left to the agents.' },
  { key: 'firstDays', env: 'EMAIL_FIRST_DAYS', default: '1', about: 'How many days back unread letters are taken up when the desk reads a folder for the first time. 0 takes only what comes from then on.' },
  { key: 'syncSeconds', env: 'EMAIL_SYNC_SECONDS', default: '300', about: 'Seconds after which a folder is looked through even though the server has said nothing.' },
  { key: 'maxMegabytes', env: 'EMAIL_MAX_MEGABYTES', default: '25', about: 'Larger letters are read without their attachments.' },
  { key: 'timeoutMs', env: 'EMAIL_TIMEOUT_MS', default: '30000', about: 'How long to wait for the mail servers, in milliseconds.' },
]

export type Security = 'tls' | 'starttls' | 'none'
export type Server = { host: string; port: number; security: Security; user: string | null; password: string }
export type EmailSettings = {
  address: string
  name: string
  imap: Server & { user: string }
  smtp: Server
  mailboxes: readonly string[]
  authservId: string | null
  plusAddress: boolean
  neverAnswer: readonly string[]
  answersPerHour: number
  answersPerThread: number
  firstDays: number
  syncMs: number
  maxBytes: number
  timeoutMs: number
}

const ADDRESS = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/
const MOST_MAILBOXES = 10
/** Leaves room in the local part (64 bytes) for the token of a conversation. */
const LONGEST_LOCAL = 22

/** Throws an Error that names the variable and says what belongs there. */
export function readEmailSettings(values: Readonly<Record<string, string | undefined>>): EmailSettings {
  const read = settingsReader('email', SETTINGS, values)
  const address = read.needed('address').toLowerCase()
  if (!ADDRESS.test(address)) return read.wrong('address', `must be an address such as service@example.com; it is "${address}"`)
  const plusAddress = choice('plusAddress', ['on', 'off']) === 'on'
  if (plusAddress && address.indexOf('@') > LONGEST_LOCAL) return read.wrong('plusAddress', `must be off: "${address}" has more than ${LONGEST_LOCAL} letters before the @, too many for a token behind them`)
  const name = read.optional('name') ?? ''
  if (/\p{Cc}/u.test(name)) return read.wrong('name', 'must be one line of text')
  const mailboxes = [...new Set(read.needed('mailboxes').split(',').map((one) => one.trim()).filter(Boolean))]
  if (mailboxes.length === 0 || mailboxes.length > MOST_MAILBOXES) return read.wrong('mailboxes', `must name 1 to ${MOST_MAILBOXES} folders; it names ${mailboxes.length}`)
  const neverAnswer = (read.optional('neverAnswer') ?? '').toLowerCase().split(',').map((one) => one.trim()).filter(Boolean)
  const unclear = neverAnswer.find((one) => !one.includes('@'))
  if (unclear !== undefined) return read.wrong('neverAnswer', `must hold addresses, or domains with an @ in front; it holds "${unclear}"`)
  const user = read.optional('user') ?? address
  const password = read.needed('password')
  const smtpUser = read.optional('smtpUser') ?? user
  return {
    address, name, mailboxes, plusAddress, neverAnswer,
    imap: { host: read.needed('imapHost'), port: read.wholeNumber('imapPort', 1, 65535), security: choice('imapSecurity', ['tls', 'starttls', 'none']), user, password },
    smtp: {
      host: read.needed('smtpHost'), port: read.wholeNumber('smtpPort', 1, 65535), security: choice('smtpSecurity', ['tls', 'starttls', 'none']),
      user: smtpUser === '-' ? null : smtpUser, password: read.optional('smtpPassword') ?? password,
    },
    authservId: read.optional('authservId')?.toLowerCase() ?? null,
    answersPerHour: read.wholeNumber('answersPerHour', 1, 1000),
    answersPerThread: read.wholeNumber('answersPerThread', 1, 1000),
    firstDays: read.wholeNumber('firstDays', 0, 365),
    syncMs: read.wholeNumber('syncSeconds', 1, 1500) * 1000,
    maxBytes: read.wholeNumber('maxMegabytes', 1, 100) * 1024 * 1024,
    timeoutMs: read.wholeNumber('timeoutMs', 100, 300_000),
  }

  function choice<T extends string>(key: string, all: readonly T[]): T {
    const value = read.needed(key)
    return all.find((one) => one === value) ?? read.wrong(key, `must be ${all.join(', ')}; it is "${value}"`)
  }
}
