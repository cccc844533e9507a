/** The promise that matters most, kept against kill -9: what was acknowledged has exactly one turn, and no reply is sent twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'

const MESSAGES = 300
const CUSTOMERS = 30
/** The process is killed when this many messages have been acknowledged. */
const KILLS_AT = [70, 170]

const folder = mkdtempSync(join(tmpdir(), 'yingda-kill-'))
/** How often the provider was given each key. */
const received = new Map<string, number>()
const provider = createServer(async (request, response) => {
  let key = ''
  for await (const chunk of request) key += chunk
  received.set(key, (received.get(key) ?? 0) + 1)
  response.end()
})
let desk: { process: ChildProcess; url: string }

beforeAll(async () => {
  provider.listen(0, '127.0.0.1')
  await once(provider, 'listening')
  desk = await startDesk()
})
afterAll(async () => {
  desk.process.kill('SIGKILL')
  provider.closeAllConnections()
  provider.close()
  rmSync(folder, { recursive: true, force: true })
})

it(`${MESSAGES} messages, killed ${KILLS_AT.length} times: each has one turn, each reply is sent once or marked as in doubt`, async () => {
  const kills = [...KILLS_AT]
  let acknowledged = 0
  const queue = Array.from({ length: MESSAGES }, (_, index) => index)

  // A provider repeats what was not acknowledged, with the same key: so does this one.
  const deliver = async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const message = { key: `k${index}`, address: `a${index % CUSTOMERS}`, user: `a${index % CUSTOMERS}`, content: { type: 'text', text: `message ${index}` }, at: 0 }
      while (!(await posted(message))) await new Promise((resolve) => setTimeout(resolve, 5))
      if (++acknowledged !== kills[0]) continue
      kills.shift()
      desk.process.kill('SIGKILL')
      await once(desk.process, 'exit')
      desk = await startDesk()
    }
  }
  await Promise.all(Array.from({ length: 8 }, deliver))
  expect(kills).toEqual([])
  await quiet()
  desk.process.kill('SIGKILL')
  await once(desk.process, 'exit')

  const store = openSqliteStore(folder)
  expect(store.backlog(10)).toEqual([])
  const parts = Array.from({ length: MESSAGES }, (_, index) => store.partsOf(inboxOf(`k${index}`))).flat()
  expect(parts).toHaveLength(MESSAGES)
  const wrong = parts.filter(({ id, state }) => {
    const times = received.get(id) ?? 0
    return state === 'sent' ? times !== 1 : state === 'ambiguous' ? times > 1 : true
  })
  expect(wrong.map(({ id, state }) => ({ id, state, received: received.get(id) ?? 0 }))).toEqual([])
  expect(new Set(store.tickets({ limit: 1_000 }).map(({ number }) => number)).size).toBe(MESSAGES)
  await store.close()
  expect(turns()).toEqual({ inbox: MESSAGES, turns: MESSAGES, conversations: CUSTOMERS })
}, 60_000)

async function startDesk(): Promise<typeof desk> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'desk-process.ts'), folder, `http://127.0.0.1:${(provider.address() as AddressInfo).port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, url: `http://127.0.0.1:${String(port).trim()}` }
}

/** True when the desk has acknowledged the message. */
const posted = (message: object): Promise<boolean> =>
  fetch(desk.url, { method: 'POST', body: JSON.stringify(message) }).then(({ ok }) => ok, () => false)

/** Resolves when the desk has nothing left to think about or to send; looks at the file from outside, as an operator could. */
async function quiet(): Promise<void> {
  const db = open()
  const waiting = db.prepare(`SELECT (SELECT count(*) FROM inbox WHERE done = 0) + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')) AS n`)
  while ((waiting.get() as { n: number }).n > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  db.close()
}

function turns(): object {
  const db = open()
  const one = (query: string) => (db.prepare(query).get() as { n: number }).n
  const counted = {
    inbox: one('SELECT count(*) AS n FROM inbox'), turns: one(`SELECT count(*) AS n FROM facts WHERE type = 'customer.said'`), conversations: one('SELECT count(*) AS n FROM conversations'),
  }
  db.close()
  return counted
}

function inboxOf(key: string): string {
  const db = open()
  const { id } = db.prepare('SELECT id FROM inbox WHERE key = ?').get(key) as { id: string }
  db.close()
  return id
}

const open = () => new DatabaseSync(join(folder, 'yingda.db'), { readOnly: true })
