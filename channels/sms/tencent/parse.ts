/**
 * Reads what Tencent Cloud posts, told apart by its shape: an array is delivery reports, one object is a customer's reply.
 * A reply has no id: it is known again by everything in it.
 */
import { isObject, type JsonObject, type JsonValue, parseJson } from '../../kit/json.ts'
import { identity, textField as text } from '../fields.ts'
import type { Posted } from '../hook.ts'
import type { Received } from '../inbox.ts'
import { fromMainland } from '../numbers.ts'

export type Report = { id: string; delivered: boolean; words: string }

export function parse(body: Uint8Array, now: number): Posted<Report> {
  const parsed = parseJson(new TextDecoder().decode(body))
  if (!parsed.ok) return { ok: false, reason: parsed.reason }
  if (Array.isArray(parsed.value)) {
    const elements = parsed.value as readonly JsonValue[]
    const reports = elements.flatMap((element) => (isObject(element) ? reportOf(element) : []))
    if (reports.length === 0 && elements.length > 0) return { ok: false, reason: 'nothing in it is a report' }
    return { ok: true, messages: [], reports, broken: elements.length - reports.length }
  }
  const message = isObject(parsed.value as JsonValue) ? messageOf(parsed.value as JsonObject, now) : null
  return message ? { ok: true, messages: [message], reports: [], broken: 0 } : { ok: false, reason: 'neither an array of reports nor a reply' }
}

function messageOf(element: JsonObject, now: number): Received | null {
  const mobile = text(element, 'mobile').trim()
  if (!mobile || !('text' in element)) return null
  const nation = text(element, 'nationcode').trim()
  const seconds = text(element, 'time')
  return {
    key: `reply:${identity(...Object.keys(element).sort().map((name) => `${name}=${element[name]}`))}`,
    from: numberOf(nation, mobile),
    to: text(element, 'extend'),
    at: /^\d{1,11}$/.test(seconds) ? Number(seconds) * 1000 : now,
    content: { type: 'text', text: text(element, 'text') },
  }
}

function reportOf(element: JsonObject): Report[] {
  const id = text(element, 'sid')
  const status = text(element, 'report_status')
  if (!id || !status) return []
  return [{ id, delivered: status === 'SUCCESS', words: [text(element, 'errmsg'), text(element, 'description')].filter(Boolean).join(' ') }]
}

const numberOf = (nation: string, mobile: string): string => (/^[1-9]\d{0,3}$/.test(nation) && /^\d+$/.test(mobile) ? `+${nation}${mobile}` : fromMainland(mobile))
