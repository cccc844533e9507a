/** The routes of statistics: a month of a pack, and what rose in it. Counting is core/tickets/statistics.ts's. */
import { z } from 'zod'
import type { Pack } from '../../core/pack.ts'
import { monthOf } from '../../core/tickets/statistics.ts'
import type { Months } from '../insight/months.ts'
import { ApiError, type Route, route } from './route.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is YYYY-MM')

export function insightRoutes({ months, packs, now }: { months: Months; packs: readonly Pack[]; now: () => number }): readonly Route[] {
  return [
    route({
      method: 'get', path: '/statistics', about: 'A month of complaint management, reproducible from stored history; the running month as far as it has come', needs: 'agent',
      query: z.object({ pack: z.string(), month: month.optional() }),
      handle({ query }) {
        const pack = packs.find(({ id }) => id === query.pack)
        if (!pack) throw new ApiError(404, 'not-found', `there is no pack "${query.pack}"`)
        const asked = query.month ?? monthOf(now(), pack.timezone)
        return { ...months.month(pack, asked), anomalies: months.anomalies(pack, asked) }
      },
    }),
  ]
}
