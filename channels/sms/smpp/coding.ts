/**
 * Text as bytes on an SMPP line and back, by data_coding: 0 is the GSM alphabet, one byte a septet; 8 is UTF-16, high byte first.
 * It must never lose a character silently: what cannot be read as text is said to be none.
 */
import { GSM_BASIC, GSM_EXTENSION } from '../../../core/measure.ts'

export const CODING = { gsm: 0, ascii: 1, binary: 2, latin1: 3, octets: 4, ucs2: 8 } as const
const ESCAPE = 0x1b

/** A text that is all in the GSM alphabet as such, any text as UCS-2. */
export const encodeText = (text: string, coding: typeof CODING.gsm | typeof CODING.ucs2): Buffer =>
  coding === CODING.gsm ? toGsm(text) : Buffer.from(text, 'utf16le').swap16()

/** Null when bytes of this coding are not text. Codings of the phone network (0xF…) come down to the plain ones. */
export function decodeText(bytes: Uint8Array, dataCoding: number): string | null {
  const coding = dataCoding >= 0xf0 ? (dataCoding & 0x04 ? CODING.octets : CODING.gsm) : dataCoding >= 0xe0 ? CODING.ucs2 : dataCoding >= 0xc0 ? CODING.gsm : dataCoding & 0x0f
  switch (coding) {
    case CODING.gsm:
      return fromGsm(bytes)
    case CODING.ascii:
    case CODING.latin1:
      return Buffer.from(bytes).toString('latin1')
    case CODING.ucs2:
      return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16().toString('utf16le')
    default:
      return null
  }
}

/** The characters in the order of their codes, with the escape in its place. */
const BASIC: readonly string[] = (() => {
  const chars = [...GSM_BASIC]
  return [...chars.slice(0, ESCAPE), '\x1b', ...chars.slice(ESCAPE)]
})()
/** Codes after an escape, in the order in which core/measure.ts names the characters. */
const EXTENSION_CODES = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65]
const EXTENSION = new Map([...GSM_EXTENSION].map((char, index) => [char, EXTENSION_CODES[index] as number]))
const EXTENDED = new Map([...EXTENSION].map(([char, code]) => [code, char]))
const CODES = new Map(BASIC.map((char, code) => [char, code]))

function toGsm(text: string): Buffer {
  const bytes: number[] = []
  for (const char of text) {
    const extended = EXTENSION.get(char)
    if (extended === undefined) bytes.push(CODES.get(char) as number)
    else bytes.push(ESCAPE, extended)
  }
  return Buffer.from(bytes)
}

/** An escape before a code that has no meaning shows the plain character, as phones do. */
function fromGsm(bytes: Uint8Array): string {
  let text = ''
  let escaped = false
  for (const byte of bytes) {
    if (!escaped && byte === ESCAPE) {
      escaped = true
      continue
    }
    text += (escaped ? EXTENDED.get(byte) : undefined) ?? BASIC[byte] ?? '\uFFFD'
    escaped = false
  }
  return text
}
