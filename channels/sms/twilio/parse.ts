/**
 * Reads one verified request of Twilio: a customer's message, or a later word about one of ours.
 * It must not lose anything: a kind it does not know is kept as it came.
 */
import type { Content } from '../../../core/model.ts'
import { storable } from '../../kit/text.ts'
import type { Received } from '../inbox.ts'
import { keywordOf, TWILIO_WORDS } from '../words.ts'
import type { Params } from './verify.ts'

export type Media = { url: string; mime: string }
export type Parsed =
  | { kind: 'message'; message: Received; media: readonly Media[] }
  | { kind: 'status'; id: string; to: string; status: string; code: string }
  | { kind: 'nothing'; reason: string }

const MOST_MEDIA = 10

/** `now` stands in for a time: Twilio tells none. */
export function parse(params: Params, now: number): Parsed {
  const field = (name: string) => storable(params.get(name) ?? '')
  const id = field('MessageSid') || field('SmsMessageSid') || field('SmsSid')
  const status = field('MessageStatus')
  if (!id) return { kind: 'nothing', reason: 'the request has no MessageSid' }
  if (status && status !== 'received') return { kind: 'status', id, to: field('To'), status, code: field('ErrorCode') }
  const from = field('From')
  if (!from) return { kind: 'nothing', reason: 'the message has no sender' }
  const media = mediaOf(params)
  return {
    kind: 'message', media,
    message: { key: id, from, to: field('To'), at: now, content: contentOf(field, params), ...nameOf(field('ProfileName')), ...keywordIn(field('Body'), field('OptOutType')) },
  }
}

/** With Advanced Opt-Out Twilio names the word; without, it answers the usual ones all the same. */
function keywordIn(body: string, named: string): Pick<Received, 'keyword' | 'holder'> {
  if (named === 'STOP' || named === 'START' || named === 'HELP') return { keyword: named === 'STOP' ? 'out' : named === 'START' ? 'in' : 'help', holder: 'provider' }
  const keyword = keywordOf(body)
  const holder = TWILIO_WORDS.has(body.trim().toUpperCase()) ? 'provider' : 'desk'
  return { keyword, holder }
}

function contentOf(field: (name: string) => string, params: Params): Content {
  const [latitude, longitude] = [field('Latitude'), field('Longitude')].map(Number.parseFloat) as [number, number]
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
    const label = field('Label') || field('Address')
    return { type: 'location', latitude, longitude, ...(label ? { label } : {}) }
  }
  const type = field('MessageType')
  const body = field('Body')
  if (!body && type && !KNOWN.has(type)) return { type: 'unknown', kind: type, raw: storable(String(params)) }
  return { type: 'text', text: body }
}

/** What a plain message, or one with media, calls itself. */
const KNOWN: ReadonlySet<string> = new Set(['text', 'sms', 'mms', 'image', 'audio', 'video', 'document', 'file'])

function mediaOf(params: Params): Media[] {
  const count = Math.min(Number.parseInt(params.get('NumMedia') ?? '0', 10) || 0, MOST_MEDIA)
  return Array.from({ length: count }, (_, n) => ({ url: params.get(`MediaUrl${n}`) ?? '', mime: params.get(`MediaContentType${n}`) ?? '' })).filter(({ url }) => url !== '')
}

const nameOf = (name: string) => (name ? { name } : {})
