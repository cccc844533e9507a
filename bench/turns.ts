/**
 * Whole turns a second through the line on the embedded store (accept, understand, decide, commit, outbox), beside the same rows written by hand.
 * It measures; it asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { decide, stumble } from '../bots/decide.ts'
import { REPLY_KEYS } from '../bots/replies.ts'
import type { Channel } from '../core/channel.ts'
import { openEar } from '../intents/ear.ts'
import { loadPacks } from '../knowledge/load.ts'
import { createLine } from '../src/line.ts'
import { openSqliteStore } from '../src/store/sqlite/index.ts'
import { type Bench, measure, percentile } from './bench.ts'

const CONVERSATIONS = 1_000
const IN_FLIGHT = 64
const SEAT = { channel: 'bench', account: 'main', pack: 'gas' }

export const bench: Bench = async function* ({ n = 10_000 }) {
  const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS, only: ['gas'] })
  const ear = await openEar(packs, '.cache', () => {})
  const texts = packs[0]?.examples.filter(({ intent }) => intent !== 'emergency').map(({ text }) => text) ?? []
  const floor = byHand(n)
  for (const [name, understand] of [
    ['turns, everything offline', ear.understand],
    ['turns, without the ear', (input: Parameters<typeof ear.understand>[0]) => known(ear.understand, input)],
  ] as const) {
    const { perSecond, latency } = await throughTheLine(n, texts, understand, packs)
    yield measure(name, perSecond, 'turns/s', floor)
    yield measure(`${name}: p50`, percentile(latency, 0.5), 'ms')
    yield measure(`${name}: p95`, percentile(latency, 0.95), 'ms')
  }
}

type Understand = Awaited<ReturnType<typeof openEar>>['understand']

/** One understanding for every message: what is left is the cost of store, decision and delivery. */
let once: ReturnType<Understand> | undefined
function known(understand: Understand, input: Parameters<Understand>[0]): ReturnType<Understand> {
  once ??= understand({ ...input, text: '燃气坏了多久能修好' })
  return once
}

async function throughTheLine(n: number, texts: readonly string[], understand: Understand, packs: Parameters<typeof createLine>[0]['packs']) {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-bench-'))
  const store = openSqliteStore(folder)
  const silent = () => {}
  const line = createLine({
    store, packs, decide, stumble, understand, now: Date.now, staffed: () => [], log: { debug: silent, info: silent, warn: silent, error: console.error },
  })
  let sent = 0
  const door: Channel = {
    name: SEAT.channel, can: { maxText: { unit: 'chars', n: 8_000 }, choices: 10, attachments: [], receipts: false, markdown: false, typing: false },
    send: async () => ({ ok: true, providerId: String(++sent) }),
  }
  line.open(SEAT, door)
  await line.start()
  const latency: number[] = []
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < n) {
        const i = next++
        const began = performance.now()
        const address = `customer-${i % CONVERSATIONS}`
        await line.gateway.accept(SEAT, [{ key: String(i), address, user: address, at: Date.now(), content: { type: 'text', text: texts[i % texts.length] as string } }])
        latency.push(performance.now() - began)
      }
    }),
  )
  await line.idle()
  const seconds = (performance.now() - start) / 1000
  await line.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return { perSecond: n / seconds, latency }
}

/** The floor: six statements a turn, fifty turns a transaction, every transaction synced. */
function byHand(n: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-floor-'))
  const db = new DatabaseSync(join(folder, 'floor.db'))
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE inbox (id TEXT PRIMARY KEY, body TEXT); CREATE TABLE conversations (id TEXT PRIMARY KEY, body TEXT, version INTEGER);
    CREATE TABLE messages (id TEXT PRIMARY KEY, body TEXT); CREATE TABLE outbox (id TEXT PRIMARY KEY, body TEXT, state TEXT); CREATE TABLE facts (id TEXT PRIMARY KEY, body TEXT)`)
  const body = 'x'.repeat(300)
  const statements = ['inbox', 'messages', 'facts'].map((table) => db.prepare(`INSERT INTO ${table} (id, body) VALUES (?, ?)`))
  const select = db.prepare('SELECT body FROM conversations WHERE id = ?')
  const put = db.prepare('INSERT INTO conversations (id, body, version) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET body = excluded.body, version = version + 1')
  const outbox = db.prepare(`INSERT INTO outbox (id, body, state) VALUES (?, ?, 'pending')`)
  const start = performance.now()
  for (let i = 0; i < n; ) {
    db.exec('BEGIN IMMEDIATE')
    for (const end = Math.min(n, i + 50); i < end; i++) {
      const conversation = `c${i % CONVERSATIONS}`
      for (const statement of statements) statement.run(String(i), body)
      select.get(conversation)
      put.run(conversation, body)
      outbox.run(String(i), body)
    }
    db.exec('COMMIT')
  }
  const seconds = (performance.now() - start) / 1000
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return n / seconds
}
