/**
 * What the codes of Tencent Cloud's SendSms mean for a message, and which of them an operator must do something about.
 * Only the codes count; the words beside them change.
 */
import type { Failure } from '../../kit/http.ts'

export function judge(code: string, message: string): { failure: Failure; alert?: string; optedOut?: boolean } {
  const reason = `Tencent Cloud answered ${code}${message ? `: ${message.slice(0, 200)}` : ''}`
  const afterMs = AGAIN[code] ?? (code.startsWith('RequestLimitExceeded') ? 2_000 : undefined)
  if (afterMs !== undefined) return { failure: { ok: false, retry: 'safe', reason, afterMs } }
  if (code.startsWith('InternalError')) return { failure: { ok: false, retry: 'ambiguous', reason } }
  const alert = ALERTS[code]
  return { failure: { ok: false, retry: 'never', reason }, ...(alert ? { alert } : {}), ...(code === BLACKLISTED ? { optedOut: true } : {}) }
}

/** Numbers that have refused, on the provider's list. */
const BLACKLISTED = 'FailedOperation.PhoneNumberInBlacklist'

/** So many to one number, with the pause until there is room again, in ms; the day's share does not come back in time to be of use. */
const AGAIN: Readonly<Record<string, number>> = {
  'LimitExceeded.PhoneNumberThirtySecondLimit': 30_000, 'LimitExceeded.PhoneNumberOneHourLimit': 3_600_000, 'LimitExceeded.DeliveryFrequencyLimit': 30_000,
}

const ALERTS: Readonly<Record<string, string>> = {
  'AuthFailure.SecretIdNotFound': 'SMS_ID is not a SecretId that Tencent Cloud knows',
  'AuthFailure.SignatureFailure': 'SMS_SECRET is wrong: copy the SecretKey again',
  'AuthFailure.SignatureExpire': 'this server’s clock is wrong by more than five minutes',
  'FailedOperation.InsufficientBalanceInSmsPackage': 'the SMS package of the Tencent Cloud account is used up',
  'FailedOperation.SignatureIncorrectOrUnapproved': 'SMS_SIGNATURE is not an approved 签名 of this account',
  'FailedOperation.TemplateIncorrectOrUnapproved': 'SMS_TEMPLATE is not an approved 模板 of this account',
  'UnauthorizedOperation.SmsSdkAppIdVerifyFail': 'SMS_APP_ID does not belong to this account',
  'UnauthorizedOperation.RequestIpNotInWhitelist': 'this server’s address is not on the application’s IP 白名单',
  'InvalidParameterValue.TemplateParameterFormatError': 'the template does not take free words in its variable: apply to Tencent Cloud for one that does',
}
