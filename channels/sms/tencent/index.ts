/**
 * Tencent Cloud's line (腾讯云短信): unsigned callbacks in, guarded by a secret path; SendSms out, in an approved template.
 * As everywhere in mainland China, free answers go as the one variable of a template that must be granted for it.
 */
import type { HttpReply, InboundRequest } from '../../../core/channel.ts'
import type { SendResult } from '../../../core/model.ts'
import { callProvider } from '../../kit/http.ts'
import { isObject, type JsonValue, parseJson } from '../../kit/json.ts'
import { textField } from '../fields.ts'
import { createGuard, takeCallback } from '../hook.ts'
import type { Open, Outgoing } from '../provider.ts'
import { readTemplate } from '../template.ts'
import { judge } from './errors.ts'
import { parse } from './parse.ts'
import { CONTENT_TYPE, signTc3 } from './sign.ts'

const API = 'https://sms.tencentcloudapi.com'
const ACKNOWLEDGED: HttpReply = { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"result":0,"errmsg":"OK"}' }

export const open: Open = async ({ read, signature, timeoutMs, inbox, receipts, consent, context }) => {
  const { now, log, fetch: fetcher } = context
  const guard = createGuard(read)
  const id = read.needed('id')
  const secret = read.needed('secret')
  const appId = read.needed('appId')
  const template = read.needed('template')
  const apiBase = read.optional('apiBase') ? read.address('apiBase') : API
  const region = read.optional('region') ?? 'ap-guangzhou'
  if (!/^\d+$/.test(template)) return read.wrong('template', `must be the number of an approved template; it is "${template}"`)
  if (!/^\d+$/.test(appId)) return read.wrong('appId', `must be the SdkAppId, a number; it is "${appId}"`)
  const { frame } = readTemplate(read, { signature, fallback: '{1}', variables: /\{(\d+)\}/g })

  return { from: read.optional('from') ?? '', frame, send, receive }

  function receive(request: InboundRequest): Promise<HttpReply> {
    return takeCallback(request, {
      guard, inbox, log, acknowledged: ACKNOWLEDGED, parse: (body) => parse(body, now()),
      tell: ({ id: serial, delivered, words }) => receipts.tell(serial, delivered ? 'delivered' : 'failed', ...(delivered ? [] : [`Tencent Cloud reports ${words}`])),
    })
  }

  async function send({ to, text, key }: Outgoing): Promise<SendResult> {
    const body = JSON.stringify({ PhoneNumberSet: [to], SmsSdkAppId: appId, SignName: signature, TemplateId: template, TemplateParamSet: [text], SessionContext: key })
    const seconds = Math.floor(now() / 1000)
    const call = await callProvider(fetcher, {
      url: `${apiBase}/`,
      headers: {
        'content-type': CONTENT_TYPE, authorization: signTc3({ host: new URL(apiBase).host, service: 'sms', body, seconds }, id, secret),
        'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11', 'x-tc-timestamp': String(seconds), 'x-tc-region': region,
      },
      body, timeoutMs,
    })
    if (!call.ok) return call.failure
    const answer = answerOf(call.text)
    if (!answer) return { ok: false, retry: 'ambiguous', reason: 'Tencent Cloud answered with something other than its JSON' }
    if (answer.code === 'Ok') return answer.serial ? { ok: true, providerId: answer.serial } : { ok: true }
    const { failure, alert, optedOut } = judge(answer.code, answer.message)
    if (optedOut) await consent.refused(to, key)
    if (alert) log.error({ code: answer.code, alert: true }, alert)
    return failure
  }
}

/** An error of the whole request, or what became of the one number. */
function answerOf(text: string): { code: string; message: string; serial: string } | null {
  const parsed = parseJson(text)
  const response = parsed.ok && isObject(parsed.value) ? parsed.value['Response'] : undefined
  if (!isObject(response)) return null
  const { Error: error, SendStatusSet: statuses } = response
  if (isObject(error)) return { code: textField(error, 'Code'), message: textField(error, 'Message'), serial: '' }
  const [status] = Array.isArray(statuses) ? (statuses as readonly JsonValue[]) : []
  if (!isObject(status)) return null
  return { code: textField(status, 'Code'), message: textField(status, 'Message'), serial: textField(status, 'SerialNo') }
}
