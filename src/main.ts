/**
 * The running house: joins store, packs, ear, doors, desk and pages, and starts them. Wires only; every rule stands in the room it belongs to.
 * `npm start` runs it; tests start it with their own environment through `startHouse`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { decide, stumble } from '../bots/decide.ts'
import { REPLY_KEYS } from '../bots/replies.ts'
import type { Door, Log } from '../core/channel.ts'
import { openEar } from '../intents/ear.ts'
import { loadPacks } from '../knowledge/load.ts'
import { createApp, sessionCookie } from './api/app.ts'
import { deskRoutes } from './api/desk-routes.ts'
import { insightRoutes } from './api/insight-routes.ts'
import { createMounts, type Mounted } from './api/mounts.ts'
import { ticketRoutes } from './api/ticket-routes.ts'
import { createDesk, type Desk } from './desk/desk.ts'
import { createEvents } from './desk/events.ts'
import { ADMIN, firstAgents } from './desk/first.ts'
import { createPresence } from './desk/presence.ts'
import { createFiles } from './files.ts'
import { createMetrics } from './insight/metrics.ts'
import { createMonths } from './insight/months.ts'
import { createLine, type Line } from './line.ts'
import { type AccountSettings, readSettings, type Settings } from './settings.ts'
import { openSqliteStore } from './store/sqlite/index.ts'
import type { Store } from './store/store.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')

export type House = {
  url: string
  store: Store
  line: Line
  desk: Desk
  settings: Settings
  /** Where the administrator's first password stands, while it is still the one that was generated. */
  password: string | null
  stop(): Promise<void>
}

/** Starts everything that `env` asks for. Throws an Error that says what to do when something in it is wrong. */
export async function startHouse(env: Readonly<Record<string, string | undefined>>, root = ROOT): Promise<House> {
  const doors = await loadDoors()
  const settings = readSettings(env, doors, root)
  const log = createLog(settings.logLevel)
  const { packs } = loadPacks(join(ROOT, 'knowledge/packs'), { replyKeys: REPLY_KEYS })
  const data = resolve(root, settings.data)
  const store = openSqliteStore(data)
  const now = Date.now
  const files = createFiles(join(data, 'files'))
  const events = createEvents()
  const metrics = createMetrics(store)
  const ear = await openEar(packs, join(ROOT, '.cache'), (message) => log.info({}, message))

  const line = createLine({
    store, packs, decide, stumble, now, log, env, understand: ear.understand, staffed: () => desk.staffed(),
    observe: {
      turned({ fact, conversation, effects }) {
        metrics.turn(fact.type, (now() - fact.at) / 1000)
        events.emit({ conversation: conversation.id })
        for (const effect of effects) if (effect.type === 'ticket') events.emit({ ticket: effect.ticket })
      },
      settled(part, state) {
        metrics.settled(part.channel, state)
        events.emit({ conversation: part.conversation })
      },
      failed: metrics.failed,
    },
  })
  const desk = createDesk({ store, gateway: line.gateway, events, presence: createPresence(now), now })
  const password = await firstAgents({ store, desk, packs, given: settings.adminPassword, folder: data })

  const server = createServer()
  await listen(server, settings.port, settings.host)
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${(server.address() as AddressInfo).port}`
  const publicUrl = settings.publicUrl ?? url

  // The simulated platforms know the desk's address, and the desk's accounts know theirs: so they start between the port and the doors.
  const cookies = sessionCookie(() => publicUrl.startsWith('https:'))
  const playground = settings.playground ? await openPlayground() : null
  const accounts: readonly AccountSettings[] = [...settings.accounts, ...(playground?.accounts ?? [])]
  for (const { channel, account, pack } of accounts)
    if (!packs.some(({ id }) => id === pack)) throw new Error(`account ${channel}/${account} is to use the pack "${pack}"; there are ${packs.map(({ id }) => id).join(', ')}`)

  const stopListening = new AbortController()
  const mounted: Mounted[] = []
  for (const { channel: name, account, pack, settings: own } of accounts) {
    const door = doors.find((one) => one.name === name) as Door
    const seat = { channel: name, account, pack }
    const channel = await door.create({
      account, settings: own, house: line.houseOf(seat), state: store.state(name, account), journal: store.journal(name, account), files, publicUrl, now, log, fetch,
    })
    line.open(seat, channel)
    for (const mount of door.mounts) mounted.push({ mount, account, channel })
    channel.listen?.(stopListening.signal).catch((error) => log.error({ channel: name, account, error: String(error) }, 'a channel stopped listening'))
  }

  const mounts = createMounts(mounted, log)
  let ready: string | null = 'starting'
  const app = createApp({
    routes: [...deskRoutes({ desk, store, packs, cookies, publicUrl: () => publicUrl }), ...ticketRoutes({ desk, store, now }), ...insightRoutes({ months: createMonths({ store, now }), packs, now })],
    desk, events, files, metrics: metrics.registry, ready: () => ready, dist: join(ROOT, 'dist'), version: VERSION, log,
    home: playground ? '/playground' : '/console', ...(playground ? { extend: playground.extend } : {}),
  })
  server.on('request', (request, response) => void (mounts.handle(request, response) || app(request, response)))
  server.on('upgrade', (request, socket, head) => void (mounts.upgrade(request, socket, head) || socket.destroy()))
  const left = await line.start()
  if (left.turns + left.pending + left.ambiguous > 0) log.warn(left, 'took up what the last process left')
  ready = null

  return {
    url, store, line, desk, settings, password,
    async stop() {
      ready = 'stopping'
      stopListening.abort()
      const closed = new Promise((done) => server.close(done))
      await line.stop()
      for (const { channel } of mounted) await channel.close?.()
      await playground?.close()
      mounts.close()
      server.closeAllConnections()
      await closed
      await store.close()
    },
  }

  async function openPlayground() {
    const { createPlayground } = await import('../simulators/playground.ts')
    return createPlayground({ url, packs, store, events, letIn: async (response) => cookies.set(response, (await desk.letIn(ADMIN)).token) })
  }
}

const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

/** Every folder of channels/ that exports a `door` is one; no list of names stands anywhere. */
async function loadDoors(): Promise<readonly Door[]> {
  const folder = join(ROOT, 'channels')
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'kit').map(({ name }) => name).sort()
  const modules = await Promise.all(names.map((name) => import(join(folder, name, 'index.ts')) as Promise<{ door: Door }>))
  return modules.map(({ door }) => door)
}

function createLog(level: Settings['logLevel']): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message: string) => logger[name](fields, message)
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

const listen = (server: ReturnType<typeof createServer>, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Stop what uses it, or choose another with PORT=3001 npm start.`) : error),
    )
    server.listen(port, host, resolve)
  })

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const house = await startHouse(process.env)
    greet(house)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void house.stop().then(() => process.exit(0)))
  } catch (error) {
    console.error(`\nYingda could not start.\n${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

function greet({ url, settings, password }: House): void {
  const lines = [
    '', 'Yingda 应答 is running.', '',
    ...(settings.playground ? [`  playground   ${url}/playground   (a WeChat phone, the web widget and the agent's console side by side)`] : []),
    `  console      ${url}/console   (${password ? `name admin, password ${password}` : 'log in with your name and password'})`,
    `  API          ${url}/api`,
    `  health       ${url}/healthz  ${url}/readyz  ${url}/metrics`, '',
  ]
  console.log(lines.join('\n'))
}
