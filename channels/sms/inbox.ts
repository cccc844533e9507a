/**
 * What happens to a customer's message, whichever provider brought it: his will is noted, the house stores it, the record is written.
 * It returns when all of that is durable; only then may the provider be told so.
 */
import type { House, Inbound } from '../../core/channel.ts'
import type { Consent, Holder } from './consent.ts'
import type { Records } from './records.ts'
import { type Keyword, keywordOf } from './words.ts'

export type Received = Omit<Inbound, 'address' | 'user'> & {
  from: string
  /** Our number or code that he wrote to. */
  to: string
  /** The provider says what kind of word this is, or has answered it itself. */
  keyword?: Keyword | null
  holder?: Holder
}

export type Inbox = { take(messages: readonly Received[]): Promise<void> }

export function createInbox({ house, consent, records, now }: { house: House; consent: Consent; records: Records; now: () => number }): Inbox {
  return {
    async take(messages) {
      if (messages.length === 0) return
      // Before `accept`: an answer may be on its way out as soon as the message is in.
      for (const { from, key, at, content, keyword = content.type === 'text' ? keywordOf(content.text) : null, holder = 'desk' } of messages)
        await consent.acted(from, { key, at, keyword, holder })
      await house.accept(messages.map(({ from, to: _to, keyword: _keyword, holder: _holder, ...inbound }) => ({ ...inbound, address: from, user: from })))
      for (const { from, to, key, at, content } of messages) {
        const text = content.type === 'text' ? content.text : JSON.stringify(content)
        await records.received(key, { at, receivedAt: now(), from, to, text, subscription: await consent.of(from) })
      }
    },
  }
}
