/**
 * When promotional texts may not be sent: from eight in the evening to eight in the morning, by the clock of the market.
 * Answers of the desk are service messages and know no hour; this must not be asked for them.
 */
import { HOUR, zoneOf } from '../../core/calendar/zone.ts'

const FROM_HOUR = 20
const TO_HOUR = 8

/** Milliseconds until promotional texts may be sent; 0 when they may now. */
export function quietForMs(now: number, timezone: string): number {
  const zone = zoneOf(timezone)
  const { day, ms } = zone.local(now)
  if (ms >= TO_HOUR * HOUR && ms < FROM_HOUR * HOUR) return 0
  return zone.moment(ms < TO_HOUR * HOUR ? day : day + 1, TO_HOUR * HOUR) - now
}
