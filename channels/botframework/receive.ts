/**
 * What happens to one activity that Azure Bot Service posts: form, service, signature, then store and acknowledge.
 * Nothing is acknowledged before it is stored, and no answer is written in the reply: the connector hears it later, as a message of its own.
 */
import type { ChannelContext, HttpReply, Inbound, InboundRequest } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { isObject, parseJson } from '../kit/json.ts'
import type { Files } from './files.ts'
import type { Framework } from './framework.ts'
import { mayVisit } from './hosts.ts'
import { readActivity, text } from './read.ts'
import type { References } from './references.ts'
import type { BotFrameworkSettings } from './settings.ts'

type Parts = Pick<ChannelContext<unknown>, 'house' | 'now' | 'log'> & { settings: BotFrameworkSettings; framework: Framework; files: Files; references: References }

const MAX_BODY = 1_000_000
/** Adaptive cards come back deep; what is deeper than this is nobody's card. */
const MAX_DEPTH = 40

export function createReceiver({ settings, framework, files, references, house, now, log }: Parts): (request: InboundRequest) => Promise<HttpReply> {
  return async (request) => {
    if (request.method !== 'POST') return { ...reply(405, 'POST'), headers: { ...PLAIN, allow: 'POST' } }
    const authorization = request.headers.authorization ?? ''
    if (!/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(authorization)) return refuse(401, 'no token')
    if (request.body.byteLength > MAX_BODY) return refuse(413, 'the body is larger than 1 MB')
    const parsed = parseJson(new TextDecoder().decode(request.body), MAX_DEPTH)
    if (!parsed.ok || !isObject(parsed.value)) return refuse(400, parsed.ok ? 'not an activity' : parsed.reason)
    const activity = parsed.value
    const [channelId, serviceUrl] = [text(activity.channelId), text(activity.serviceUrl)]
    if (!mayVisit(serviceUrl, settings.serviceHosts)) return refuse(403, 'the activity’s service is not among BOTFRAMEWORK_SERVICE_HOSTS')
    const authentic = await framework.authenticate(authorization, { channelId, serviceUrl })
    if (!authentic.ok) return authentic.unsure ? refuse(503, authentic.reason, true) : refuse(401, authentic.reason)

    const reading = readActivity(activity, now())
    if (!reading) return refuse(400, 'the activity belongs to no conversation')
    if (reading.type === 'passing') return TAKEN
    if (reading.type === 'invoke') return reply(501, 'no such call')
    const kept = await files.keep(reading.parcels)
    // Before `accept`: an answer may be on its way out as soon as the message is in.
    await references.keep(reading.address, reading.reference)
    await house.accept(inboundOf(reading, kept))
    return TAKEN

    function refuse(status: number, reason: string, alert = false): HttpReply {
      log[alert ? 'error' : 'warn']({ status, ip: request.ip, ...(alert ? { alert: true } : {}) }, `refused: ${reason}`)
      return reply(status, reason)
    }
  }
}

/** Words first; files that come with words are kept beside them, and files alone are answered once. */
function inboundOf({ key, address, user, name, at, content, parcels }: Extract<ReturnType<typeof readActivity>, { type: 'said' }>, kept: readonly Content[]): Inbound[] {
  const contents = [...(content ? [content] : []), ...kept]
  return contents.map((one, index) => ({
    key: index === 0 ? key : `${key}/${index}`, address, user, at, ...(name ? { name } : {}),
    content: index > 0 && parcels.length > 0 ? { ...one, silent: 'enclosed' } : one,
  }))
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
const reply = (status: number, body: string): HttpReply => ({ status, headers: PLAIN, body })
const TAKEN: HttpReply = { status: 200 }
