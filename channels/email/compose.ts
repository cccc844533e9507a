/**
 * Writes an answer as a letter: who it is from, where it belongs, plain text beside HTML, marked so that no machine answers it.
 * It must let nothing of a customer's letter into a header or the HTML as it came: names and subjects lose their control characters, texts are escaped.
 */
import type { Citation, Content } from '../../core/model.ts'
import { sendable } from '../kit/text.ts'
import { sameAddress } from './machine.ts'
import type { EmailSettings } from './settings.ts'
import type { Thread } from './threads.ts'
import type { Token } from './tokens.ts'

type Text = Extract<Content, { type: 'text' }>

/** In the terms of nodemailer's composer. */
export type Written = {
  envelope: { from: string; to: readonly string[] }
  messageId: string
  date: Date
  from: { name: string; address: string }
  to: { name: string; address: string }
  replyTo?: string
  subject: string
  inReplyTo?: string
  references?: readonly string[]
  headers: Readonly<Record<string, string>>
  text: string
  html: string
}

export type Answer = { part: Text; to: string; thread: Thread | undefined; token: Token; by: 'bot' | 'agent'; at: number }

export function writeLetter({ part, to, thread, token, by, at }: Answer, settings: EmailSettings): Written {
  const [local = '', domain = ''] = settings.address.split('@')
  const tokenAddress = settings.plusAddress ? `${local}+${token.text}@${domain}` : settings.address
  const parent = thread?.references.at(-1)
  return {
    // News that nobody needs back goes without a sender, as RFC 3834 wants; answers have one, so that a bounce sets their status.
    envelope: { from: part.notice && by === 'bot' ? '' : tokenAddress, to: [to] },
    messageId: `<${token.text}@${domain}>`,
    date: new Date(at),
    from: { name: settings.name, address: settings.address },
    to: { name: sameAddress(to, thread?.to ?? '') ? oneLine(thread?.name ?? '', 100) : '', address: to },
    ...(settings.plusAddress ? { replyTo: tokenAddress } : {}),
    subject: subjectOf(thread?.subject ?? '', settings),
    ...(parent ? { inReplyTo: parent, references: thread?.references ?? [] } : {}),
    headers: by === 'bot' ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
    text: [sendable(part.text), ...sources(part.citations ?? [])].join('\n\n'),
    html: htmlOf(part),
  }
}

function subjectOf(given: string, { name, address }: EmailSettings): string {
  const subject = oneLine(given, 200)
  if (subject === '') return `Re: ${oneLine(name, 60) || address}`
  return /^(re|回复|回覆|答复|答覆)\s*[:：]/i.test(subject) ? subject : `Re: ${subject}`
}

const oneLine = (text: string, most: number): string => [...text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()].slice(0, most).join('')

/** A source in no language but its own. */
const sourceOf = ({ title, clause, version, validFrom }: Citation): string => `《${title}》 § ${clause} (${version}, ${validFrom})`

const sources = (citations: readonly Citation[]): readonly string[] => (citations.length > 0 ? [citations.map((one, index) => `[${index + 1}] ${sourceOf(one)}`).join('\n')] : [])

function htmlOf({ text, citations = [] }: Text): string {
  const paragraphs = sendable(text).split(/\n{2,}/).map((block) => `<p style="margin:0 0 1em">${escaped(block).replaceAll('\n', '<br>')}</p>`)
  const list = citations.length > 0 ? `<ol style="margin:0;padding-left:1.5em;color:#555;font-size:90%">${citations.map((one) => `<li>${escaped(sourceOf(one))}</li>`).join('')}</ol>` : ''
  return `<!doctype html><html><head><meta charset="utf-8"></head><body><div style="font:15px/1.6 -apple-system,'PingFang SC','Microsoft YaHei','Segoe UI',sans-serif">${paragraphs.join('')}${list}</div></body></html>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter)
