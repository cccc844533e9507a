/**
 * Writes the answer that goes back in WeChat's own waiting request: text in the form, and under the key, of the request.
 * It must not answer with anything but this or `success`: whatever else WeChat reads makes it tell the customer that the service is broken.
 */
import { randomBytes } from 'node:crypto'
import type { HttpReply } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { encrypt, sign } from '../kit/envelope.ts'
import { numbered } from '../kit/menu.ts'
import { byteLength, sendable } from '../kit/text.ts'
import { cdata } from '../kit/xml.ts'
import { MAX_TEXT_BYTES } from './messages.ts'
import type { WechatSettings } from './settings.ts'
import type { Format } from './verify.ts'

/** Tells WeChat that the message has been taken, and that nothing is to be shown now. */
export const ACKNOWLEDGED: HttpReply = { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'success' }

export type ReplyTo = { customer: string; account: string; format: Format; /** the AES key that opened the request */ key: Uint8Array | null }

/** Text of a passive reply, or null where this content cannot be one; a menu becomes a numbered list. */
export function passiveText(content: Content): string | null {
  if (content.type !== 'text') return null
  const text = sendable(content.choices?.length ? numbered(content.text, content.choices) : content.text)
  return text.trim() && byteLength(text) <= MAX_TEXT_BYTES ? text : null
}

/** The reply's bytes; `now` in ms. */
export function passiveReply(text: string, to: ReplyTo, settings: Pick<WechatSettings, 'appId' | 'token'>, now: number): HttpReply {
  const seconds = Math.floor(now / 1000)
  const plain = write(to.format, { ToUserName: to.customer, FromUserName: to.account, CreateTime: seconds, MsgType: 'text', Content: text })
  if (!to.key) return answer(to.format, plain)
  const sealed = encrypt(plain, to.key, settings.appId)
  const nonce = String(randomBytes(6).readUIntBE(0, 6))
  const signature = sign(settings.token, String(seconds), nonce, sealed)
  return answer(to.format, write(to.format, { Encrypt: sealed, MsgSignature: signature, TimeStamp: seconds, Nonce: nonce }))
}

const answer = (format: Format, body: string): HttpReply => ({
  status: 200,
  headers: { 'content-type': format === 'xml' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8' },
  body,
})

function write(format: Format, fields: Readonly<Record<string, string | number>>): string {
  if (format === 'json') return JSON.stringify(fields)
  const lines = Object.entries(fields).map(([name, value]) => `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`)
  return `<xml>${lines.join('')}</xml>`
}
