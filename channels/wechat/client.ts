/**
 * Sends one customer-service message, with a good token, and says what became of it.
 * It must not send a message twice, unless WeChat surely did not take the first.
 */
import type { ChannelContext } from '../../core/channel.ts'
import type { SendResult } from '../../core/model.ts'
import { callProvider } from '../kit/http.ts'
import type { Tokens } from '../kit/tokens.ts'
import { judge, type Verdict } from './errors.ts'
import type { WechatSettings } from './settings.ts'

export type Sent = { result: SendResult; /** nothing may be written to this customer now */ exhausted: boolean }
export type Client = { send(body: Readonly<Record<string, unknown>>): Promise<Sent> }

export function createClient(settings: WechatSettings, tokens: Tokens, { fetch: fetcher, log }: Pick<ChannelContext<unknown>, 'fetch' | 'log'>): Client {
  return { send: (body) => attempt(JSON.stringify(body), true) }

  async function attempt(json: string, retryToken: boolean): Promise<Sent> {
    const token = await tokens.get()
    if (!token.ok) return { result: token.failure, exhausted: false }
    const call = await callProvider(fetcher, {
      url: `${settings.apiBase}/cgi-bin/message/custom/send?access_token=${encodeURIComponent(token.token)}`,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: json,
      timeoutMs: settings.timeoutMs,
    })
    if (!call.ok) return { result: call.failure, exhausted: false }
    const answer = readAnswer(call.text)
    if (!answer) return { result: { ok: false, retry: 'ambiguous', reason: 'the WeChat API answered with something other than its JSON' }, exhausted: false }
    const verdict: Verdict = judge(answer.errcode, answer.errmsg)
    if (verdict.kind === 'sent') return { result: { ok: true }, exhausted: false }
    if (verdict.kind === 'token') {
      await tokens.drop(token.token)
      if (retryToken) return attempt(json, false)
      log.error({ errcode: answer.errcode, alert: true }, 'WeChat refuses a fresh access token; is another program using the same AppSecret?')
      return { result: { ok: false, retry: 'safe', reason: `WeChat answered ${answer.errcode} to a fresh token`, afterMs: 30_000 }, exhausted: false }
    }
    if (verdict.alert) log.error({ errcode: answer.errcode, alert: true }, verdict.alert)
    return { result: verdict.failure, exhausted: verdict.exhausted ?? false }
  }
}

function readAnswer(text: string): { errcode: number; errmsg: string } | null {
  try {
    const fields = Object(JSON.parse(text)) as Record<string, unknown>
    if (typeof fields.errcode !== 'number') return null
    return { errcode: fields.errcode, errmsg: typeof fields.errmsg === 'string' ? fields.errmsg : '' }
  } catch {
    return null
  }
}
