/**
 * The API of a simulated provider as a server on loopback, which can fail in every way a provider's does. Every call is kept.
 * It must not know any provider: what a good call does and answers is told by the one that starts it.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Call = { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; body: string }
export type Answer = { status: number; body: string | Uint8Array; headers?: Readonly<Record<string, string>> }

export type ApiFault =
  | { type: 'status'; status: number; retryAfter?: number; accept?: boolean }
  /** The connection is cut, after the message was taken or before. */
  | { type: 'drop'; accept: boolean }
  /** Taken, and the answer is late. */
  | { type: 'slow'; ms: number }
  | { type: 'garbage' }
  /** The provider's own error. */
  | { type: 'code'; code: string; message?: string }

export type Api = {
  url: string
  calls: readonly Call[]
  /** The next `times` calls that send a message go wrong. */
  fail(fault: ApiFault, times?: number): void
  close(): Promise<void>
}

/** @param handle answers a good call; with `code`, as the provider answers that error. Null for a call that sends no message and needs no fault. */
export async function createApi(handle: (call: Call, code: { code: string; message: string } | null) => Answer, sends: (call: Call) => boolean): Promise<Api> {
  const calls: Call[] = []
  const faults: ApiFault[] = []
  const timers = new Set<NodeJS.Timeout>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://api')
    const call: Call = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
    calls.push(call)
    const fault = sends(call) ? faults.shift() : undefined
    const reply = ({ status, body, headers }: Answer) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
    if (!fault) return reply(handle(call, null))
    if (fault.type === 'code') return reply(handle(call, { code: fault.code, message: fault.message ?? '' }))
    const taken = fault.type === 'slow' || fault.type === 'garbage' || fault.accept ? handle(call, null) : null
    if (fault.type === 'drop') request.socket.destroy()
    else if (fault.type === 'garbage') reply({ status: 200, body: '<html>Welcome</html>' })
    else if (fault.type === 'status') reply({ status: fault.status, body: 'no', ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfter) } }) })
    else timers.add(setTimeout(() => taken && reply(taken), fault.ms))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail(fault, times = 1) {
      for (let n = 0; n < times; n++) faults.push(fault)
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
