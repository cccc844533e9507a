/**
 * Keeps the account's access token: fetched once for many callers, renewed before it ends, and dropped only when it is the one that failed.
 * It must not let a late complaint about an old token throw away a new one, nor write a token into a log.
 */
import type { ChannelState, Log } from '../../core/channel.ts'
import { callProvider, type Failure } from '../kit/http.ts'
import { createLanes } from '../kit/lanes.ts'
import { judge } from './errors.ts'
import type { WechatSettings } from './settings.ts'

export type Tokens = {
  /** A token that is good for five minutes yet, as far as known; or why there is none (the message was then not sent). */
  get(): Promise<{ ok: true; token: string } | { ok: false; failure: Failure }>
  /** WeChat refused this token. Another one that has come since stays. */
  drop(failed: string): Promise<void>
}

type Kept = { token: string; expiresAt: number }
type Context = { state: ChannelState; now: () => number; fetch: typeof fetch; log: Log }

const STATE_KEY = 'access-token'
const EARLY_MS = 5 * 60_000
/** WeChat forces a new token at most every 30 s, 20 times a day. */
const FORCE_PAUSE_MS = 31_000

export function createTokens(settings: WechatSettings, { state, now, fetch: fetcher, log }: Context): Tokens {
  const inOrder = createLanes()
  let kept: Kept | null = null
  /** The token WeChat refused last: if the ordinary renewal returns it again, a new one is forced. */
  let refused: string | null = null
  let forcedAt = Number.NEGATIVE_INFINITY
  const good = (token: Kept | null | undefined): token is Kept => !!token && token.token !== refused && now() < token.expiresAt - EARLY_MS

  return {
    async get() {
      if (good(kept)) return { ok: true, token: kept.token }
      // One at a time: whoever waited behind a renewal finds its result.
      return inOrder('token', async () => {
        if (good(kept)) return { ok: true, token: kept.token }
        const stored = await state.get<Kept>(STATE_KEY)
        if (good(stored)) {
          kept = stored
          return { ok: true, token: stored.token }
        }
        return renew()
      })
    },

    drop(failed) {
      return inOrder('token', async () => {
        if (kept?.token !== failed && (await state.get<Kept>(STATE_KEY))?.token !== failed) return
        refused = failed
        if (kept?.token === failed) kept = null
        if ((await state.get<Kept>(STATE_KEY))?.token === failed) await state.delete(STATE_KEY)
      })
    },
  }

  async function renew(): ReturnType<Tokens['get']> {
    let fetched = await request(false)
    if (fetched.ok && fetched.kept.token === refused) {
      if (now() - forcedAt < FORCE_PAUSE_MS) {
        return { ok: false, failure: { ok: false, retry: 'safe', reason: 'WeChat refuses the access token it gives', afterMs: FORCE_PAUSE_MS } }
      }
      forcedAt = now()
      log.warn({}, 'WeChat returned the access token it had refused; forcing a new one')
      fetched = await request(true)
    }
    if (!fetched.ok) return fetched
    kept = fetched.kept
    refused = null
    await state.set(STATE_KEY, kept)
    return { ok: true, token: kept.token }
  }

  async function request(force: boolean): Promise<{ ok: true; kept: Kept } | { ok: false; failure: Failure }> {
    const body = { grant_type: 'client_credential', appid: settings.appId, secret: settings.secret, force_refresh: force }
    const call = await callProvider(fetcher, {
      url: `${settings.apiBase}/cgi-bin/stable_token`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: settings.timeoutMs,
    })
    // Whatever became of this call, the message itself has not been sent.
    if (!call.ok) return { ok: false, failure: { ...call.failure, retry: 'safe', reason: `no access token: ${call.failure.reason}` } }
    const answer = readAnswer(call.text)
    if (answer.token) return { ok: true, kept: { token: answer.token, expiresAt: now() + answer.seconds * 1000 } }
    return { ok: false, failure: refusal(answer.errcode, answer.errmsg) }
  }

  function refusal(errcode: number, errmsg: string): Failure {
    const verdict = judge(errcode, errmsg)
    if (verdict.kind === 'failed') {
      if (verdict.alert) log.error({ errcode, alert: true }, verdict.alert)
      return { ...verdict.failure, reason: `no access token: ${verdict.failure.reason}` }
    }
    // 40001 from this call speaks of the secret, not of a token
    log.error({ errcode, alert: true }, 'WeChat gives no access token: compare WECHAT_APPID and WECHAT_SECRET with 公众号后台 → 基本配置')
    return { ok: false, retry: 'never', reason: `no access token: WeChat answered ${errcode}${errmsg ? `: ${errmsg.slice(0, 200)}` : ''}` }
  }
}

function readAnswer(text: string): { token: string; seconds: number; errcode: number; errmsg: string } {
  let fields: Record<string, unknown> = {}
  try {
    fields = Object(JSON.parse(text))
  } catch {
    // not JSON: no token, and reported as busy below
  }
  const { access_token: token, expires_in: seconds, errcode, errmsg } = fields
  return {
    token: typeof token === 'string' ? token : '',
    seconds: typeof seconds === 'number' && seconds > 0 ? seconds : 7200,
    errcode: typeof errcode === 'number' ? errcode : -1,
    errmsg: typeof errmsg === 'string' ? errmsg : '',
  }
}
