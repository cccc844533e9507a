/**
 * Keeps an access token: fetched once for many callers, renewed before it ends, and dropped only when it is the one that failed.
 * It must not let a late complaint about an old token throw away a new one, nor write a token into a log.
 */
import type { ChannelState } from '../../core/channel.ts'
import type { Failure } from './http.ts'
import { createLanes } from './lanes.ts'

export type Tokens = {
  /** A token that is good for a while yet, as far as known; or why there is none (the message was then not sent). */
  get(): Promise<{ ok: true; token: string } | { ok: false; failure: Failure }>
  /** The provider refused this token. Another one that has come since stays. */
  drop(failed: string): Promise<void>
}

export type Fetched = { ok: true; token: string; seconds: number } | { ok: false; failure: Failure }

type Parts = {
  state: ChannelState
  now: () => number
  /** Where in the state the token is kept. */
  key: string
  /** So long before its end a token is no longer given out. */
  earlyMs: number
  /** Asks the provider; `refused` is the token it refused last, if it has given no other since. */
  fetchToken(refused: string | null): Promise<Fetched>
}

type Kept = { token: string; expiresAt: number }

export function createTokenKeeper({ state, now, key, earlyMs, fetchToken }: Parts): Tokens {
  const inOrder = createLanes()
  let kept: Kept | null = null
  let refused: string | null = null
  const good = (token: Kept | null | undefined): token is Kept => !!token && token.token !== refused && now() < token.expiresAt - earlyMs

  return {
    async get() {
      if (good(kept)) return { ok: true, token: kept.token }
      // One at a time: whoever waited behind a renewal finds its result.
      return inOrder('token', async () => {
        if (good(kept)) return { ok: true, token: kept.token }
        const stored = await state.get<Kept>(key)
        if (good(stored)) {
          kept = stored
          return { ok: true, token: stored.token }
        }
        return renew()
      })
    },

    drop(failed) {
      return inOrder('token', async () => {
        const stored = (await state.get<Kept>(key))?.token
        if (kept?.token !== failed && stored !== failed) return
        refused = failed
        if (kept?.token === failed) kept = null
        if (stored === failed) await state.delete(key)
      })
    },
  }

  async function renew(): ReturnType<Tokens['get']> {
    const fetched = await fetchToken(refused)
    if (!fetched.ok) return fetched
    kept = { token: fetched.token, expiresAt: now() + fetched.seconds * 1000 }
    refused = null
    await state.set(key, kept)
    return { ok: true, token: kept.token }
  }
}
