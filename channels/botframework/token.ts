/**
 * The bot's own token for the connector, by its client secret. The SDK's way to it insists on the internet and on its own cache; this one is
 * kept where the house keeps what must outlive a restart.
 */
import type { ChannelContext } from '../../core/channel.ts'
import { callProvider } from '../kit/http.ts'
import { isObject, parseJson } from '../kit/json.ts'
import { createTokenKeeper, type Fetched, type Tokens } from '../kit/tokens.ts'
import type { BotFrameworkSettings } from './settings.ts'

/** Given out so long before its end at most. */
const EARLY_MS = 5 * 60_000
/** A secret that is refused is not right a second later. */
const REFUSED_AFTER_MS = 60_000

export function createTokens(settings: BotFrameworkSettings, { state, now, log, fetch: fetcher }: Pick<ChannelContext<unknown>, 'state' | 'now' | 'log' | 'fetch'>): Tokens {
  return createTokenKeeper({ state, now, key: 'token', earlyMs: EARLY_MS, fetchToken })

  async function fetchToken(): Promise<Fetched> {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: settings.appId, client_secret: settings.password, scope: `${settings.authority}/.default` })
    const call = await callProvider(fetcher, {
      url: settings.tokenUrl, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString(), timeoutMs: settings.timeoutMs,
    })
    if (!call.ok && call.answered && call.answered.status < 500 && call.answered.status !== 429) {
      log.error({ status: call.answered.status, alert: true }, 'Azure refuses the bot’s secret; compare BOTFRAMEWORK_APP_ID, BOTFRAMEWORK_PASSWORD and BOTFRAMEWORK_TENANT with the Azure portal')
      return { ok: false, failure: { ok: false, retry: 'safe', reason: `the token service answered HTTP ${call.answered.status}`, afterMs: REFUSED_AFTER_MS } }
    }
    // Whatever became of the token, the message has not been sent.
    if (!call.ok) return { ok: false, failure: { ...call.failure, retry: 'safe' } }
    const parsed = parseJson(call.text)
    const { access_token: token, expires_in: seconds } = parsed.ok && isObject(parsed.value) ? parsed.value : {}
    if (typeof token === 'string' && token !== '') return { ok: true, token, seconds: Number(seconds) || 600 }
    return { ok: false, failure: { ok: false, retry: 'safe', reason: 'the token service answered with something other than a token', afterMs: REFUSED_AFTER_MS } }
  }
}
