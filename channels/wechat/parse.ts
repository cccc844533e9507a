/**
 * Reads one WeChat message or event into what the house understands.
 * It must not lose anything: a kind it does not know is kept as it came.
 */
import { createHash } from 'node:crypto'
import type { Inbound } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { isObject, parseJson } from '../kit/json.ts'
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
  const created = field('CreateTime')
  const event = type === 'event' ? field('Event') : ''
  return {
    ok: true,
    account: field('ToUserName'),
    act: event ? (ACTS[event.toLowerCase()] ?? 'other') : type === 'event' ? 'other' : 'message',
    inbound: {
      key: keyOf(field, { from, created, event, type }, text),
      address: from,
      user: from,
      content: contentOf(field, type, event, text),
      at: /^\d{1,11}$/.test(created) ? Number(created) * 1000 : now,
    },
  }
}

/** A field's text; empty when it is absent. */
type Field = (name: string) => string

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

/**
 * The identity of a message. MsgId alone is not enough: it repeats between customers. An event has none; what it is about tells
 * two of the same second apart.
 */
function keyOf(field: Field, told: { from: string; created: string; event: string; type: string }, text: string): string {
  const id = field('MsgId') || field('MsgID')
  if (told.event) return ['event', told.from, told.created, told.event, short(field('EventKey')), id].filter(Boolean).join(':')
  return [told.type === 'event' ? 'event' : 'msg', id || hash(text), told.from, told.created].join(':')
}

const short = (text: string) => (text.length > 64 ? hash(text) : text)
const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32)

/** Only acts after which WeChat lets the account write. What is not listed gives no right to write. */
const ACTS: Readonly<Record<string, Act>> = {
  subscribe: 'tap', scan: 'tap', click: 'tap', scancode_push: 'tap', scancode_waitmsg: 'tap',
  unsubscribe: 'left',
}

function contentOf(field: Field, type: string, event: string, raw: string): Content {
  switch (type) {
    case 'text':
      return { type: 'text', text: field('Content') }
    case 'image':
      return { type: 'attachment', kind: 'image', ref: field('MediaId') }
    case 'voice': {
      const said = field('Recognition')
      const format = field('Format').toLowerCase()
      return {
        type: 'attachment',
        kind: 'voice',
        ref: field('MediaId'),
        ...(/^[a-z0-9]{1,10}$/.test(format) ? { mime: `audio/${format}` } : {}),
        ...(said ? { transcript: said } : {}),
      }
    }
    case 'video':
    case 'shortvideo':
      return { type: 'attachment', kind: 'video', ref: field('MediaId') }
    case 'file': {
      const bytes = field('FileTotalLen')
      return {
        type: 'attachment',
        kind: 'file',
        ref: field('FileKey') || field('MediaId'),
        ...(field('Title') ? { name: field('Title') } : {}),
        ...(/^\d{1,15}$/.test(bytes) ? { bytes: Number(bytes) } : {}),
      }
    }
    case 'location':
      return locationOf(field('Location_X'), field('Location_Y'), field('Label')) ?? { type: 'unknown', kind: type, raw: storable(raw) }
    case 'link':
      return { type: 'text', text: [field('Title'), field('Description'), field('Url')].filter(Boolean).join('\n') }
    case 'event':
      return eventOf(event, field('EventKey'))
    default:
      return { type: 'unknown', kind: type, raw: storable(raw) }
  }
}

function locationOf(x: string, y: string, label: string): Content | null {
  const latitude = Number.parseFloat(x)
  const longitude = Number.parseFloat(y)
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null
  return { type: 'location', latitude, longitude, ...(label ? { label } : {}) }
}

/** The detail of `other` is the event's own name and key, e.g. `CLICK:menu-bill`. */
function eventOf(event: string, key: string): Content {
  const name = event.toLowerCase()
  if (name === 'subscribe') return { type: 'event', name: 'joined', ...(key ? { detail: key } : {}) }
  if (name === 'unsubscribe') return { type: 'event', name: 'left' }
  return { type: 'event', name: 'other', detail: key ? `${event}:${key}` : event }
}
