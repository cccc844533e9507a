/**
 * Reads a delivery receipt: which message, and what became of it. The parameters count first, then the text, which has its own habits.
 * The text is ASCII whatever data_coding says.
 */
import type { Pdu } from 'smpp'
import { bytesOf, numberOf, textOf } from './client.ts'

export type Receipt = { id: string; status: 'sent' | 'delivered' | 'failed'; reason: string }

const RECEIPT_BITS = 0x3c
const RECEIPT = 0x04
const INTERMEDIATE = 0x20

export const isReceipt = (pdu: Pdu): boolean => {
  const kind = (numberOf(pdu, 'esm_class') ?? 0) & RECEIPT_BITS
  return kind === RECEIPT || kind === INTERMEDIATE
}

/** Null when it names no message or no state. */
export function readReceipt(pdu: Pdu): Receipt | null {
  const text = asciiOf(pdu)
  const id = textOf(pdu, 'receipted_message_id').replace(/\0+$/, '') || (/\bid:\s*([^\s:]+)/i.exec(text)?.[1] ?? '')
  const state = STATES[numberOf(pdu, 'message_state') ?? -1] ?? /\bstat:\s*([A-Za-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? ''
  const error = /\berr:\s*([0-9A-Za-z]+)/i.exec(text)?.[1] ?? ''
  const status = MEANINGS[state]
  if (!id || !status) return null
  return { id, status, reason: `the operator reports ${state}${/[^0]/.test(error) ? `, error ${error}` : ''}` }
}

/** Some operators label it UCS-2 and send ASCII, some really send UCS-2: the zeros tell. */
function asciiOf(pdu: Pdu): string {
  const bytes = bytesOf(pdu, 'short_message')
  const text = Buffer.from(bytes.length > 0 ? bytes : bytesOf(pdu, 'message_payload')).toString('latin1')
  return text.replaceAll('\0', '')
}

const STATES: Readonly<Record<number, string>> = { 1: 'ENROUTE', 2: 'DELIVRD', 3: 'EXPIRED', 4: 'DELETED', 5: 'UNDELIV', 6: 'ACCEPTD', 7: 'UNKNOWN', 8: 'REJECTD' }
const MEANINGS: Readonly<Record<string, Receipt['status']>> = {
  DELIVRD: 'delivered', ACCEPTD: 'sent', ENROUTE: 'sent', EXPIRED: 'failed', DELETED: 'failed', UNDELIV: 'failed', REJECTD: 'failed', UNKNOWN: 'failed',
}
