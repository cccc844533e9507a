/**
 * Guards the callback address of providers that sign nothing: a secret in the path, and a list of addresses that may call.
 * It must answer a stranger nothing he could learn from.
 */
import { BlockList, isIP } from 'node:net'
import type { HttpReply, InboundRequest, Log } from '../../core/channel.ts'
import { sameSecret } from '../kit/compare.ts'
import type { SettingsReader } from '../kit/settings.ts'
import type { Inbox, Received } from './inbox.ts'

const SHORTEST_SECRET = 16
const MAX_BODY = 1_000_000

/** Null when the request may be read; else the answer to it. */
export type Guard = (request: InboundRequest) => HttpReply | null

export function createGuard(read: SettingsReader): Guard {
  const secret = read.needed('hookSecret')
  if (!new RegExp(`^[\\w-]{${SHORTEST_SECRET},}$`).test(secret)) return read.wrong('hookSecret', `must be at least ${SHORTEST_SECRET} letters and digits; it has ${secret.length} characters`)
  const allowed = addresses(read)
  return ({ method, path, ip, body }) => {
    if (!sameSecret(path.split('/')[1] ?? '', secret)) return { status: 404 }
    if (allowed && !allowed.check(plain(ip), isIP(plain(ip)) === 6 ? 'ipv6' : 'ipv4')) return { status: 403 }
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    return body.byteLength > MAX_BODY ? { status: 413 } : null
  }
}

/** What a provider's callback held: customers' messages, reports on ours, and how much of it was neither. */
export type Posted<Report> = { ok: true; messages: readonly Received[]; reports: readonly Report[]; broken: number } | { ok: false; reason: string }

/** Takes a guarded callback: read, stored, reported, and acknowledged last. */
export async function takeCallback<Report>(
  request: InboundRequest,
  { guard, parse, inbox, tell, acknowledged, log }: {
    guard: Guard; parse(body: Uint8Array): Posted<Report>; inbox: Inbox; tell(report: Report): Promise<void>; acknowledged: HttpReply; log: Log
  },
): Promise<HttpReply> {
  const refused = guard(request)
  if (refused) {
    log.warn({ status: refused.status, ip: request.ip }, 'refused a callback: another path, address or method than configured')
    return refused
  }
  const posted = parse(request.body)
  if (!posted.ok) {
    log.warn({ ip: request.ip }, `refused: ${posted.reason}`)
    return { status: 400 }
  }
  if (posted.broken > 0) log.warn({ broken: posted.broken }, 'left out elements of a callback that are neither message nor report')
  await inbox.take(posted.messages)
  for (const report of posted.reports) await tell(report)
  return acknowledged
}

function addresses(read: SettingsReader): BlockList | null {
  const given = read.optional('hookIps')
  if (!given) return null
  const list = new BlockList()
  for (const entry of given.split(',').map((one) => one.trim())) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address)
    const longest = family === 6 ? 128 : 32
    if (family === 0 || (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)))
      return read.wrong('hookIps', `must be addresses or networks such as 203.0.113.7, 198.51.100.0/24; "${entry}" is neither`)
    list.addSubnet(address, prefix === undefined ? longest : Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/** A socket on both families writes an IPv4 peer as ::ffff:a.b.c.d */
const plain = (ip: string) => ip.replace(/^::ffff:(?=\d+\.)/i, '')
