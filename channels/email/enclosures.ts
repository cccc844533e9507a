/**
 * Turns what a letter encloses into content: files are kept in the house's store, invitations and letters within the letter become text.
 * It must not lose anything without saying so: what is not taken is named, with the reason.
 */
import type { ChannelContext } from '../../core/channel.ts'
import { bare, kindOf, TAKEN_TYPES } from '../../core/filetypes.ts'
import type { Content } from '../../core/model.ts'
import { decode } from './charset.ts'
import type { Enclosure } from './read.ts'
import { openTnef } from './tnef.ts'

type Attached = Extract<Content, { type: 'attachment' | 'unknown' }>

/** Pictures within the text that are smaller are logos and lines; screenshots that people paste are larger. */
const SMALLEST_PICTURE = 8 * 1024

/** The files themselves: winmail.dat opened, ornaments left out. */
export function worthKeeping(enclosures: readonly Enclosure[]): readonly Enclosure[] {
  return enclosures.flatMap(opened).filter(({ mime, inline, bytes }) => !isCalendar(mime) && !(inline && mime.startsWith('image/') && bytes.length < SMALLEST_PICTURE))
}

function opened(one: Enclosure): readonly Enclosure[] {
  const wrapped = /^application\/(vnd\.)?ms-tnef$/.test(one.mime) || one.name.toLowerCase() === 'winmail.dat' ? openTnef(one.bytes) : null
  return wrapped ? wrapped.files.map(({ name, bytes }) => ({ name, mime: mimeOf(name), bytes, inline: false })) : [one]
}

/** Words that stand in enclosures when the letter itself has none: what an invitation is about, what Outlook wrapped. */
export function enclosedWords(enclosures: readonly Enclosure[]): string {
  const found = enclosures.map((one) => (isCalendar(one.mime) ? invitation(one.bytes) : (openTnef(one.bytes)?.text ?? '')))
  return found.filter(Boolean).join('\n')
}

/** An answer to an invitation, written by a calendar program. */
export const answersInvitation = (enclosures: readonly Enclosure[]): boolean => enclosures.some(({ mime, bytes }) => isCalendar(mime) && /^METHOD:(REPLY|COUNTER|REFRESH)/im.test(bytes.toString('utf8')))

const isCalendar = (mime: string) => /^(text\/calendar|application\/ics)$/.test(mime)

function invitation(bytes: Buffer): string {
  const lines = decode(bytes, 'utf-8').replace(/\r?\n[ \t]/g, '').split(/\r?\n/)
  const field = (name: string) => lines.map((line) => new RegExp(`^${name}(?:;[^:]*)?:(.*)$`, 'i').exec(line)?.[1]).find(Boolean)?.replace(/\\([,;\\])/g, '$1').replace(/\\n/gi, '\n') ?? ''
  return [field('SUMMARY'), field('DTSTART').replace(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/, (_all, y, m, d, h, min, z) => `${y}-${m}-${d}${h ? ` ${h}:${min}${z ? ' UTC' : ''}` : ''}`), field('LOCATION'), field('DESCRIPTION')]
    .filter(Boolean)
    .join('\n')
}

export async function keep(one: Enclosure, files: ChannelContext<unknown>['files']): Promise<Attached> {
  // A letter within the letter, or another text, can be read as text and as nothing else.
  const mime = one.mime.startsWith('text/') || one.mime === 'message/rfc822' ? 'text/plain' : one.mime
  const name = one.name || (one.mime === 'message/rfc822' ? 'message.eml' : `file.${one.mime.split('/')[1] ?? 'bin'}`)
  const kept = TAKEN_TYPES.includes(bare(mime)) ? await files.put(one.bytes, { name, mime }) : { ok: false as const, reason: `files of type "${mime}" are not taken` }
  if (kept.ok) return { type: 'attachment', kind: kindOf(kept.mime), ref: kept.ref, name, mime: kept.mime, bytes: kept.bytes }
  return { type: 'unknown', kind: one.mime, raw: JSON.stringify({ name, mime: one.mime, bytes: one.bytes.length, reason: kept.reason }) }
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', pdf: 'application/pdf', txt: 'text/plain', doc: 'application/msword', xls: 'application/vnd.ms-excel',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const mimeOf = (name: string): string => TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
