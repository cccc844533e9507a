/**
 * The people on the other side: each has a phone that shows what the account and WeChat say, and a thumb that writes, taps and follows.
 * It must number messages as WeChat does, with ids too large for a JavaScript number.
 */
import { type Choice, type Delivery, type Shown, UNAVAILABLE } from './account.ts'
import { type Faults, OVERTAKE_MS } from './faults.ts'
import type { Grants } from './grants.ts'
import type { Pusher } from './push.ts'
import type { Fields } from './wire.ts'

export type Customer = {
  readonly openId: string
  say(text: string): Promise<Delivery>
  /** Taps an entry of a menu the account sent; WeChat sends its label as the customer's words. */
  choose(choice: Choice): Promise<Delivery>
  image(): Promise<Delivery>
  /** `recognised` is what WeChat heard; accounts without the feature get none. */
  voice(recognised?: string): Promise<Delivery>
  location(latitude: number, longitude: number, label: string): Promise<Delivery>
  follow(): Promise<Delivery>
  unfollow(): Promise<Delivery>
  /** Taps an entry of the account's own menu. */
  tap(key: string): Promise<Delivery>
  /** A message or event with these fields, for what has no method of its own. */
  send(fields: Fields): Promise<Delivery>
  /** What the screen shows, without the customer's own words, oldest first. */
  received(): readonly Shown[]
  /** Resolves when at least so many lines are shown. */
  until(lines: number): Promise<readonly Shown[]>
}

export type Customers = {
  of(openId: string): Customer
  knows(openId: string): boolean
  show(openId: string, line: Omit<Shown, 'id' | 'at'>): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

type Parts = {
  originalId: string
  pusher: Pusher
  grants: Grants
  faults: Faults
  now: () => number
  /** Everything delivered, in the order in which it ended. */
  deliveries: Delivery[]
  shown: (openId: string, line: Shown) => void
}

const FIRST_ID = 6_054_768_590_064_713_728n
const TAPS: ReadonlySet<string> = new Set(['subscribe', 'SCAN', 'CLICK', 'scancode_push', 'scancode_waitmsg'])

export function createCustomers({ originalId, pusher, grants, faults, now, deliveries, shown }: Parts): Customers {
  const screens = new Map<string, Shown[]>()
  const waiting = new Set<() => void>()
  const underWay = new Set<Promise<unknown>>()
  /** Per customer: the message that waits to be overtaken. */
  const held = new Map<string, () => void>()
  // a platform started later must not give out the same numbers again
  let serial = BigInt(now())
  let lines = 0

  return {
    of: customer,
    knows: (openId) => screens.has(openId),
    show,
    async idle() {
      while (underWay.size > 0) await Promise.allSettled([...underWay])
    },
  }

  function show(openId: string, line: Omit<Shown, 'id' | 'at'>): void {
    const whole: Shown = { ...line, id: ++lines, at: now() }
    screen(openId).push(whole)
    shown(openId, whole)
    for (const check of waiting) check()
  }

  function screen(openId: string): Shown[] {
    const found = screens.get(openId) ?? []
    screens.set(openId, found)
    return found
  }

  function customer(openId: string): Customer {
    screen(openId)
    const event = (name: string, more: Fields = {}) => send({ MsgType: 'event', Event: name, ...more })
    const media = () => `media_${Number(serial) + 1}`
    return {
      openId,
      send,
      say: (text) => send({ MsgType: 'text', Content: text }),
      choose: ({ id, label }) => send({ MsgType: 'text', Content: label, bizmsgmenuid: id }),
      image: () => send({ MsgType: 'image', PicUrl: 'http://mmbiz.qpic.cn/simulated', MediaId: media() }),
      voice: (recognised) => send({ MsgType: 'voice', MediaId: media(), Format: 'amr', ...(recognised === undefined ? {} : { Recognition: recognised }) }),
      location: (latitude, longitude, label) =>
        send({ MsgType: 'location', Location_X: String(latitude), Location_Y: String(longitude), Scale: '15', Label: label }),
      follow: () => event('subscribe', { EventKey: '' }),
      unfollow: () => event('unsubscribe', { EventKey: '' }),
      tap: (key) => event('CLICK', { EventKey: key }),
      received: () => [...screen(openId)],
      until: (n) =>
        new Promise((resolve) => {
          const check = () => {
            if (screen(openId).length < n) return
            waiting.delete(check)
            resolve([...screen(openId)])
          }
          waiting.add(check)
          check()
        }),
    }

    function send(given: Fields): Promise<Delivery> {
      const work = deliver(given)
      underWay.add(work)
      work.finally(() => underWay.delete(work)).catch(() => undefined)
      return work
    }

    async function deliver(given: Fields): Promise<Delivery> {
      const name = String(given.Event ?? '')
      if (name === 'unsubscribe') grants.acted(openId, 'left')
      else if (TAPS.has(name)) grants.acted(openId, 'tap')
      else if (!name) grants.acted(openId, 'message')
      serial++
      const head: Fields = { ToUserName: originalId, FromUserName: openId, CreateTime: Math.floor(now() / 1000) }
      const id = name ? `${openId}:${head.CreateTime}:${name}` : String(FIRST_ID + serial)
      const fields: Fields = { ...head, ...given, ...(name || 'MsgId' in given ? {} : { MsgId: id }) }
      await takeTurn(openId)
      const delivery = await pusher.push({ id, openId, fields }, (text, sealed) => show(openId, { from: 'desk', text, choices: [], by: 'passive', sealed }))
      if (delivery.outcome === 'unavailable') show(openId, { from: 'platform', text: UNAVAILABLE, choices: [], by: 'platform', sealed: false })
      deliveries.push(delivery)
      return delivery
    }
  }

  /** Where messages are to overtake each other, the first of two waits until the second has left. */
  async function takeTurn(openId: string): Promise<void> {
    if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs))
    const release = held.get(openId)
    if (release) {
      held.delete(openId)
      setImmediate(release)
      return
    }
    if (!faults.outOfOrder) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(go, OVERTAKE_MS)
      function go() {
        clearTimeout(timer)
        if (held.get(openId) === go) held.delete(openId)
        resolve()
      }
      held.set(openId, go)
    })
  }
}
