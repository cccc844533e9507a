/**
 * Reads one activity: what was said, where it belongs, and what is needed to answer it later.
 * Pure. It must not take anything for speech that the customer did not mean for the bot, and loses nothing: what it does not know stays `unknown`.
 */
import { createHash } from 'node:crypto'
import type { Content } from '../../core/model.ts'
import { isObject, type JsonObject, type JsonValue } from '../kit/json.ts'
import { storable } from '../kit/text.ts'
import type { Reference } from './framework.ts'

export type Parcel = { name: string; mime: string; url: string }
export type Reading =
  /** A sign of life: acknowledged, not kept. */
  | { type: 'passing' }
  /** A call that wants its answer in the reply; the desk offers none. */
  | { type: 'invoke' }
  | {
      type: 'said'; key: string; address: string; user: string; name: string | null; at: number; reference: Reference
      content: Content | null
      /** Files to be fetched, in order. */
      parcels: readonly Parcel[]
    }

export const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const object = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {})
const objects = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Null for what is no activity of a conversation. @param now for activities that tell no time */
export function readActivity(activity: JsonObject, now: number): Reading | null {
  const type = text(activity.type)
  const channelId = text(activity.channelId)
  const [conversation, from, recipient] = [object(activity.conversation), object(activity.from), object(activity.recipient)]
  const [id, user] = [text(conversation.id), text(from.id)]
  if (type === 'invoke') return { type: 'invoke' }
  if (PASSING.has(type)) return { type: 'passing' }
  if (!type || !channelId || !id || !user) return null
  // What the bot itself does (it joined, it left, its words were read) is echoed by some channels.
  if (user === text(recipient.id)) return { type: 'passing' }

  const group = conversation.isGroup === true || ['groupChat', 'channel'].includes(text(conversation.conversationType))
  const activityId = text(activity.id)
  const kind = type === 'message' ? '' : `:${type}`
  const at = Date.parse(text(activity.timestamp))
  const parcels = type === 'message' ? parcelsOf(activity) : []
  return {
    type: 'said',
    key: `${channelId}|${id}|${activityId || createHash('sha256').update(JSON.stringify(activity)).digest('hex').slice(0, 32)}${kind}`,
    // In a group each customer has a conversation of his own with the desk; the answers all go to the group.
    address: [channelId, id, ...(group ? [user] : [])].map(encodeURIComponent).join('|'),
    user: `${channelId}:${user}`,
    name: text(from.name) || null,
    at: Number.isFinite(at) ? at : now,
    reference: referenceOf(activity, { channelId, id, user, group }),
    content: contentOf(type, activity, parcels.length > 0),
    parcels,
  }
}

const PASSING = new Set(['typing', 'trace', 'messageReaction', 'contactRelationUpdate', 'handoff', 'delay', 'suggestion'])
const named = ({ id, name }: JsonObject) => ({ id: text(id), ...(text(name) ? { name: text(name) } : {}) })

function referenceOf(activity: JsonObject, { channelId, id, group }: { channelId: string; id: string; user: string; group: boolean }): Reference {
  const conversation = object(activity.conversation)
  const optional = (key: 'conversationType' | 'tenantId') => (text(conversation[key]) ? { [key]: text(conversation[key]) } : {})
  return {
    ...(text(activity.id) ? { activityId: text(activity.id) } : {}),
    serviceUrl: text(activity.serviceUrl), channelId,
    conversation: { id, ...(group ? { isGroup: true } : {}), ...optional('conversationType'), ...optional('tenantId') },
    user: named(object(activity.from)), bot: named(object(activity.recipient)),
  }
}

function contentOf(type: string, activity: JsonObject, hasFiles: boolean): Content | null {
  if (type === 'message') return saidIn(activity, hasFiles)
  // A message changed afterwards: kept beside the one that was answered.
  if (type === 'messageUpdate') return { type: 'text', text: wordsOf(activity), silent: 'enclosed' }
  if (type === 'endOfConversation') return { type: 'event', name: 'left' }
  if (type === 'conversationUpdate' || type === 'installationUpdate') {
    const joined = objects(activity.membersAdded).some(({ id }) => text(id) === text(object(activity.recipient).id)) || text(activity.action) === 'add'
    return joined ? { type: 'event', name: 'joined' } : { type: 'event', name: 'other', detail: type }
  }
  if (type === 'event' || type === 'messageDelete') return { type: 'event', name: 'other', detail: text(activity.name).slice(0, 200) || type }
  return unknown(type, activity)
}

function saidIn(activity: JsonObject, hasFiles: boolean): Content | null {
  const place = objects(activity.entities).find(({ type }) => text(type) === 'GeoCoordinates')
  const [latitude, longitude] = [Number(place?.latitude), Number(place?.longitude)]
  if (place && Number.isFinite(latitude) && Number.isFinite(longitude)) return { type: 'location', latitude, longitude, ...(text(place.name) ? { label: text(place.name) } : {}) }
  if (typeof activity.text === 'string' && (activity.text !== '' || !hasFiles)) return { type: 'text', text: wordsOf(activity) }
  // A pressed button may bring its value without words.
  if (typeof activity.value === 'string') return { type: 'text', text: storable(activity.value) }
  return hasFiles ? null : unknown('message', activity)
}

const unknown = (kind: string, activity: JsonObject): Content => ({ type: 'unknown', kind: storable(kind), raw: storable(JSON.stringify(activity)) })

/** The text without the mention that called the bot; other people's names stay, without the tag around them. */
function wordsOf(activity: JsonObject): string {
  const bot = text(object(activity.recipient).id)
  let words = text(activity.text)
  for (const mention of objects(activity.entities).filter(({ type }) => text(type).toLowerCase() === 'mention')) {
    const written = text(mention.text)
    if (!/^<at[ >]/i.test(written)) continue
    if (text(object(mention.mentioned).id) === bot) words = words.replace(written, '').replace(/^[\s\u00a0]+/, '')
    else words = words.replace(written, written.replace(/<\/?at[^>]*>/gi, ''))
  }
  return storable(words)
}

/** Files among the attachments. Cards are the bot's own words coming back, and Teams repeats the text as HTML. */
function parcelsOf(activity: JsonObject): Parcel[] {
  return objects(activity.attachments).flatMap((one) => {
    const mime = text(one.contentType)
    const name = text(one.name)
    if (mime === 'application/vnd.microsoft.teams.file.download.info') return [{ name, mime: '', url: text(object(one.content).downloadUrl) }]
    if (mime.startsWith('application/vnd.microsoft.') || mime.startsWith('text/html')) return []
    return [{ name, mime, url: text(one.contentUrl) }]
  })
}
