/**
 * Opens winmail.dat, in which Outlook wraps attachments for servers that it takes for its own kind (MS-OXTNEF): file names and bytes.
 * It must stop at the first thing that does not fit, with what it has; formatting and other properties are left where they are.
 */
import { decode } from './charset.ts'

const SIGNATURE = 0x223e9f78
const BODY = 0x0002800c
const NEW_ATTACHMENT = 0x00069002
const TITLE = 0x00018010
const DATA = 0x0006800f

export type Unwrapped = { text: string; files: readonly { name: string; bytes: Buffer }[] }

/** Null when it is none. */
export function openTnef(bytes: Buffer): Unwrapped | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null
  const files: { name: string; bytes: Buffer }[] = []
  let text = ''
  // level (1), attribute (4), length (4), value, checksum (2)
  for (let at = 6; at + 11 <= bytes.length; ) {
    const attribute = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const start = at + 9
    if (start + length + 2 > bytes.length) break
    const value = bytes.subarray(start, start + length)
    if (attribute === BODY) text = words(value)
    else if (attribute === NEW_ATTACHMENT) files.push({ name: '', bytes: Buffer.alloc(0) })
    else if (attribute === TITLE) amend({ name: words(value) })
    else if (attribute === DATA) amend({ bytes: value })
    at = start + length + 2
  }
  return { text, files: files.filter((one) => one.bytes.length > 0) }

  function amend(part: { name?: string; bytes?: Buffer }): void {
    const last = files.at(-1)
    if (last) Object.assign(last, part)
  }
}

/** Text ends with a NUL; its charset is the writer's own. */
const words = (value: Buffer): string => decode(value, '').split('\u0000')[0] ?? ''
