/**
 * Answers one question: did Twilio send this request, to this address?
 * The address comes from configuration, never from the request: behind a proxy the request does not know it.
 */
import { createHash, createHmac } from 'node:crypto'
import type { InboundRequest } from '../../../core/channel.ts'
import { sameSecret } from '../../kit/compare.ts'
import { isObject, parseJson } from '../../kit/json.ts'

export type Params = URLSearchParams
export type Verified = { ok: true; params: Params } | { ok: false; status: 400 | 403 | 413; reason: string }

const MAX_BODY = 1_000_000

/** @param hookUrl the address entered at Twilio, without a trailing slash; @param tokens the primary auth token, then one that is being retired or introduced */
export function verify(request: InboundRequest, hookUrl: string, tokens: readonly string[]): Verified {
  const { body, query, headers } = request
  if (body.byteLength > MAX_BODY) return { ok: false, status: 413, reason: 'the body is larger than 1 MB' }
  const hash = query.get('bodySHA256')
  const text = new TextDecoder().decode(body)
  const params = new URLSearchParams(hash === null ? text : '')
  const given = headers['x-twilio-signature'] ?? ''
  const addresses = addressesOf(request, hookUrl)
  const genuine = tokens.flatMap((token) => addresses.map((url) => sameSecret(given, sign(token, url, params)))).includes(true)
  if (!genuine) return { ok: false, status: 403, reason: `the signature is wrong; is ${hookUrl} the address entered at Twilio, to the letter?` }
  if (hash === null) return { ok: true, params }
  if (!sameSecret(hash.toLowerCase(), createHash('sha256').update(body).digest('hex'))) return { ok: false, status: 403, reason: 'the body is not the one that was signed' }
  const parsed = parseJson(text)
  if (!parsed.ok || !isObject(parsed.value)) return { ok: false, status: 400, reason: 'the body is not a JSON object' }
  return { ok: true, params: new URLSearchParams(Object.entries(parsed.value).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []))) }
}

/** Over the address and every parameter, in order of names; a name that comes several times has its different values in order. */
export function sign(token: string, url: string, params: Params): string {
  const names = [...new Set(params.keys())].sort()
  const all = names.flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value))
  return createHmac('sha1', token).update(url + all.join(''), 'utf8').digest('base64')
}

/** Twilio may sign the standard port or leave it out, and a slash at the end stays as it was entered. */
function addressesOf({ path, query }: InboundRequest, hookUrl: string): string[] {
  const below = path === '/' || path === '' ? ['', '/'] : [path]
  const asked = query.size > 0 ? [`?${query}`, `?${String(query).replaceAll('+', '%20')}`] : ['']
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/?#]+)(.*)$/i.exec(hookUrl) ?? []
  const bare = host.replace(/:\d+$/, '')
  const standard = scheme.toLowerCase() === 'https://' ? 443 : 80
  const hosts = new Set([host, bare, `${bare}:${standard}`])
  return [...hosts].flatMap((one) => below.flatMap((path) => asked.map((query) => `${scheme}${one}${rest}${path}${query}`)))
}
