/**
 * One long text as the parts that travel, by a header in each part (UDH) or by sar_* parameters; and what an arriving part says of itself.
 * It must read both references of the header, of 8 and of 16 bits.
 */
import type { Pdu } from 'smpp'
import { segment } from '../segments.ts'
import { bytesOf, numberOf } from './client.ts'
import { CODING, encodeText } from './coding.ts'

export type LongBy = 'udh' | 'sar'
export type SubmitFields = { data_coding: number; esm_class: number; /** the package takes other arrays for text */ short_message: Buffer } & Record<string, unknown>

export const UDH_INDICATOR = 0x40

/** The fields of each submit_sm. data_coding is always said: the package would label the GSM alphabet as ASCII. */
export function partsOf(text: string, longBy: LongBy, reference: number): SubmitFields[] {
  const { parts, encoding } = segment(text)
  const total = parts.length
  return parts.map((part, index) => {
    // One part of a long text may be in the GSM alphabet by itself; the phone joins only what is coded alike.
    const data_coding = encoding === 'GSM-7' ? CODING.gsm : CODING.ucs2
    const message = encodeText(part, data_coding)
    if (total === 1) return { data_coding, esm_class: 0, short_message: message }
    if (longBy === 'sar') return { data_coding, esm_class: 0, short_message: message, sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: index + 1 }
    return { data_coding, esm_class: UDH_INDICATOR, short_message: Buffer.concat([Uint8Array.of(5, 0, 3, reference & 0xff, total, index + 1), message]) }
  })
}

export type Place = { reference: string; total: number; number: number }
export type Arrived = { ok: true; bytes: Uint8Array; place: Place | null } | { ok: false; reason: string }

/** The bytes of a deliver_sm without its header, and its place in a long message if it has one. */
export function arrived(pdu: Pdu): Arrived {
  const short = bytesOf(pdu, 'short_message')
  const whole = short.length > 0 ? short : bytesOf(pdu, 'message_payload')
  if (((numberOf(pdu, 'esm_class') ?? 0) & UDH_INDICATOR) === 0) return { ok: true, bytes: whole, place: sarOf(pdu) }
  const end = 1 + (whole[0] ?? 0)
  if (whole.length === 0 || end > whole.length) return { ok: false, reason: 'the header is longer than the message' }
  let place: Place | null = null
  for (let at = 1; at < end; ) {
    const [kind, length] = [whole[at] ?? 0, whole[at + 1]]
    if (length === undefined || at + 2 + length > end) return { ok: false, reason: 'the header is broken' }
    const data = whole.subarray(at + 2, at + 2 + length)
    if (kind === 0x00 && length === 3) place = placeOf(`8:${data[0]}`, data[1], data[2]) ?? place
    if (kind === 0x08 && length === 4) place = placeOf(`16:${((data[0] as number) << 8) | (data[1] as number)}`, data[2], data[3]) ?? place
    at += 2 + length
  }
  return { ok: true, bytes: whole.subarray(end), place }
}

function sarOf(pdu: Pdu): Place | null {
  const reference = numberOf(pdu, 'sar_msg_ref_num')
  return reference === null ? null : placeOf(`sar:${reference}`, numberOf(pdu, 'sar_total_segments') ?? undefined, numberOf(pdu, 'sar_segment_seqnum') ?? undefined)
}

/** A place that cannot be is none: the part is then a message of its own. */
function placeOf(reference: string, total: number | undefined, number: number | undefined): Place | null {
  return total !== undefined && number !== undefined && total > 1 && number >= 1 && number <= total ? { reference, total, number } : null
}
