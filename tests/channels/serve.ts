/**
 * A small server on loopback that mounts one door the way the house does: HTTP and WebSocket below its mount, the account's name stripped.
 * It can also hang up on every socket, or go away and come back on the same port, because networks do.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket as NetSocket } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Channel, Door, InboundRequest, Socket } from '../../core/channel.ts'
import { createMemoryHouse, type MemoryHouse } from './house.ts'

export type Served = {
  /** "http://127.0.0.1:port" */
  url: string
  channel: Channel
  memory: MemoryHouse
  /** Requests answered so far, as "METHOD /path status". */
  seen: string[]
  /** Requests whose peer hung up before the answer was written. */
  hungUp(): number
  /** Cuts every WebSocket without a closing handshake, as a network does. Returns how many there were. */
  cut(): number
  /** Stops listening and cuts everything; `resume` listens on the same port again. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Lets the next request whose "METHOD /path" matches be served, and drops the connection instead of answering. */
  swallow(request: RegExp): void
  close(): Promise<void>
}

export type ServeOptions = {
  settings?: Readonly<Record<string, string | undefined>>
  account?: string
  memory?: MemoryHouse
  now?: () => number
  /** Serves what lies outside the mount: pages, scripts. Returns false for "not mine". */
  pages?: (path: string, response: ServerResponse) => boolean
}

export async function serve(door: Door, options: ServeOptions = {}): Promise<Served> {
  const { settings = {}, account = 'main', memory = createMemoryHouse(), now = Date.now, pages = () => false } = options
  const connections = new Set<NetSocket>()
  const sockets = new Set<WebSocket>()
  const seen: string[] = []
  let swallowing: RegExp[] = []
  let leavers = 0
  const server = createServer((request, response) => {
    // As the house does: what a door throws is a failure of the desk, and the provider is to try again.
    onRequest(request, response).catch(() => (response.headersSent ? response.destroy() : response.writeHead(500).end()))
  })
  const upgrader = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('connection', (connection) => {
    connections.add(connection)
    connection.on('close', () => connections.delete(connection))
  })
  server.on('upgrade', (request, connection, head) => void onUpgrade(request, connection as NetSocket, head))
  const port = await listen(server, 0)
  const url = `http://127.0.0.1:${port}`
  const channel = await door.create(memory.context(settings, { account, publicUrl: url, now }))

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const gone = new AbortController()
    response.on('close', () => {
      if (response.writableFinished) return
      leavers++
      gone.abort()
    })
    const asked = below(request, Buffer.concat(chunks), gone.signal)
    if (!asked) {
      if (!pages(new URL(request.url ?? '/', url).pathname, response)) response.writeHead(404).end()
      return
    }
    const reply = (await channel.receive?.(asked)) ?? { status: 404 }
    const line = `${asked.method} ${asked.path}`
    seen.push(`${line} ${reply.status}`)
    const swallowed = swallowing.find((one) => one.test(line))
    if (swallowed) {
      swallowing = swallowing.filter((one) => one !== swallowed)
      request.socket.destroy()
      return
    }
    response.writeHead(reply.status, { ...reply.headers }).end(reply.body)
  }

  async function onUpgrade(request: IncomingMessage, connection: NetSocket, head: Buffer): Promise<void> {
    const asked = below(request, new Uint8Array())
    const attach = asked ? await channel.upgrade?.(asked) : null
    if (!attach) {
      connection.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    upgrader.handleUpgrade(request, connection, head, (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
      attach(asSocket(socket))
    })
  }

  /** The request as the door sees it, or null when it is not below its mount. */
  function below(request: IncomingMessage, body: Uint8Array, signal?: AbortSignal): InboundRequest | null {
    const asked = new URL(request.url ?? '/', url)
    const mount = door.mounts.find((one) => asked.pathname === one || asked.pathname.startsWith(`${one}/`))
    if (!mount) return null
    const path = asked.pathname.slice(mount.length)
    const prefix = `/${account}`
    return {
      method: request.method ?? 'GET',
      path: path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path,
      query: asked.searchParams,
      headers: Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : value])),
      body,
      ip: request.socket.remoteAddress ?? '',
      ...(signal ? { signal } : {}),
    }
  }

  const hangUp = () => {
    for (const connection of connections) connection.destroy()
  }

  return {
    url, channel, memory, seen,
    hungUp: () => leavers,
    cut() {
      const cut = sockets.size
      for (const socket of sockets) socket.terminate()
      return cut
    },
    async pause() {
      const closed = new Promise((resolve) => server.close(resolve))
      hangUp()
      await closed
    },
    resume: async () => void (await listen(server, port)),
    swallow(request) {
      swallowing.push(request)
    },
    async close() {
      await channel.close?.()
      const closed = new Promise((resolve) => server.close(resolve))
      hangUp()
      upgrader.close()
      await closed
    },
  }
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

const asSocket = (socket: WebSocket): Socket => ({
  send: (text) => socket.send(text),
  close: (code, reason) => socket.close(code, reason),
  onMessage: (listener) => void socket.on('message', (data) => listener(String(data))),
  onClose: (listener) => void socket.on('close', listener),
})
