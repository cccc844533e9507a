/** A number at Twilio under load: messages brought by Twilio's rules, a share of the desk's sends refused, lost or unclear. */
import type { Load } from '../load.ts'
import type { ApiFault } from './api.ts'
import { createTwilioPlatform } from './twilio.ts'

/** Ways in which Twilio fails, one after another. */
const FAULTS: readonly ApiFault[] = [
  { type: 'code', code: '20429', message: 'Too Many Requests' }, { type: 'drop', accept: false }, { type: 'drop', accept: true }, { type: 'status', status: 502 },
  { type: 'code', code: '21611', message: 'queue is full' }, { type: 'status', status: 500, accept: true }, { type: 'code', code: '21614', message: 'not a mobile number' },
]

export const load: Load = {
  channel: 'sms',
  async start(deskUrl) {
    const hookUrl = `${deskUrl}/hooks/sms/main`
    const platform = await createTwilioPlatform({ deskUrl: () => hookUrl })
    const { api, carrier, phones, account } = platform
    const customers = new Set<string>()
    let sends = 0
    let share = 0
    let faulty = 0
    return {
      settings: { provider: 'twilio', id: account.sid, secret: account.token, from: account.number, hookUrl, apiBase: api.url, timeoutMs: '3000' },
      async send(customer, text, { twice, late }) {
        const number = `+861390000${(customer.match(/\d+/)?.[0] ?? '0').padStart(4, '0')}`
        customers.add(number)
        sends++
        // The next call to fail is chosen by count, so that the share is met without chance.
        if (Math.floor(sends * share) > faulty) api.fail(FAULTS[faulty++ % FAULTS.length] as ApiFault)
        carrier.copies = twice ? 2 : 1
        carrier.outOfOrder = late
        return (await platform.say(number, text)).copies.includes(200)
      },
      fail(given) {
        share = given
      },
      shown: () => new Map([...customers].map((number) => [number, phones.shown(number).filter(({ from }) => from === 'desk').length])),
      close: () => platform.close(),
    }
  },
}
