/**
 * The sealed messages and signatures of Tencent's platforms (公众号, 企业微信), on node:crypto alone.
 * It must not accept a message made for another account, nor say anything beyond "does not open" when one fails.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Padding runs to 32 bytes, not to AES's own 16; Node's automatic padding would produce and accept the wrong thing. */
const BLOCK = 32
const RANDOM = 16

/** Lower-case hex SHA-1 over the parts in plain string order: the `signature` and `msg_signature` of every request. */
export function sign(...parts: readonly string[]): string {
  return createHash('sha1').update([...parts].sort().join(''), 'utf8').digest('hex')
}

/** The 32 bytes of an EncodingAESKey, or null when it is none. */
export function aesKeyFrom(encoded: string): Uint8Array | null {
  return /^[0-9A-Za-z+/]{43}$/.test(encoded) ? Buffer.from(`${encoded}=`, 'base64') : null
}

/** Encrypts a message for a receiver; `random` (16 bytes) is only given by tests. */
export function encrypt(message: string, key: Uint8Array, receiver: string, random: Uint8Array = randomBytes(RANDOM)): string {
  const body = Buffer.from(message, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const unpadded = Buffer.concat([random, length, body, Buffer.from(receiver, 'utf8')])
  const padding = BLOCK - (unpadded.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(unpadded), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString('base64')
}

/** The message and whom it was made for, or null when this key does not open it or its inside is not as it must be. */
export function decrypt(encrypted: string, key: Uint8Array): { message: string; receiver: string } | null {
  const sealed = Buffer.from(encrypted, 'base64')
  if (sealed.length < BLOCK || sealed.length % 16 !== 0) return null
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > BLOCK || padding > padded.length) return null
  if (!padded.subarray(-padding).every((byte) => byte === padding)) return null
  const plain = padded.subarray(RANDOM, padded.length - padding)
  if (plain.length < 4) return null
  const end = 4 + plain.readUInt32BE(0)
  if (end > plain.length) return null
  return { message: plain.toString('utf8', 4, end), receiver: plain.toString('utf8', end) }
}
