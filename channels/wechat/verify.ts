/**
 * Answers one question: did WeChat send this request to this account, and what does it say in plain?
 * It must check every signature before the content is read, and must never let an unsigned field stand in for a signed one.
 */
import type { InboundRequest } from '../../core/channel.ts'
import { sameSecret } from '../kit/compare.ts'
import { decrypt, sign } from '../kit/envelope.ts'
import { isObject, parseJson } from '../kit/json.ts'
import { childText, parseXml } from '../kit/xml.ts'
import type { WechatSettings } from './settings.ts'

export type Format = 'xml' | 'json'
export type Verified =
  /** `text` is the whole message in plain; `key` is the AES key that opened it, null for a plain message. */
  | { ok: true; text: string; format: Format; key: Uint8Array | null }
  /** `alert`: an operator must change something for this to work. */
  | { ok: false; status: 400 | 403 | 413; reason: string; alert?: boolean }

const MAX_BODY = 1_000_000

/** The signature in the address of every request, and its age. Null when all is well. */
export function refuseAddress(query: URLSearchParams, settings: WechatSettings, now: number): Extract<Verified, { ok: false }> | null {
  const { signature, timestamp, nonce } = signatureOf(query)
  if (!sameSecret(signature, sign(settings.token, timestamp, nonce))) return { ok: false, status: 403, reason: 'the signature is wrong' }
  const age = Math.abs(now / 1000 - Number(timestamp))
  if (settings.maxAgeSeconds > 0 && !(age <= settings.maxAgeSeconds)) {
    return { ok: false, status: 403, reason: `signed ${Math.round(age)} s away from this server's clock`, alert: true }
  }
  return null
}

/** A pushed message: size, signature, form, encryption, receiver, in this order. Takes milliseconds whatever is sent. */
export function verifyMessage(request: InboundRequest, settings: WechatSettings, now: number): Verified {
  if (request.body.byteLength > MAX_BODY) return { ok: false, status: 413, reason: 'the body is larger than 1 MB' }
  const refused = refuseAddress(request.query, settings, now)
  if (refused) return refused
  const text = new TextDecoder().decode(request.body)
  const outer = readOuter(text)
  if (!outer) return { ok: false, status: 400, reason: 'the body is neither XML nor JSON of a message' }
  const { format, encrypted } = outer
  if (request.query.get('encrypt_type') === 'aes' && settings.mode !== 'plain') return open(encrypted, format, request.query, settings)
  if (settings.mode === 'aes') return { ok: false, status: 403, reason: 'a plain message, while WECHAT_MODE is aes', alert: true }
  if (outer.sealedOnly) return { ok: false, status: 400, reason: 'an encrypted message, while WECHAT_AES_KEY is not set', alert: true }
  return { ok: true, text, format, key: null }
}

/** Only what is inside the seal counts: the plain fields that the compatible mode sends along are not signed. */
function open(encrypted: string | undefined, format: Format, query: URLSearchParams, settings: WechatSettings): Verified {
  if (!encrypted) return { ok: false, status: 400, reason: 'nothing encrypted in an encrypted request' }
  const { timestamp, nonce } = signatureOf(query)
  if (!sameSecret(query.get('msg_signature') ?? '', sign(settings.token, timestamp, nonce, encrypted))) {
    return { ok: false, status: 403, reason: 'the message signature is wrong' }
  }
  for (const key of settings.aesKeys) {
    const opened = decrypt(encrypted, key)
    if (!opened) continue
    if (opened.receiver !== settings.appId) return { ok: false, status: 403, reason: 'encrypted for another account than WECHAT_APPID', alert: true }
    return { ok: true, text: opened.message, format, key }
  }
  return { ok: false, status: 403, reason: 'no EncodingAESKey opens the message; compare WECHAT_AES_KEY with the server configuration', alert: true }
}

const signatureOf = (query: URLSearchParams) => ({
  signature: query.get('signature') ?? '',
  timestamp: query.get('timestamp') ?? '',
  nonce: query.get('nonce') ?? '',
})

/** The envelope: its form, what is sealed in it, and whether there is anything beside the seal. */
function readOuter(text: string): { format: Format; encrypted: string | undefined; sealedOnly: boolean } | null {
  if (/^\s*\{/.test(text)) {
    const parsed = parseJson(text)
    if (!parsed.ok || !isObject(parsed.value)) return null
    const { Encrypt: encrypted, MsgType: type } = parsed.value
    return { format: 'json', encrypted: typeof encrypted === 'string' ? encrypted : undefined, sealedOnly: typeof encrypted === 'string' && type === undefined }
  }
  const parsed = parseXml(text)
  if (!parsed.ok) return null
  const encrypted = childText(parsed.root, 'Encrypt')
  return { format: 'xml', encrypted, sealedOnly: encrypted !== undefined && childText(parsed.root, 'MsgType') === undefined }
}
