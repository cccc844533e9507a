/** What the simulated phone offers beside writing, what of the platform can be broken from it, and the words for both. */
import type { Text } from '../../core/model.ts'
import type { Button } from '../simulator.ts'
import type { Delivery } from './account.ts'
import type { Customer } from './customers.ts'
import type { WechatPlatform } from './platform.ts'

const text = (cn: string, tw: string, en: string): Text => ({ 'zh-CN': cn, 'zh-TW': tw, en })

export const NAMES = text('微信公众号', '微信公眾號', 'WeChat official account')

export type PhoneAct = { key: string; names: Text; /** the customer's line while it is sent */ shows: string; perform(customer: Customer): Promise<Delivery> }

export const ACTS: readonly PhoneAct[] = [
  { key: 'follow', names: text('关注', '關注', 'Follow'), shows: '[关注公众号]', perform: (customer) => customer.follow() },
  { key: 'image', names: text('照片', '照片', 'Photo'), shows: '[图片]', perform: (customer) => customer.image() },
  { key: 'voice', names: text('语音', '語音', 'Voice'), shows: '[语音] 我要找人工客服', perform: (customer) => customer.voice('我要找人工客服') },
  { key: 'location', names: text('位置', '位置', 'Location'), shows: '[位置] 人民大道 200 号', perform: (customer) => customer.location(31.2304, 121.4737, '人民大道 200 号') },
  { key: 'unfollow', names: text('取消关注', '取消關注', 'Unfollow'), shows: '[取消关注]', perform: (customer) => customer.unfollow() },
]

export const FAULTS: readonly Button[] = [
  { key: 'duplicate', kind: 'switch', names: text('每条投递三次', '每則投遞三次', 'Deliver three times') },
  { key: 'delay', kind: 'switch', names: text('延迟三秒', '延遲三秒', 'Three seconds late') },
  { key: 'out-of-order', kind: 'switch', names: text('两条乱序', '兩則亂序', 'Swap two messages') },
  { key: 'kill-token', kind: 'once', names: text('作废 access_token', '作廢 access_token', 'Kill the access token') },
  { key: 'busy', kind: 'once', names: text('接口繁忙一次', '介面忙碌一次', 'API busy once') },
  { key: 'cut', kind: 'once', names: text('收下后断线一次', '收下後斷線一次', 'Cut after accepting') },
]

const COPIES = 3
const DELAY_MS = 3_000

/** False for a fault that is none. */
export function setFault({ faults, tokens }: WechatPlatform, key: string, on: boolean): boolean {
  switch (key) {
    case 'duplicate':
      faults.copies = on ? COPIES : 1
      return true
    case 'delay':
      faults.delayMs = on ? DELAY_MS : 0
      return true
    case 'out-of-order':
      faults.outOfOrder = on
      return true
    case 'kill-token':
      tokens.kill()
      return true
    case 'busy':
      faults.next('send', { type: 'errcode', errcode: -1 })
      return true
    case 'cut':
      faults.next('send', { type: 'drop', accept: true })
      return true
    default:
      return false
  }
}

export const WIRE = {
  pushed: (times: number): Text =>
    times === 1 ? text('已签名加密 · 送达', '已簽章加密 · 送達', 'signed, encrypted, delivered') : text(`已签名加密 · 投递 ${times} 次`, `已簽章加密 · 投遞 ${times} 次`, `signed, encrypted, delivered ${times} times`),
  passive: (sealed: boolean): Text =>
    sealed ? text('五秒内被动回复 · 已解密', '五秒內被動回覆 · 已解密', 'reply within five seconds, decrypted') : text('五秒内被动回复', '五秒內被動回覆', 'reply within five seconds'),
  custom: text('客服消息接口', '客服訊息介面', 'customer-service message'),
}
