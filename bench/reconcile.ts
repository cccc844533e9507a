/**
 * What customers wrote against what became of it, for every channel that has a load: some messages delivered twice, some out of order, the house
 * killed in the middle and started again, a share of its sends failing. Received = stored = answered, or failed with a reason.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Load } from '../simulators/load.ts'
import { type Bench, type Measure, measure } from './bench.ts'
import { type Account, reconcile } from './reconcile/run.ts'

const SIMULATORS = join(import.meta.dirname, '../simulators')

export const bench: Bench = async function* ({ n = 1_000 }) {
  const folders = readdirSync(SIMULATORS).filter((name) => existsSync(join(SIMULATORS, name, 'load.ts'))).sort()
  const only = process.env.YINGDA_BENCH_ONLY
  for (const folder of folders) {
    if (only && folder !== only) continue
    const { load } = (await import(join(SIMULATORS, folder, 'load.ts'))) as { load: Load }
    yield* rows(load.channel, await reconcile(load, { messages: n, twice: 0.1, late: 0.05, failing: 0.05, kills: 1 }))
  }
}

/** Beside each figure, as its floor, what it has to equal. */
function rows(channel: string, account: Account): Measure[] {
  const { acknowledged, stored, missing, turns, doubled, unturned, parts, states, unexplained, shownTwice, shownLess, open: why } = account
  const { sent = 0, ambiguous = 0, failed = 0, refused = 0, delivered = 0, read = 0, ...open } = states
  const told = `sent ${sent + delivered + read}, ambiguous ${ambiguous}, failed ${failed}, refused ${refused}, unsettled ${Object.values(open).reduce((sum, n) => sum + n, 0)}${why.length > 0 ? ` (${why.join('; ')})` : ''}`
  return [
    measure(`${channel}: acknowledged and stored`, acknowledged - missing, 'messages', acknowledged, `${stored} stored in all`),
    measure(`${channel}: stored with exactly one turn`, stored - doubled - unturned, 'messages', stored, `${turns} turns`),
    measure(`${channel}: replies come to rest`, parts - unexplained, 'parts', parts, told),
    measure(`${channel}: replies shown beyond what was sent`, shownTwice, 'parts', 0),
    measure(`${channel}: replies sent that were not shown`, shownLess, 'parts', 0),
  ].map((one) => (one.floor === 0 ? { ...one, ratio: null } : one))
}
