/**
 * An operator's SMSC on loopback, made from the npm package's server: binds, takes texts, delivers texts and receipts, and fails when asked to.
 * It reads and writes bytes by its own rules; only the framing of PDUs is the package's.
 */
import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'
import { createPhones, type Phones } from './phones.ts'

export type SmscFault =
  | { type: 'status'; status: number }
  | { type: 'silent' }
  /** The connection is cut after the message was taken. */
  | { type: 'cut' }

export type Smsc = {
  url: string
  account: { systemId: string; password: string }
  phones: Phones
  /** Every submit_sm as it came, oldest first. */
  submitted: readonly Pdu[]
  binds(): number
  /** Most texts that were without an answer at one time. */
  mostUnderWay(): number
  enquiries(): number
  fail(fault: SmscFault, times?: number): void
  /** Answers take so long, in ms. */
  slowMs: number
  /** No receipt, or one after each text in this notation of its id. */
  receipts: 'none' | 'same' | 'decimal'
  /** The state that receipts report. */
  receiptState: string
  /** Resolves when a desk is bound. */
  bound(): Promise<Session>
  /** Sends a deliver_sm; resolves with the command_status of its answer, null when the line broke. */
  deliver(fields: Readonly<Record<string, unknown>>): Promise<number | null>
  /** A text of a customer, cut into parts by a header where it is long. */
  say(from: string, text: string, reference?: number): Promise<readonly (number | null)[]>
  /** Cuts every connection. */
  cut(): void
  close(): Promise<void>
}

const UDH = 0x40
const RECEIPT = 0x04
const PART_UNITS = 67
const SINGLE_UNITS = 70

export async function createSmsc(): Promise<Smsc> {
  const account = { systemId: 'yingda', password: 'secret08' }
  const phones = createPhones(Date.now)
  const submitted: Pdu[] = []
  const faults: SmscFault[] = []
  const bound = new Set<Session>()
  const waiting: ((session: Session) => void)[] = []
  const pieces = new Map<string, string[]>()
  const timers = new Set<NodeJS.Timeout>()
  let serial = 0x1a2b3c
  let counts = { binds: 0, underWay: 0, most: 0, enquiries: 0 }
  let references = 0
  const server = smpp.createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))

  const smsc: Smsc = {
    url: `smpp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account, phones, submitted, slowMs: 0, receipts: 'none', receiptState: 'DELIVRD',
    binds: () => counts.binds,
    mostUnderWay: () => counts.most,
    enquiries: () => counts.enquiries,
    fail(fault, times = 1) {
      for (let n = 0; n < times; n++) faults.push(fault)
    },
    bound: () => {
      const [session] = bound
      return session ? Promise.resolve(session) : new Promise((resolve) => waiting.push(resolve))
    },
    deliver,
    say(from, text, reference = ++references) {
      const parts = text.length <= SINGLE_UNITS ? [text] : cut(text)
      return Promise.all(parts.map((part, index) => {
        const message = Buffer.from(part, 'utf16le').swap16()
        const header = parts.length === 1 ? Buffer.alloc(0) : Buffer.of(5, 0, 3, reference & 0xff, parts.length, index + 1)
        return deliver({
          ...addressed(from), esm_class: parts.length === 1 ? 0 : UDH, data_coding: 8, short_message: Buffer.concat([header, message]),
          ...(parts.length === 1 ? { user_message_reference: reference & 0xffff } : {}),
        })
      }))
    },
    cut() {
      for (const { socket } of bound) socket.destroy()
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      const closed = new Promise((resolve) => server.close(resolve))
      for (const { socket } of [...server.sessions]) socket.destroy()
      await closed
    },
  }
  return smsc

  async function deliver(fields: Readonly<Record<string, unknown>>): Promise<number | null> {
    const session = await smsc.bound()
    return new Promise((resolve) => {
      const lost = () => resolve(null)
      session.once('close', lost)
      const sent = session.send(new smpp.PDU('deliver_sm', { ...fields }), ({ command_status: status }) => {
        session.off('close', lost)
        resolve(status)
      })
      if (!sent) lost()
    })
  }

  function serve(session: Session): void {
    session.setMaxListeners(0)
    session.on('error', () => session.socket.destroy())
    session.on('close', () => void bound.delete(session))
    session.on('bind_transceiver', (pdu: Pdu) => {
      const known = pdu['system_id'] === account.systemId && pdu['password'] === account.password
      session.send(pdu.response(known ? { system_id: 'smsc' } : { command_status: 0x0e }))
      if (!known) return
      counts.binds++
      bound.add(session)
      for (const resolve of waiting.splice(0)) resolve(session)
    })
    session.on('enquire_link', (pdu: Pdu) => {
      counts.enquiries++
      session.send(pdu.response())
    })
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.socket.end()
    })
    session.on('submit_sm', (pdu: Pdu) => {
      counts = { ...counts, underWay: counts.underWay + 1, most: Math.max(counts.most, counts.underWay + 1) }
      const timer = setTimeout(() => {
        timers.delete(timer)
        counts.underWay--
        take(session, pdu)
      }, smsc.slowMs)
      timers.add(timer)
    })
  }

  function take(session: Session, pdu: Pdu): void {
    submitted.push(pdu)
    const fault = faults.shift()
    if (fault?.type === 'silent') return show(pdu)
    if (fault?.type === 'status') return void session.send(pdu.response({ command_status: fault.status }))
    show(pdu)
    if (fault?.type === 'cut') return void session.socket.destroy()
    const id = (++serial).toString(16).toUpperCase()
    session.send(pdu.response({ message_id: id }))
    if (smsc.receipts !== 'none' && pdu['registered_delivery'] === 1) void receipt(pdu, smsc.receipts === 'decimal' ? String(serial) : id)
  }

  function receipt(pdu: Pdu, id: string): Promise<number | null> {
    const state = smsc.receiptState
    const text = `id:${id} sub:001 dlvrd:001 submit date:2603021000 done date:2603021001 stat:${state} err:${state === 'DELIVRD' ? '000' : '034'} text:`
    return deliver({
      source_addr: pdu['destination_addr'], source_addr_ton: pdu['dest_addr_ton'], source_addr_npi: 1, destination_addr: pdu['source_addr'],
      esm_class: RECEIPT, data_coding: 0, short_message: Buffer.from(text, 'latin1'),
    })
  }

  /** A phone shows a text when all its parts are there. */
  function show(pdu: Pdu): void {
    const { text, place } = read(pdu)
    const number = `${pdu['dest_addr_ton'] === 1 ? '+' : ''}${String(pdu['destination_addr'])}`
    if (!place) return phones.show(number, { from: 'desk', text, how: `data_coding ${String(pdu['data_coding'])}` })
    const key = `${number}/${place.reference}/${place.total}`
    const have = pieces.get(key) ?? []
    have[place.number - 1] = text
    pieces.set(key, have)
    if (have.filter((piece) => piece !== undefined).length < place.total) return
    pieces.delete(key)
    phones.show(number, { from: 'desk', text: have.join(''), how: `data_coding ${String(pdu['data_coding'])} · ${place.total}` })
  }
}

const addressed = (from: string) => ({
  source_addr: from.replace(/^\+/, ''), source_addr_ton: from.startsWith('+') ? 1 : 0, source_addr_npi: 1, destination_addr: '106900001111', dest_addr_ton: 0, dest_addr_npi: 1,
})

/** Never between the two halves of one character. */
function cut(text: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + PART_UNITS, text.length)
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? '')) end--
    parts.push(text.slice(at, end))
    at = end
  }
  return parts
}

/** The package has decoded the text of a submit_sm by its own rules, unless it stands after a header. */
function read(pdu: Pdu): { text: string; place: { reference: number; total: number; number: number } | null } {
  const { message, udh } = pdu['short_message'] as { message: string | Uint8Array; udh?: Uint8Array[] }
  const text = typeof message === 'string' ? message : Buffer.from(message).toString('latin1')
  const sar = pdu['sar_msg_ref_num']
  if (typeof sar === 'number') return { text, place: { reference: sar, total: Number(pdu['sar_total_segments']), number: Number(pdu['sar_segment_seqnum']) } }
  const header = udh?.find(([kind]) => kind === 0)
  return { text, place: header ? { reference: header[2] ?? 0, total: header[3] ?? 0, number: header[4] ?? 0 } : null }
}
