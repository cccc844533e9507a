/** A WeChat official account under load: messages pushed by WeChat's rules, a share of the desk's sends refused, lost or unclear. */
import type { Load } from '../load.ts'
import type { ApiFault } from './faults.ts'
import { createWechatPlatform } from './platform.ts'

/** Ways in which WeChat fails, one after another. */
const FAULTS: readonly ApiFault[] = [
  { type: 'errcode', errcode: -1 }, { type: 'errcode', errcode: 42001 }, { type: 'drop', accept: false }, { type: 'drop', accept: true },
  { type: 'status', status: 502 }, { type: 'errcode', errcode: 40001 }, { type: 'status', status: 500, accept: true },
]

export const load: Load = {
  channel: 'wechat',
  async start(deskUrl) {
    const platform = await createWechatPlatform({ deskUrl: `${deskUrl}/hooks/wechat/main` })
    const { appId, secret, token, aesKey = '', mode } = platform.account
    let sends = 0
    let share = 0
    let faulty = 0
    const customers = new Map<string, ReturnType<typeof platform.customer>>()
    return {
      settings: { appId, secret, token, aesKey, mode, apiBase: platform.url, timeoutMs: '3000' },
      async send(customer, text, { twice, late }) {
        const person = platform.customer(customer)
        customers.set(customer, person)
        sends++
        // The platform's next call to fail is chosen by count, so that the share is met without chance.
        if (Math.floor(sends * share) > faulty) platform.faults.next('send', FAULTS[faulty++ % FAULTS.length] as ApiFault)
        platform.faults.copies = twice ? 2 : 1
        platform.faults.outOfOrder = late
        const { outcome } = await person.say(text)
        return outcome !== 'unavailable' && outcome !== 'lost'
      },
      fail(given) {
        share = given
      },
      shown: () => new Map([...customers].map(([openId, person]) => [openId, person.received().filter(({ from }) => from === 'desk').length])),
      close: () => platform.close(),
    }
  },
}
