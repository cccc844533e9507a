/**
 * Tokens of the web door: short signed statements that bind a caller to one conversation and one user for a while.
 * Standard JWTs (HS256), so that Direct Line clients can read the user out of them. It must not trust the header's own
 * word about the algorithm, nor compare anything secret in time that depends on the content.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { sameSecret } from '../kit/compare.ts'

/** `call`: REST. `stream`: opening one socket. `resume`: coming back later to the same conversation through the widget. */
export type Use = 'call' | 'stream' | 'resume'

export type Claims = {
  use: Use
  conversation: string
  user: string
  /** Web origins the token may be used from; absent = any. */
  origins?: readonly string[]
  /** Seconds since 1970. */
  expires: number
}

export type Verdict = { ok: true; claims: Claims } | { ok: false; why: 'malformed' | 'expired' }

/** Lifetimes, in seconds. A stream must be opened within a minute; the token itself lasts as Direct Line says. */
export const CALL_SECONDS = 1800
export const STREAM_SECONDS = 60

export type Tokens = {
  issue(use: Use, bound: { conversation: string; user: string; origins?: readonly string[] }, seconds: number): string
  /** `malformed` covers a wrong signature and a token made for another use: the caller learns no more than that. */
  check(token: string, use: Use): Verdict
  /** An identifier nobody can guess and that is the same each time for the same words. */
  derive(...words: readonly string[]): string
}

/** @param key signing key, at least 32 bytes  @param now milliseconds since 1970 */
export function createTokens(key: Uint8Array, now: () => number): Tokens {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()

  return {
    issue(use, bound, seconds) {
      const issued = Math.floor(now() / 1000)
      const payload = {
        use, conv: bound.conversation, user: bound.user, iat: issued, exp: issued + seconds,
        ...(bound.origins?.length ? { origins: bound.origins } : {}),
      }
      const body = `${HEADER}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
      return `${body}.${sign(body).toString('base64url')}`
    },

    check(token, use) {
      const parts = token.length <= MAX_TOKEN ? token.split('.') : []
      const [header, payload, signature] = parts
      if (parts.length !== 3 || header !== HEADER || !payload || !signature) return { ok: false, why: 'malformed' }
      const given = Buffer.from(signature, 'base64url')
      const wanted = sign(`${header}.${payload}`)
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return { ok: false, why: 'malformed' }
      // Signed by us from here on, so the shape is ours.
      const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as
        { use: Use; conv: string; user: string; exp: number; origins?: string[] }
      if (read.use !== use) return { ok: false, why: 'malformed' }
      if (read.exp * 1000 <= now()) return { ok: false, why: 'expired' }
      const claims: Claims = { use, conversation: read.conv, user: read.user, expires: read.exp }
      return { ok: true, claims: read.origins ? { ...claims, origins: read.origins } : claims }
    },

    derive: (...words) => sign(`derive\0${words.join('\0')}`).subarray(0, 24).toString('base64url'),
  }
}

/** Is `given` one of the secrets? Every one is compared, in constant time, whatever the answer. */
export function isSecret(given: string, secrets: readonly string[]): boolean {
  let found = false
  for (const secret of secrets) if (sameSecret(given, secret)) found = true
  return found
}

const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
const MAX_TOKEN = 4096
