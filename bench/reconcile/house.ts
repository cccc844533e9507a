/** The house as a process of its own: started on a data folder, killed without warning, started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const PATIENCE_MS = 180_000

export type HouseProcess = {
  url: string
  start(): Promise<void>
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM: what is under way is finished. */
  stop(): Promise<void>
}

export type HousePlan = { folder: string; channel: string; pack: string; settings: Readonly<Record<string, string>>; port: number }

export const houseUrl = (port: number): string => `http://127.0.0.1:${port}`

export function createHouseProcess({ folder, channel, pack, settings, port }: HousePlan): HouseProcess {
  const config = join(folder, 'yingda.yaml')
  // JSON is YAML, and needs no quoting of its own.
  writeFileSync(config, JSON.stringify({ accounts: [{ channel, account: 'main', pack, settings }] }))
  const url = houseUrl(port)
  let child: ChildProcess | null = null

  return {
    url,
    async start() {
      const own = spawn(process.execPath, [join(ROOT, 'src/main.ts')], {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env, YINGDA_CONFIG: config, YINGDA_DATA: join(folder, 'data'), YINGDA_PLAYGROUND: 'off', YINGDA_PUBLIC_URL: url,
          HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'silent',
        },
      })
      child = own
      const end = Date.now() + PATIENCE_MS
      while (!(await ready(url))) {
        if (own.exitCode !== null || Date.now() > end) throw new Error('the house did not start')
        await new Promise((done) => setTimeout(done, 50))
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const own = child
    child = null
    if (!own || own.exitCode !== null) return
    const gone = new Promise((done) => own.once('exit', done))
    own.kill(signal)
    await gone
  }
}

async function ready(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })
}
