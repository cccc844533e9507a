/**
 * Reads one WeChat message or event into what the house understands, and how it counts for what may be written back.
 * What the kinds of messages mean is channels/kit/pushed.ts.
 */
import type { Inbound } from '../../core/channel.ts'
import { isObject, parseJson } from '../kit/json.ts'
import { contentOf, type Field, identityOf, timeOf } from '../kit/pushed.ts'
import { storable } from '../kit/text.ts'
import { childText, parseXml } from '../kit/xml.ts'
import type { Format } from './verify.ts'

/** What the customer did, in the provider's terms: it decides how many messages may follow, and whether an answer is awaited. */
export type Act = 'message' | 'tap' | 'left' | 'other'

export type Parsed =
  | { ok: true; inbound: Inbound; act: Act; /** the account's own id in WeChat, which a reply comes from */ account: string }
  | { ok: false; reason: string }

/** Reads a verified message; `now` stands in for a missing time. Fails only for what is no message of a customer: not XML or JSON, or without a sender. */
export function parseMessage(text: string, format: Format, now: number): Parsed {
  const field = readFields(text, format)
  if (!field) return { ok: false, reason: 'the message is not well-formed' }
  const from = field('FromUserName')
  const type = field('MsgType')
  if (!from || !type) return { ok: false, reason: 'the message has no FromUserName or no MsgType' }
  const event = type === 'event' ? field('Event') : ''
  return {
    ok: true,
    account: field('ToUserName'),
    act: event ? (ACTS[event.toLowerCase()] ?? 'other') : type === 'event' ? 'other' : 'message',
    inbound: { key: identityOf(field, text), address: from, user: from, content: contentOf(field, text), at: timeOf(field('CreateTime'), now) },
  }
}

function readFields(text: string, format: Format): Field | null {
  if (format === 'xml') {
    const parsed = parseXml(text)
    return parsed.ok ? (name) => storable(childText(parsed.root, name) ?? '') : null
  }
  const parsed = parseJson(text)
  if (!parsed.ok || !isObject(parsed.value)) return null
  const fields = parsed.value
  return (name) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return typeof value === 'string' ? storable(value) : ''
  }
}

/** Only acts after which WeChat lets the account write. What is not listed gives no right to write. */
const ACTS: Readonly<Record<string, Act>> = {
  subscribe: 'tap', scan: 'tap', click: 'tap', scancode_push: 'tap', scancode_waitmsg: 'tap',
  unsubscribe: 'left',
}
