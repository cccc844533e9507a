/** One channel's reconciliation: a load of messages with faults and kills, then the books of both sides read against each other. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Load, RunningLoad } from '../../simulators/load.ts'
import { type Books, readBooks } from './books.ts'
import { createHouseProcess, freePort, type HouseProcess, houseUrl } from './house.ts'

export type Plan = {
  messages: number
  /** Shares, 0..1: delivered twice, out of order, sends of the desk that fail. */
  twice: number
  late: number
  failing: number
  /** How often the house is killed on the way. */
  kills: number
}
export type Account = Omit<Books, 'texts' | 'perAddress'> & {
  acknowledged: number
  /** Acknowledged to the platform, and not in the store. */
  missing: number
  shownTwice: number
  shownLess: number
}

const PACK = 'gas'
const CUSTOMERS = 100
const IN_FLIGHT = 20
/** Replies may be tried again for a while after the last message. */
const REST_MS = 150_000
const SENTENCES = ['维修师傅多久能到', '安检几年一次', '转告一下师傅辛苦了', '停气会提前通知吗', '投诉多久答复', '老人可以上门办吗']

export async function reconcile(load: Load, plan: Plan): Promise<Account> {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-reconcile-'))
  const port = await freePort()
  const platform = await load.start(houseUrl(port))
  const house = createHouseProcess({ folder, channel: load.channel, pack: PACK, settings: platform.settings, port })
  try {
    await house.start()
    platform.fail(plan.failing)
    const acknowledged = await sendAll(platform, house, plan)
    await rest(house)
    const books = readBooks(join(folder, 'data'))
    const { texts, perAddress, ...counts } = books
    const compared = [...platform.shown()].map(([customer, shown]) => ({ shown, certain: 0, unsure: 0, ...perAddress.get(customer) }))
    return {
      ...counts,
      acknowledged: acknowledged.length,
      missing: acknowledged.filter((text) => !texts.has(text)).length,
      shownTwice: compared.reduce((sum, { shown, certain, unsure }) => sum + Math.max(0, shown - certain - unsure), 0),
      shownLess: compared.reduce((sum, { shown, certain }) => sum + Math.max(0, certain - shown), 0),
    }
  } finally {
    await house.kill()
    await platform.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns the texts the desk has acknowledged. */
async function sendAll(platform: RunningLoad, house: HouseProcess, { messages, twice, late, kills }: Plan): Promise<string[]> {
  const acknowledged: string[] = []
  const killAt = new Set(Array.from({ length: kills }, (_, k) => Math.floor(((k + 1) * messages) / (kills + 1))))
  let next = 0
  let restarting = Promise.resolve()
  const every = (share: number, i: number) => share > 0 && i % Math.round(1 / share) === 0
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (next < messages) {
        const i = next++
        if (killAt.has(i)) {
          // The platform goes on pushing while the house is down, as platforms do.
          restarting = house.kill().then(() => house.start())
        }
        const text = `${SENTENCES[i % SENTENCES.length]}（${i}）`
        if (await platform.send(`customer${i % CUSTOMERS}`, text, { twice: every(twice, i), late: every(late, i + 1) })) acknowledged.push(text)
        else await restarting
      }
    }),
  )
  await restarting
  return acknowledged
}

/** Waits until nothing is open any more, then stops the house so that its books can be read. */
async function rest(house: HouseProcess): Promise<void> {
  const end = Date.now() + REST_MS
  while (Date.now() < end) {
    const metrics = await (await fetch(`${house.url}/metrics`)).text()
    const open = ['waiting', 'outbox.pending', 'outbox.sending'].map((what) => Number(new RegExp(`yingda_stored\\{what="${what}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0))
    if (open.every((n) => n === 0)) break
    await new Promise((done) => setTimeout(done, 500))
  }
  await house.stop()
}
