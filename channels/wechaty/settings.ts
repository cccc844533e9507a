/**
 * The settings of a personal WeChat account behind a wechaty puppet, declared as data, and read with errors that say what to do.
 * It must say the risk where an operator cannot overlook it, and refuse to go on until he has said that he takes it.
 */
import type { Setting } from '../../core/channel.ts'
import { settingsReader } from '../kit/settings.ts'

export const RISK = 'Automating a personal account breaks WeChat’s terms: the account may be limited or banned for good, with all its contacts. Use an account that may be lost, or better an official account or WeCom.'

export const SETTINGS: readonly Setting[] = [
  { key: 'puppet', env: 'WECHATY_PUPPET', required: true, about: `Off unless set. npm name of the puppet that drives the account, e.g. wechaty-puppet-wechat4u or wechaty-puppet-service; install it beside the desk. ${RISK}` },
  { key: 'acceptRisk', env: 'WECHATY_ACCEPT_RISK', required: true, about: 'Must be "yes": you have read what may happen to the account, and take that risk.' },
  { key: 'token', env: 'WECHATY_TOKEN', secret: true, about: 'The puppet’s token, where it needs one (puppet services sell it).' },
  { key: 'session', env: 'WECHATY_SESSION', about: 'Path, without ending, of the file in which the login is kept over restarts. Whoever reads that file is the account. Without it the QR code is scanned anew at every start.' },
  { key: 'perMinute', env: 'WECHATY_PER_MINUTE', default: '20', about: 'At most this many messages are sent in a minute; more of them wait. Accounts that write fast are the first to be limited.' },
  { key: 'timeoutMs', env: 'WECHATY_TIMEOUT_MS', default: '30000', about: 'How long to wait until the puppet says that a message is sent, in milliseconds.' },
]

export type WechatySettings = { puppet: string; token: string | null; session: string | null; perMinute: number; timeoutMs: number }

/** Throws an Error that names the variable and says what belongs there. */
export function readWechatySettings(values: Readonly<Record<string, string | undefined>>): WechatySettings {
  const read = settingsReader('wechaty', SETTINGS, values)
  const puppet = read.needed('puppet')
  // A path is for puppets of one's own.
  if (!/^(@[\w.-]+\/)?[a-z][\w.-]*$/.test(puppet) && !puppet.startsWith('/')) return read.wrong('puppet', `must be the npm name of a puppet; it is "${puppet}"`)
  if (read.needed('acceptRisk') !== 'yes') return read.wrong('acceptRisk', `must be "yes". ${RISK}`)
  return {
    puppet,
    token: read.optional('token') ?? null,
    session: read.optional('session') ?? null,
    perMinute: read.wholeNumber('perMinute', 1, 600),
    timeoutMs: read.wholeNumber('timeoutMs', 10, 120_000),
  }
}
