/**
 * The npm package `smpp`, loaded when an SMPP line is configured, with its reading of texts switched off.
 * The package takes data_coding 0 and 1 for one another and decodes receipts by a coding they do not have: the line is handed bytes, and reads them itself.
 */
import type { Pdu } from 'smpp'

export type Client = Awaited<ReturnType<typeof loadClient>>

export async function loadClient() {
  const { default: smpp } = await import('smpp')
  const raw = { encode: (value: unknown) => value, decode: (value: unknown) => value }
  const text = smpp.commands['deliver_sm']?.params?.['short_message']
  const payload = smpp.tlvs['message_payload']
  if (text) text.filter = raw
  if (payload) payload.filter = raw
  return smpp
}

/** A field that is text in the protocol; empty when absent. */
export const textOf = (pdu: Pdu, name: string): string => (typeof pdu[name] === 'string' ? pdu[name] : '')
export const numberOf = (pdu: Pdu, name: string): number | null => (typeof pdu[name] === 'number' ? pdu[name] : null)
export const bytesOf = (pdu: Pdu, name: string): Uint8Array => (pdu[name] instanceof Uint8Array ? pdu[name] : new Uint8Array())
