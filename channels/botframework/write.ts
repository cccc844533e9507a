/**
 * Writes one part of an answer as an activity: plain text, and choices as the buttons the channel has.
 * It must not send, split or restyle: what does not fit is refused with its reason.
 */
import type { Content } from '../../core/model.ts'
import { byteLength, sendable } from '../kit/text.ts'
import type { Outgoing } from './framework.ts'

/** Teams takes about 28 KB with everything around the text. */
export const MAX_TEXT_BYTES = 24_000
/** A hero card shows six buttons. */
export const MAX_CHOICES = 6

export type Written = { ok: true; activity: Outgoing } | { ok: false; reason: string }

export function writeActivity(part: Content, channelId: string): Written {
  if (part.type !== 'text') return { ok: false, reason: `Bot Framework is not sent ${part.type} content by this door` }
  const text = sendable(part.text)
  const bytes = byteLength(text)
  if (bytes > MAX_TEXT_BYTES) return { ok: false, reason: `the text has ${bytes} bytes; Teams takes about ${MAX_TEXT_BYTES}` }
  const choices = part.choices ?? []
  if (!text.trim() && choices.length === 0) return { ok: false, reason: 'an empty message is not sent' }
  // Customers must be able to tell an answer written as it stands from one that a client has restyled.
  const base = { type: 'message', textFormat: 'plain', text }
  if (choices.length === 0) return { ok: true, activity: base }
  const buttons = choices.map(({ label }) => ({ type: 'imBack', title: sendable(label), value: sendable(label) }))
  // Suggested actions of Teams vanish in groups, and are three at most.
  if (channelId === 'msteams') return { ok: true, activity: { ...base, attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: { buttons } }] } }
  return { ok: true, activity: { ...base, inputHint: 'expectingInput', suggestedActions: { to: [], actions: buttons } } }
}
