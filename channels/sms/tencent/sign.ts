/**
 * Signs a request to Tencent Cloud's API by its third scheme (TC3-HMAC-SHA256).
 * It must be a pure function of what it is given; the time comes from outside.
 */
import { createHash, createHmac } from 'node:crypto'

export type Tc3Request = { host: string; service: string; body: string; seconds: number }

export const CONTENT_TYPE = 'application/json; charset=utf-8'

/** The value of the Authorization header for a POST of JSON. */
export function signTc3({ host, service, body, seconds }: Tc3Request, id: string, secret: string): string {
  const date = new Date(seconds * 1000).toISOString().slice(0, 10)
  const scope = `${date}/${service}/tc3_request`
  const canonical = ['POST', '/', '', `content-type:${CONTENT_TYPE}\nhost:${host}\n`, SIGNED, sha256(body)].join('\n')
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>((derived, word) => hmac(derived, word), `TC3${secret}`)
  const signature = hmac(key, [ALGORITHM, seconds, scope, sha256(canonical)].join('\n')).toString('hex')
  return `${ALGORITHM} Credential=${id}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`
}

const ALGORITHM = 'TC3-HMAC-SHA256'
const SIGNED = 'content-type;host'
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest()
