/**
 * The way of one text out: framed by signature and template, measured, allowed, recorded, then handed to the provider.
 * Nothing may be sent past it; the question whether the customer wants it stands last, directly before the provider.
 */
import type { Channel, ChannelContext } from '../../core/channel.ts'
import { sizeOf } from '../../core/measure.ts'
import type { Capabilities } from '../../core/model.ts'
import { sendable } from '../kit/text.ts'
import type { Consent } from './consent.ts'
import type { Line } from './provider.ts'
import { quietForMs } from './quiet.ts'
import type { Receipts } from './receipts.ts'
import type { Records } from './records.ts'
import { billed, type Market } from './segments.ts'
import { withoutSignature, withWayOut } from './signature.ts'

type Parts = {
  line: Line; market: Market; signature: string; timezone: string; maxText: Capabilities['maxText']
  consent: Consent; records: Records; receipts: Receipts; now: ChannelContext<unknown>['now']
}

export function createSender({ line, market, signature, timezone, maxText, consent, records, receipts, now }: Parts): Channel['send'] {
  return async (to, part, key, { kind, promotional = false }) => {
    if (part.type !== 'text') return { ok: false, retry: 'never', reason: `a text message carries no ${part.type} content` }
    const said = sendable(part.text)
    if (!said.trim()) return { ok: false, retry: 'never', reason: 'a text message must not be empty' }
    const signed = market === 'cn' || signature ? withoutSignature(said, signature) : said
    const text = promotional ? withWayOut(signed, market) : signed
    const size = sizeOf(text, maxText.unit)
    if (size > maxText.n) return { ok: false, retry: 'never', reason: `the text has ${size} ${maxText.unit}; a message takes ${maxText.n}` }
    const whole = `${line.frame.before}${text}${line.frame.after}`

    const quietMs = promotional ? quietForMs(now(), timezone) : 0
    if (quietMs > 0) return { ok: false, retry: 'safe', reason: 'promotional texts wait for eight in the morning', afterMs: quietMs }
    const allowed = await consent.check(to, { key, bot: kind === 'bot', promotional })
    if (!allowed.ok) return { ok: false, retry: 'never', reason: allowed.reason }

    await records.sending(key, { at: now(), from: line.from, to, text: whole, segments: billed(whole, market), by: kind, promotional, subscription: allowed.subscription })
    const result = await line.send({ to, text, whole, key })
    if (result.ok && result.providerId !== undefined) receipts.handedOver(result.providerId)
    await records.outcome(key, now(), result)
    return result
  }
}
