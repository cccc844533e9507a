/**
 * Reads one message of the account: whether it is for the desk, whose conversation it belongs to, and what was said.
 * It must ignore what the account wrote itself, what official accounts send, and what a room says without calling the account.
 */
import type { Message } from 'wechaty'
import type { FileStore, Inbound } from '../../core/channel.ts'
import { bare, isWhatItSays, kindOf, TAKEN_TYPES } from '../../core/filetypes.ts'
import type { Content } from '../../core/model.ts'
import { storable } from '../kit/text.ts'
import { addressOf } from './address.ts'

/** wechaty's own numbers, which are part of the puppets' protocol; its names for them would have to be loaded. */
const OFFICIAL_ACCOUNT = 2
const KINDS = ['unknown', 'attachment', 'audio', 'contact', 'history', 'emoticon', 'image', 'text', 'location', 'miniprogram', 'note', 'transfer', 'envelope', 'recalled', 'url', 'video', 'post'] as const
type Kind = (typeof KINDS)[number]

const MAX_BYTES = 20 * 1024 * 1024

/** Null for what is not for the desk. @param since what was written before is history */
export async function readMessage(message: Message, since: number, files: FileStore): Promise<Inbound | null> {
  const talker = message.talker()
  if (message.self() || talker.self() || Number(talker.type()) === OFFICIAL_ACCOUNT) return null
  // WeChat counts whole seconds.
  const at = message.date().getTime()
  if (Math.floor(at / 1000) < Math.floor(since / 1000)) return null
  const kind = KINDS[Number(message.type())] ?? 'unknown'
  const room = message.room()
  if (room && (kind !== 'text' || !(await message.mentionSelf()))) return null
  const content = room ? text(await message.mentionText()) : await contentOf(kind, message, files)
  if (!content) return null
  return { key: message.id, address: addressOf(talker.id, room?.id ?? null), user: talker.id, content, at, ...(talker.name() ? { name: storable(talker.name()) } : {}) }
}

const text = (words: string): Content => ({ type: 'text', text: storable(words) })

async function contentOf(kind: Kind, message: Message, files: FileStore): Promise<Content | null> {
  switch (kind) {
    case 'text':
      return text(message.text())
    case 'image':
    case 'audio':
    case 'video':
    case 'attachment':
    case 'emoticon':
      return keep(kind, message, files)
    case 'location': {
      const { latitude, longitude, name, address } = (await message.toLocation()).payload
      const label = [name, address].filter(Boolean).join(' ')
      return { type: 'location', latitude, longitude, ...(label ? { label: storable(label) } : {}) }
    }
    // What WeChat itself writes between the lines: "you have added…", a message taken back.
    case 'note':
    case 'recalled':
      return { type: 'event', name: 'other', detail: storable(`${kind} ${message.text()}`).slice(0, 200) }
    default:
      return { type: 'unknown', kind, raw: storable(message.text() || kind) }
  }
}

/** The puppet has the file already, or fetches it over the account's own session; no address out of a message is opened. */
async function keep(kind: Kind, message: Message, files: FileStore): Promise<Content> {
  const absent = (name: string, reason: string): Content => ({ type: 'unknown', kind, raw: JSON.stringify({ name, reason }) })
  try {
    const file = await message.toFileBox()
    const bytes = await file.toBuffer()
    if (bytes.byteLength > MAX_BYTES) return absent(file.name, `it has more than ${MAX_BYTES} bytes`)
    const said = bare(file.mediaType)
    const mime = isWhatItSays(said, bytes) ? said : (TAKEN_TYPES.find((type) => type !== 'text/plain' && isWhatItSays(type, bytes)) ?? said)
    const kept = await files.put(bytes, { name: file.name, mime })
    if (!kept.ok) return absent(file.name, kept.reason)
    return { type: 'attachment', kind: kindOf(kept.mime), ref: kept.ref, name: file.name, mime: kept.mime, bytes: kept.bytes }
  } catch (error) {
    return absent('', `the puppet could not fetch it (${error instanceof Error ? error.name : 'no reason given'})`)
  }
}
