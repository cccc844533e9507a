/**
 * The platform's own hand: writes pushes, signs and encrypts them, and reads what the desk replies.
 * It must use nothing of the desk's: its encryption is another author's, so that both sides cannot be wrong in the same way.
 */
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { XMLParser } from 'fast-xml-parser'
import { type Account, SEALED_MODES, type Verdict } from './account.ts'

export type Fields = Readonly<Record<string, string | number>>
/** One request as it goes out. */
export type Push = { query: URLSearchParams; body: string; contentType: string }
export type Reply = { verdict: Exclude<Verdict, 'again'>; text: string; sealed: boolean }

/** Query of every request to the desk's address. */
export function signedQuery(account: Account, seconds: number, nonce: string): URLSearchParams {
  const signature = getSignature(account.token, String(seconds), nonce, '')
  return new URLSearchParams({ signature, timestamp: String(seconds), nonce })
}

/** A message as the account's mode wants it. */
export function writePush(account: Account, fields: Fields, { seconds, nonce }: { seconds: number; nonce: string }): Push {
  const query = signedQuery(account, seconds, nonce)
  if (typeof fields.FromUserName === 'string') query.set('openid', fields.FromUserName)
  const contentType = account.format === 'xml' ? 'text/xml' : 'application/json'
  const plain = write(account.format, fields)
  if (!SEALED_MODES.includes(account.mode)) return { query, body: plain, contentType }
  const sealed = encrypt(account.aesKey, plain, account.appId)
  query.set('encrypt_type', 'aes')
  query.set('msg_signature', getSignature(account.token, String(seconds), nonce, sealed))
  const outer: Fields = account.mode === 'aes' ? { ToUserName: account.originalId, Encrypt: sealed } : { ...fields, Encrypt: sealed }
  return { query, body: write(account.format, outer), contentType }
}

/** What an answer of status 2xx shows the customer. Anything but nothing, `success` or a well-made reply is wrong. */
export function readReply(account: Account, openId: string, body: string): Reply {
  const wrong: Reply = { verdict: 'wrong', text: '', sealed: false }
  if (body === '' || body === 'success') return { verdict: 'accepted', text: '', sealed: false }
  const outer = readFields(account.format, body)
  if (!outer) return wrong
  const sealed = outer.Encrypt !== undefined
  // 安全模式 takes nothing but an encrypted reply, 明文模式 nothing but a plain one, 兼容模式 either
  if (sealed ? account.mode === 'plain' : account.mode === 'aes') return wrong
  const inner = sealed ? open(account, outer) : outer
  if (inner?.ToUserName !== openId || inner.FromUserName !== account.originalId || !/^\d{10}$/.test(inner.CreateTime ?? '')) return wrong
  if (inner.MsgType !== 'text' || !inner.Content || Buffer.byteLength(inner.Content) > 2048) return wrong
  return { verdict: 'passive', text: inner.Content, sealed }
}

function open(account: Account, outer: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  const { Encrypt = '', MsgSignature = '', TimeStamp = '', Nonce = '' } = outer
  if (!/^\d{10}$/.test(TimeStamp) || getSignature(account.token, TimeStamp, Nonce, Encrypt) !== MsgSignature) return null
  try {
    const { message, id } = decrypt(account.aesKey, Encrypt)
    return id === account.appId ? readFields(account.format, message) : null
  } catch {
    return null
  }
}

function write(format: Account['format'], fields: Fields): string {
  // MsgId is a number of 64 bits on the wire, which no number here can hold
  if (format === 'json') return JSON.stringify(fields).replace(/"MsgId":"(\d+)"/, '"MsgId":$1')
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${name === 'MsgId' || typeof value === 'number' ? value : section(value)}</${name}>`)
  return `<xml>${elements.join('\n')}</xml>`
}

const section = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true })

function readFields(format: Account['format'], body: string): Record<string, string> | null {
  try {
    const root = format === 'json' ? (JSON.parse(body) as unknown) : (parser.parse(body, true) as { xml?: unknown }).xml
    if (typeof root !== 'object' || root === null || Array.isArray(root)) return null
    return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, typeof value === 'object' ? '' : String(value)]))
  } catch {
    return null
  }
}
