/**
 * The platform's API as the desk calls it: access tokens and customer-service messages, with WeChat's error codes.
 * It must check what WeChat checks, in WeChat's order: the token, the form, the customer, the size, then what is left to write.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Choice } from './account.ts'
import type { ApiFault, ApiName, Faults } from './faults.ts'
import type { Grants } from './grants.ts'
import type { Refusal, Tokens } from './tokens.ts'

/** One call of the desk. `errcode` is null where it got no answer of the API. */
export type Call = { at: number; path: string; body: string; errcode: number | null; delivered: boolean }
export type Message = { to: string; text: string; choices: readonly Choice[] }

type Parts = {
  tokens: Tokens
  grants: Grants
  faults: Faults
  now: () => number
  calls: Call[]
  knows: (openId: string) => boolean
  show: (message: Message) => void
}

const OK: Refusal = { errcode: 0, errmsg: 'ok' }
const MAX_TEXT_BYTES = 2048

export function createApi(parts: Parts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { tokens, grants, faults, now, calls, knows, show } = parts

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://platform')
    const body = await readText(request)
    const call: Call = { at: now(), path: url.pathname, body, errcode: null, delivered: false }
    calls.push(call)
    const api = url.pathname === '/cgi-bin/message/custom/send' ? 'send' : 'token'
    const work = () => answer(api, url, body, call)
    const fault = faults.take(api)
    if (fault) return misbehave(fault, work, call, response)
    reply(response, call, work())
  }

  function answer(api: ApiName, url: URL, body: string, call: Call): object & Partial<Refusal> {
    if (api === 'send') return send(url.searchParams.get('access_token') ?? '', body, call)
    if (url.pathname === '/cgi-bin/stable_token') return tokens.stable(Object(readJson(body)))
    if (url.pathname === '/cgi-bin/token') return tokens.old(Object.fromEntries(url.searchParams))
    return { errcode: 40066, errmsg: 'invalid url' }
  }

  function send(token: string, body: string, call: Call): Refusal {
    const refusal = tokens.refuse(token)
    if (refusal) return refusal
    // the letters of an escape would stand on the customer's screen
    if (/\\u[0-9a-fA-F]{4}/.test(body)) return { errcode: 40033, errmsg: 'invalid charset. please check your request, if include \\uxxxx will create fail!' }
    const given = readJson(body) as Record<string, unknown> | null
    if (!given) return { errcode: 47001, errmsg: 'data format error' }
    const to = given.touser
    if (typeof to !== 'string' || !knows(to)) return { errcode: 40003, errmsg: 'invalid openid' }
    const message = readMessage(to, given)
    if ('errcode' in message) return message
    const spent = grants.spend(to)
    if (spent) return spent
    show(message)
    call.delivered = true
    return OK
  }

  function misbehave(fault: ApiFault, work: () => object & Partial<Refusal>, call: Call, response: ServerResponse): void {
    switch (fault.type) {
      case 'errcode':
        return reply(response, call, { errcode: fault.errcode, errmsg: 'made to fail' })
      case 'status':
        if (fault.accept) work()
        response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }).end('<html>upstream</html>')
        return
      case 'drop':
        if (fault.accept) work()
        response.socket?.destroy()
        return
      case 'slow': {
        const answered = work()
        const timer = setTimeout(() => reply(response, call, answered), fault.ms)
        response.on('close', () => clearTimeout(timer))
        return
      }
      case 'garbage':
        work()
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>welcome</html>')
    }
  }
}

function reply(response: ServerResponse, call: Call, answer: object & Partial<Refusal>): void {
  call.errcode = answer.errcode ?? 0
  response.writeHead(200, { 'content-type': 'application/json; encoding=utf-8' }).end(JSON.stringify(answer))
}

function readMessage(to: string, given: Readonly<Record<string, unknown>>): Message | Refusal {
  if (given.msgtype === 'text') {
    const { content } = Object(given.text) as { content?: unknown }
    return sized(to, content, [])
  }
  if (given.msgtype !== 'msgmenu') return { errcode: 40008, errmsg: 'invalid message type' }
  const { head_content, list, tail_content } = Object(given.msgmenu) as Record<string, unknown>
  if (!Array.isArray(list) || list.length === 0) return { errcode: 44004, errmsg: 'empty list' }
  const choices = list.map((one) => ({ id: String(Object(one).id ?? ''), label: String(Object(one).content ?? '') }))
  return sized(to, [head_content, tail_content].filter(Boolean).join('\n'), choices)
}

function sized(to: string, text: unknown, choices: readonly Choice[]): Message | Refusal {
  if (typeof text !== 'string' || text === '') return { errcode: 44004, errmsg: 'empty content' }
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) return { errcode: 45002, errmsg: 'content size out of limit' }
  return { to, text, choices }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
