/**
 * Azure Bot Service with one bot, as a real server on loopback: customers whose activities it signs and posts, and the connector that takes the answers.
 * It must repeat what is not acknowledged as the service does, and change nothing that a customer has written.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createConnector, type Shown } from './connector.ts'
import { createFaults, type Faults } from './faults.ts'
import { type Claims, createIssuer, type Issuer } from './issuer.ts'

export type Activity = Readonly<Record<string, unknown>>
export type Customer = {
  /** Resolves with the last status the desk answered, 0 where it answered nothing. */
  say(text: string, more?: Activity): Promise<number>
  /** Posts these fields over those of an ordinary message. */
  send(fields: Activity): Promise<number>
  /** What this customer has been shown, oldest first. */
  received(): readonly Shown[]
}
export type BotPlatform = {
  url: string
  app: { appId: string; password: string }
  issuer: Issuer
  faults: Faults
  customer(name: string): Customer
  /** Claims of an honest token, to be spoiled. */
  claims(): Claims
  /** The body as it would go, without being sent. */
  activity(name: string, fields?: Activity): Activity
  post(body: string, authorization: string | null): Promise<number>
  /** Puts a file where customers' files stand; its address. */
  file(path: string, bytes: Uint8Array, mime: string): string
  endorse(channels: readonly string[]): void
  spoilTokens(): void
  tokensGiven(): number
  close(): Promise<void>
}
export type BotPlatformOptions = { deskUrl: string | (() => string); channelId?: string; tries?: number; answerWithinMs?: number }

const APP = { appId: '5d1a7e0c-2b94-4638-9a10-6b3d0f1c2e45', password: 'simulated~client-secret.4f7b' }
const OVERTAKE_MS = 4_000

export async function createBotPlatform({ deskUrl, channelId = 'msteams', tries = 3, answerWithinMs = 15_000 }: BotPlatformOptions): Promise<BotPlatform> {
  const [issuer, faults] = [createIssuer(), createFaults()]
  const files = new Map<string, { bytes: Uint8Array; mime: string }>()
  const shown: Shown[] = []
  const known = new Set<string>()
  const held = new Map<string, () => void>()
  let endorsements: readonly string[] | undefined
  let serial = 0
  let url = ''
  const connector = createConnector({
    app: APP, issuer, faults, files, url: () => url, endorsements: () => endorsements, knows: (conversation) => known.has(conversation), show: (line) => void shown.push(line),
  })
  const server = createServer((request, response) => void connector.handle(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const conversationOf = (name: string) => `a:1${name}`
  const claims = (): Claims => {
    const seconds = Math.floor(Date.now() / 1000)
    return { iss: 'https://api.botframework.com', aud: APP.appId, serviceurl: url, nbf: seconds - 60, exp: seconds + 3600 }
  }
  const activity = (name: string, fields: Activity = {}): Activity => ({
    type: 'message', id: String(++serial), timestamp: new Date().toISOString(), channelId, serviceUrl: url, textFormat: 'plain',
    from: { id: `29:${name}`, name, aadObjectId: `aad-${name}` }, recipient: { id: `28:${APP.appId}`, name: 'Yingda' },
    conversation: { id: conversationOf(name), conversationType: 'personal', tenantId: 'tenant-1' }, ...fields,
  })
  const post = async (body: string, authorization: string | null): Promise<number> => {
    try {
      const answer = await fetch(typeof deskUrl === 'string' ? deskUrl : deskUrl(), {
        method: 'POST', headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) }, body, signal: AbortSignal.timeout(answerWithinMs),
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      return 0
    }
  }

  const customer = (name: string): Customer => ({
    say: (text, more) => deliver(name, activity(name, { text, ...more })),
    send: (fields) => deliver(name, activity(name, fields)),
    received: () => shown.filter(({ conversation }) => conversation === conversationOf(name)),
  })

  async function deliver(name: string, one: Activity): Promise<number> {
    const conversation = one.conversation as { id: string }
    known.add(conversation.id)
    const overtaken = held.get(name)
    held.delete(name)
    if (faults.outOfOrder && !overtaken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, OVERTAKE_MS)
        held.set(name, () => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    const bodies = Array.from({ length: faults.copies }, () => JSON.stringify(one))
    const statuses = await Promise.all(bodies.map((body) => posted(body)))
    overtaken?.()
    return statuses.find((status) => status >= 200 && status < 300) ?? statuses[0] ?? 0
  }

  /** An activity that is not acknowledged comes again, the same to the letter. */
  async function posted(body: string): Promise<number> {
    let status = 0
    for (let n = 0; n < tries; n++) {
      if (n > 0) await new Promise((resolve) => setTimeout(resolve, 500 * n))
      status = await post(body, `Bearer ${issuer.token(claims())}`)
      if (status > 0 && status < 500) break
    }
    return status
  }

  return {
    url, app: APP, issuer, faults, customer, claims, activity, post,
    file(path, bytes, mime) {
      files.set(path, { bytes, mime })
      return `${url}${path}`
    },
    endorse(channels) {
      endorsements = channels
    },
    spoilTokens: connector.spoilTokens,
    tokensGiven: connector.tokensGiven,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
