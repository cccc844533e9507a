/**
 * Fetches the account's access token by WeChat's stable interface, by force where it gives out again what it refuses.
 * It must not force a new token more often than WeChat allows, nor write a token or the secret into a log.
 */
import type { ChannelState, Log } from '../../core/channel.ts'
import { callProvider, type Failure } from '../kit/http.ts'
import { createTokenKeeper, type Fetched, type Tokens } from '../kit/tokens.ts'
import { judge } from './errors.ts'
import type { WechatSettings } from './settings.ts'

type Context = { state: ChannelState; now: () => number; fetch: typeof fetch; log: Log }

const EARLY_MS = 5 * 60_000
/** WeChat forces a new token at most every 30 s, 20 times a day. */
const FORCE_PAUSE_MS = 31_000

export function createTokens(settings: WechatSettings, { state, now, fetch: fetcher, log }: Context): Tokens {
  let forcedAt = Number.NEGATIVE_INFINITY

  return createTokenKeeper({
    state, now, key: 'access-token', earlyMs: EARLY_MS,
    async fetchToken(refused) {
      const fetched = await request(false)
      if (!fetched.ok || fetched.token !== refused) return fetched
      if (now() - forcedAt < FORCE_PAUSE_MS) {
        return { ok: false, failure: { ok: false, retry: 'safe', reason: 'WeChat refuses the access token it gives', afterMs: FORCE_PAUSE_MS } }
      }
      forcedAt = now()
      log.warn({}, 'WeChat returned the access token it had refused; forcing a new one')
      return request(true)
    },
  })

  async function request(force: boolean): Promise<Fetched> {
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
    if (answer.token) return { ok: true, token: answer.token, seconds: answer.seconds }
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
