/**
 * An operator's own line by SMPP 3.4: texts and receipts come in by deliver_sm, answers leave by submit_sm, over one connection held open.
 * A text is acknowledged to the operator when it is stored, part by part.
 */
import type { Pdu } from 'smpp'
import type { SendResult } from '../../../core/model.ts'
import type { SettingsReader } from '../../kit/settings.ts'
import { storable } from '../../kit/text.ts'
import { identity } from '../fields.ts'
import { fromMainland, withPlus } from '../numbers.ts'
import type { Open, Outgoing } from '../provider.ts'
import { oneOf } from '../settings.ts'
import { bracketed } from '../signature.ts'
import { createAssembler } from './assemble.ts'
import { loadClient, numberOf, textOf } from './client.ts'
import { decodeText } from './coding.ts'
import { judge, THROTTLED } from './errors.ts'
import { createLink, type Submitted } from './link.ts'
import { arrived, partsOf } from './parts.ts'
import { isReceipt, readReceipt } from './receipt.ts'
import { createRepeats } from './repeats.ts'
import { createSent } from './sent.ts'

/** A text the operator need not bring again: nothing will ever make it readable. */
const PERMANENT_ERROR = 0x65
const EXPIRE_EVERY_MS = 60_000
/** Once the first part is out, the others follow; so often is a part tried that the operator held back. */
const PART_TRIES = 8
const LONGEST_WAIT_MS = 30_000

export const open: Open = async ({ read, market, signature, timeoutMs, inbox, receipts, context }) => {
  const { state, now, log } = context
  const settings = readSmppSettings(read)
  const { from, longBy } = settings
  const sent = createSent(state, receipts)
  const repeats = createRepeats(state, now)
  const assembler = createAssembler(state, now, ({ text, ...whole }) => inbox.take([{ ...whole, content: { type: 'text', text: storable(text) } }]))
  const link = createLink({ ...settings, client: await loadClient(), timeoutMs, deliver, now, log })
  let reference = Math.floor(Math.random() * 0x10000)

  return {
    from,
    frame: { before: bracketed(signature), after: '' },
    send,
    async listen(signal) {
      const timer = setInterval(() => assembler.expire().catch((error) => log.error({ error: String(error) }, 'unfinished long texts could not be handed out')), EXPIRE_EVERY_MS)
      await link.run(signal)
      clearInterval(timer)
    },
  }

  async function deliver(pdu: Pdu, connection: string): Promise<{ status: number; answered?: () => void }> {
    const source = numberFrom(textOf(pdu, 'source_addr'), numberOf(pdu, 'source_addr_ton') ?? 0)
    if (isReceipt(pdu)) {
      const receipt = readReceipt(pdu)
      if (receipt) await sent.told(receipt, source)
      else log.warn({}, 'a delivery receipt names no message or no state')
      return { status: 0 }
    }
    const part = arrived(pdu)
    if (!source || !part.ok) {
      log.warn({}, `refused a text: ${part.ok ? 'it has no sender' : part.reason}`)
      return { status: PERMANENT_ERROR }
    }
    const { bytes, place } = part
    const to = textOf(pdu, 'destination_addr')
    const coding = numberOf(pdu, 'data_coding') ?? 0
    if (place) {
      await assembler.add({ from: source, to, place, bytes, coding })
      return { status: 0 }
    }
    const hex = Buffer.from(bytes).toString('hex')
    const serial = numberOf(pdu, 'user_message_reference') ?? 0
    const key = await repeats.keyOf(identity(source, to, String(coding), hex, String(serial)), connection, serial > 0)
    const text = decodeText(bytes, coding)
    const content = text === null ? ({ type: 'unknown', kind: `data_coding ${coding}`, raw: hex } as const) : ({ type: 'text', text: storable(text) } as const)
    await inbox.take([{ key, from: source, to, at: now(), content }])
    return { status: 0, answered: () => repeats.acknowledged(key) }
  }

  function numberFrom(address: string, ton: number): string {
    if (ton === INTERNATIONAL && /^\d+$/.test(address)) return `+${address}`
    return market === 'cn' ? fromMainland(address) : withPlus(address)
  }

  async function send({ to, whole }: Outgoing): Promise<SendResult> {
    reference = (reference + 1) % 0x10000
    const parts = partsOf(whole, longBy, reference)
    let first = ''
    for (const [index, fields] of parts.entries()) {
      const submitted = await submit({ ...addresses(from, to), ...fields, registered_delivery: 1 }, index > 0)
      const result = judged(submitted)
      // A customer may be looking at the beginning: it must not come a second time.
      if (!result.ok) return index === 0 || result.retry === 'ambiguous' ? result : { ok: false, retry: 'ambiguous', reason: `${index} of ${parts.length} parts were sent; then ${result.reason}` }
      first ||= result.id
      await sent.noted(result.id, { first, total: parts.length, to })
    }
    return { ok: true, providerId: first }
  }

  /** @param patient waits where the operator wants less, instead of giving up */
  async function submit(fields: Readonly<Record<string, unknown>>, patient: boolean): Promise<Submitted> {
    for (let tries = 1; ; tries++) {
      const submitted = await link.submit(fields)
      const held = submitted.kind === 'held' ? submitted.afterMs : submitted.kind === 'answered' && THROTTLED.has(submitted.status) ? 1_000 : null
      if (held === null || !patient || tries === PART_TRIES) return submitted
      await new Promise((resolve) => setTimeout(resolve, Math.min(held, LONGEST_WAIT_MS)))
    }
  }
}

function judged(submitted: Submitted): { ok: true; id: string } | Extract<SendResult, { ok: false }> {
  if (submitted.kind === 'held') return { ok: false, retry: 'safe', reason: submitted.reason, afterMs: submitted.afterMs }
  if (submitted.kind === 'unanswered') return { ok: false, retry: 'ambiguous', reason: submitted.reason }
  return submitted.status === 0 ? { ok: true, id: submitted.id } : judge(submitted.status)
}

const INTERNATIONAL = 1
const NETWORK = 3
const ALPHANUMERIC = 5
const ISDN = 1
const LONGEST_SHORT_CODE = 8

function addresses(from: string, to: string) {
  const [source, destination] = [from, to].map(typeOf) as [ReturnType<typeof typeOf>, ReturnType<typeof typeOf>]
  return {
    source_addr: source.address, source_addr_ton: source.ton, source_addr_npi: source.npi,
    destination_addr: destination.address, dest_addr_ton: destination.ton, dest_addr_npi: destination.npi,
  }
}

/** The kind of a number is seen by its writing: +86…, a short code, a name, or digits of which no more is known. */
function typeOf(number: string): { address: string; ton: number; npi: number } {
  if (/^\+\d+$/.test(number)) return { address: number.slice(1), ton: INTERNATIONAL, npi: ISDN }
  if (!/^\d+$/.test(number)) return { address: number, ton: ALPHANUMERIC, npi: 0 }
  return number.length <= LONGEST_SHORT_CODE ? { address: number, ton: NETWORK, npi: 0 } : { address: number, ton: 0, npi: ISDN }
}

function readSmppSettings(read: SettingsReader) {
  const url = URL.parse(read.needed('smpp'))
  if (!url?.hostname || !['smpp:', 'ssmpp:'].includes(url.protocol)) return read.wrong('smpp', 'must be an address such as smpp://smsc.example.com:2775')
  const tls = url.protocol === 'ssmpp:'
  const systemId = read.needed('id')
  const password = read.needed('secret')
  if (Buffer.byteLength(systemId) > 15) return read.wrong('id', 'is longer than the 15 bytes of a system_id')
  if (Buffer.byteLength(password) > 8) return read.wrong('secret', 'is longer than the 8 bytes of an SMPP password')
  return {
    from: read.needed('from'),
    address: { host: url.hostname, port: Number(url.port) || (tls ? 3550 : 2775), tls },
    bind: { system_id: systemId, password, system_type: read.optional('systemType') ?? '' },
    window: read.wholeNumber('window', 1, 10),
    enquireMs: read.wholeNumber('enquireSeconds', 1, 3600) * 1000,
    longBy: oneOf(read, 'longBy', ['udh', 'sar'] as const, read.needed('longBy')),
  }
}
