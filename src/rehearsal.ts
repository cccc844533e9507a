/**
 * A rehearsal room: the whole line over a fresh store that is thrown away, with a door that keeps what it is given to send and a clock that stands
 * where it is set. For measuring and for golden dialogues; it must never be opened on the desk's own data.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Channel } from '../core/channel.ts'
import type { Citation, Conversation, Ticket, Understanding } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { createLine, type LineParts } from './line.ts'
import { openSqliteStore } from './store/sqlite/index.ts'

export type Rehearsed = {
  /** What the customer was told in this step, paragraph by paragraph. */
  answer: string
  abstained: boolean
  citations: readonly Citation[]
  understood: Understanding
  conversation: Conversation
  /** The customer's tickets after this step, newest first. */
  tickets: readonly Ticket[]
  /** A person has, or is awaited to have, the word. */
  handedOver: boolean
}
export type Rehearsal = {
  /** One message of a customer; resolves when the reply is complete. */
  say(customer: { pack: string; name: string }, text: string, at: number): Promise<Rehearsed>
  close(): Promise<void>
}

const DOOR = 'rehearsal'

export async function openRehearsal({ packs, staffed, ...parts }: Pick<LineParts, 'packs' | 'decide' | 'stumble' | 'understand'> & {
  /** Departments with somebody at work; absent = all of them. */
  staffed?: () => readonly string[]
}): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), 'yingda-rehearsal-'))
  const store = openSqliteStore(folder)
  const everybody = [...new Set(packs.flatMap((pack: Pack) => pack.departments.map(({ key }) => key)))]
  let clock = 0
  let failure: Error | null = null
  const silent = () => {}
  const line = createLine({
    ...parts, store, packs, now: () => clock, staffed: staffed ?? (() => everybody), env: {},
    log: { debug: silent, info: silent, warn: silent, error: (fields, message) => (failure = new Error(`${message}: ${JSON.stringify(fields)}`)) },
  })
  for (const { id } of packs) line.open({ channel: DOOR, account: id, pack: id }, quietDoor())
  let serial = 0

  return {
    async say({ pack, name }, text, at) {
      clock = at
      const owner = { channel: DOOR, account: pack }
      const [accepted] = await line.gateway.accept(owner, [{ key: `${++serial}`, address: name, user: name, content: { type: 'text', text }, at }])
      await line.idle()
      if (failure) throw failure
      const { id } = accepted as { id: string }
      const fact = store.factOf(id)
      if (fact?.type !== 'customer.said') throw new Error(`the message "${text}" had no turn`)
      const { conversation } = store.summary(fact.conversation) as { conversation: Conversation }
      const history = store.messages(conversation.id, 200)
      const replies = history.slice(history.findIndex((message) => message.id === id) + 1).filter(({ from }) => from === 'bot')
      return {
        answer: replies.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n\n'),
        abstained: replies.some(({ abstained }) => abstained),
        citations: replies.flatMap(({ content }) => (content.type === 'text' ? (content.citations ?? []) : [])),
        understood: fact.understood, conversation, tickets: store.ticketsOf(conversation.customer), handedOver: conversation.speaker.type !== 'bot',
      }
    },
    async close() {
      await line.stop()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Takes everything and shows it to nobody. */
const quietDoor = (): Channel => ({
  name: DOOR,
  can: { maxText: { unit: 'chars', n: 100_000 }, choices: 10, attachments: [], receipts: false, markdown: false, typing: false },
  send: async () => ({ ok: true }),
})
