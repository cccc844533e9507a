/**
 * The settings of the SMS door, declared as data; most mean the same to every provider, and say so.
 * What one provider alone demands of a value is checked in that provider's folder.
 */
import type { Setting } from '../../core/channel.ts'
import type { SettingsReader } from '../kit/settings.ts'
import { MARKETS, type Market } from './segments.ts'

export const PROVIDER_NAMES = ['twilio', 'aliyun', 'tencent', 'smpp'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

export const SETTINGS: readonly Setting[] = [
  { key: 'provider', env: 'SMS_PROVIDER', required: true, about: 'Who carries the text messages: twilio, aliyun (阿里云短信服务), tencent (腾讯云短信) or smpp (an operator’s SMPP 3.4 line).' },
  { key: 'id', env: 'SMS_ID', about: 'Whose account it is: Twilio Account SID (AC…), Aliyun AccessKey ID, Tencent Cloud SecretId, SMPP system_id.' },
  { key: 'secret', env: 'SMS_SECRET', secret: true, about: 'What belongs to SMS_ID: Twilio Auth Token (while you rotate: the primary, a comma, the secondary), AccessKey Secret, SecretKey, SMPP password.' },
  { key: 'from', env: 'SMS_FROM', about: 'Our number or code: for Twilio a number (+14155550100) or a Messaging Service SID (MG…), for SMPP the source address; for Aliyun and Tencent the code customers see, if you know it.' },
  { key: 'market', env: 'SMS_MARKET', about: 'cn or intl: by whose rules texts are counted and signed. Default: cn for aliyun and tencent, intl for twilio and smpp.' },
  { key: 'signature', env: 'SMS_SIGNATURE', about: 'Filed signature (签名) without its 【】. Needed for aliyun and tencent, which put it in front; with smpp the desk puts it in front.' },
  { key: 'template', env: 'SMS_TEMPLATE', about: 'Approved template (aliyun SMS_…, tencent a number). These providers carry templates only: free answers need one whose whole text is a single variable, which must be granted to you.' },
  { key: 'templateText', env: 'SMS_TEMPLATE_TEXT', about: 'The approved words of the template, with its one variable: ${content} for aliyun, {1} for tencent; that alone is the default. Counted and recorded with each message.' },
  { key: 'appId', env: 'SMS_APP_ID', about: 'Tencent Cloud SdkAppId of the SMS application, e.g. 1400006666.' },
  { key: 'region', env: 'SMS_REGION', about: 'Region of the API: cn-hangzhou for aliyun, ap-guangzhou for tencent, unless given.' },
  { key: 'hookSecret', env: 'SMS_HOOK_SECRET', secret: true, about: 'aliyun and tencent sign nothing: their callback address must end in this secret, /hooks/sms/<account>/<secret>. At least 16 letters and digits.' },
  { key: 'hookIps', env: 'SMS_HOOK_IPS', about: 'Addresses or networks that callbacks of aliyun and tencent may come from, separated by commas; any when empty. Leave it empty behind a proxy, and list them there.' },
  { key: 'hookUrl', env: 'SMS_HOOK_URL', about: 'The callback address as entered at Twilio, which signs it; when it is not the public address followed by /hooks/sms/<account>.' },
  { key: 'apiBase', env: 'SMS_API_BASE', about: 'Where the provider’s API is, when it is not the provider’s own address: a proxy or a test.' },
  { key: 'smpp', env: 'SMS_SMPP', about: 'SMPP line: smpp://host:2775, or ssmpp://host:3550 with TLS.' },
  { key: 'systemType', env: 'SMS_SMPP_SYSTEM_TYPE', about: 'SMPP system_type, where the operator wants one.' },
  { key: 'window', env: 'SMS_SMPP_WINDOW', default: '10', about: 'SMPP messages that may be under way without an answer, 1 to 10.' },
  { key: 'enquireSeconds', env: 'SMS_SMPP_ENQUIRE_SECONDS', default: '30', about: 'Seconds between two SMPP enquire_link; without an answer the line is opened anew.' },
  { key: 'longBy', env: 'SMS_SMPP_LONG_BY', default: 'udh', about: 'How long texts leave by SMPP: udh (a header in each part) or sar (sar_* parameters).' },
  { key: 'timezone', env: 'SMS_TIMEZONE', default: 'Asia/Shanghai', about: 'Whose clock tells the quiet hours of promotional texts, 20:00 to 8:00.' },
  { key: 'timeoutMs', env: 'SMS_TIMEOUT_MS', default: '10000', about: 'How long to wait for an answer of the provider, in milliseconds.' },
]

export type Common = { provider: ProviderName; market: Market; signature: string; timezone: string; timeoutMs: number }

/** What every provider needs. Throws an Error that names the variable and says what belongs there. */
export function readCommon(read: SettingsReader): Common {
  const provider = oneOf(read, 'provider', PROVIDER_NAMES, read.needed('provider'))
  const mainland = provider === 'aliyun' || provider === 'tencent'
  const market = oneOf(read, 'market', MARKETS, read.optional('market') ?? (mainland ? 'cn' : 'intl'))
  const signature = mainland ? read.needed('signature') : (read.optional('signature') ?? '')
  if (/[【】[\]\s]/.test(signature) || signature.length > 20) return read.wrong('signature', `must be the name between the brackets, at most 20 characters; it is "${signature}"`)
  return { provider, market, signature, timezone: zone(read), timeoutMs: read.wholeNumber('timeoutMs', 10, 60_000) }
}

export function oneOf<T extends string>(read: SettingsReader, key: string, choices: readonly T[], value: string): T {
  return choices.find((one) => one === value) ?? read.wrong(key, `must be ${choices.join(', ')}; it is "${value}"`)
}

function zone(read: SettingsReader): string {
  const name = read.needed('timezone')
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    return read.wrong('timezone', `must be a time zone such as Asia/Shanghai; it is "${name}"`)
  }
}
