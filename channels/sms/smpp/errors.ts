/**
 * What an SMPP command_status means for a message: try again later, never, or unclear.
 * Operators have codes of their own from 0x400 up; these are final.
 */
import type { Failure } from '../../kit/http.ts'

/** Too fast, and queue full: nothing may be sent for a while. */
export const THROTTLED: ReadonlySet<number> = new Set([0x58, 0x14])
/** The bind was refused for a reason that time does not mend. */
export const BIND_REFUSED: ReadonlySet<number> = new Set([0x0e, 0x0f, 0x0d])

export function judge(status: number): Failure {
  const reason = `the operator answered 0x${status.toString(16).padStart(2, '0')}${MEANINGS[status] ? ` (${MEANINGS[status]})` : ''}`
  if (THROTTLED.has(status)) return { ok: false, retry: 'safe', reason, afterMs: 1_000 }
  const afterMs = AGAIN[status]
  if (afterMs !== undefined) return { ok: false, retry: 'safe', reason, afterMs }
  return { ok: false, retry: DOUBTFUL.has(status) ? 'ambiguous' : 'never', reason }
}

/** Not bound in the way that is needed; submission failed for now. */
const AGAIN: Readonly<Record<number, number>> = { 4: 2_000, 69: 5_000, 100: 5_000 }
/** A system error may have struck after the message was taken. */
const DOUBTFUL: ReadonlySet<number> = new Set([0x08])

const MEANINGS: Readonly<Record<number, string>> = {
  1: 'message length', 4: 'not bound', 8: 'system error', 10: 'source address', 11: 'destination address', 13: 'bind failed', 14: 'password', 15: 'system_id',
  20: 'queue full', 69: 'submission failed', 88: 'too fast', 97: 'schedule time', 98: 'validity', 100: 'temporary error', 101: 'permanent error',
}
