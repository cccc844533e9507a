/**
 * Keeps the account from writing faster than a person: so many messages in any minute, counted before each is sent.
 * It forgets with the process: a minute's worth more after a restart does no harm.
 */
export type Pace = { take(): { ok: true; giveBack(): void } | { ok: false; afterMs: number } }

const MINUTE_MS = 60_000

export function createPace(perMinute: number, now: () => number): Pace {
  let sent: number[] = []
  return {
    take() {
      const at = now()
      sent = sent.filter((one) => one > at - MINUTE_MS)
      const oldest = sent.at(-perMinute)
      if (oldest !== undefined) return { ok: false, afterMs: oldest + MINUTE_MS - at }
      sent.push(at)
      return {
        ok: true,
        giveBack() {
          const place = sent.indexOf(at)
          if (place >= 0) sent.splice(place, 1)
        },
      }
    },
  }
}
