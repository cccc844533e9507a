/**
 * The side of Azure Bot Service that a bot calls: the keys, the token service, the connector that takes activities, and the files of customers.
 * It must take nothing without a token it has given out, and forget nothing it has taken.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from './faults.ts'
import type { Issuer } from './issuer.ts'

export type Shown = { conversation: string; text: string; choices: readonly string[]; replyTo: string | null; activity: Readonly<Record<string, unknown>> }
export type ConnectorParts = {
  app: { appId: string; password: string }
  issuer: Issuer
  faults: Faults
  url: () => string
  endorsements: () => readonly string[] | undefined
  files: ReadonlyMap<string, { bytes: Uint8Array; mime: string }>
  knows(conversation: string): boolean
  show(shown: Shown): void
}
export type Connector = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** From now on the tokens given out so far are worth nothing. */
  spoilTokens(): void
  tokensGiven(): number
}

type Action = { title?: string }

export function createConnector({ app, issuer, faults, url, endorsements, files, knows, show }: ConnectorParts): Connector {
  const tokens = new Set<string>()
  let given = 0
  let serial = 0

  return {
    spoilTokens: () => tokens.clear(),
    tokensGiven: () => given,
    async handle(request, response) {
      const { pathname } = new URL(request.url ?? '/', url())
      const body = await read(request)
      if (pathname === '/openid') return json(response, 200, { issuer: 'https://api.botframework.com', jwks_uri: `${url()}/keys`, id_token_signing_alg_values_supported: ['RS256'] })
      if (pathname === '/keys') return json(response, 200, issuer.keys(endorsements()))
      if (pathname.endsWith('/oauth2/v2.0/token')) return giveToken(new URLSearchParams(body), response)
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!tokens.has(bearer)) return json(response, 401, { error: { code: 'Unauthorized', message: 'Authorization has been denied for this request.' } })
      const file = files.get(pathname)
      if (file) return void response.writeHead(200, { 'content-type': file.mime }).end(file.bytes)
      const [, conversation, replyTo] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(pathname) ?? []
      if (request.method !== 'POST' || conversation === undefined) return json(response, 404, { error: { code: 'NotFound', message: 'no such resource' } })
      return take(decodeURIComponent(conversation), replyTo === undefined ? null : decodeURIComponent(replyTo), body, response)
    },
  }

  function giveToken(form: URLSearchParams, response: ServerResponse): void {
    if (form.get('client_id') !== app.appId || form.get('client_secret') !== app.password) return json(response, 401, { error: 'invalid_client' })
    const token = `${randomBytes(12).toString('hex')}.${randomBytes(12).toString('hex')}.x`
    tokens.add(token)
    given++
    json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: token })
  }

  function take(conversation: string, replyTo: string | null, body: string, response: ServerResponse): void {
    if (!knows(conversation)) return json(response, 404, { error: { code: 'ConversationNotFound', message: 'Conversation not found.' } })
    const accept = () => {
      const activity = JSON.parse(body) as { text?: string; suggestedActions?: { actions?: Action[] }; attachments?: { content?: { buttons?: Action[] } }[] }
      const buttons = activity.suggestedActions?.actions ?? activity.attachments?.flatMap(({ content }) => content?.buttons ?? []) ?? []
      show({ conversation, text: activity.text ?? '', choices: buttons.map(({ title }) => title ?? ''), replyTo, activity })
      return { id: `a:${++serial}` }
    }
    const fault = faults.take()
    if (fault?.type === 'drop') {
      if (fault.accept) accept()
      response.destroy()
    } else if (fault?.type === 'status') {
      if (fault.accept) accept()
      json(response, fault.status, { error: { code: 'ServiceError', message: 'simulated' } }, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) })
    } else {
      const answer = accept()
      if (fault) setTimeout(() => json(response, 201, answer), fault.ms).unref()
      else json(response, 201, answer)
    }
  }
}

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  if (!response.destroyed) response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
