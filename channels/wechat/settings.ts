/**
 * The settings of a WeChat Official Account, declared as data, and read with errors that say what to do.
 * It must not call WeChat: whether a secret is right is found out when it is used.
 */
import type { Setting } from '../../core/channel.ts'
import { aesKeyFrom } from '../kit/envelope.ts'
import { settingsReader } from '../kit/settings.ts'

export const SETTINGS: readonly Setting[] = [
  { key: 'appId', env: 'WECHAT_APPID', required: true, about: 'AppID of the official account (公众号后台 → 设置与开发 → 开发接口管理 → 基本配置), e.g. wx5823bf96d3bd56c7.' },
  { key: 'secret', env: 'WECHAT_SECRET', required: true, secret: true, about: 'AppSecret, from the same page as the AppID (基本配置 → 开发者密码). Put this server on its IP 白名单.' },
  { key: 'token', env: 'WECHAT_TOKEN', required: true, secret: true, about: 'Token of the server configuration (基本配置 → 服务器配置 → 令牌): 3 to 32 letters and digits, the same here and there.' },
  { key: 'aesKey', env: 'WECHAT_AES_KEY', secret: true, about: 'EncodingAESKey of the server configuration: 43 characters. Needed for 兼容模式 and 安全模式.' },
  { key: 'aesKeyPrevious', env: 'WECHAT_AES_KEY_PREVIOUS', secret: true, about: 'The EncodingAESKey before the last change; messages under it are still read, and answered with it.' },
  { key: 'mode', env: 'WECHAT_MODE', about: 'plain (明文模式), compatible (兼容模式) or aes (安全模式). Default: aes when WECHAT_AES_KEY is set, else plain. In aes, plain messages are refused.' },
  { key: 'apiBase', env: 'WECHAT_API_BASE', default: 'https://api.weixin.qq.com', about: 'Where the WeChat API is; another one for a proxy or a test.' },
  { key: 'holdMs', env: 'WECHAT_HOLD_MS', default: '4500', about: 'How long a request of WeChat is kept open for an answer, in milliseconds; WeChat gives up at 5000. 0 answers by customer-service message only.' },
  { key: 'maxAgeSeconds', env: 'WECHAT_MAX_AGE_SECONDS', default: '600', about: 'Requests signed longer ago (or further ahead) than this are refused, in seconds. 0 accepts any age.' },
  { key: 'timeoutMs', env: 'WECHAT_TIMEOUT_MS', default: '10000', about: 'How long to wait for an answer of the WeChat API, in milliseconds.' },
]

export type Mode = 'plain' | 'compatible' | 'aes'

export type WechatSettings = {
  appId: string
  secret: string
  token: string
  /** The current key first, then the previous one; empty in plain mode. 32 bytes each. */
  aesKeys: readonly Uint8Array[]
  mode: Mode
  apiBase: string
  holdMs: number
  maxAgeSeconds: number
  timeoutMs: number
}

/** Throws an Error that names the variable and says what belongs there. */
export function readWechatSettings(values: Readonly<Record<string, string | undefined>>): WechatSettings {
  const read = settingsReader('wechat', SETTINGS, values)
  const aesKeys = ['aesKey', 'aesKeyPrevious'].flatMap((key) => {
    const text = read.optional(key)
    if (!text) return []
    return [aesKeyFrom(text) ?? read.wrong(key, `must be the 43 letters and digits of an EncodingAESKey; it has ${text.length} characters`)]
  })
  const mode = read.optional('mode') ?? (aesKeys.length ? 'aes' : 'plain')
  if (mode !== 'plain' && mode !== 'compatible' && mode !== 'aes') return read.wrong('mode', `must be plain, compatible or aes; it is "${mode}"`)
  if (mode !== 'plain' && !read.optional('aesKey')) return read.wrong('aesKey', `is not set, but the mode is ${mode}. Copy the EncodingAESKey of the server configuration.`)
  const appId = read.needed('appId')
  if (!/^wx[0-9A-Za-z_]{4,40}$/.test(appId)) return read.wrong('appId', `must be an AppID, which begins with wx; it is "${appId}"`)
  const token = read.needed('token')
  if (!/^[0-9A-Za-z]{3,32}$/.test(token)) return read.wrong('token', 'must be 3 to 32 letters and digits, as WeChat demands of a 令牌')
  return {
    appId,
    secret: read.needed('secret'),
    token,
    aesKeys,
    mode,
    apiBase: read.address('apiBase'),
    holdMs: read.wholeNumber('holdMs', 0, 4900),
    maxAgeSeconds: read.wholeNumber('maxAgeSeconds', 0, 31_536_000),
    timeoutMs: read.wholeNumber('timeoutMs', 10, 60_000),
  }
}
