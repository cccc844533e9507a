/**
 * What each error code of the WeChat API means for a message: try again, never, or get another token first.
 * It must not be guessed from the text of an error, which changes.
 */
import type { Failure } from '../kit/http.ts'

export type Verdict =
  | { kind: 'sent' }
  /** The token was not accepted; the message surely was not. */
  | { kind: 'token' }
  | { kind: 'failed'; failure: Failure; /** nothing may be written to this customer now */ exhausted?: boolean; /** what an operator must do */ alert?: string }

/** Judges `errcode`; `errmsg` only goes into the reason. */
export function judge(errcode: number, errmsg: string): Verdict {
  if (errcode === 0) return { kind: 'sent' }
  if (DEAD_TOKEN.has(errcode)) return { kind: 'token' }
  const reason = `WeChat answered ${errcode}${errmsg ? `: ${errmsg.slice(0, 200)}` : ''}`
  const afterMs = AGAIN[errcode]
  if (afterMs !== undefined) return { kind: 'failed', failure: { ok: false, retry: 'safe', reason, afterMs } }
  const alert = ALERTS[errcode]
  return {
    kind: 'failed',
    failure: { ok: false, retry: 'never', reason },
    ...(NOTHING_LEFT.has(errcode) ? { exhausted: true } : {}),
    ...(alert ? { alert } : {}),
  }
}

/** Invalid credential, invalid token, expired token. */
const DEAD_TOKEN: ReadonlySet<number> = new Set([40001, 40014, 42001])

/** Out of the time window (or unfollowed), and over the number of messages. */
const NOTHING_LEFT: ReadonlySet<number> = new Set([45015, 45047])

/** Refused for now, with the pause before another try, in ms: busy; the day's quota (renewed at midnight); the minute's quota. */
const AGAIN: Readonly<Record<number, number>> = { [-1]: 5_000, 45009: 1_800_000, 45011: 60_000 }

const ALERTS: Readonly<Record<number, string>> = {
  40013: 'WECHAT_APPID is not an account WeChat knows: compare it with 公众号后台 → 基本配置',
  40125: 'WECHAT_SECRET is wrong: reset or copy the AppSecret in 公众号后台 → 基本配置',
  40164: "this server's address is not on the account's IP 白名单: add it in 公众号后台 → 基本配置",
  40243: 'the AppSecret is frozen: unfreeze it in 公众号后台 → 基本配置',
  48001: 'the account has no permission for customer-service messages: it must be verified (认证)',
  48004: 'WeChat has blocked this interface for the account: see the notice in 公众号后台',
  50002: 'the account or customer is restricted by WeChat',
}
