/**
 * WeChat in the playground: one official account a pack, in 安全模式, and a phone for every visitor.
 * It must send nothing but through the simulated platform, which signs and encrypts as WeChat does.
 */
import { randomBytes } from 'node:crypto'
import type { Line, RunningSimulator, SimulatedAccount, Simulator, Thread, ThreadDevice } from '../simulator.ts'
import { createThreads } from '../threads.ts'
import type { Account, Delivery, Shown } from './account.ts'
import type { Customer } from './customers.ts'
import { ACTS, FAULTS, NAMES, setFault, WIRE } from './device.ts'
import { createWechatPlatform, type WechatPlatform } from './platform.ts'

const CHANNEL = 'wechat'

export const simulator: Simulator = {
  async start({ url, packs }): Promise<RunningSimulator> {
    const platforms = new Map<string, WechatPlatform>()
    const accounts: SimulatedAccount[] = []
    for (const { id: pack } of packs) {
      const account = `play-${pack}`
      const platform = await createWechatPlatform({ account: freshAccount(), deskUrl: `${url}/hooks/${CHANNEL}/${account}` })
      const { appId, secret, token, aesKey, mode } = platform.account
      platforms.set(account, platform)
      accounts.push({ channel: CHANNEL, account, pack, settings: { appId, secret, token, aesKey, mode, apiBase: platform.url } })
    }
    return {
      channel: CHANNEL, names: NAMES, look: 'messenger', rank: 1, accounts,
      device: createPhones(platforms),
      async close() {
        await Promise.all([...platforms.values()].map((platform) => platform.close()))
      },
    }
  },
}

function createPhones(platforms: ReadonlyMap<string, WechatPlatform>): ThreadDevice {
  const threads = createThreads()
  for (const [account, platform] of platforms)
    platform.listen((openId, shown) => threads.put({ account, customer: openId.slice(1) }, lineOf(shown)))

  return {
    kind: 'thread',
    acts: ACTS.map(({ key, names }) => ({ key, names, kind: 'once' })),
    faults: FAULTS,
    lines: threads.lines,
    listen: threads.listen,
    act(thread, act) {
      const customer = platforms.get(thread.account)?.customer(`o${thread.customer}`)
      if (!customer) return false
      if (act.type === 'say') return write(thread, act.text, customer.say(act.text))
      if (act.type === 'choose') return write(thread, act.choice.label, customer.choose(act.choice))
      return perform(thread, customer, act.key)
    },
    setFault(account, key, on) {
      const platform = platforms.get(account)
      return platform !== undefined && setFault(platform, key, on)
    },
    faultsOn(account) {
      const { copies, delayMs, outOfOrder } = platforms.get(account)?.faults ?? { copies: 1, delayMs: 0, outOfOrder: false }
      return [...(copies > 1 ? ['duplicate'] : []), ...(delayMs > 0 ? ['delay'] : []), ...(outOfOrder ? ['out-of-order'] : [])]
    },
  }

  function perform(thread: Thread, customer: Customer, key: string): boolean {
    const found = ACTS.find((one) => one.key === key)
    return found ? write(thread, found.shows, found.perform(customer)) : false
  }

  function write(thread: Thread, text: string, delivery: Promise<Delivery>): true {
    return threads.write(thread, text, delivery.then(({ outcome, attempts }) => ({ ok: outcome !== 'unavailable' && outcome !== 'lost', wire: WIRE.pushed(attempts.length) })))
  }
}

const lineOf = ({ id, at, from, text, choices, by, sealed }: Shown): Line => ({
  id: `d${id}`, at, from, text, choices, state: 'done',
  wire: by === 'passive' ? WIRE.passive(sealed) : by === 'custom' ? WIRE.custom : null,
})

/** Secrets that live as long as this process. */
function freshAccount(): Partial<Account> {
  const hex = (letters: number) => randomBytes(letters).toString('hex').slice(0, letters)
  return { appId: `wx${hex(16)}`, secret: hex(32), token: hex(24), aesKey: hex(43), mode: 'aes', originalId: `gh_${hex(12)}` }
}
