/**
 * Lists, search, statistics and the sweep of due clocks over many tickets with history on the embedded store, beside one indexed read of a row.
 * It measures; it asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REPLY_KEYS } from '../bots/replies.ts'
import type { Pack } from '../core/pack.ts'
import { loadPacks } from '../knowledge/load.ts'
import { createMonths } from '../src/insight/months.ts'
import { openSqliteStore } from '../src/store/sqlite/index.ts'
import type { Store } from '../src/store/store.ts'
import { type Bench, type Measure, measure, percentile, timeEach } from './bench.ts'
import { lives } from './tickets/lives.ts'

const NOW = Date.parse('2026-11-25T10:00:00+08:00')
const TRIES = 40

export const bench: Bench = async function* ({ n }) {
  const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS, only: ['gas'] })
  const [pack] = packs as [Pack]
  for (const size of n === undefined ? [10_000, 100_000] : [n]) yield* atSize(size, pack)
}

async function* atSize(size: number, pack: Pack): AsyncIterable<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-tickets-'))
  const store = openSqliteStore(folder)
  try {
    for (const batch of lives(size, pack, NOW)) await Promise.all(batch.map((write) => store.turn(write.conversation.id, write.fact.id, () => write)))
    yield* reads(size, pack, store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function* reads(size: number, pack: Pack, store: Store): Iterable<Measure> {
  const tickets = store.tickets({ pack: pack.id, limit: 200 })
  const pick = (i: number) => tickets[(i * 37) % tickets.length] as (typeof tickets)[number]
  const many = Array.from({ length: TRIES }, (_, i) => i)
  const floor = percentile(timeEach(many, (i) => store.ticket(pick(i).id)), 0.95)
  const named = (what: string, work: (i: number) => unknown) => measure(`${size} tickets: ${what}, p95`, percentile(timeEach(many, work), 0.95), 'ms', floor)
  yield named('first page', () => store.tickets({ pack: pack.id, limit: 50 }))
  yield named('open ones of a department', (i) => store.tickets({ pack: pack.id, department: pack.departments[i % pack.departments.length]?.key ?? '', status: ['open', 'in_progress'], limit: 50 }))
  yield named('overdue ones', () => store.tickets({ pack: pack.id, status: ['open', 'in_progress'], dueBefore: NOW, limit: 50 }))
  yield named('by number', (i) => store.tickets({ q: pick(i).number, limit: 50 }))
  yield named('by words', (i) => store.tickets({ q: ['热水器', '三百多块', '海棠路18号', 'no such words'][i % 4] as string, limit: 50 }))
  yield named('a history', (i) => store.history(pick(i).id))
  // Every month for the first time: a month that is over is counted once and then remembered.
  const months = Array.from({ length: 12 }, (_, i) => `2026-${String((i % 11) + 1).padStart(2, '0')}`)
  yield measure(`${size} tickets: a month's statistics, first time, p95`, percentile(timeEach(months, (month) => createMonths({ store, now: () => NOW }).month(pack, month)), 0.95), 'ms', floor)
  const kept = createMonths({ store, now: () => NOW })
  for (const month of months) kept.month(pack, month)
  yield measure(`${size} tickets: a month's statistics, p95`, percentile(timeEach(months.filter((month) => month < '2026-11'), (month) => kept.month(pack, month)), 0.95), 'ms', floor)
  yield named('100 due clocks found', () => store.dueTickets(NOW, 100))
}
