/**
 * Who signs for Azure Bot Service: an RSA key of its own, announced the OpenID way, and the tokens made with it.
 * It must sign whatever it is asked to, so that a test can ask for a forgery.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export type Claims = Readonly<Record<string, unknown>>
export type Issuer = {
  /** A compact RS256 token over these claims. */
  token(claims: Claims, by?: KeyObject): string
  /** What jwks_uri answers. @param endorsements channels the key may sign for; none named = all */
  keys(endorsements?: readonly string[]): object
}

const KEY_ID = 'simulated-key-1'

export function createIssuer(): Issuer {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    token(claims, by = privateKey) {
      const head = `${encode({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${encode(claims)}`
      return `${head}.${sign('RSA-SHA256', Buffer.from(head), by).toString('base64url')}`
    },
    keys: (endorsements) => ({ keys: [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', ...(endorsements ? { endorsements } : {}) }] }),
  }
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
