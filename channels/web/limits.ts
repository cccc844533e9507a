/**
 * How often in a minute one address may start conversations, and one conversation take messages.
 * It must not grow with the number of those who try: what it remembers is bounded.
 */

export type Limiter = {
  /** Uses up one time; returns 0 when it is granted, otherwise the seconds to wait. `who` is an IP address or any other name. */
  take(who: string): number
}

/** @param perMinute times granted to one of them in any minute  @param now milliseconds since 1970 */
export function createLimiter(perMinute: number, now: () => number): Limiter {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(name) {
      const who = network(name)
      const at = now()
      const before = buckets.get(who) ?? { left: perMinute, at }
      const left = Math.min(perMinute, before.left + ((at - before.at) / 60_000) * perMinute)
      // Taken out and put back, so that the map stays in order of last use and the longest idle goes first.
      buckets.delete(who)
      buckets.set(who, { left: left >= 1 ? left - 1 : left, at })
      if (buckets.size > MAX_REMEMBERED) buckets.delete(buckets.keys().next().value as string)
      return left >= 1 ? 0 : Math.ceil(((1 - left) / perMinute) * 60)
    },
  }
}

const MAX_REMEMBERED = 20_000

/** One household has a whole /64 of IPv6 to itself. */
function network(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [head = '', tail] = ip.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
