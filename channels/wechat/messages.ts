/**
 * Writes one part of an answer as a customer-service message, within what WeChat takes.
 * It must not send, split or restyle: a part arrives rendered to the door's capabilities, and what does not fit is refused with its reason.
 */
import type { Content } from '../../core/model.ts'
import { fitsMenu, type MenuBounds, numbered } from '../kit/menu.ts'
import { byteLength, sendable } from '../kit/text.ts'

/** Longest text of a message, in bytes of UTF-8; beyond it WeChat answers 45002. */
export const MAX_TEXT_BYTES = 2048
/** Bounds of a menu, as WeChat documents them for its sister service; the official account's page gives none. */
export const MAX_CHOICES = 10
const MENU: MenuBounds = { choices: MAX_CHOICES, head: 1024, label: 128, id: 64 }

export type Written = { ok: true; body: Readonly<Record<string, unknown>> } | { ok: false; reason: string }

/** The JSON of `message/custom/send` for one part. */
export function writeMessage(to: string, part: Content): Written {
  if (part.type !== 'text') return { ok: false, reason: `a WeChat official account does not send ${part.type} content by this door` }
  const text = sendable(part.text)
  const choices = part.choices ?? []
  if (choices.length && fitsMenu(text, choices, MENU)) {
    const list = choices.map(({ id, label }) => ({ id: sendable(id), content: sendable(label) }))
    return { ok: true, body: { touser: to, msgtype: 'msgmenu', msgmenu: { head_content: text, list, tail_content: '' } } }
  }
  const content = choices.length ? sendable(numbered(part.text, choices)) : text
  if (!content.trim()) return { ok: false, reason: 'WeChat does not take an empty message' }
  const bytes = byteLength(content)
  if (bytes > MAX_TEXT_BYTES) return { ok: false, reason: `the text has ${bytes} bytes; WeChat takes ${MAX_TEXT_BYTES} (45002)` }
  return { ok: true, body: { touser: to, msgtype: 'text', text: { content } } }
}
