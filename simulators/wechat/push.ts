/**
 * Brings one message or event to the desk by WeChat's rules: five seconds for an answer, three tries in all, then the customer is told.
 * It must read an answer as WeChat does, and must not show an answer that came too late.
 */
import type { Account, Attempt, Delivery, Verdict } from './account.ts'
import type { Faults } from './faults.ts'
import { type Fields, type Push, readReply, signedQuery, writePush } from './wire.ts'

export type Pusher = {
  /** Tries until the desk takes it. `passive` is called with each reply that came in time. */
  push(message: { id: string; openId: string; fields: Fields }, passive: (text: string, sealed: boolean) => void): Promise<Delivery>
  /** WeChat's question when the address is entered in its form: true when the desk gives back what it was sent. */
  confirmAddress(): Promise<boolean>
}

type Parts = {
  account: Account
  /** The desk's address of this account. */
  deskUrl: () => string
  faults: Faults
  now: () => number
  /** 5,000 in life */
  answerWithinMs: number
  /** 3 in life */
  tries: number
  closing: AbortSignal
}

export function createPusher({ account, deskUrl, faults, now, answerWithinMs, tries, closing }: Parts): Pusher {
  let nonces = 1_000_000

  return {
    async push({ id, openId, fields }, passive) {
      const attempts: Attempt[] = []
      const copies = await Promise.all(Array.from({ length: faults.copies }, () => deliver()))
      const outcome = copies.includes('passive') ? 'passive' : copies.includes('accepted') ? 'accepted' : fields.MsgType === 'event' ? 'lost' : 'unavailable'
      return { id, openId, attempts, outcome }

      async function deliver(): Promise<Verdict> {
        let verdict: Verdict = 'again'
        for (let attempt = 0; attempt < tries && verdict === 'again' && !closing.aborted; attempt++) verdict = await once()
        return verdict
      }

      async function once(): Promise<Verdict> {
        const answer = await post(writePush(account, fields, stamp()))
        const made = answer !== null && answer.status >= 200 && answer.status < 300 ? readReply(account, openId, answer.body) : null
        const verdict = made?.verdict ?? 'again'
        attempts.push({ at: now(), status: answer?.status ?? null, body: answer?.body ?? '', verdict })
        if (made?.verdict === 'passive') passive(made.text, made.sealed)
        return verdict
      }
    },

    async confirmAddress() {
      const { seconds, nonce } = stamp()
      const query = signedQuery(account, seconds, nonce)
      const echo = `${seconds}${nonce}`
      query.set('echostr', echo)
      const answer = await fetch(`${deskUrl()}?${query}`, { signal: AbortSignal.timeout(answerWithinMs) })
      return answer.ok && (await answer.text()) === echo
    },
  }

  function stamp(): { seconds: number; nonce: string } {
    return { seconds: Math.floor(now() / 1000), nonce: String(++nonces) }
  }

  /** Null when the desk cannot be reached, or has not answered in time: the connection is then cut, as WeChat does. */
  async function post({ query, body, contentType }: Push): Promise<{ status: number; body: string } | null> {
    try {
      const response = await fetch(`${deskUrl()}?${query}`, {
        method: 'POST',
        headers: { 'content-type': contentType, 'user-agent': 'Mozilla/4.0' },
        body,
        signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), closing]),
      })
      return { status: response.status, body: await response.text() }
    } catch {
      return null
    }
  }
}
