/**
 * The line a message travels, joined: gateway, outbox, timers, ticket clocks and look-ups over one store, with a `House` for every door.
 * It opens no port, reads no settings and knows no channel, pack or label by name; all of that arrives as arguments.
 */
import type { Channel, House, Log } from '../core/channel.ts'
import type { Capabilities } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { type Clocks, createClocks } from './clocks.ts'
import { createGateway, type Gateway, type GatewayParts } from './gateway.ts'
import { createLookups } from './lookups.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import type { OutboxRow, Store, TurnWrite } from './store/store.ts'
import { createTimers, type Timers } from './timers.ts'

export type Seat = { channel: string; account: string; pack: string }
export type Line = {
  gateway: Gateway
  outbox: Outbox
  timers: Timers
  clocks: Clocks
  /** What the door of this account is given to work with. */
  houseOf(seat: Seat): House
  /** A door is ready: what it can carry is known from now on, and its waiting parts may go. */
  open(seat: Seat, channel: Channel): void
  /** Takes up what a dead process left: turns never taken, sends never settled. Then lets timers and outbox run. */
  start(): Promise<{ turns: number; pending: number; ambiguous: number }>
  /** Resolves when no turn, look-up or send is under way. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export type LineParts = Pick<GatewayParts, 'decide' | 'stumble' | 'understand'> & {
  store: Store
  packs: readonly Pack[]
  now: () => number
  log: Log
  /** Departments with somebody at work, of any pack. */
  staffed: () => readonly string[]
  env?: Readonly<Record<string, string | undefined>>
  fetch?: typeof fetch
  backoffMs?: readonly number[]
  /** Told after each committed turn, each part come to rest, and each decision that failed. Must not throw. */
  observe?: { turned?(write: TurnWrite): void; settled?(part: OutboxRow, state: string): void; failed?(): void }
}

export function createLine({ store, packs, decide, stumble, understand, now, log, staffed, env = {}, fetch: fetcher = fetch, backoffMs, observe = {} }: LineParts): Line {
  const channels = new Map<string, Channel>()
  const accounts = new Map<string, Seat & { can: Capabilities }>()
  const departments = new Map(packs.map((pack) => [pack.id, new Set(pack.departments.map(({ key }) => key))]))

  const gateway = createGateway({
    store, accounts, packs, decide, stumble, understand, now,
    staffed: (pack) => staffed().filter((department) => departments.get(pack)?.has(department)),
    committed(write) {
      if (write.parts.length > 0) outbox.wake(write.conversation.id)
      lookups.run(write)
      tellSpeaker(write)
      observe.turned?.(write)
    },
    failed(error, fact) {
      log.error({ fact, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'a turn failed')
      observe.failed?.()
    },
  })
  const outbox = createOutbox({
    store, now, log, channelOf: (channel, account) => channels.get(`${channel}/${account}`),
    settled: (part, state) => observe.settled?.(part, state), ...(backoffMs ? { backoffMs } : {}),
  })
  const timers = createTimers({ store, gateway, now, log })
  const clocks = createClocks({ store, gateway, now, log })
  const lookups = createLookups({ packs, happen: gateway.happen, env, fetch: fetcher, log })

  return {
    gateway, outbox, timers, clocks,
    houseOf(seat) {
      const { channel, account } = seat
      return {
        accept: (inbound) => gateway.accept(seat, inbound),
        firstPart: (key, ms) => outbox.firstPart(gateway.inboxId(seat, key), ms),
        async receipt(providerId, status, reason) {
          await store.receipt(channel, account, providerId, status, reason)
        },
        async attended(address, key, act) {
          const conversation = gateway.conversationId(seat, address)
          const speaker = store.load(conversation)?.conversation.speaker
          if (!speaker) return
          const id = `attended_${gateway.inboxId(seat, key)}`
          if (act.type === 'took') await gateway.happen(conversation, { id, type: 'agent.took', agent: act.agent })
          else if (speaker.type === 'agent') await gateway.happen(conversation, { id, type: 'agent.left', agent: speaker.agent, to: 'closed' })
        },
      }
    },
    open(seat, channel) {
      channels.set(`${seat.channel}/${seat.account}`, channel)
      accounts.set(`${seat.channel}/${seat.account}`, { ...seat, can: channel.can })
    },
    async start() {
      const idempotent = new Set([...channels.values()].filter(({ can }) => can.idempotent).map(({ name }) => name))
      const { pending, ambiguous } = await store.reclaim(idempotent)
      const turns = await gateway.recover()
      outbox.start()
      timers.start()
      clocks.start()
      return { turns, pending, ambiguous }
    },
    async idle() {
      // A look-up makes a turn, a turn makes a send and maybe another look-up: quiet is when a whole round found nothing.
      for (let quiet = 0; quiet < 2; quiet++) {
        await gateway.idle()
        await lookups.idle()
        await outbox.idle()
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    async stop() {
      timers.stop()
      clocks.stop()
      await gateway.stop()
      await lookups.idle()
      await outbox.stop()
    },
  }

  /** A door whose provider keeps its own account of who has the word is told when that changes. */
  function tellSpeaker({ fact, conversation, messages }: TurnWrite): void {
    const { channel, account, address, speaker } = conversation
    if (!messages.some(({ id }) => id === `${fact.id}/speaker`)) return
    const now = fact.type === 'agent.left' && fact.to === 'closed' ? 'ended' : speaker.type
    channels
      .get(`${channel}/${account}`)
      ?.speakerChanged?.(address, now, speaker.type === 'agent' ? speaker.agent : undefined)
      .catch((error) => log.error({ conversation: conversation.id, error: String(error) }, 'a channel could not follow a change of speaker'))
  }
}
