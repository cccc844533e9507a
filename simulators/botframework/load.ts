/** A bot of Azure Bot Service under load: activities posted and repeated by its rules, a share of the desk's sends refused, lost or unclear. */
import type { Load } from '../load.ts'
import type { CallFault } from './faults.ts'
import { createBotPlatform } from './platform.ts'

/** Ways in which the connector fails, one after another. */
const FAULTS: readonly CallFault[] = [
  { type: 'status', status: 429, retryAfter: 1 }, { type: 'drop', accept: false }, { type: 'drop', accept: true },
  { type: 'status', status: 502 }, { type: 'status', status: 412 }, { type: 'status', status: 500, accept: true },
]

export const load: Load = {
  channel: 'botframework',
  async start(deskUrl) {
    const platform = await createBotPlatform({ deskUrl: `${deskUrl}/hooks/botframework/main/api/messages`, tries: 20 })
    const customers = new Set<string>()
    let sends = 0
    let share = 0
    let faulty = 0
    return {
      settings: settingsFor(platform),
      async send(name, text, { twice, late }) {
        customers.add(name)
        sends++
        // The connector's next call to fail is chosen by count, so that the share is met without chance.
        if (Math.floor(sends * share) > faulty) platform.faults.next(FAULTS[faulty++ % FAULTS.length] as CallFault)
        platform.faults.copies = twice ? 2 : 1
        platform.faults.outOfOrder = late
        const status = await platform.customer(name).say(text)
        return status >= 200 && status < 300
      },
      fail(given) {
        share = given
      },
      shown: () => new Map([...customers].map((name) => [`msteams|${encodeURIComponent(`a:1${name}`)}`, platform.customer(name).received().length])),
      close: () => platform.close(),
    }
  },
}

/** What an operator would enter for the simulated bot. */
export const settingsFor = ({ app, url }: { app: { appId: string; password: string }; url: string }): Record<string, string> => ({
  ...app, serviceHosts: '127.0.0.1', openId: `${url}/openid`, login: url, timeoutMs: '3000',
})
