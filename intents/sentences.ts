/**
 * A complaint and a question in one message stand in sentences of their own: heard one by one, each says what the whole drowns.
 * It must not judge danger; that is heard in the whole.
 */
import type { Intent } from '../core/model.ts'
import { sentences } from '../core/text.ts'
import { analyse } from './features.ts'
import type { Models } from './models.ts'

export type Apart = { /** the sentence that asks */ question: string; /** the weightier wish of the others */ wish: Intent; confidence: number }

/** A sentence says its wish when it is this sure of it, and asks when it has one of the marks of a question. */
const SURE = 0.6
const ASKS = /[?？]\s*$|多久|几天|幾天|什么时候|什麼時候|几小时|幾小時|吗[。！!]?$|嗎[。！!]?$|^(how|when|what|who|by when|which|is|are|do|does|can|will)\b/i
/** What outweighs a question, TAXONOMY's order. */
const WEIGHTIER: readonly Intent[] = ['complaint', 'report', 'service_request', 'suggestion', 'praise']
const MOST = 8

/** Null where the message does not bear both. */
export function apart(text: string, own: Models): Apart | null {
  const parts = sentences(text)
  if (parts.length < 2 || parts.length > MOST) return null
  const heard = parts.map((part) => ({ part, best: own.hear(analyse(part)).intents[0] ?? (['out_of_scope', 0] as const) }))
  const question = heard.find(({ part, best: [label, p] }) => label === 'question' && p >= SURE && ASKS.test(part.trim()))
  if (!question) return null
  const rest = heard.filter(({ part }) => part !== question.part)
  const together = own.hear(analyse(rest.map(({ part }) => part).join(''))).intents[0]
  if (!together || !WEIGHTIER.includes(together[0]) || together[1] < SURE) return null
  return { question: question.part, wish: together[0], confidence: together[1] }
}
