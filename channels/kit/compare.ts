/**
 * Compares secrets without telling by its timing how much of them was right.
 * It must stay the only way a channel compares signatures, tokens and keys.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

/** True when both texts are the same. The time taken does not depend on where they differ, nor on the length of the secret one. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
