/**
 * Reads the desk's activities into what the widget shows. Total and suspicious: the wire may carry anything, and what is no message is left out.
 * It must not let markup, or an address that is not http(s), through to the view.
 */

export type Source = { title: string; clause: string; version: string; validFrom: string }
export type FileLink = { name: string; url: string; image: boolean; bytes: number | null }
export type Speaker = { kind: 'customer' } | { kind: 'bot' } | { kind: 'agent'; name: string }
/** News about the conversation itself, told in a line of its own. */
export type Notice = 'queued' | 'joined' | 'left'

/** One message as it stands in the conversation. */
export type Entry = {
  /** The same before and after the desk acknowledged it, so that the view keeps its element. */
  key: string
  seq: number
  at: number
  speaker: Speaker
  text: string
  notice: Notice | null
  choices: readonly string[]
  sources: readonly Source[]
  files: readonly FileLink[]
}

export type Frame = { entries: readonly Entry[]; typing: boolean; watermark: number | null }

type Fields = Readonly<Record<string, unknown>>

/** One frame of the stream, or one page of the activities. Null: not a frame of ours. */
export function readFrame(value: unknown): Frame | null {
  const { activities, watermark } = fields(value)
  if (!Array.isArray(activities)) return null
  return {
    entries: activities.map(readEntry).filter((entry) => entry !== null),
    typing: activities.some((one) => fields(one)['type'] === 'typing'),
    watermark: watermark === undefined || watermark === '' || !Number.isInteger(Number(watermark)) ? null : Number(watermark),
  }
}

function readEntry(value: unknown): Entry | null {
  const activity = fields(value)
  const seq = seqOf(activity['id'])
  if (activity['type'] !== 'message' || seq === null) return null
  const from = fields(activity['from'])
  const data = fields(activity['channelData'])
  const mine = from['role'] === 'user'
  const clientId = text(data['clientActivityID'])
  return {
    key: mine && clientId ? clientId : `#${seq}`,
    seq,
    at: Date.parse(text(activity['timestamp'])) || 0,
    speaker: mine ? { kind: 'customer' } : from['id'] === 'agent' ? { kind: 'agent', name: text(from['name']) } : { kind: 'bot' },
    text: mine ? text(activity['text']) : text(data['body']) || text(activity['text']),
    notice: mine ? null : (NOTICES.find((one) => one === data['notice']) ?? null),
    choices: list(fields(activity['suggestedActions'])['actions']).map((one) => text(one['value']) || text(one['title'])).filter(Boolean),
    sources: mine ? [] : list(data['citations']).map(readSource).filter((one) => one.title),
    files: list(activity['attachments']).map(readFile).filter((one) => one !== null),
  }
}

const readSource = (one: Fields): Source => ({
  title: text(one['title']), clause: text(one['clause']), version: text(one['version']), validFrom: text(one['validFrom']),
})

function readFile(one: Fields): FileLink | null {
  const url = safeUrl(text(one['contentUrl']))
  if (!url) return null
  const bytes = Number(one['bytes'])
  return { name: text(one['name']) || 'file', url, image: /^image\/(png|jpeg|gif|webp)$/.test(text(one['contentType'])), bytes: bytes > 0 ? bytes : null }
}

/** The address if it is an http or https one, else null. */
export function safeUrl(address: string): string | null {
  try {
    const url = new URL(address)
    return /^https?:$/.test(url.protocol) ? url.href : null
  } catch {
    return null
  }
}

/** "conversation|0000012" → 12. Signs of typing have no number: they are not kept. */
export function seqOf(id: unknown): number | null {
  const digits = /\|(\d+)$/.exec(text(id))?.[1]
  return digits === undefined ? null : Number(digits)
}

const NOTICES: readonly Notice[] = ['queued', 'joined', 'left']
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
