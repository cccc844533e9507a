/**
 * Finds the conversation of a letter: by the letter it answers, then by the token in our address, never by its subject alone.
 * It must not let a letter into a conversation of somebody else, nor one whose sender failed our server's check into any that exists.
 */
import type { ChannelState } from '../../core/channel.ts'
import type { Letter } from './read.ts'
import { hash, type Tokens, threadId } from './tokens.ts'

/** What is kept of a conversation, so that answers find their way and their place. */
export type Thread = {
  /** Whose it is: the person as the house knows him. */
  who: string
  to: string
  name: string
  subject: string
  /** References of the next answer, the letter it answers last. */
  references: readonly string[]
}
export type Sender = { who: string; to: string; name: string }

export type Threads = {
  /** The conversation this letter belongs to, and whether it had been there before. */
  find(letter: Letter, sender: Sender, trusted: boolean): Promise<{ id: string; joined: boolean }>
  get(id: string): Promise<Thread | undefined>
  /** Notes the letter, so that answers to it and to its answers find the conversation. */
  note(id: string, letter: Letter, sender: Sender): Promise<void>
}

/** RFC 5322 sets no limit; long lists are cut in the middle, the first and the newest matter. */
const MOST_REFERENCES = 20
const MOST_LOOKED_UP = 10

export function createThreads(state: ChannelState, tokens: Tokens): Threads {
  const get = (id: string) => state.get<Thread>(`thread:${id}`)
  return {
    get,

    async find(letter, { who }, trusted) {
      const own = letter.id ?? letter.digest
      if (!trusted) return { id: threadId('unproved', who, own), joined: false }
      for (const id of await candidates(letter)) if ((await get(id))?.who === who) return { id, joined: true }
      // Letters can overtake each other: an answer to a letter that has not come yet opens the conversation which that letter will join.
      const root = letter.answers.findLast((one) => !tokens.read(one)) ?? own
      const id = threadId('letter', who, root)
      return { id, joined: (await get(id)) !== undefined }
    },

    async note(id, letter, { who, to, name }) {
      const known = await get(id)
      const line = [...new Set([...(known?.references ?? []), ...[...letter.answers].reverse(), ...(letter.id ? [letter.id] : [])])].filter((one) => one !== letter.id)
      const references = [...line.slice(0, 1), ...line.slice(1).slice(-(MOST_REFERENCES - 2)), ...(letter.id ? [letter.id] : [])]
      const thread: Thread = { who, to, name: name || (known?.name ?? ''), subject: known?.subject || letter.subject, references }
      await state.set(`thread:${id}`, thread)
      if (letter.id) await state.set(`letter:${hash(letter.id)}`, id)
    },
  }

  async function candidates({ answers, recipients }: Letter): Promise<readonly string[]> {
    const found: string[] = []
    for (const id of answers.slice(0, MOST_LOOKED_UP)) {
      const thread = tokens.read(id)?.thread ?? (await state.get<string>(`letter:${hash(id)}`))
      if (thread) found.push(thread)
    }
    return [...new Set([...found, ...recipients.flatMap((address) => tokens.read(address)?.thread ?? [])])]
  }
}
