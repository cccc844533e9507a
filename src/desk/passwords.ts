/** Passwords as salted scrypt hashes; compares in constant time. Keeps no password. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'

const COST = { N: 16_384, r: 8, p: 1 }

export function hashPassword(password: string): string {
  const salt = randomBytes(16)
  return `scrypt$${salt.toString('base64url')}$${scryptSync(password, salt, 32, COST).toString('base64url')}`
}

export function passwordFits(password: string, hash: string): boolean {
  const [kind, salt, key] = hash.split('$')
  if (kind !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  return timingSafeEqual(scryptSync(password, Buffer.from(salt, 'base64url'), expected.length, COST), expected)
}
