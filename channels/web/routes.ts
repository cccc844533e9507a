/**
 * The web door's HTTP surface: Direct Line 3.0, the widget's session, and the files customers sent.
 * It must not decide what a message means nor keep anything itself; it checks who asks and hands over.
 */
import { randomBytes } from 'node:crypto'
import type { HttpReply, InboundRequest, Log, Socket } from '../../core/channel.ts'
import { kindOf, TAKEN_TYPES } from '../../core/filetypes.ts'
import type { Content } from '../../core/model.ts'
import { clientIdOf, readActivity, type Stored, toWire } from './activity.ts'
import { isObject, isText, type JsonObject, type Refusal, readJson, readUpload } from './body.ts'
import type { Conversations } from './conversations.ts'
import { type Files, inspect } from './files.ts'
import type { Limiter } from './limits.ts'
import type { Origins } from './origins.ts'
import type { Stream } from './stream.ts'
import { CALL_SECONDS, isSecret, STREAM_SECONDS, type Tokens } from './tokens.ts'

export type RouteParts = {
  tokens: Tokens; secrets: readonly string[]; origins: Origins; starts: Limiter; posts: Limiter; conversations: Conversations; stream: Stream; files: Files
  /** The account's own address as clients see it, without a trailing slash. */
  address: string
  title: string | null
  resumeSeconds: number
  /** null: no files are taken. */
  uploads: { maxBytes: number } | null
  log: Log
}

/** Who asks: the owner of the secret (a server), or the holder of a token (one user in one conversation). */
type Caller = { conversation: string | null; user: string | null; origins?: readonly string[] }
type Handler = (request: InboundRequest, id: string) => Promise<HttpReply>

export function createRoutes(parts: RouteParts) {
  const { tokens, secrets, origins, starts, posts, conversations, stream, files, address, title, resumeSeconds, uploads, log } = parts

  // ------------------------------------------------------------ what is answered

  const routes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
    ['POST', /^\/tokens\/generate$/, generate],
    ['POST', /^\/tokens\/refresh$/, refresh],
    ['POST', /^\/conversations$/, start],
    ['GET', /^\/conversations\/([^/]+)$/, reconnect],
    ['GET', /^\/conversations\/([^/]+)\/activities$/, list],
    ['POST', /^\/conversations\/([^/]+)\/activities$/, post],
    ['POST', /^\/conversations\/([^/]+)\/upload$/, upload],
    ['POST', /^\/widget\/session$/, session],
    ['GET', /^\/files\/([\w-]{32})$/, file],
  ]

  /** Answers one request below the account's address. Never throws: what the store refuses is a 503, which clients repeat. */
  async function receive(request: InboundRequest): Promise<HttpReply> {
    const reply = await answer(request).catch((error: unknown) => {
      log.error({ error, path: request.path }, 'a web request could not be served')
      return failure(503, 'ServiceUnavailable', 'the message could not be stored; send it again')
    })
    return { ...reply, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...origins.headers(request), ...reply.headers } }
  }

  async function answer(request: InboundRequest): Promise<HttpReply> {
    const path = pathOf(request)
    const here = routes.filter(([, pattern]) => pattern.test(path))
    if (!here.length) return failure(404, 'NotFound', 'there is nothing at this address')
    if (request.method === 'OPTIONS') return { status: 204 }
    const [, pattern, handler] = here.find(([method]) => method === request.method) ?? []
    if (!pattern || !handler) {
      const allow = [...here.map(([method]) => method), 'OPTIONS'].join(', ')
      return { ...failure(405, 'MethodNotAllowed', `use ${allow}`), headers: { ...JSON_TYPE, allow } }
    }
    return handler(request, pattern.exec(path)?.[1] ?? '')
  }

  /** A socket for one conversation: the token in the query must have been made for it a moment ago. Null refuses. */
  async function upgrade(request: InboundRequest): Promise<((socket: Socket) => void) | null> {
    const id = /^\/conversations\/([^/]+)\/stream$/.exec(pathOf(request))?.[1]
    const verdict = tokens.check(request.query.get('t') ?? '', 'stream')
    const after = watermarkOf(request)
    if (!id || !verdict.ok || verdict.claims.conversation !== id || after === null) return null
    if (!origins.mayCall(request, verdict.claims.origins) || !(await conversations.find(id))) return null
    const client = (request.query.get('client') ?? '').slice(0, 64)
    return (socket) => stream.attach(id, client, after, socket)
  }

  return { receive, upgrade }

  // ------------------------------------------------------------ Direct Line

  async function generate(request: InboundRequest): Promise<HttpReply> {
    const caller = callerOf(request)
    if ('status' in caller) return caller
    if (caller.conversation) return failure(403, 'BadArgument', 'a token is generated with the secret, not with another token')
    const body = readJson(request.body)
    if (!body.ok) return refusal(body.refusal)
    const user = userOf(body.value)
    if (user === null) return failure(400, 'BadArgument', 'user.id must be a text of 1 to 128 characters')
    const trusted = body.value['trustedOrigins'] ?? []
    if (!Array.isArray(trusted) || !trusted.every(isText) || trusted.length > 20) return failure(400, 'BadArgument', 'trustedOrigins must be a list of at most 20 origins')
    const bound = { conversation: newId(), user: user ?? guest(), ...(trusted.length ? { origins: trusted } : {}) }
    return json(200, { conversationId: bound.conversation, token: tokens.issue('call', bound, CALL_SECONDS), expires_in: CALL_SECONDS })
  }

  async function refresh(request: InboundRequest): Promise<HttpReply> {
    const caller = callerOf(request)
    if ('status' in caller) return caller
    if (!caller.conversation || !caller.user) return failure(403, 'BadArgument', 'a secret does not expire; only a token is refreshed')
    const bound = boundOf(caller.conversation, caller.user, caller)
    return json(200, { conversationId: caller.conversation, token: tokens.issue('call', bound, CALL_SECONDS), expires_in: CALL_SECONDS })
  }

  async function start(request: InboundRequest): Promise<HttpReply> {
    const caller = callerOf(request)
    if ('status' in caller) return caller
    const body = readJson(request.body)
    if (!body.ok) return refusal(body.refusal)
    // A token says who the user is. Whoever holds the secret may say it; a page with a token may not say otherwise.
    const named = caller.user === null ? userOf(body.value) : caller.user
    if (named === null) return failure(400, 'BadArgument', 'user.id must be a text of 1 to 128 characters')
    const id = caller.conversation ?? newId()
    const { fresh } = await conversations.start(id, named ?? guest())
    const { user } = (await conversations.find(id)) ?? { user: '' }
    return json(fresh ? 201 : 200, opened(id, user, caller, 0))
  }

  async function reconnect(request: InboundRequest, id: string): Promise<HttpReply> {
    const asked = await admitted(request, id)
    if ('status' in asked) return asked
    const after = watermarkOf(request)
    if (after === null) return failure(400, 'BadArgument', 'the watermark is one this service gave out, or empty')
    return json(200, opened(id, asked.user, asked.caller, after))
  }

  async function list(request: InboundRequest, id: string): Promise<HttpReply> {
    const asked = await admitted(request, id)
    if ('status' in asked) return asked
    const after = watermarkOf(request)
    if (after === null) return failure(400, 'BadArgument', 'the watermark is one this service gave out, or empty')
    const rows = await conversations.read(id, after, PAGE)
    return json(200, { activities: rows.map((row) => toWire(row.stored, id, row.seq, address)), watermark: String(rows.at(-1)?.seq ?? after) })
  }

  async function post(request: InboundRequest, id: string): Promise<HttpReply> {
    const asked = await mayPost(request, id)
    if ('status' in asked) return asked
    const body = readJson(request.body)
    if (!body.ok) return refusal(body.refusal)
    const reading = readActivity(body.value)
    if (!reading.keep) return json(200, { id: `${id}|not-kept` })
    const { clientId, name, content, entry } = reading
    return json(200, { id: await conversations.post(id, { clientId, ...(name ? { name } : {}), contents: content ? [content] : [], entry }) })
  }

  async function upload(request: InboundRequest, id: string): Promise<HttpReply> {
    const asked = await mayPost(request, id)
    if ('status' in asked) return asked
    if (!uploads) return failure(403, 'UploadsOff', 'files are not taken here')
    if (request.body.byteLength > MAX_FILES * uploads.maxBytes) return failure(413, 'MessageTooLarge', `a file may have at most ${uploads.maxBytes} bytes`)
    const read = await readUpload(request.body, request.headers['content-type'] ?? '', request.headers['content-disposition'] ?? '')
    if (!read.ok) return refusal(read.refusal)
    const { activity, files: given } = read.value
    if (given.length > MAX_FILES) return failure(413, 'MessageTooLarge', `at most ${MAX_FILES} files at a time`)
    for (const one of given) {
      const verdict = inspect(one, uploads.maxBytes)
      if (!verdict.ok) return refusal(verdict.refusal)
    }
    const reading = readActivity({ ...activity, type: 'message', text: isText(activity['text']) ? activity['text'] : '' })
    if (!reading.keep) return failure(400, 'BadArgument', 'the activity part must be a message')
    // Ids follow from the client's own id, so that an upload tried again stores nothing twice.
    const once = clientIdOf(activity) ?? newId()
    const kept = given.map((one, index) => ({ ...one, id: tokens.derive('file', id, once, String(index)) }))
    for (const one of kept) await files.put(one.id, one)
    const text: readonly Content[] = reading.entry.text ? [{ type: 'text', text: reading.entry.text }] : []
    const contents: readonly Content[] = [
      ...text,
      ...kept.map((one): Content => ({
        type: 'attachment', kind: kindOf(one.mime), ref: `${address}/files/${one.id}`, name: one.name, mime: one.mime, bytes: one.bytes.byteLength,
      })),
    ]
    if (!contents.length) return failure(400, 'BadArgument', 'there is neither a file nor a text in the upload')
    const attachments: NonNullable<Stored['attachments']> =
      kept.map((one) => ({ contentType: one.mime, name: one.name, bytes: one.bytes.byteLength, path: `files/${one.id}` }))
    const said = { clientId: once, ...(reading.name ? { name: reading.name } : {}), contents, entry: { ...reading.entry, attachments } }
    return json(200, { id: await conversations.post(id, said) })
  }

  // ------------------------------------------------------------ the widget

  /**
   * Opens a conversation for a page that has no secret, or goes on with an earlier one when the page still holds its resume token.
   * What guards it is the list of origins (for other sites) and the limit of starts (for machines).
   */
  async function session(request: InboundRequest): Promise<HttpReply> {
    if (!origins.mayStart(request)) return failure(403, 'OriginNotAllowed', 'this site is not among the origins this account may be used from')
    const body = readJson(request.body)
    if (!body.ok) return refusal(body.refusal)
    const resume = body.value['resume']
    const verdict = isText(resume) ? tokens.check(resume, 'resume') : null
    const before = verdict?.ok ? verdict.claims : null
    const resumed = before !== null && (await conversations.find(before.conversation))?.user === before.user
    const bound = resumed ? { conversation: before.conversation, user: before.user } : { conversation: newId(), user: guest() }
    if (!resumed) {
      const wait = starts.take(request.ip)
      if (wait) return tooMany(wait, 'too many conversations were started from this address')
      await conversations.start(bound.conversation, bound.user)
    }
    return json(200, {
      ...opened(bound.conversation, bound.user, {}, 0), user: bound.user, resumed, resume: tokens.issue('resume', bound, resumeSeconds),
      title, uploads: uploads ? { maxBytes: uploads.maxBytes, types: TAKEN_TYPES } : null,
    })
  }

  async function file(_request: InboundRequest, id: string): Promise<HttpReply> {
    return (await files.reply(id)) ?? failure(404, 'NotFound', 'there is no such file')
  }

  // ------------------------------------------------------------ who asks

  /** 401 without credentials, 403 with wrong or outworn ones or from a page that may not. */
  function callerOf(request: InboundRequest): Caller | HttpReply {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers['authorization'] ?? '')?.[1]
    if (!given) return { ...failure(401, 'Unauthorized', 'send "Authorization: Bearer" with a token or the secret'), headers: { ...JSON_TYPE, 'www-authenticate': 'Bearer' } }
    if (isSecret(given, secrets)) return { conversation: null, user: null }
    const verdict = tokens.check(given, 'call')
    if (!verdict.ok) return verdict.why === 'expired' ? failure(403, 'TokenExpired', 'the token has expired') : failure(403, 'BadToken', 'the token or secret is not valid')
    const { conversation, user, origins: bound } = verdict.claims
    if (!origins.mayCall(request, bound)) return failure(403, 'OriginNotAllowed', 'the token may not be used from this site')
    return { conversation, user, ...(bound ? { origins: bound } : {}) }
  }

  /** The caller, if the conversation exists and is his. */
  async function admitted(request: InboundRequest, id: string): Promise<{ caller: Caller; user: string } | HttpReply> {
    const caller = callerOf(request)
    if ('status' in caller) return caller
    if (caller.conversation !== null && caller.conversation !== id) return failure(403, 'BadToken', 'the token belongs to another conversation')
    const found = await conversations.find(id)
    return found ? { caller, user: found.user } : failure(404, 'ConversationNotFound', 'there is no such conversation')
  }

  /** The same, and not more often than one browser has to say something. A server with the secret speaks for many. */
  async function mayPost(request: InboundRequest, id: string): ReturnType<typeof admitted> {
    const asked = await admitted(request, id)
    if ('status' in asked || asked.caller.user === null) return asked
    const wait = posts.take(id)
    return wait ? tooMany(wait, 'too many messages in a short time') : asked
  }

  /** A conversation's way in: a fresh token and the address of its stream. */
  function opened(id: string, user: string, caller: Pick<Caller, 'origins'>, after: number) {
    const bound = boundOf(id, user, caller)
    const ticket = tokens.issue('stream', bound, STREAM_SECONDS)
    return {
      conversationId: id,
      token: tokens.issue('call', bound, CALL_SECONDS),
      expires_in: CALL_SECONDS,
      streamUrl: `${address.replace(/^http/, 'ws')}/conversations/${id}/stream?watermark=${after || ''}&t=${ticket}`,
    }
  }
}

/** Direct Line clients write "/v3/directline" in front of everything; both ways are understood. */
const pathOf = (request: InboundRequest) => request.path.replace(/^\/v3\/directline(?=\/|$)/, '').replace(/\/+$/, '')

/** The last entry the client has seen: 0 when it has seen none, null when it is not a number this service gave out. */
function watermarkOf(request: InboundRequest): number | null {
  const given = request.query.get('watermark') ?? ''
  if (given === '' || given === '-' || given === 'null' || given === 'undefined') return 0
  return /^\d{1,15}$/.test(given) ? Number(given) : null
}

/** The user named in a body: undefined when none is named, null when the name cannot be used. */
function userOf(body: JsonObject): string | undefined | null {
  // The older spelling of the same wish is "userId" beside "user".
  const id = isObject(body['user']) ? body['user']['id'] : body['userId']
  if (id === undefined || id === null) return undefined
  return isText(id) && id.length >= 1 && id.length <= 128 && id.isWellFormed() && !/\p{Cc}/u.test(id) ? id : null
}

const boundOf = (conversation: string, user: string, caller: Pick<Caller, 'origins'>) =>
  ({ conversation, user, ...(caller.origins ? { origins: caller.origins } : {}) })

const newId = () => randomBytes(16).toString('base64url')
const guest = () => `dl_${newId()}`

const PAGE = 500
const MAX_FILES = 5
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const json = (status: number, body: object): HttpReply => ({ status, headers: JSON_TYPE, body: JSON.stringify(body) })
const failure = (status: number, code: string, message: string): HttpReply => json(status, { error: { code, message } })
const tooMany = (seconds: number, message: string): HttpReply =>
  ({ ...failure(429, 'TooManyRequests', message), headers: { ...JSON_TYPE, 'retry-after': String(seconds) } })
const refusal = ({ status, code, message }: Refusal): HttpReply => failure(status, code, message)
