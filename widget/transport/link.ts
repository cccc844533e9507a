/**
 * Keeps a line to the desk open and reads everything that comes, from the last entry received onwards, for as long as it is wanted.
 * It must not lose its place: each attempt asks from the watermark of that moment. Where sockets are blocked it reads over HTTP instead.
 */
import type { Link as Status } from '../chat/state.ts'
import type { Api, Reply, Session } from './api.ts'
import { createPause } from './pause.ts'
import type { Sessions } from './sessions.ts'

export type Link = {
  /** Connects unless connected; when waiting to try again, tries now. */
  kick(): void
}

type Parts = {
  api: Api
  sessions: Sessions
  /** Tells the sockets of several tabs apart. */
  client: string
  watermark(): number
  /** What came: a frame's JSON; null = an empty frame, all there was has been said. */
  received(frame: unknown): void
  changed(status: Status): void
}

export function createLink({ api, sessions, client, watermark, received, changed }: Parts): Link {
  const pause = createPause()
  let running = false
  /** Lets go of the present socket if it has been silent for suspiciously long. */
  let suspect = (): void => {}

  async function run(): Promise<void> {
    changed('connecting')
    for (let tries = 0; ; tries++) {
      // The ticket for a socket is good for a minute: every attempt fetches its own.
      const session = await sessions.renew()
      if (!session.ok) {
        const status = statusOf(session)
        changed(status)
        if (status === 'refused' || status === 'missing') return
        await pause.wait(session.retryAfterMs ?? backoff(tries))
        continue
      }
      const lived = await listen(session.value)
      if (lived > 0) changed('offline')
      else if (await poll(session.value)) {
        await pause.wait(POLL_MS)
        continue
      }
      // A socket that falls at once, again and again, must not be raised again and again at once.
      if (lived > STEADY_MS) tries = 0
      await pause.wait(backoff(tries))
    }
  }

  /** Resolves when the socket has ended, with the milliseconds it was open; 0 = it never was. */
  function listen(session: Session): Promise<number> {
    return new Promise((resolve) => {
      const socket = new WebSocket(api.streamUrl(session, watermark(), client))
      let openedAt = 0
      let heardAt = 0
      // A dead network does not answer a closing handshake: the socket is let go without waiting for it.
      const end = () => {
        clearTimeout(timer)
        suspect = () => {}
        socket.onopen = socket.onmessage = socket.onclose = null
        socket.close()
        resolve(openedAt && Math.max(1, Date.now() - openedAt))
      }
      const alive = () => {
        heardAt = Date.now()
        clearTimeout(timer)
        timer = setTimeout(end, SILENCE_MS)
      }
      let timer = setTimeout(end, OPENING_MS)
      suspect = () => {
        if (openedAt && Date.now() - heardAt > SUSPECT_MS) end()
      }
      socket.onopen = () => {
        openedAt = Date.now()
        alive()
        changed('online')
      }
      socket.onmessage = ({ data }) => {
        alive()
        received(data === '' ? null : data)
      }
      socket.onclose = end
    })
  }

  /** Without a socket: everything there is, page by page. False when that failed too. */
  async function poll(session: Session): Promise<boolean> {
    for (let before = -1; before !== watermark(); ) {
      before = watermark()
      const page = await api.activities(session, before)
      if (!page.ok) {
        changed(statusOf(page))
        return false
      }
      received(page.value)
    }
    changed('online')
    received(null)
    return true
  }

  return {
    kick() {
      pause.hurry()
      suspect()
      if (running) return
      running = true
      void run().finally(() => {
        running = false
      })
    },
  }
}

/** A living socket gives a sign at least every 30 s. */
const SILENCE_MS = 45_000
/** Silence after which a phone that wakes up does not wait any longer. */
const SUSPECT_MS = 20_000
const OPENING_MS = 10_000
const STEADY_MS = 5_000
const POLL_MS = 3_000
const MAX_WAIT_MS = 15_000

/** Doubling with a random share, so that a desk that comes back is not met by everybody at once. */
const backoff = (tries: number) => Math.min(MAX_WAIT_MS, 500 * 2 ** tries) * (0.6 + 0.4 * Math.random())

function statusOf({ status, code }: Extract<Reply<unknown>, { ok: false }>): Status {
  if (status === 429) return 'busy'
  if (code === 'OriginNotAllowed') return 'refused'
  return status === 404 ? 'missing' : 'offline'
}
