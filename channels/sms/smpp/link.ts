/**
 * Keeps one SMPP connection: binds, asks now and then whether the other side lives, keeps to the window, slows down when told, and comes back after a break.
 * It must not send a message twice: what was written and not answered is reported as unclear.
 */
import { randomUUID } from 'node:crypto'
import type { Pdu, Session } from 'smpp'
import type { Log } from '../../../core/channel.ts'
import { type Client, textOf } from './client.ts'
import { BIND_REFUSED, THROTTLED } from './errors.ts'

export type Submitted =
  | { kind: 'answered'; status: number; id: string }
  /** Surely not sent: no connection, or told to be slow. */
  | { kind: 'held'; reason: string; afterMs: number }
  /** Written, and no answer came. */
  | { kind: 'unanswered'; reason: string }

export type Link = {
  /** Connects, and connects again, until the signal aborts. */
  run(signal: AbortSignal): Promise<void>
  submit(fields: Readonly<Record<string, unknown>>): Promise<Submitted>
}

export type LinkParts = {
  client: Client
  address: { host: string; port: number; tls: boolean }
  bind: { system_id: string; password: string; system_type: string }
  window: number
  enquireMs: number
  timeoutMs: number
  /** A deliver_sm; returns the command_status to answer with. `answered` is called when the answer has been written. */
  deliver(pdu: Pdu, connection: string): Promise<{ status: number; answered?: () => void }>
  now: () => number
  log: Log
}

const RETRY_MS = { first: 500, most: 30_000 }
const SLOW_MS = { first: 1_000, most: 30_000 }
const TEMPORARY_ERROR = 0x64
const INVALID_COMMAND = 0x03
const EXPECTED: ReadonlySet<string> = new Set(['enquire_link', 'unbind'])

export function createLink({ client, address, bind, window, enquireMs, timeoutMs, deliver, now, log }: LinkParts): Link {
  let bound: { session: Session; ask: Ask } | null = null
  let underWay = 0
  const waiting: (() => void)[] = []
  let slow = { until: 0, ms: SLOW_MS.first }

  return {
    async run(signal) {
      for (let failures = 0; !signal.aborted; ) {
        const wasBound = await connection(signal)
        failures = wasBound ? 0 : failures + 1
        const most = Math.min(RETRY_MS.first * 2 ** failures, RETRY_MS.most)
        // half of it by chance, so that many desks do not come back at once
        if (!signal.aborted) await pause(most / 2 + (Math.random() * most) / 2, signal)
      }
    },
    async submit(fields) {
      if (slow.until > now()) return { kind: 'held', reason: 'the operator asked to be sent less', afterMs: slow.until - now() }
      await slot()
      try {
        if (!bound) return { kind: 'held', reason: 'no connection to the operator', afterMs: 2_000 }
        const answer = await bound.ask('submit_sm', fields)
        if (typeof answer === 'string') return answer === 'not written' ? { kind: 'held', reason: 'no connection to the operator', afterMs: 2_000 } : { kind: 'unanswered', reason: answer }
        if (THROTTLED.has(answer.command_status)) slow = { until: now() + slow.ms, ms: Math.min(slow.ms * 2, SLOW_MS.most) }
        else slow = { until: 0, ms: SLOW_MS.first }
        return { kind: 'answered', status: answer.command_status, id: textOf(answer, 'message_id') }
      } finally {
        underWay--
        waiting.shift()?.()
      }
    },
  }

  /** Waits until fewer than `window` messages are without an answer. */
  async function slot(): Promise<void> {
    if (underWay >= window) await new Promise<void>((resolve) => waiting.push(resolve))
    underWay++
  }

  /** One connection from its opening to its end; true when it had been bound. */
  async function connection(signal: AbortSignal): Promise<boolean> {
    const id = randomUUID()
    const session = client.connect({ ...address, ...(address.tls ? { servername: address.host } : {}) })
    const ask = asker(client, session, timeoutMs)
    let wasBound = false
    let beat: NodeJS.Timeout | undefined
    const closed = new Promise<void>((resolve) => session.once('close', () => resolve()))
    session.on('error', (error: Error) => {
      log.warn({ error: error.message }, 'the SMPP connection failed')
      session.destroy()
    })
    session.on('pdu', (pdu) => void incoming(session, pdu, id))
    session.once(address.tls ? 'secureConnect' : 'connect', async () => {
      const answer = await ask('bind_transceiver', { ...bind, interface_version: 0x34 })
      if (typeof answer === 'string' || answer.command_status !== 0) return refuse(session, answer)
      wasBound = true
      bound = { session, ask }
      log.info({}, 'the SMPP line is open')
      beat = setInterval(async () => {
        if (typeof (await ask('enquire_link', {})) === 'string') session.destroy()
      }, enquireMs)
    })
    const leave = () => void farewell(session, ask, wasBound)
    signal.addEventListener('abort', leave, { once: true })
    const late = setTimeout(() => wasBound || session.destroy(), timeoutMs * 2)
    await closed
    clearTimeout(late)
    clearInterval(beat)
    signal.removeEventListener('abort', leave)
    if (bound?.session === session) bound = null
    return wasBound
  }

  function refuse(session: Session, answer: Pdu | string): void {
    const status = typeof answer === 'string' ? null : answer.command_status
    if (status !== null && BIND_REFUSED.has(status)) log.error({ status, alert: true }, 'the operator refuses the SMPP bind: compare SMS_ID, SMS_SECRET and SMS_SMPP_SYSTEM_TYPE with what he gave you')
    else log.warn({ status }, 'the SMPP bind failed')
    session.destroy()
  }

  async function incoming(session: Session, pdu: Pdu, connection: string): Promise<void> {
    if (pdu.isResponse()) return
    if (pdu.command !== 'deliver_sm') {
      // an alert asks for no answer, and everything else is refused by its own kind of answer
      if (pdu.command !== 'alert_notification') session.send(pdu.response(EXPECTED.has(pdu.command) ? {} : { command_status: INVALID_COMMAND }))
      if (pdu.command === 'unbind') session.socket.end()
      return
    }
    const { status, answered } = await deliver(pdu, connection).catch((error) => {
      log.error({ error: String(error) }, 'a delivered text could not be stored; the operator will bring it again')
      return { status: TEMPORARY_ERROR, answered: undefined }
    })
    if (session.send(pdu.response({ command_status: status }))) answered?.()
  }
}

async function farewell(session: Session, ask: Ask, wasBound: boolean): Promise<void> {
  if (wasBound) await ask('unbind', {})
  session.destroy()
}

type Ask = (command: string, fields: Readonly<Record<string, unknown>>) => Promise<Pdu | string>

/** Asks, and waits for the answer; a text says why there is none. */
function asker(client: Client, session: Session, timeoutMs: number): Ask {
  return (command, fields) =>
    new Promise((resolve) => {
      const lost = () => end('the connection to the operator broke')
      const timer = setTimeout(() => end(`no answer from the operator within ${timeoutMs} ms`), timeoutMs)
      session.once('close', lost)
      if (!session.send(new client.PDU(command, { ...fields }), end)) end('not written')
      function end(answer: Pdu | string): void {
        clearTimeout(timer)
        session.off('close', lost)
        resolve(answer)
      }
    })
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
