/** Small things every HTTP answer needs: bodies with limits, replies, cookies. Knows no route. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpReply, InboundRequest } from '../../core/channel.ts'

/** The largest body a channel's door is handed; a larger one is refused while it arrives. */
export const MAX_BODY_BYTES = 6 * 1024 * 1024

/** Reads the body; null when it is larger than `limit` (the rest is not read). */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export async function inboundRequest(request: IncomingMessage, path: string, query: URLSearchParams, body: Uint8Array, signal?: AbortSignal): Promise<InboundRequest> {
  const headers: Record<string, string | undefined> = {}
  for (const [key, value] of Object.entries(request.headers)) headers[key] = Array.isArray(value) ? value.join(', ') : value
  return { method: request.method ?? 'GET', path, query, headers, body, ip: request.socket.remoteAddress ?? '', ...(signal ? { signal } : {}) }
}

export function sendReply(response: ServerResponse, { status, headers = {}, body = '' }: HttpReply): void {
  if (response.destroyed) return
  response.writeHead(status, headers)
  response.end(body)
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  sendReply(response, { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) })

export function cookie(request: IncomingMessage, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return decodeURIComponent(value.join('='))
  }
  return null
}
