/**
 * WeChat in the playground: one official account a pack, in 安全模式, and a phone for every visitor.
 * It must send nothing but through the simulated platform, which signs and encrypts as WeChat does.
 */
import { randomBytes } from 'node:crypto'
import type { Line, RunningSimulator, SimulatedAccount, Simulator, Thread, ThreadDevice } from '../simulator.ts'
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
  const listeners = new Set<(thread: Thread, line: Line) => void>()
  const threads = new Map<string, Line[]>()
  let sent = 0

  for (const [account, platform] of platforms)
    platform.listen((openId, shown) => put({ account, customer: openId.slice(1) }, lineOf(shown)))

  return {
    kind: 'thread',
    acts: ACTS.map(({ key, names }) => ({ key, names, kind: 'once' })),
    faults: FAULTS,
    lines: (thread) => linesOf(thread),
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
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }

  function perform(thread: Thread, customer: Customer, key: string): boolean {
    const found = ACTS.find((one) => one.key === key)
    return found ? write(thread, found.shows, found.perform(customer)) : false
  }

  /** The customer's own line: at once, and again when it is known what became of it. */
  function write(thread: Thread, text: string, delivery: Promise<Delivery>): true {
    const line: Line = { id: `c${++sent}`, at: Date.now(), from: 'customer', text, choices: [], state: 'under-way', wire: null }
    put(thread, line)
    delivery.then(
      ({ outcome, attempts }) => put(thread, { ...line, state: outcome === 'unavailable' || outcome === 'lost' ? 'failed' : 'done', wire: WIRE.pushed(attempts.length) }),
      () => put(thread, { ...line, state: 'failed' }),
    )
    return true
  }

  function put(thread: Thread, line: Line): void {
    const lines = linesOf(thread)
    const at = lines.findIndex(({ id }) => id === line.id)
    if (at < 0) lines.push(line)
    else lines[at] = line
    for (const listener of [...listeners]) listener(thread, line)
  }

  function linesOf({ account, customer }: Thread): Line[] {
    const key = `${account}/${customer}`
    const lines = threads.get(key) ?? []
    threads.set(key, lines)
    return lines
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
