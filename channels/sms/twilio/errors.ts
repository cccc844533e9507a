/**
 * What Twilio's error codes mean for a message, and which of them an operator must do something about.
 * Only the codes count; the words beside them change.
 */
import type { Failure } from '../../kit/http.ts'

/** A number on Twilio's list of opted-out numbers. */
export const OPTED_OUT = 21610

export function judge(code: number, message: string): { failure: Failure; alert?: string } {
  const reason = `Twilio answered ${code}${MEANINGS[code] ? ` (${MEANINGS[code]})` : message ? `: ${message.slice(0, 200)}` : ''}`
  const afterMs = AGAIN[code]
  const alert = ALERTS[code]
  return { failure: afterMs === undefined ? { ok: false, retry: 'never', reason } : { ok: false, retry: 'safe', reason, afterMs }, ...(alert ? { alert } : {}) }
}

/** Why a message that Twilio took did not arrive. */
export const undelivered = (code: string): string =>
  code ? `Twilio reports ${code}${MEANINGS[Number(code)] ? `: ${MEANINGS[Number(code)]}` : ''}` : 'Twilio reports that it was not delivered'

const MEANINGS: Readonly<Record<number, string>> = {
  20003: 'the Auth Token is wrong',
  21211: 'not a telephone number',
  21408: 'the account may not write to this country',
  21602: 'no words in the message',
  21606: 'our number cannot send text messages to this number',
  21608: 'a trial account writes to verified numbers only',
  21610: 'the customer has opted out',
  21612: 'our number does not reach this one',
  21614: 'not a mobile number',
  21617: 'longer than 1600 characters',
  30003: 'the telephone is switched off or out of reach',
  30004: 'the customer or his operator blocks messages',
  30005: 'the number is unknown or no longer in use',
  30006: 'a landline, or an operator that cannot be reached',
  30007: 'filtered by the operator as unwanted',
  30008: 'unknown error on the way',
  30034: 'our number is not registered for A2P 10DLC',
}

/** Refused for now, with the pause before another try, in ms: too many requests; the number's queue is full. */
const AGAIN: Readonly<Record<number, number>> = { 20429: 5_000, 14107: 5_000, 21611: 30_000, 30001: 30_000 }

const ALERTS: Readonly<Record<number, string>> = {
  20003: 'SMS_ID or SMS_SECRET is wrong: compare them with the Twilio console, Account Info',
  21408: 'Twilio does not let the account write to this country: Messaging → Settings → Geo permissions',
  21606: 'SMS_FROM cannot send text messages: see the number in the Twilio console',
  21608: 'the Twilio account is a trial account, which writes to verified numbers only',
  30034: 'SMS_FROM is not registered: Twilio console, Messaging → Regulatory Compliance → A2P 10DLC',
}
