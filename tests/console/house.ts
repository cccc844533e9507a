/**
 * The desk as the console's browser tests need it: store, line, decisions, API and built pages are the real ones; the door is a customer that the test
 * speaks for, and its sends go the way the test says. It must not know the console's markup.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Registry } from 'prom-client'
import { decide, stumble } from '../../bots/decide.ts'
import { REPLY_KEYS } from '../../bots/replies.ts'
import type { Channel } from '../../core/channel.ts'
import type { Content, SendResult, Understanding } from '../../core/model.ts'
import { loadPacks } from '../../knowledge/load.ts'
import { createApp, sessionCookie } from '../../src/api/app.ts'
import { deskRoutes } from '../../src/api/desk-routes.ts'
import { ticketRoutes } from '../../src/api/ticket-routes.ts'
import { type Agent, createDesk, type Desk } from '../../src/desk/desk.ts'
import { createEvents } from '../../src/desk/events.ts'
import { createPresence } from '../../src/desk/presence.ts'
import { createFiles } from '../../src/files.ts'
import { createLine } from '../../src/line.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import type { Store } from '../../src/store/store.ts'
import { heard } from '../bots/spec.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
export const PASSWORD = 'correct horse'
const agent = (name: string, role: Agent['role']): Agent => ({ id: `a_${name}`, name, role, departments: [], roles: [], delegation: null })
/** As the desk knows them; their departments do not matter to what they do with conversations. */
export const LIN = agent('lin', 'admin')
export const WANG = agent('wang', 'agent')
const SEAT = { channel: 'door', account: 'main', pack: 'gas' }

export type DeskHouse = {
  url: string
  store: Store
  desk: Desk
  /** A message of this customer, understood so; resolves when the desk has done what follows from it. */
  says(customer: string, text: string, understood?: Understanding): Promise<string>
  /** What the customer has been shown, oldest first. */
  shown(customer: string): readonly string[]
  /** The conversation as the store has it. */
  speaker(conversation: string): string
  /** What the provider answers from now on. */
  provider(result: SendResult): void
  close(): Promise<void>
}

/** The console, built from its sources for this run, so that no test looks at an old one. */
export function buildConsole(): { dist: string; remove(): void } {
  const dist = mkdtempSync(join(tmpdir(), 'console-'))
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'console/vite.config.ts', '--outDir', join(dist, 'console'), '--emptyOutDir', '--logLevel', 'error'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } },
  )
  if (status !== 0) throw new Error(`the console could not be built: ${stderr}`)
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) }
}

/** Agents `lin` (administrator) and `wang` may sign in with `PASSWORD`. */
export async function openDeskHouse(dist: string): Promise<DeskHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'console-house-'))
  const { packs } = loadPacks(join(ROOT, 'knowledge/packs'), { replyKeys: REPLY_KEYS })
  const store = openSqliteStore(folder)
  const events = createEvents()
  const silent = () => {}
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const now = Date.now
  const understandings = new Map<string, Understanding>()
  const shown: { to: string; text: string }[] = []
  let provider: SendResult = { ok: true }

  const channel: Channel = {
    name: SEAT.channel,
    can: { maxText: { unit: 'chars', n: 10_000 }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false },
    async send(to: string, part: Content) {
      if (provider.ok && part.type === 'text') shown.push({ to, text: part.text })
      return provider
    },
  }
  const line = createLine({
    store, packs, decide, stumble, now, log, staffed: () => desk.staffed(), understand: ({ text }) => understandings.get(text) ?? heard('thanks'), backoffMs: [],
    observe: {
      turned({ conversation, effects }) {
        events.emit({ conversation: conversation.id })
        for (const effect of effects) if (effect.type === 'ticket') events.emit({ ticket: effect.ticket })
      },
      settled: (part) => events.emit({ conversation: part.conversation }),
    },
  })
  const desk = createDesk({ store, gateway: line.gateway, events, presence: createPresence(now), now })
  const departments = packs.find(({ id }) => id === SEAT.pack)?.departments.map(({ key }) => key) ?? []
  for (const { id, name, role } of [LIN, WANG]) await desk.addAgent({ id, name, password: PASSWORD, role, departments })
  line.open(SEAT, channel)
  await line.start()

  const app = createApp({
    routes: [...deskRoutes({ desk, store, packs, cookies: sessionCookie(() => false), publicUrl: () => url }), ...ticketRoutes({ desk, store, now })],
    desk, events, files: createFiles(join(folder, 'files')), metrics: new Registry(), ready: () => null, dist, version: '0', log, home: '/console',
  })
  const server = createServer(app)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let serial = 0

  return {
    url, store, desk,
    async says(customer, text, understood = heard('thanks')) {
      understandings.set(text, understood)
      // Presence fades when no console has been heard of for a while; in these tests somebody is always at work.
      desk.setOnline('a_lin', true)
      await line.gateway.accept(SEAT, [{ key: `k${++serial}`, address: customer, user: customer, name: customer, content: { type: 'text', text }, at: now() }])
      await line.idle()
      return store.summaries({ limit: 200 }).find(({ conversation }) => conversation.address === customer)?.conversation.id ?? ''
    },
    shown: (customer) => shown.filter(({ to }) => to === customer).map(({ text }) => text),
    speaker(conversation) {
      const speaker = store.summary(conversation)?.speaker
      return speaker?.type === 'agent' ? speaker.agent : speaker?.type === 'queue' ? `queue ${speaker.queue}` : (speaker?.type ?? '')
    },
    provider(result) {
      provider = result
    },
    async close() {
      await line.stop()
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
