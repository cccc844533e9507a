/**
 * Access tokens as the platform gives them out: the stable interface, and the old one, where each call kills the token before.
 * It must refuse as WeChat refuses: 40014 for what is no token, 40001 for a dead or foreign one, 42001 for an expired one.
 */
import { randomBytes } from 'node:crypto'
import type { Account } from './account.ts'

export type Refusal = { errcode: number; errmsg: string }
export type Tokens = {
  /** `POST /cgi-bin/stable_token` */
  stable(request: { grant_type?: unknown; appid?: unknown; secret?: unknown; force_refresh?: unknown }): Refusal | { access_token: string; expires_in: number }
  /** `GET /cgi-bin/token` */
  old(request: { grant_type?: unknown; appid?: unknown; secret?: unknown }): Refusal | { access_token: string; expires_in: number }
  /** Null when the token is good. */
  refuse(token: string): Refusal | null
  /** The stable token dies, as when somebody resets the AppSecret; the next ordinary call gives a new one. */
  kill(): void
  /** The stable token is refused from now on, yet given out again until a new one is forced: WeChat's caches do this. */
  spoil(): void
  /** The address asks from outside the IP 白名单 when false. */
  allow(allowed: boolean): void
}

const LIFE_MS = 7_200_000
const OVERLAP_MS = 300_000
const FORCE_PAUSE_MS = 30_000
const FORCES_A_DAY = 20
const DAY_MS = 86_400_000

type Token = { text: string; until: number; dead: boolean }

export function createTokens(account: Account, now: () => number): Tokens {
  const given: Token[] = []
  let stable: Token | null = null
  let old: Token | null = null
  let forced: number[] = []
  let allowed = true
  let serial = 0

  return {
    stable({ grant_type, appid, secret, force_refresh }) {
      const refusal = refuseCaller(grant_type, appid, secret)
      if (refusal) return refusal
      if (force_refresh === true) {
        forced = forced.filter((at) => at > now() - DAY_MS)
        const tooSoon = forced.some((at) => at > now() - FORCE_PAUSE_MS)
        if (tooSoon || forced.length >= FORCES_A_DAY) return { errcode: 45009, errmsg: 'reach max api daily quota limit' }
        forced.push(now())
        if (stable) stable.dead = true
        stable = make()
      } else if (!stable || stable.until - OVERLAP_MS <= now()) {
        // the one before stays good for its last five minutes
        stable = make()
      }
      return { access_token: stable.text, expires_in: Math.floor((stable.until - now()) / 1000) }
    },
    old({ grant_type, appid, secret }) {
      const refusal = refuseCaller(grant_type, appid, secret)
      if (refusal) return refusal
      if (old) old.dead = true
      old = make()
      return { access_token: old.text, expires_in: LIFE_MS / 1000 }
    },
    refuse(token) {
      const known = given.find(({ text }) => text === token)
      if (!/^[\w-]{20,}$/.test(token)) return { errcode: 40014, errmsg: 'invalid access_token' }
      if (!known || known.dead) return { errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' }
      return known.until <= now() ? { errcode: 42001, errmsg: 'access_token expired' } : null
    },
    kill() {
      if (stable) stable.dead = true
      stable = null
    },
    spoil() {
      if (stable) stable.dead = true
    },
    allow(value) {
      allowed = value
    },
  }

  function make(): Token {
    const token: Token = { text: `${++serial}_${randomBytes(48).toString('base64url')}`, until: now() + LIFE_MS, dead: false }
    given.push(token)
    return token
  }

  function refuseCaller(grant: unknown, appid: unknown, secret: unknown): Refusal | null {
    if (grant !== 'client_credential') return { errcode: 40002, errmsg: 'invalid grant_type' }
    if (appid !== account.appId) return { errcode: 40013, errmsg: 'invalid appid' }
    if (secret !== account.secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    return allowed ? null : { errcode: 40164, errmsg: 'invalid ip, not in whitelist' }
  }
}
