/**
 * The platform's side of one WeChat official account, as a real server on loopback: the API the desk calls, and the customers whose messages it pushes.
 * It must follow WeChat's rules rather than the desk's wishes; whoever needs a fault asks for it by name.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Account, Delivery, Shown } from './account.ts'
import { type Call, createApi } from './api.ts'
import { type Customer, createCustomers } from './customers.ts'
import { createFaults, type Faults } from './faults.ts'
import { createGrants } from './grants.ts'
import { createPusher } from './push.ts'
import { createTokens, type Tokens } from './tokens.ts'

export type WechatPlatform = {
  /** What the desk calls instead of https://api.weixin.qq.com */
  url: string
  account: Account
  customer(openId: string): Customer
  /** The check of the desk's address, as 公众号后台 makes it on saving. */
  confirmAddress(): Promise<boolean>
  faults: Faults
  tokens: Pick<Tokens, 'kill' | 'spoil' | 'allow' | 'old'>
  /** Everything that went either way. */
  ledger: { readonly deliveries: readonly Delivery[]; readonly calls: readonly Call[] }
  /** Told of each line a customer is shown. */
  listen(listener: (openId: string, line: Shown) => void): () => void
  /** Resolves when no message is under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

export type PlatformOptions = {
  account?: Partial<Account>
  /** The desk's address of this account, e.g. http://127.0.0.1:3000/hooks/wechat/main */
  deskUrl: string | (() => string)
  now?: () => number
  /** How long a push waits for its answer, and how often it is tried. */
  answerWithinMs?: number
  tries?: number
}

/** An account of nobody: what the platform starts with where a caller gives no other. */
const DEFAULTS: Account = {
  appId: 'wx5d1a7e0c2b94f638', secret: 'simulated-app-secret-7c1e', token: 'SimulatedToken2024', aesKey: 'simulatedEncodingAESKey0123456789abcdefghAB',
  mode: 'aes', format: 'xml', originalId: 'gh_5d1a7e0c2b94',
}

export async function createWechatPlatform(options: PlatformOptions): Promise<WechatPlatform> {
  const { account: given, deskUrl, now = Date.now, answerWithinMs = 5_000, tries = 3 } = options
  const account: Account = { ...DEFAULTS, ...given }
  const listeners = new Set<(openId: string, line: Shown) => void>()
  const deliveries: Delivery[] = []
  const calls: Call[] = []
  const closing = new AbortController()
  const faults = createFaults()
  const grants = createGrants(now)
  const tokens = createTokens(account, now)
  const pusher = createPusher({
    account, deskUrl: typeof deskUrl === 'string' ? () => deskUrl : deskUrl, faults, now, answerWithinMs, tries, closing: closing.signal,
  })
  const customers = createCustomers({
    originalId: account.originalId, pusher, grants, faults, now, deliveries,
    shown: (openId, line) => {
      for (const listener of [...listeners]) listener(openId, line)
    },
  })
  const api = createApi({
    tokens, grants, faults, now, calls, knows: customers.knows,
    show: ({ to, text, choices }) => customers.show(to, { from: 'desk', text, choices, by: 'custom', sealed: false }),
  })
  const server = createServer((request, response) => void api(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account, faults, tokens,
    customer: customers.of,
    confirmAddress: () => pusher.confirmAddress(),
    ledger: { deliveries, calls },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    idle: () => customers.idle(),
    async close() {
      closing.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
