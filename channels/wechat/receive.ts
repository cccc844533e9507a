/**
 * What happens to one request of WeChat: verify, parse, count, store, then answer with what is ready or acknowledge.
 * Nothing is acknowledged before it is stored; the order of these lines is the contract.
 */
import type { ChannelContext, HttpReply, InboundRequest } from '../../core/channel.ts'
import type { Holder } from './hold.ts'
import { type Act, parseMessage } from './parse.ts'
import type { Quota } from './quota.ts'
import { ACKNOWLEDGED, passiveReply, passiveText, type ReplyTo } from './reply.ts'
import type { WechatSettings } from './settings.ts'
import { refuseAddress, verifyMessage } from './verify.ts'

type Parts = Pick<ChannelContext<unknown>, 'house' | 'now' | 'log'> & { settings: WechatSettings; quota: Quota; holder: Holder }

/** Acts after which the customer looks at the chat and waits; the others are acknowledged at once. */
const ANSWERED: ReadonlySet<Act> = new Set(['message', 'tap'])

export function createReceiver({ settings, quota, holder, house, now, log }: Parts): (request: InboundRequest) => Promise<HttpReply> {
  return async (request) => {
    if (request.method === 'GET') return confirmAddress(request)
    if (request.method !== 'POST') return { ...refusal(405, 'GET or POST'), headers: { ...PLAIN, allow: 'GET, POST' } }
    const arrivedAt = performance.now()

    const verified = verifyMessage(request, settings, now())
    if (!verified.ok) {
      log[verified.alert ? 'error' : 'warn']({ status: verified.status, ip: request.ip, ...(verified.alert ? { alert: true } : {}) }, `refused: ${verified.reason}`)
      return refusal(verified.status, verified.reason)
    }
    const parsed = parseMessage(verified.text, verified.format, now())
    if (!parsed.ok) {
      log.warn({ ip: request.ip }, `refused: ${parsed.reason}`)
      return refusal(400, parsed.reason)
    }
    const { inbound, act, account } = parsed

    // Before `accept`: an answer may be on its way out as soon as the message is in.
    await quota.acted(inbound.address, act, inbound.key, inbound.at)
    await house.accept([inbound])
    if (!ANSWERED.has(act)) return ACKNOWLEDGED

    const spentMs = performance.now() - arrivedAt
    const part = await holder.wait(inbound.key, settings.holdMs - spentMs, request.signal)
    if (!part) return ACKNOWLEDGED
    const text = passiveText(part.content)
    if (text === null || request.signal?.aborted) {
      part.settle(false)
      return ACKNOWLEDGED
    }
    const to: ReplyTo = { customer: inbound.address, account, format: verified.format, key: verified.key }
    const reply = passiveReply(text, to, settings, now())
    part.settle(true)
    return reply
  }

  /** WeChat asks once, when the address is entered in its form, whether somebody who knows the token answers there. */
  function confirmAddress({ query, ip }: InboundRequest): HttpReply {
    const refused = refuseAddress(query, settings, now())
    if (refused) {
      log.warn({ ip }, `address check refused: ${refused.reason}`)
      return refusal(refused.status, refused.reason)
    }
    const echo = query.get('echostr') ?? ''
    if (!echo || echo.length > 512) return refusal(400, 'no echostr')
    return { status: 200, headers: { ...PLAIN, 'x-content-type-options': 'nosniff' }, body: echo }
  }
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' }
const refusal = (status: number, reason: string): HttpReply => ({ status, headers: PLAIN, body: reason })
