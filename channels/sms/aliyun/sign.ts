/**
 * Signs a request to Alibaba Cloud's API by its version 3 scheme (ACS3-HMAC-SHA256).
 * It must be a pure function of what it is given; time and nonce come from outside.
 */
import { createHash, createHmac } from 'node:crypto'

export type AcsRequest = { host: string; action: string; version: string; query: Readonly<Record<string, string>>; date: string; nonce: string }

/** The query as it must be sent, and the headers. The body is empty: all parameters are in the query. */
export function signAcs({ host, action, version, query, date, nonce }: AcsRequest, id: string, secret: string): { query: string; headers: Record<string, string> } {
  const headers: Record<string, string> = {
    host, 'x-acs-action': action, 'x-acs-content-sha256': sha256(''), 'x-acs-date': date, 'x-acs-signature-nonce': nonce, 'x-acs-version': version,
  }
  const names = Object.keys(headers).sort()
  const canonicalQuery = Object.keys(query).sort().map((key) => `${encode(key)}=${encode(query[key] as string)}`).join('&')
  const canonical = ['POST', '/', canonicalQuery, names.map((name) => `${name}:${headers[name]}\n`).join(''), names.join(';'), sha256('')].join('\n')
  const signature = createHmac('sha256', secret).update(`${ALGORITHM}\n${sha256(canonical)}`, 'utf8').digest('hex')
  const { host: _, ...sent } = headers
  return { query: canonicalQuery, headers: { ...sent, authorization: `${ALGORITHM} Credential=${id},SignedHeaders=${names.join(';')},Signature=${signature}` } }
}

const ALGORITHM = 'ACS3-HMAC-SHA256'
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
/** RFC 3986: what encodeURIComponent leaves alone and the scheme does not. */
const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
