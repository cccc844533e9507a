/**
 * Signed tokens that name a conversation and a message of it: the local part of our Message-IDs, and what stands behind the plus of our address.
 * Small letters and digits only, because some servers change the case. It must not accept what this desk has not signed.
 */
import { createHash, createHmac } from 'node:crypto'
import { sameSecret } from '../kit/compare.ts'

export type Token = { thread: string; /** the whole, as it stands in an address */ text: string }
export type Tokens = {
  /** The same conversation and key give the same token, so a repeated send bears the same Message-ID. */
  make(thread: string, key: string): Token
  /** From a Message-ID or an address, with or without angle brackets; null when it is none of ours. */
  read(text: string): Token | null
}

/** Letters of each part: 65, 60 and 80 bits. */
const THREAD = 13
const KEY = 12
const SIGNATURE = 16
const SHAPE = new RegExp(`^[a-z2-7]{${THREAD + KEY + SIGNATURE}}$`)

export function createTokens(secret: string): Tokens {
  const sign = (signed: string) => base32(createHmac('sha256', secret).update(signed).digest()).slice(0, SIGNATURE)
  return {
    make(thread, key) {
      const signed = `${thread}${hash(key, KEY)}`
      return { thread, text: `${signed}${sign(signed)}` }
    },
    read(given) {
      const local = given.replace(/^<|>$/g, '').split('@')[0] ?? ''
      const text = local.slice(local.lastIndexOf('+') + 1).toLowerCase()
      if (!SHAPE.test(text)) return null
      const signed = text.slice(0, THREAD + KEY)
      return sameSecret(text.slice(THREAD + KEY), sign(signed)) ? { thread: signed.slice(0, THREAD), text } : null
    },
  }
}

/** A name for a conversation, from what makes it that one and no other. */
export const threadId = (...parts: readonly string[]): string => hash(parts.join('\u0000'), THREAD)

/** A short name for something long. */
export const hash = (text: string, letters = 26): string => base32(createHash('sha256').update(text, 'utf8').digest()).slice(0, letters)

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return text
}
