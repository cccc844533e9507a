/**
 * Reads what Aliyun posts: an array of customers' messages (SmsUp) or of delivery reports (SmsReport).
 * One broken element must not cost the others: it is counted and left out.
 */
import { isObject, type JsonObject, type JsonValue, parseJson } from '../../kit/json.ts'
import { identity, textField as text } from '../fields.ts'
import type { Posted } from '../hook.ts'
import type { Received } from '../inbox.ts'
import { fromMainland } from '../numbers.ts'

export type Report = { ids: readonly string[]; delivered: boolean; code: string; words: string }

export function parse(body: Uint8Array, now: number): Posted<Report> {
  const parsed = parseJson(new TextDecoder().decode(body))
  if (!parsed.ok) return { ok: false, reason: parsed.reason }
  const elements = Array.isArray(parsed.value) ? (parsed.value as readonly JsonValue[]) : [parsed.value as JsonValue]
  const messages: Received[] = []
  const reports: Report[] = []
  for (const element of elements) {
    if (!isObject(element)) continue
    const message = messageOf(element, now)
    const report = message ? null : reportOf(element)
    if (message) messages.push(message)
    if (report) reports.push(report)
  }
  const broken = elements.length - messages.length - reports.length
  return messages.length + reports.length > 0 || elements.length === 0 ? { ok: true, messages, reports, broken } : { ok: false, reason: 'nothing in it is a message or a report' }
}

/** sequence_id was a number once and is a string now; both arrive as the digits that were written. */
function messageOf(element: JsonObject, now: number): Received | null {
  const from = fromMainland(text(element, 'phone_number').trim())
  if (!from || !('content' in element) || 'report_time' in element) return null
  const content = text(element, 'content')
  const to = text(element, 'dest_code')
  const sent = text(element, 'send_time')
  const id = text(element, 'sequence_id')
  const key = id ? `up:${id}:${from}` : `up:${identity(from, to, sent, content)}`
  return { key, from, to, at: beijing(sent) ?? now, content: { type: 'text', text: content } }
}

function reportOf(element: JsonObject): Report | null {
  const ids = [text(element, 'biz_id'), text(element, 'out_id')].filter(Boolean)
  const success = element['success']
  if (ids.length === 0 || success === undefined || !('err_code' in element)) return null
  return { ids, delivered: success === true || success === 'true', code: text(element, 'err_code'), words: text(element, 'err_msg') }
}

const HOURS_AHEAD = 8

/** "2017-09-01 00:00:00" by the clock of Beijing; null when it is no such time. */
function beijing(time: string): number | null {
  const [, y, mo, d, h, mi, s] = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(time)?.map(Number) ?? []
  if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined || s === undefined) return null
  return Date.UTC(y, mo - 1, d, h - HOURS_AHEAD, mi, s)
}
