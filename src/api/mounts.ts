/**
 * Brings HTTP and WebSocket requests below a channel's mount to the right account's door. Runs in front of everything else, because providers
 * count milliseconds. It knows mounts and account names, no channel.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Channel, InboundRequest, Log } from '../../core/channel.ts'
import { inboundRequest, MAX_BODY_BYTES, readBody, sendJson, sendReply } from './http.ts'

export type Mounted = { mount: string; account: string; channel: Channel }
export type Mounts = {
  /** False when the path is nobody's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): void
}

export function createMounts(mounted: readonly Mounted[], log: Log): Mounts {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1024 * 1024 })

  return {
    handle(request, response) {
      const found = find(request)
      if (!found) return false
      answer(found, request, response).catch((error) => {
        log.error({ path: found.path, error: String(error) }, 'a channel failed on a request')
        if (!response.headersSent) sendJson(response, 500, { error: { code: 'ServiceError', message: 'internal error' } })
      })
      return true
    },
    upgrade(request, socket, head) {
      const found = find(request)
      if (!found?.channel.upgrade) return false
      open(found, request, socket, head).catch((error) => {
        log.error({ path: found.path, error: String(error) }, 'a channel failed on an upgrade')
        socket.destroy()
      })
      return true
    },
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }

  type Found = Mounted & { path: string; query: URLSearchParams }

  /** "/mount/<account>/rest" is that account's; "/mount/rest" is the first account's of the mount. */
  function find(request: IncomingMessage): Found | null {
    const url = new URL(request.url ?? '/', 'http://desk')
    const below = mounted.filter(({ mount }) => url.pathname === mount || url.pathname.startsWith(`${mount}/`))
    const [first] = below
    if (!first) return null
    const rest = url.pathname.slice(first.mount.length) || '/'
    const [, name = '', ...deeper] = rest.split('/')
    const named = below.find(({ account }) => account === decodeURIComponent(name))
    return named ? { ...named, path: `/${deeper.join('/')}`, query: url.searchParams } : { ...first, path: rest, query: url.searchParams }
  }

  async function answer({ channel, path, query }: Found, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!channel.receive) return sendJson(response, 404, { error: { code: 'NotFound', message: 'this channel takes no requests' } })
    const body = await readBody(request, MAX_BODY_BYTES)
    if (body === null) {
      response.setHeader('connection', 'close')
      return sendJson(response, 413, { error: { code: 'TooLarge', message: `at most ${MAX_BODY_BYTES} bytes` } })
    }
    const gone = new AbortController()
    response.on('close', () => {
      if (!response.writableFinished) gone.abort()
    })
    sendReply(response, await channel.receive(await inboundRequest(request, path, query, body, gone.signal)))
  }

  async function open({ channel, path, query }: Found, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const inbound: InboundRequest = await inboundRequest(request, path, query, new Uint8Array())
    const connect = await channel.upgrade?.(inbound)
    if (!connect) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => client.terminate())
      connect({
        send: (text) => client.send(text),
        close: (code, reason) => client.close(code, reason),
        onMessage: (listener) => void client.on('message', (data) => listener(String(data))),
        onClose: (listener) => void client.on('close', listener),
      })
    })
  }
}
