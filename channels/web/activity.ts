/**
 * Between Direct Line activities and the desk's content: reading what a customer posted, writing what he reads back.
 * Pure: no clock, no storage. It must never take the customer's word for who is speaking.
 */
import type { Citation, Content } from '../../core/model.ts'
import { isObject, isText, type JsonObject } from './body.ts'

/** What the journal keeps of one activity. Its id is made from its place in the journal, its links from the desk's address of the day. */
export type Stored = {
  type: string
  /** Milliseconds since 1970. */
  at: number
  from: { id: string; name?: string; role: 'user' | 'bot' }
  text?: string
  attachments?: readonly StoredAttachment[]
  choices?: readonly string[]
  /** Fields carried through as they came, for clients that know them. */
  carried?: JsonObject
  channelData?: JsonObject
}
/** `path` is below the account's own address; `url` stands somewhere else. */
export type StoredAttachment = { contentType: string; name?: string; bytes?: number } & ({ path: string } | { url: string })

/** What a posted activity means: nothing to keep, or content for the desk and an entry for the customer's own stream. */
export type Reading = { keep: false } | { keep: true; clientId: string | null; name?: string; content: Content | null; entry: Pick<Stored, 'type' | 'text' | 'carried' | 'channelData'> }

/** Reads one activity that a customer posted. Total: what it does not know becomes `unknown` content and is kept as it came. */
export function readActivity(posted: JsonObject): Reading {
  const type = isText(posted['type']) ? posted['type'] : ''
  if (PASSING.has(type)) return { keep: false }
  const channelData = isObject(posted['channelData']) ? withoutClaims(posted['channelData']) : undefined
  const from = isObject(posted['from']) ? posted['from'] : {}
  const name = isText(from['name']) ? from['name'].slice(0, 64) : ''
  const text = type === 'message' ? textOf(posted) : null
  const carried = Object.fromEntries(CARRIED.filter((key) => posted[key] !== undefined).map((key) => [key, posted[key]]))
  return {
    keep: true,
    clientId: clientIdOf(posted),
    content: contentOf(type, text, posted),
    ...(name ? { name } : {}),
    entry: {
      type: type || 'message',
      ...(text !== null ? { text } : {}),
      ...(Object.keys(carried).length ? { carried } : {}),
      ...(channelData ? { channelData } : {}),
    },
  }
}

/** The client's own name for the activity, by which a repeated post is known again; null when it gives none. */
export function clientIdOf(posted: JsonObject): string | null {
  const id = isObject(posted['channelData']) ? posted['channelData']['clientActivityID'] : undefined
  return isText(id) && id !== '' ? id : null
}

/**
 * What the customer reads of one part of an answer; null when there is nothing in it to show.
 * Sources are written below the text for any client, and given apart (`channelData.body`, `.citations`) for one that can fold them away.
 */
export function writePart(part: Content, by: { kind: 'bot' | 'agent'; name?: string }, at: number): Stored | null {
  const from: Stored['from'] = { id: by.kind, ...(by.name ? { name: by.name } : {}), role: 'bot' }
  const base = { type: 'message', at, from }
  switch (part.type) {
    case 'text': {
      const citations = part.citations ?? []
      return {
        ...base,
        text: citations.length ? `${part.text}\n\n${citations.map(citationLine).join('\n')}` : part.text,
        ...(part.choices?.length ? { choices: part.choices.map((choice) => choice.label) } : {}),
        channelData: { by: by.kind, ...(part.notice ? { notice: part.notice } : {}), ...(citations.length ? { body: part.text, citations } : {}) },
      }
    }
    case 'attachment': {
      const attachment = { contentType: part.mime ?? 'application/octet-stream', ...(part.name ? { name: part.name } : {}), ...(part.bytes ? { bytes: part.bytes } : {}) }
      if (!/^https?:\/\//i.test(part.ref)) return { ...base, text: `[${part.name ?? part.kind}]`, channelData: { by: by.kind } }
      return { ...base, text: '', attachments: [{ ...attachment, url: part.ref }], channelData: { by: by.kind } }
    }
    case 'location':
      return { ...base, text: `${part.label ?? ''} (${part.latitude}, ${part.longitude})`.trim(), channelData: { by: by.kind } }
    case 'event':
    case 'unknown':
      return null
  }
}

/** The activity as it goes over the wire. @param address the account's own address, without a trailing slash */
export function toWire(stored: Stored, conversation: string, seq: number, address: string): JsonObject {
  const { at, attachments, choices, carried, ...same } = stored
  return {
    ...carried,
    ...same,
    id: activityId(conversation, seq),
    channelId: 'directline',
    conversation: { id: conversation },
    timestamp: new Date(at).toISOString(),
    ...(stored.type === 'message' ? { textFormat: 'plain' } : {}),
    ...(attachments
      ? {
          attachments: attachments.map((one) => ({
            contentType: one.contentType, contentUrl: 'path' in one ? `${address}/${one.path}` : one.url, ...(one.name ? { name: one.name } : {}),
            ...(one.bytes ? { bytes: one.bytes } : {}),
          })),
        }
      : {}),
    ...(choices ? { inputHint: 'acceptingInput', suggestedActions: { actions: choices.map((label) => ({ type: 'imBack', title: label, value: label })) } } : {}),
  }
}

/** "conversation|0000001", as Direct Line writes them. */
export const activityId = (conversation: string, seq: number) => `${conversation}|${String(seq).padStart(7, '0')}`

/** A sign that an answer is being made; it is never stored. */
export const typing = (conversation: string, now: number): JsonObject => ({
  type: 'typing', id: `${conversation}|typing-${now}`, channelId: 'directline', conversation: { id: conversation },
  timestamp: new Date(now).toISOString(), from: { id: 'bot', role: 'bot' },
})

/** Signs of life: acknowledged, never stored. */
const PASSING = new Set(['typing', 'trace', 'ping'])
const CARRIED = ['locale', 'localTimestamp', 'localTimezone', 'name', 'value', 'inputHint'] as const

function contentOf(type: string, text: string | null, posted: JsonObject): Content | null {
  if (type === 'message') {
    // Files come through the upload; an activity that only points at files elsewhere is kept for people to look at.
    if (text === null) return unknown('message', posted)
    return { type: 'text', text }
  }
  if (type === 'endOfConversation') return { type: 'event', name: 'left' }
  if (type === 'conversationUpdate') {
    return Array.isArray(posted['membersAdded']) && posted['membersAdded'].length ? { type: 'event', name: 'joined' } : { type: 'event', name: 'other', detail: type }
  }
  if (type === 'event') return { type: 'event', name: 'other', detail: isText(posted['name']) ? posted['name'].slice(0, 200) : type }
  return unknown(type.slice(0, 64) || 'untyped', posted)
}

const unknown = (kind: string, posted: JsonObject): Content => ({ type: 'unknown', kind, raw: JSON.stringify(posted) })

/** A pressed button may come as a value without words; its value is its label then. Null: the message has no words at all. */
function textOf(posted: JsonObject): string | null {
  if (isText(posted['text'])) return posted['text']
  if (posted['text'] === undefined && isText(posted['value'])) return posted['value']
  if (posted['text'] === undefined && posted['value'] === undefined && posted['attachments'] === undefined) return ''
  return null
}

/** Only the desk may say who speaks and what an answer rests on. */
const withoutClaims = ({ by: _by, citations: _citations, body: _body, notice: _notice, ...rest }: JsonObject): JsonObject => rest

/** In the order readers of any language understand: title, clause, version, first day in force. */
const citationLine = (citation: Citation, index: number) =>
  `[${index + 1}] ${/\p{Script=Han}/u.test(citation.title) ? `《${citation.title}》` : citation.title} §${citation.clause} · v${citation.version} · ${citation.validFrom}`
