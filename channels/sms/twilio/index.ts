/**
 * Twilio's line: signed callbacks in, the Messages API out.
 * A message is acknowledged when it is stored, and never answered in Twilio's own request: answers go by the outbox like all others.
 */
import type { HttpReply, InboundRequest } from '../../../core/channel.ts'
import type { SendResult } from '../../../core/model.ts'
import { callProvider } from '../../kit/http.ts'
import { isObject, parseJson } from '../../kit/json.ts'
import type { SettingsReader } from '../../kit/settings.ts'
import type { Received } from '../inbox.ts'
import type { Open, Outgoing } from '../provider.ts'
import { bracketed } from '../signature.ts'
import { judge, OPTED_OUT, undelivered } from './errors.ts'
import { createMediaFetcher } from './media.ts'
import { type Media, type Parsed, parse } from './parse.ts'
import { verify } from './verify.ts'

const API = 'https://api.twilio.com'
const ACKNOWLEDGED: HttpReply = { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' }

export const open: Open = async ({ read, signature, timeoutMs, inbox, receipts, consent, context }) => {
  const { now, log, fetch: fetcher, files } = context
  const { id, tokens, from, apiBase, hookUrl } = readTwilioSettings(read, `${context.publicUrl}/hooks/sms/${context.account}`)
  const authorization = `Basic ${Buffer.from(`${id}:${tokens[0]}`).toString('base64')}`
  // all media of a message together must leave time within the fifteen seconds that Twilio waits
  const fetchMedia = createMediaFetcher({ fetch: fetcher, files, apiBase, authorization, timeoutMs: Math.min(timeoutMs, 8_000) })

  return { from, frame: { before: bracketed(signature), after: '' }, send, receive }

  async function receive(request: InboundRequest): Promise<HttpReply> {
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    const verified = verify(request, hookUrl, tokens)
    if (!verified.ok) {
      log.warn({ status: verified.status, ip: request.ip }, `refused: ${verified.reason}`)
      return { status: verified.status }
    }
    const parsed = parse(verified.params, now())
    if (parsed.kind === 'nothing') {
      log.warn({ ip: request.ip }, `refused: ${parsed.reason}`)
      return { status: 400 }
    }
    if (parsed.kind === 'status') await report(parsed)
    else await inbox.take(await withMedia(parsed.message, parsed.media))
    return ACKNOWLEDGED
  }

  /** Pictures come first, so that the words are read with them; a message of pictures alone has no words. */
  async function withMedia(message: Received, media: readonly Media[]): Promise<Received[]> {
    const attachments = await Promise.all(media.map(fetchMedia))
    const { keyword: _, ...plain } = message
    const pictures = attachments.map((content, n): Received => ({ ...plain, key: `${message.key}/${n}`, content }))
    const wordless = message.content.type === 'text' && message.content.text === '' && pictures.length > 0
    return wordless ? pictures : [...pictures, message]
  }

  /** Statuses come in any order; the store lets them go forward only. */
  async function report({ id: sid, to, status, code }: Extract<Parsed, { kind: 'status' }>): Promise<void> {
    if (status === 'sent') return receipts.tell(sid, 'sent')
    if (status === 'delivered' || status === 'read') return receipts.tell(sid, 'delivered')
    if (status !== 'undelivered' && status !== 'failed') return
    if (Number(code) === OPTED_OUT) await consent.refused(to, sid)
    await receipts.tell(sid, 'failed', undelivered(code))
  }

  async function send({ to, whole, key }: Outgoing): Promise<SendResult> {
    const form = new URLSearchParams({ To: to, Body: whole, StatusCallback: `${hookUrl}/status` })
    form.set(from.startsWith('MG') ? 'MessagingServiceSid' : 'From', from)
    const call = await callProvider(fetcher, {
      url: `${apiBase}/2010-04-01/Accounts/${id}/Messages.json`,
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: String(form),
      timeoutMs,
    })
    if (call.ok) {
      const { sid, error_code: code = '' } = fieldsOf(call.text)
      if (!sid) return { ok: false, retry: 'ambiguous', reason: 'Twilio answered with something other than its JSON' }
      return Number(code) > 0 ? judge(Number(code), '').failure : { ok: true, providerId: sid }
    }
    const { code = '', message = '' } = fieldsOf(call.answered?.text ?? '')
    // what a proxy says in Twilio's place, or Twilio in doubt, has no code to go by
    if (!code || (call.answered?.status ?? 0) >= 500) return call.failure
    if (Number(code) === OPTED_OUT) await consent.refused(to, key)
    const { failure, alert } = judge(Number(code), message)
    if (alert) log.error({ code, alert: true }, alert)
    return failure
  }
}

function fieldsOf(text: string): { sid?: string; error_code?: string; code?: string; message?: string } {
  const parsed = parseJson(text)
  if (!parsed.ok || !isObject(parsed.value)) return {}
  return Object.fromEntries(Object.entries(parsed.value).filter(([, value]) => typeof value === 'string'))
}

function readTwilioSettings(read: SettingsReader, fallback: string) {
  const id = read.needed('id')
  if (!/^AC[0-9a-fA-F]{32}$/.test(id)) return read.wrong('id', 'must be an Account SID: AC and 32 hexadecimal digits')
  const from = read.needed('from')
  if (!/^(\+[1-9]\d{4,14}|MG[0-9a-fA-F]{32}|\d{3,8})$/.test(from)) return read.wrong('from', `must be a number such as +14155550100, a short code, or a Messaging Service SID (MG…); it is "${from}"`)
  const tokens = read.needed('secret').split(',').map((one) => one.trim()).filter(Boolean)
  return {
    id, from, tokens,
    apiBase: read.optional('apiBase') ? read.address('apiBase') : API,
    hookUrl: read.optional('hookUrl') ? read.address('hookUrl') : fallback,
  }
}
