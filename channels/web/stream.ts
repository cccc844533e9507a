/**
 * Live sockets: whatever stands in a conversation's journal reaches each of them once and in order.
 * It must not send from memory what the journal does not hold, except signs of typing: a socket only moves a cursor over the journal.
 */
import type { ChannelJournal, Log, Socket } from '../../core/channel.ts'
import { type Stored, toWire } from './activity.ts'
import type { JsonObject } from './body.ts'

export type Stream = {
  /** Serves a socket from the entry after `after` on. A second one with the same `client` replaces the first ("collision"). */
  attach(conversation: string, client: string, after: number, socket: Socket): void
  /** Something was appended to this conversation's journal. */
  wake(conversation: string): void
  /** Passes on what is not stored, to those who are looking now. */
  whisper(conversation: string, activity: JsonObject): void
  close(): void
}

type Live = { conversation: string; client: string; after: number; socket: Socket; closed: boolean; reading: boolean; again: boolean; caughtUp: boolean }

/** Sockets of one conversation at a time (tabs of one customer); the oldest makes room. */
const MAX_SOCKETS = 10
const PAGE = 100

export function createStream(made: { journal: ChannelJournal; log: Log; address: string; keepAliveMs: number }): Stream {
  const { journal, log, address, keepAliveMs } = made
  const rooms = new Map<string, Live[]>()
  let beat: NodeJS.Timeout | null = null

  const room = (conversation: string) => rooms.get(conversation) ?? []

  function leave(live: Live): void {
    live.closed = true
    const left = room(live.conversation).filter((one) => one !== live)
    if (left.length) rooms.set(live.conversation, left)
    else rooms.delete(live.conversation)
    if (!rooms.size && beat) {
      clearInterval(beat)
      beat = null
    }
  }

  function end(live: Live, code: number, reason: string): void {
    leave(live)
    live.socket.close(code, reason)
  }

  /** Moves one socket's cursor to the journal's end. Only one reading at a time, so frames keep the journal's order. */
  async function advance(live: Live): Promise<void> {
    live.again = true
    if (live.reading) return
    live.reading = true
    try {
      while (live.again && !live.closed) {
        live.again = false
        const rows = await journal.read(live.conversation, live.after, PAGE)
        if (live.closed) return
        const last = rows.at(-1)
        if (last) {
          live.socket.send(JSON.stringify({
            activities: rows.map((row) => toWire(row.entry as Stored, live.conversation, row.seq, address)), watermark: String(last.seq),
          }))
          live.after = last.seq
          live.again = true
        } else if (!live.caughtUp) {
          // An empty frame is a keep-alive to any client; the first one also says: that was all there is.
          live.caughtUp = true
          live.socket.send('')
        }
      }
    } catch (error) {
      log.error({ error, conversation: live.conversation }, 'a conversation could not be read; its socket is closed so that the client comes back')
      end(live, 1011, 'try again')
    } finally {
      live.reading = false
    }
  }

  /** Keeps proxies from hanging up, and finds what another node of the desk has appended. */
  function tick(): void {
    for (const lives of [...rooms.values()]) {
      for (const live of lives) {
        if (live.caughtUp) live.socket.send('')
        void advance(live)
      }
    }
  }

  return {
    attach(conversation, client, after, socket) {
      const live: Live = { conversation, client, after, socket, closed: false, reading: false, again: false, caughtUp: false }
      for (const older of room(conversation).filter((one) => one.client === client)) end(older, 4409, 'collision')
      for (const oldest of room(conversation).slice(0, -(MAX_SOCKETS - 1))) end(oldest, 4409, 'collision')
      rooms.set(conversation, [...room(conversation), live])
      beat ??= setInterval(tick, keepAliveMs).unref()
      socket.onClose(() => leave(live))
      void advance(live)
    },
    wake(conversation) {
      for (const live of room(conversation)) void advance(live)
    },
    whisper(conversation, activity) {
      const frame = JSON.stringify({ activities: [activity] })
      for (const live of room(conversation)) live.socket.send(frame)
    },
    close() {
      for (const lives of [...rooms.values()]) for (const live of lives) end(live, 1001, 'going away')
    },
  }
}
