/**
 * The one way into a conversation: stores what comes in, then gives each fact its turn, one at a time per conversation.
 * It knows no channel and no pack by name, sends nothing itself, and decides nothing: `decide` and `understand` arrive as arguments.
 */
import { createHash } from 'node:crypto'
import type { Inbound } from '../core/channel.ts'
import type { Before, Capabilities, Content, Conversation, Decision, Fact, Understanding } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { render } from '../core/render.ts'
import type { InboxRow, MessageRow, Store, TurnWrite } from './store/store.ts'

/** A fact before it is known when and in which conversation it happened. */
export type Happening = Fact extends infer F ? (F extends Fact ? Omit<F, 'at' | 'conversation' | 'staffed'> : never) : never

export type Listen = (input: {
  pack: string
  text: string
  at: number
  lang?: Conversation['lang']
  topic?: Conversation['topic']
  expecting?: string | null
}) => Understanding

export type Account = { channel: string; account: string; pack: string; can: Capabilities }
/** Whose message it is; enough to store it. */
export type Owner = Pick<Account, 'channel' | 'account'>

export type Gateway = {
  /** Stores and resolves; the turns follow behind. Resolves only when durable. */
  accept(owner: Owner, inbound: readonly Inbound[]): Promise<readonly { id: string; key: string; fresh: boolean }[]>
  /** The id that an inbound with this key has, or will have. */
  inboxId(owner: Owner, key: string): string
  /** The id of the conversation with this address, whether there is one yet or not. */
  conversationId(owner: Owner, address: string): string
  /** A fact of an agent or the clock; resolves with what the turn wrote, or null when it had happened before. Rejects when the conversation does not exist. */
  happen(conversation: string, happening: Happening): Promise<TurnWrite | null>
  /** Gives every message that a dead process left without a turn its turn. Returns how many. */
  recover(): Promise<number>
  /** Resolves when no lane has work. */
  idle(): Promise<void>
  /** Stops taking turns; what is stored waits for the next start. */
  stop(): Promise<void>
}

export type GatewayParts = {
  store: Store
  /** By `channel/account`; may grow while doors open. */
  accounts: ReadonlyMap<string, Account>
  packs: readonly Pack[]
  decide: (before: Before, fact: Fact, pack: Pack) => Decision
  /** What to do when `decide` itself failed: nothing may be lost because of a bug. */
  stumble: (before: Before, fact: Fact, pack: Pack) => Decision
  understand: Listen
  now: () => number
  /** Departments of a pack with at least one agent online. */
  staffed: (pack: string) => readonly string[]
  /** Told after each committed turn. Must not throw. */
  committed: (write: TurnWrite) => void
  failed: (error: unknown, fact: string) => void
}

export function createGateway({ store, accounts, packs, decide, stumble, understand, now, staffed, committed, failed }: GatewayParts): Gateway {
  const packOf = new Map(packs.map((pack) => [pack.id, pack]))
  const accountOf = (channel: string, account: string) => accounts.get(`${channel}/${account}`)
  const lanes = new Map<string, Promise<unknown>>()
  let stopped = false

  return {
    async accept(owner, inbound) {
      const rows = inbound.map((one) => inboxRow(owner, one))
      const accepted = await store.accept(rows)
      accepted.forEach(({ fresh }, index) => {
        if (fresh) lane((rows[index] as InboxRow).conversation, () => customerTurn(rows[index] as InboxRow))
      })
      return accepted
    },
    inboxId: ({ channel, account }, key) => short('m', channel, account, key),
    conversationId,
    happen: (conversation, happening) => lane(conversation, () => houseTurn(conversation, happening)) as Promise<TurnWrite | null>,
    async recover() {
      const waiting = store.backlog(100_000)
      for (const row of waiting) lane(row.conversation, () => customerTurn(row))
      return waiting.length
    },
    async idle() {
      while (lanes.size > 0) await Promise.allSettled([...lanes.values()])
    },
    async stop() {
      stopped = true
      while (lanes.size > 0) await Promise.allSettled([...lanes.values()])
    },
  }

  /** Runs jobs of one conversation one after another, of different conversations side by side. */
  function lane<T>(conversation: string, job: () => Promise<T>): Promise<T> {
    const before = lanes.get(conversation) ?? Promise.resolve()
    const run = before.then(job, job)
    const tail = run
      .catch((error) => failed(error, conversation))
      .finally(() => {
        if (lanes.get(conversation) === tail) lanes.delete(conversation)
      })
    lanes.set(conversation, tail)
    return run
  }

  function inboxRow({ channel, account }: Owner, { key, address, user, content, at, name }: Inbound): InboxRow {
    const conversation = conversationId({ channel, account }, address)
    return {
      id: short('m', channel, account, key), channel, account, key, conversation, customer: short('u', channel, account, user), address, name: name ?? null,
      content: tame(content), at, receivedAt: now(),
    }
  }

  async function customerTurn(row: InboxRow): Promise<void> {
    if (stopped) return
    const account = accountOf(row.channel, row.account)
    const pack = account && packOf.get(account.pack)
    // An account that was taken out of the configuration keeps its messages; they get their turn when it comes back.
    if (!account || !pack) return
    const at = now()
    const before = store.load(row.conversation)?.conversation
    const understood = understand({
      pack: pack.id, text: spoken(row.content), at, topic: before?.topic ?? null,
      expecting: before?.flow?.type === 'intake' ? before.flow.asking : null, ...(before ? { lang: before.lang } : {}),
    })
    const fact: Fact = {
      id: row.id, at, conversation: row.conversation, type: 'customer.said', content: row.content, understood, staffed: staffed(pack.id),
    }
    await take(fact, pack, () => freshConversation(row, pack, understood.lang, at))
  }

  async function houseTurn(conversation: string, happening: Happening): Promise<TurnWrite | null> {
    const known = store.load(conversation)?.conversation
    const pack = known && packOf.get(known.pack)
    if (!pack) throw new Error(`no conversation ${conversation}`)
    const fact = { ...happening, at: now(), conversation, staffed: staffed(pack.id) } as unknown as Fact
    return take(fact, pack, () => {
      throw new Error(`no conversation ${conversation}`)
    })
  }

  async function take(fact: Fact, pack: Pack, fresh: () => Conversation): Promise<TurnWrite | null> {
    const write = await store.turn(fact.conversation, fact.id, (loaded) => {
      const before = loaded ?? store.beforeOf(fresh())
      let decision: Decision
      try {
        decision = decide(before, fact, pack)
      } catch (error) {
        failed(error, fact.id)
        decision = stumble(before, fact, pack)
      }
      return written(fact, before, decision)
    }, { at: fact.at, ...('ticket' in fact ? { ticket: fact.ticket } : {}) })
    if (write) committed(write)
    return write
  }

  /** Turns effects into rows: the history as people read it, and the parts each channel can carry. */
  function written(fact: Fact, before: Before, { conversation, effects }: Decision): TurnWrite {
    const account = accountOf(conversation.channel, conversation.account)
    const messages: MessageRow[] = []
    const parts: TurnWrite['parts'][number][] = []
    if (fact.type === 'customer.said') messages.push({ id: fact.id, conversation: conversation.id, from: 'customer', agent: null, content: fact.content, at: fact.at })
    if (fact.type === 'customer.chose')
      messages.push({ id: fact.id, conversation: conversation.id, from: 'customer', agent: null, content: { type: 'text', text: fact.choice }, at: fact.at })
    const { type } = conversation.speaker
    if (type !== before.conversation.speaker.type)
      messages.push({
        id: `${fact.id}/speaker`, conversation: conversation.id, from: 'system', agent: null, at: fact.at,
        content: { type: 'event', name: 'other', detail: `speaker:${type}${conversation.speaker.type === 'agent' ? `:${conversation.speaker.agent}` : ''}` },
      })
    effects.forEach((effect, index) => {
      if (effect.type !== 'say') return
      const id = `${fact.id}/${index}`
      const agent = effect.agent ?? null
      messages.push({ id, conversation: conversation.id, from: effect.by, agent, content: effect.content, at: fact.at, abstained: effect.abstained ?? false })
      const can = account?.can ?? PLAIN
      const cite = packOf.get(conversation.pack)?.replies['cite']?.[conversation.lang]
      render(effect.content, can, { lang: conversation.lang, ...(cite ? { cite } : {}) }).forEach((content, part) => {
        parts.push({
          id: `${id}/${part}`, message: id, conversation: conversation.id, channel: conversation.channel, account: conversation.account,
          address: conversation.address, content, by: effect.by, agent, epoch: conversation.epoch, answers: fact.type === 'customer.said' ? fact.id : null,
        })
      })
    })
    return { fact, conversation, effects, messages, parts }
  }
}

/** What a channel that is no longer configured would be given; its parts wait in the outbox. */
const PLAIN: Capabilities = { maxText: { unit: 'chars', n: 2000 }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false }

/** An id that another process would make just the same; 96 bits are enough for any number of messages a desk will see. */
function short(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${createHash('sha256').update(parts.join('\u0000')).digest('base64url').slice(0, 16)}`
}

const conversationId = ({ channel, account }: Owner, address: string): string => short('c', channel, account, address)

function freshConversation(row: InboxRow, pack: Pack, lang: Conversation['lang'], at: number): Conversation {
  return {
    id: row.conversation, pack: pack.id, channel: row.channel, account: row.account, address: row.address, customer: row.customer, lang, openedAt: at,
    speaker: { type: 'bot' }, epoch: 1, introduced: false, flow: null, topic: null, ticket: null, consent: 'unset', misses: 0, lastCustomerAt: at,
  }
}

/** The words in a message, as far as it has any. */
function spoken(content: Content): string {
  if (content.type === 'text') return content.text
  if (content.type === 'attachment') return content.transcript ?? ''
  return content.type === 'location' ? (content.label ?? '') : ''
}

/** Text that every database and provider can hold: half surrogates become the replacement character; nothing else is touched. */
function tame(content: Content): Content {
  return content.type === 'text' ? { ...content, text: content.text.toWellFormed() } : content
}
