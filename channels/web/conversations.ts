/**
 * The conversations of one account: starting one, taking in what the customer posts, appending what the desk says.
 * It must not acknowledge before both the desk and the journal hold the message, and knows nothing of HTTP.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { ChannelJournal, ChannelState, House, Inbound } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { createLanes } from '../kit/lanes.ts'
import { activityId, type Stored, typing } from './activity.ts'
import type { Stream } from './stream.ts'

export type Conversations = {
  /** The user the conversation belongs to, or null when it was never started. */
  find(conversation: string): Promise<{ user: string } | null>
  /** Starts it unless it exists. `fresh` is false when it did. */
  start(conversation: string, user: string): Promise<{ fresh: boolean }>
  /**
   * Takes in one activity of the customer; returns its id. Repeating it with the same `clientId` changes nothing and returns the same id.
   * @param contents what the desk is told, in order; may be several (a text and its files)
   */
  post(conversation: string, said: { clientId: string | null; name?: string; contents: readonly Content[]; entry: Omit<Stored, 'at' | 'from'> }): Promise<string>
  /** Appends what the desk says, once for each key; returns its id. Null when there is no such conversation. */
  say(conversation: string, key: string, entry: Stored): Promise<string | null>
  /** Entries after `after`, oldest first, at most `limit`. */
  read(conversation: string, after: number, limit: number): Promise<readonly { seq: number; stored: Stored }[]>
}

type Parts = { state: ChannelState; journal: ChannelJournal; house: House; stream: Stream; now(): number }

export function createConversations({ state, journal, house, stream, now }: Parts): Conversations {
  const lane = createLanes()
  const known = new Map<string, { user: string }>()
  /** Conversations that wait for a person or have one: no sign of typing is given in the machine's name. */
  const withPerson = new Set<string>()

  async function find(conversation: string): Promise<{ user: string } | null> {
    const cached = known.get(conversation)
    if (cached) return cached
    const kept = await state.get<{ user: string }>(stateKey(conversation))
    if (kept) remember(conversation, kept)
    return kept ?? null
  }

  function remember(conversation: string, kept: { user: string }): void {
    known.set(conversation, kept)
    if (known.size > MAX_KNOWN) known.delete(known.keys().next().value as string)
  }

  return {
    find,

    start: (conversation, user) =>
      lane(conversation, async () => {
        if (await find(conversation)) return { fresh: false }
        const kept = { user, startedAt: now() }
        await state.set(stateKey(conversation), kept)
        remember(conversation, kept)
        return { fresh: true }
      }),

    post: (conversation, { clientId, name, contents, entry }) =>
      lane(conversation, async () => {
        const owner = await find(conversation)
        if (!owner) throw new Error(`conversation ${conversation} was never started`)
        const at = now()
        const id = postKey(clientId)
        const inbound = contents.map((content, index): Inbound => ({
          key: `${conversation}/${id}${index ? `#${index}` : ''}`, address: conversation, user: owner.user, content, at, ...(name ? { name } : {}),
        }))
        // The desk first: were the journal first and the process died between, the customer would read his own words back,
        // take them for delivered and never post them again. This way round he posts again, and both keys make that harmless.
        const accepted = await house.accept(inbound)
        const from: Stored['from'] = { id: owner.user, ...(name ? { name } : {}), role: 'user' }
        const { seq } = await journal.append(conversation, `in/${id}`, { ...entry, at, from } satisfies Stored)
        stream.wake(conversation)
        if (entry.type === 'message' && accepted.some((one) => one.fresh) && !withPerson.has(conversation)) {
          stream.whisper(conversation, typing(conversation, at))
        }
        return activityId(conversation, seq)
      }),

    say: (conversation, key, entry) =>
      // The same lane as `post`: an answer computed at once still stands below the question it answers.
      lane(conversation, async () => {
        if (!(await find(conversation))) return null
        const { seq } = await journal.append(conversation, `out/${key}`, entry)
        if (entry.from.id === 'agent' || CALLED.has(entry.channelData?.['notice'])) withPerson.add(conversation)
        else withPerson.delete(conversation)
        if (withPerson.size > MAX_KNOWN) withPerson.clear()
        stream.wake(conversation)
        return activityId(conversation, seq)
      }),

    async read(conversation, after, limit) {
      const rows = await journal.read(conversation, after, limit)
      return rows.map((row) => ({ seq: row.seq, stored: row.entry as Stored }))
    },
  }
}

const MAX_KNOWN = 20_000
/** News that a person is on the way. */
const CALLED: ReadonlySet<unknown> = new Set(['queued', 'joined'])
const stateKey = (conversation: string) => `conversation/${conversation}`

/** The part of the key that tells posts of one conversation apart. What a client made too long is shortened to its hash. */
const postKey = (clientId: string | null) =>
  clientId === null ? `post-${randomUUID()}` : clientId.length <= 100 ? `id-${clientId}` : `hash-${createHash('sha256').update(clientId).digest('base64url')}`
