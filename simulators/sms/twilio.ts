/**
 * Twilio's side of one account, as a real server on loopback: the Messages API, signed webhooks, status callbacks, its own answers to STOP.
 * It must follow Twilio's rules rather than the desk's wishes; whoever needs a fault asks for it by name.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { gsmLength } from '../../core/measure.ts'
import { type Answer, type Api, type Call, createApi } from './api.ts'
import { type Carried, type Carrier, createCarrier } from './carry.ts'
import { createPhones, type Phones } from './phones.ts'

export type TwilioPlatform = {
  api: Api
  carrier: Carrier
  phones: Phones
  account: TwilioAccount
  /** A message with these fields beside the usual ones. */
  send(from: string, fields: Readonly<Record<string, string>>): Promise<Carried>
  say(from: string, text: string): Promise<Carried>
  /** A picture, which lies on this server behind the account's password. */
  picture(from: string, text: string, bytes: Uint8Array, mime: string): Promise<Carried>
  /** A request of these parameters to the desk, signed as Twilio signs. */
  signed(url: string, params: URLSearchParams): { headers: Record<string, string>; body: string }
  /** Numbers to which Twilio's network does not get through, with its error code. */
  unreachable: Map<string, string>
  close(): Promise<void>
}
export type TwilioAccount = { sid: string; token: string; number: string }
export type TwilioOptions = { /** the desk's address of this account */ deskUrl: () => string; now?: () => number; answerWithinMs?: number; callbacks?: boolean }

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])
const START = new Set(['START', 'YES', 'UNSTOP'])
const HELP = new Set(['HELP', 'INFO'])
const MOST_CHARS = 1600
const ANSWER_WITHIN_MS = 15_000

export async function createTwilioPlatform({ deskUrl, now = Date.now, answerWithinMs = ANSWER_WITHIN_MS, callbacks = true }: TwilioOptions): Promise<TwilioPlatform> {
  const account: TwilioAccount = { sid: `AC${hex(16)}`, token: hex(16), number: '+14155550100' }
  const phones = createPhones(now)
  const carrier = createCarrier(answerWithinMs)
  const optedOut = new Set<string>()
  const unreachable = new Map<string, string>()
  const media = new Map<string, { bytes: Uint8Array; mime: string }>()
  const api = await createApi(handle, ({ method }) => method === 'POST')

  const platform: TwilioPlatform = {
    api, carrier, phones, account, unreachable, signed,
    send,
    say(from, text) {
      const word = text.trim().toUpperCase()
      if (STOP.has(word)) optedOut.add(from)
      if (START.has(word)) optedOut.delete(from)
      if (STOP.has(word)) phones.show(from, notice('You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.'))
      if (HELP.has(word)) phones.show(from, notice('Reply STOP to unsubscribe. Msg&Data Rates May Apply.'))
      return send(from, { Body: text })
    },
    picture(from, text, bytes, mime) {
      const path = `/2010-04-01/Accounts/${account.sid}/Messages/MM${hex(16)}/Media/ME${hex(16)}`
      media.set(path, { bytes, mime })
      return send(from, { Body: text, NumMedia: '1', MediaUrl0: `${api.url}${path}`, MediaContentType0: mime })
    },
    async close() {
      carrier.close()
      await carrier.idle()
      await api.close()
    },
  }
  return platform

  function send(from: string, fields: Readonly<Record<string, string>>): Promise<Carried> {
    const sid = fields['MessageSid'] ?? `SM${hex(16)}`
    const params = new URLSearchParams({
      ToCountry: 'US', SmsMessageSid: sid, NumMedia: '0', SmsSid: sid, SmsStatus: 'received', Body: '', To: account.number, NumSegments: '1', MessageSid: sid,
      AccountSid: account.sid, From: from, ApiVersion: '2010-04-01', ...fields,
    })
    return carrier.carry(from, deskUrl(), signed(deskUrl(), params))
  }

  function signed(url: string, params: URLSearchParams) {
    const names = [...new Set(params.keys())].sort()
    const data = names.reduce((text, name) => [...new Set(params.getAll(name))].sort().reduce((sum, value) => sum + name + value, text), url)
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': createHmac('sha1', account.token).update(data, 'utf8').digest('base64'), 'user-agent': 'TwilioProxy/1.1' },
      body: String(params),
    }
  }

  function handle(call: Call, fault: { code: string; message: string } | null): Answer {
    if (call.headers.authorization !== `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`) return error(401, 20003, 'Authenticate')
    const found = media.get(call.path)
    if (call.method === 'GET') return found ? { status: 200, body: found.bytes, headers: { 'content-type': found.mime } } : error(404, 20404, 'not found')
    if (call.path !== `/2010-04-01/Accounts/${account.sid}/Messages.json`) return error(404, 20404, 'not found')
    if (fault) return error(fault.code === '20429' ? 429 : 400, Number(fault.code), fault.message)
    const params = new URLSearchParams(call.body)
    const [to, body] = [params.get('To') ?? '', params.get('Body') ?? '']
    if (params.get('From') !== account.number) return error(400, 21606, 'The From phone number is not a valid message-capable Twilio phone number')
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return error(400, 21211, `Invalid 'To' Phone Number: ${to}`)
    if (optedOut.has(to)) return error(400, 21610, 'Attempt to send to unsubscribed recipient')
    if (!body.trim()) return error(400, 21602, 'Message body is required')
    if (body.length > MOST_CHARS) return error(400, 21617, 'The concatenated message body exceeds the 1600 character limit')
    const sid = `SM${hex(16)}`
    if (!unreachable.has(to)) phones.show(to, { from: 'desk', text: body, how: howOf(body) })
    const callback = params.get('StatusCallback')
    if (callback && callbacks) report(callback, sid, to)
    return { status: 201, body: JSON.stringify({ sid, status: 'queued', to, from: account.number, body, error_code: null, error_message: null }) }
  }

  /** Callbacks are requests of their own; nothing holds the later one back until the earlier one has been answered. */
  function report(url: string, sid: string, to: string): void {
    const code = unreachable.get(to)
    for (const status of code ? ['sent', 'undelivered'] : ['sent', 'delivered']) {
      const params = new URLSearchParams({
        SmsSid: sid, SmsStatus: status, MessageStatus: status, To: to, MessageSid: sid, AccountSid: account.sid, From: account.number, ApiVersion: '2010-04-01',
        ...(status === 'undelivered' && code ? { ErrorCode: code } : {}),
      })
      carrier.carry(`status ${sid}`, url, signed(url, params)).catch(() => undefined)
    }
  }
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')
const notice = (text: string) => ({ from: 'platform', text, how: 'Twilio' }) as const
const error = (status: number, code: number, message: string): Answer => ({ status, body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }) })

/** Coding and number of parts, as a phone that counts them would say. */
export function howOf(text: string): string {
  const septets = gsmLength(text)
  const [coding, size, single, part] = septets === null ? (['UCS-2', text.length, 70, 67] as const) : (['GSM-7', septets, 160, 153] as const)
  return `${coding} · ${size <= single ? 1 : Math.ceil(size / part)}`
}
