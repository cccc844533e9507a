/**
 * Aliyun's line (阿里云短信服务): unsigned callbacks in, guarded by a secret path; SendSms out, in an approved template.
 * The market lets nobody send free text on the normal product: answers go as the one variable of a template that must be granted for it.
 */
import { randomUUID } from 'node:crypto'
import type { HttpReply, InboundRequest } from '../../../core/channel.ts'
import type { SendResult } from '../../../core/model.ts'
import { callProvider } from '../../kit/http.ts'
import { isObject, parseJson } from '../../kit/json.ts'
import { createGuard, takeCallback } from '../hook.ts'
import { toMainland } from '../numbers.ts'
import type { Open, Outgoing } from '../provider.ts'
import { readTemplate } from '../template.ts'
import { judge } from './errors.ts'
import { parse } from './parse.ts'
import { signAcs } from './sign.ts'

const API = 'https://dysmsapi.aliyuncs.com'
/** `code` must be a number: Aliyun takes "0" for a failure and sends again. */
const ACKNOWLEDGED: HttpReply = { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"code":0,"msg":"接收成功"}' }

export const open: Open = async ({ read, signature, timeoutMs, inbox, receipts, context }) => {
  const { now, log, fetch: fetcher } = context
  const guard = createGuard(read)
  const id = read.needed('id')
  const secret = read.needed('secret')
  const template = read.needed('template')
  const apiBase = read.optional('apiBase') ? read.address('apiBase') : API
  const region = read.optional('region') ?? 'cn-hangzhou'
  if (!/^SMS_\d+$/.test(template)) return read.wrong('template', `must be a template code such as SMS_15305****; it is "${template}"`)
  const { frame, variable } = readTemplate(read, { signature, fallback: '${content}', variables: /\$\{(\w+)\}/g })

  return { from: read.optional('from') ?? '', frame, send, receive }

  function receive(request: InboundRequest): Promise<HttpReply> {
    return takeCallback(request, {
      guard, inbox, log, acknowledged: ACKNOWLEDGED, parse: (body) => parse(body, now()),
      tell: async ({ ids, delivered, code, words }) => {
        const reason = delivered ? [] : [`Aliyun reports ${code}${words ? `: ${words}` : ''}`]
        for (const one of ids) await receipts.tell(one, delivered ? 'delivered' : 'failed', ...reason)
      },
    })
  }

  async function send({ to, text, key }: Outgoing): Promise<SendResult> {
    const parameters = {
      PhoneNumbers: toMainland(to), SignName: signature, TemplateCode: template, TemplateParam: JSON.stringify({ [variable]: text }), OutId: key, RegionId: region,
    }
    const date = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')
    const { query, headers } = signAcs({ host: new URL(apiBase).host, action: 'SendSms', version: '2017-05-25', query: parameters, date, nonce: randomUUID() }, id, secret)
    const call = await callProvider(fetcher, { url: `${apiBase}/?${query}`, headers, timeoutMs })
    const answer = answerOf(call.ok ? call.text : (call.answered?.text ?? ''))
    if (call.ok && answer?.code === 'OK') return answer.bizId ? { ok: true, providerId: answer.bizId } : { ok: true }
    if (call.ok && !answer) return { ok: false, retry: 'ambiguous', reason: 'Aliyun answered with something other than its JSON' }
    if (!call.ok && (!answer || call.failure.retry !== 'never')) return call.failure
    const { failure, alert } = judge(answer?.code ?? '', answer?.message ?? '')
    if (alert) log.error({ code: answer?.code, alert: true }, alert)
    return failure
  }
}

function answerOf(text: string): { code: string; message: string; bizId: string } | null {
  const parsed = parseJson(text)
  if (!parsed.ok || !isObject(parsed.value)) return null
  const { Code: code, Message: message, BizId: bizId } = parsed.value
  return typeof code === 'string' ? { code, message: typeof message === 'string' ? message : '', bizId: typeof bizId === 'string' ? bizId : '' } : null
}
