/**
 * What the codes of Aliyun's SendSms mean for a message, and which of them an operator must do something about.
 * Only the codes count; the words beside them change.
 */
import type { Failure } from '../../kit/http.ts'

export function judge(code: string, message: string): { failure: Failure; alert?: string } {
  const reason = `Aliyun answered ${code}${message ? `: ${message.slice(0, 200)}` : ''}`
  if (code === 'isv.BUSINESS_LIMIT_CONTROL') return { failure: limited(message, reason) }
  const afterMs = AGAIN[code] ?? (code.startsWith('Throttling') ? 2_000 : undefined)
  if (afterMs !== undefined) return { failure: { ok: false, retry: 'safe', reason, afterMs } }
  if (DOUBTFUL.has(code)) return { failure: { ok: false, retry: 'ambiguous', reason } }
  const alert = ALERTS[code]
  return { failure: { ok: false, retry: 'never', reason }, ...(alert ? { alert } : {}) }
}

/** So many to one number: a minute or an hour later there is room again; the day's share does not come back in time to be of use. */
function limited(message: string, reason: string): Failure {
  if (message.includes('分钟')) return { ok: false, retry: 'safe', reason, afterMs: 60_000 }
  if (message.includes('小时')) return { ok: false, retry: 'safe', reason, afterMs: 3_600_000 }
  return { ok: false, retry: 'never', reason }
}

const AGAIN: Readonly<Record<string, number>> = { 'ServiceUnavailable': 5_000, 'isp.RAM_PERMISSION_CHECK_BUSY': 5_000, 'SignatureNonceUsed': 100 }

/** Errors inside Aliyun: whether the message was taken is not said. */
const DOUBTFUL: ReadonlySet<string> = new Set(['isp.SYSTEM_ERROR', 'isp.GATEWAY_ERROR', 'InternalError'])

const ALERTS: Readonly<Record<string, string>> = {
  'InvalidAccessKeyId.NotFound': 'SMS_ID is not an AccessKey ID that Aliyun knows',
  SignatureDoesNotMatch: 'SMS_SECRET is wrong: reset or copy the AccessKey Secret',
  'isp.RAM_PERMISSION_DENY': 'the AccessKey may not send: grant it AliyunDysmsFullAccess in RAM',
  'isv.AMOUNT_NOT_ENOUGH': 'the Aliyun account is out of money or package',
  'isv.OUT_OF_SERVICE': 'the Aliyun SMS service is stopped for this account',
  'isv.SMS_SIGNATURE_ILLEGAL': 'SMS_SIGNATURE is not an approved 签名 of this account',
  'isv.SMS_SIGN_ILLEGAL': 'SMS_SIGNATURE is not an approved 签名 of this account',
  'isv.SMS_TEMPLATE_ILLEGAL': 'SMS_TEMPLATE is not an approved 模板 of this account',
  'isv.TEMPLATE_MISSING_PARAMETERS': 'SMS_TEMPLATE_TEXT names another variable than the approved template',
  'isv.TEMPLATE_PARAMS_ILLEGAL': 'the template does not take free words in its variable: apply to Aliyun for one that does',
}
