/**
 * Watches one folder for as long as the desk runs: a connection, IDLE as a hint, a look on every connect and every few minutes, and a new connection when it breaks.
 * It must not die of a broken connection, and not issue a command while another one runs: looks happen one after another, in the loop below and nowhere else.
 */
import type { ImapFlow } from 'imapflow'
import type { Log } from '../../core/channel.ts'
import type { Sync } from './sync.ts'

export type MailboxParts = {
  /** A client that has not connected yet; one can connect only once. */
  open: () => ImapFlow
  sync: Sync
  folder: string
  syncMs: number
  log: Log
  signal: AbortSignal
  /** Pause after the first failure in a row; each further one doubles it. */
  retryMs?: number
}

const LONGEST_RETRY_MS = 60_000

/** Resolves when the signal aborts. */
export async function watchMailbox({ open, sync, folder, syncMs, log, signal, retryMs = 500 }: MailboxParts): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const client = open()
    const bell = createBell()
    let reason = 'the server closed the connection'
    // Without a listener an error of the socket would end the process.
    client.on('error', (error) => {
      reason = wordsOf(error)
      bell.ring()
    })
    client.on('close', () => bell.ring())
    client.on('exists', () => bell.ring())
    const leave = () => bell.ring()
    signal.addEventListener('abort', leave)
    try {
      await client.connect()
      await client.mailboxOpen(folder)
      while (!signal.aborted && client.usable) {
        await sync(client, folder)
        failures = 0
        const rung = bell.wait(syncMs)
        // Ends by itself as soon as the next command is issued; a failure shows as a closed connection.
        void client.idle().catch(() => undefined)
        await rung
      }
    } catch (error) {
      reason = wordsOf(error)
    } finally {
      signal.removeEventListener('abort', leave)
      client.close()
    }
    if (signal.aborted) return
    failures++
    const pause = Math.min(LONGEST_RETRY_MS, retryMs * 2 ** (failures - 1))
    const refused = /authenticat|login|credential/i.test(reason)
    log[failures > 3 || refused ? 'error' : 'warn']({ folder, ...(failures === 4 || refused ? { alert: true } : {}) }, `the mailbox is read again in ${Math.ceil(pause / 1000)} s: ${reason}`)
    await sleep(pause * (0.75 + Math.random() / 2), signal)
  }
}

/** A wish that is remembered until somebody waits for it. */
function createBell(): { ring(): void; wait(ms: number): Promise<void> } {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(done, ms)
        timer.unref()
        wake = done
        if (rung) done()
        function done(): void {
          clearTimeout(timer)
          wake = null
          rung = false
          resolve()
        }
      }),
  }
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

/** The server's own words say more than the client's "Command failed". */
function wordsOf(error: unknown): string {
  const { message, responseText, code } = Object(error) as { message?: unknown; responseText?: unknown; code?: unknown }
  return [message, responseText, code].filter((one) => typeof one === 'string' && one !== '').join(': ').slice(0, 300) || 'unknown error'
}
