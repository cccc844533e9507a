/**
 * Reads the fields of a message that a platform of Tencent's (公众号, 企业微信) pushes, into content: both use the same words.
 * It must not lose anything: a kind it does not know is kept as it came.
 */
import { createHash } from 'node:crypto'
import type { Content } from '../../core/model.ts'
import { storable } from './text.ts'

/** A field's text; empty when it is absent. */
export type Field = (name: string) => string

/**
 * The identity of a message. MsgId alone is not enough: it repeats between customers. An event has none; what it is about tells
 * two of the same second apart.
 */
export function identityOf(field: Field, raw: string): string {
  const id = field('MsgId') || field('MsgID')
  const type = field('MsgType')
  const from = field('FromUserName')
  const created = field('CreateTime')
  const event = type === 'event' ? field('Event') : ''
  if (event) return ['event', from, created, event, short(field('EventKey')), id].filter(Boolean).join(':')
  return [type === 'event' ? 'event' : 'msg', id || hash(raw), from, created].join(':')
}

const short = (text: string) => (text.length > 64 ? hash(text) : text)
const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32)

/** When the platform says it happened, in ms; `now` stands in for a missing time. */
export const timeOf = (seconds: string, now: number): number => (/^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : now)

/** `ref` of an attachment is the platform's own media id. */
export function contentOf(field: Field, raw: string): Content {
  const type = field('MsgType')
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
      return eventOf(field('Event'), field('EventKey'))
    default:
      return { type: 'unknown', kind: type, raw: storable(raw) }
  }
}

/** A place on earth, or null where the numbers are none. */
export function locationOf(latitudeText: string, longitudeText: string, label: string): Content | null {
  const latitude = Number.parseFloat(latitudeText)
  const longitude = Number.parseFloat(longitudeText)
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
