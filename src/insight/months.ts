/** Monthly statistics of a pack, out of the stored histories; a month that is over is counted once and then remembered, because history is never rewritten. */
import type { Pack } from '../../core/pack.ts'
import { anomalies, countMonth, type Month, monthOf, monthSpan } from '../../core/tickets/statistics.ts'
import type { Store } from '../store/store.ts'

export type Months = {
  /** @param month "2026-11"; the running month is counted as far as it has come */
  month(pack: Pack, month: string): Month
  /** What rose in this month against the three before it. */
  anomalies(pack: Pack, month: string): ReturnType<typeof anomalies>
}

/** Months that are compared with. */
const BEFORE = 3

export function createMonths({ store, now }: { store: Pick<Store, 'casesIn'>; now: () => number }): Months {
  const over = new Map<string, Month>()
  return { month, anomalies: (pack, at) => anomalies(month(pack, at), earlier(at, BEFORE).map((one) => month(pack, one)).filter(({ total }) => total.opened > 0)) }

  function month(pack: Pack, asked: string): Month {
    const key = `${pack.id}/${asked}`
    const known = over.get(key)
    if (known) return known
    const { from, until } = monthSpan(asked, pack.timezone)
    const counted = countMonth(asked, pack.timezone, store.casesIn(pack.id, from, until))
    if (asked < monthOf(now(), pack.timezone)) over.set(key, counted)
    return counted
  }
}

/** The `n` months before one, newest first. */
function earlier(month: string, n: number): string[] {
  const [year = 0, m = 1] = month.split('-').map(Number)
  return Array.from({ length: n }, (_, i) => {
    const at = year * 12 + (m - 1) - (i + 1)
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}
