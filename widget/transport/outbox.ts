/**
 * Brings the customer's messages to the desk one after another, in the order they were written.
 * It must not give a message a second name: tried again under the same one, the desk takes it once however often it arrives.
 */
import type { Event, Outgoing, Refusal } from '../chat/state.ts'
import type { Api, Reply } from './api.ts'
import { createPause } from './pause.ts'
import type { Sessions } from './sessions.ts'

export type Outbox = {
  /** There may be something to send. */
  kick(): void
}

type Parts = { api: Api; sessions: Sessions; locale: string; outgoing(): readonly Outgoing[]; file(key: string): File | undefined; report(event: Event): void }

/** Tries before the customer is asked; when the line comes back everything is tried again by itself. */
const TRIES = 4

export function createOutbox({ api, sessions, locale, outgoing, file, report }: Parts): Outbox {
  const pause = createPause()
  let running = false

  async function run(): Promise<void> {
    for (let next = find(); next; next = find()) await deliver(next)
  }
  const find = () => outgoing().find((one) => one.delivery === 'waiting')

  async function deliver(message: Outgoing): Promise<void> {
    const { key } = message
    report({ type: 'delivery', key, delivery: 'sending' })
    for (let tries = 1; ; tries++) {
      const reply = await attempt(message)
      if (reply.ok) return report({ type: 'delivery', key, delivery: 'sent' })
      const refusal = refusalOf(reply, message)
      if (refusal) return report({ type: 'refused', key, refusal })
      // Its echo may have come over the stream although the answer to the call was lost.
      if (!outgoing().some((one) => one.key === key)) return
      if (tries === TRIES) return report({ type: 'delivery', key, delivery: 'failed' })
      await pause.wait(reply.retryAfterMs ?? 500 * 2 ** tries)
    }
  }

  function attempt({ key, text, file: info }: Outgoing): Promise<Reply<{ id: string }>> {
    const activity = { type: 'message', text, locale, channelData: { clientActivityID: key } } as const
    const bytes = info ? file(key) : null
    if (bytes === undefined) return Promise.resolve({ ok: false, status: 410, code: '', retryAfterMs: null })
    return sessions.call((session) =>
      bytes ? api.upload(session, activity, bytes, (ratio) => report({ type: 'progress', key, ratio })) : api.post(session, activity),
    )
  }

  return {
    kick() {
      pause.hurry()
      if (running) return
      running = true
      void run().finally(() => {
        running = false
      })
    },
  }
}

/** Why the desk will never take this message; null when trying again may help. */
function refusalOf({ status, code }: Extract<Reply<unknown>, { ok: false }>, { file }: Outgoing): Refusal | null {
  switch (status) {
    case 413: return file ? 'fileTooLarge' : 'tooLarge'
    case 415: return 'fileType'
    case 410: return 'lost'
    case 400: return 'other'
    case 403: return code === 'UploadsOff' ? 'filesOff' : null
    default: return null
  }
}
