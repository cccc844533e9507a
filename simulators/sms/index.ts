/**
 * Text messages in the playground: one number at Twilio a pack, and a telephone for every visitor.
 * It must send nothing but through the simulated provider, which signs as Twilio does.
 */
import { createHash } from 'node:crypto'
import type { Line, RunningSimulator, SimulatedAccount, Simulator, ThreadDevice } from '../simulator.ts'
import { createThreads } from '../threads.ts'
import { ACTS, FAULTS, faultsOn, NAMES, setFault, WIRE } from './device.ts'
import type { Shown } from './phones.ts'
import { createTwilioPlatform, howOf, type TwilioPlatform } from './twilio.ts'

const CHANNEL = 'sms'

export const simulator: Simulator = {
  async start({ url, packs }): Promise<RunningSimulator> {
    const platforms = new Map<string, TwilioPlatform>()
    const accounts: SimulatedAccount[] = []
    for (const { id: pack } of packs) {
      const account = `play-${pack}`
      const deskUrl = `${url}/hooks/${CHANNEL}/${account}`
      const platform = await createTwilioPlatform({ deskUrl: () => deskUrl })
      const { sid, token, number } = platform.account
      platforms.set(account, platform)
      accounts.push({ channel: CHANNEL, account, pack, settings: { provider: 'twilio', id: sid, secret: token, from: number, hookUrl: deskUrl, apiBase: platform.api.url } })
    }
    return {
      channel: CHANNEL, names: NAMES, look: 'sms', rank: 4, accounts,
      device: createDevice(platforms),
      async close() {
        await Promise.all([...platforms.values()].map((platform) => platform.close()))
      },
    }
  },
}

function createDevice(platforms: ReadonlyMap<string, TwilioPlatform>): ThreadDevice {
  const threads = createThreads()
  const owners = new Map<string, string>()
  for (const [account, { phones }] of platforms)
    phones.listen((number, shown) => {
      const customer = owners.get(number)
      if (customer !== undefined) threads.put({ account, customer }, lineOf(shown))
    })

  return {
    kind: 'thread',
    acts: ACTS.map(({ key, names }) => ({ key, names, kind: 'once' })),
    faults: FAULTS,
    lines: threads.lines,
    listen: threads.listen,
    act(thread, act) {
      const platform = platforms.get(thread.account)
      if (!platform) return false
      const number = numberOf(thread.customer)
      owners.set(number, thread.customer)
      const found = act.type === 'do' ? ACTS.find(({ key }) => key === act.key) : undefined
      if (act.type === 'do' && !found) return false
      // a phone has no buttons: a choice is answered by its words
      const words = found?.shows ?? (act.type === 'say' ? act.text : act.type === 'choose' ? act.choice.label : '')
      const carried = found ? found.perform(platform, number) : platform.say(number, words)
      return threads.write(thread, words, carried.then(({ copies }) => ({ ok: copies.some((status) => status === 200), wire: WIRE.carried(howOf(words), copies.length) })))
    },
    setFault(account, key, on) {
      const platform = platforms.get(account)
      return platform !== undefined && setFault(platform, key, on)
    },
    faultsOn(account) {
      const platform = platforms.get(account)
      return platform ? faultsOn(platform) : []
    },
  }
}

const lineOf = ({ id, at, from, text, how }: Shown): Line => ({ id: `d${id}`, at, from, text, choices: [], state: 'done', wire: WIRE.shown(how) })

/** A mobile number of its own for every visitor, the same each time. */
const numberOf = (customer: string): string => `+86139${String(createHash('sha256').update(customer).digest().readUInt32BE(0) % 1e8).padStart(8, '0')}`
