/** What the simulated telephone offers beside writing, what of the provider can be broken from it, and the words for both. */
import type { Text } from '../../core/model.ts'
import type { Button } from '../simulator.ts'
import type { Carried } from './carry.ts'
import type { TwilioPlatform } from './twilio.ts'

const text = (cn: string, tw: string, en: string): Text => ({ 'zh-CN': cn, 'zh-TW': tw, en })

export const NAMES = text('短信', '簡訊', 'Text message')

export type PhoneAct = { key: string; names: Text; /** the customer's line while it is sent */ shows: string; perform(platform: TwilioPlatform, number: string): Promise<Carried> }

export const ACTS: readonly PhoneAct[] = [
  { key: 'picture', names: text('彩信照片', '多媒體簡訊', 'Picture'), shows: '[图片]', perform: (platform, number) => platform.picture(number, '', PIXEL, 'image/png') },
  { key: 'out', names: text('退订', '退訂', 'Opt out'), shows: 'TD', perform: (platform, number) => platform.say(number, 'TD') },
  { key: 'in', names: text('重新订阅', '重新訂閱', 'Subscribe again'), shows: '订阅', perform: (platform, number) => platform.say(number, '订阅') },
  { key: 'stop', names: text('STOP', 'STOP', 'STOP'), shows: 'STOP', perform: (platform, number) => platform.say(number, 'STOP') },
  { key: 'start', names: text('START', 'START', 'START'), shows: 'START', perform: (platform, number) => platform.say(number, 'START') },
]

/** The smallest picture there is. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export const FAULTS: readonly Button[] = [
  { key: 'duplicate', kind: 'switch', names: text('每条投递三次', '每則投遞三次', 'Deliver three times') },
  { key: 'delay', kind: 'switch', names: text('延迟三秒', '延遲三秒', 'Three seconds late') },
  { key: 'out-of-order', kind: 'switch', names: text('两条乱序', '兩則亂序', 'Swap two messages') },
  { key: 'busy', kind: 'once', names: text('接口限流一次', '介面限流一次', 'Too many requests once') },
  { key: 'cut', kind: 'once', names: text('收下后断线一次', '收下後斷線一次', 'Cut after accepting') },
]

const COPIES = 3
const DELAY_MS = 3_000

/** False for a fault that is none. */
export function setFault({ api, carrier }: TwilioPlatform, key: string, on: boolean): boolean {
  switch (key) {
    case 'duplicate':
      carrier.copies = on ? COPIES : 1
      return true
    case 'delay':
      carrier.delayMs = on ? DELAY_MS : 0
      return true
    case 'out-of-order':
      carrier.outOfOrder = on
      return true
    case 'busy':
      api.fail({ type: 'code', code: '20429', message: 'Too Many Requests' })
      return true
    case 'cut':
      api.fail({ type: 'drop', accept: true })
      return true
    default:
      return false
  }
}

export const faultsOn = ({ carrier: { copies, delayMs, outOfOrder } }: TwilioPlatform): string[] => [
  ...(copies > 1 ? ['duplicate'] : []), ...(delayMs > 0 ? ['delay'] : []), ...(outOfOrder ? ['out-of-order'] : []),
]

export const WIRE = {
  carried: (how: string, copies: number): Text =>
    copies === 1 ? text(`${how} · 已签名送达`, `${how} · 已簽章送達`, `${how}, signed, delivered`) : text(`${how} · 已签名投递 ${copies} 次`, `${how} · 已簽章投遞 ${copies} 次`, `${how}, signed, delivered ${copies} times`),
  shown: (how: string): Text => text(how, how, how),
}
