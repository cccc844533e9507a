/**
 * Aliyun's side of one account (阿里云短信服务): SendSms with its signature checked, upstream messages and reports posted until the desk takes them.
 * It must follow Aliyun's rules: an answer whose code is not the number 0, or that comes after 700 ms, counts as none.
 */
import { createHash, createHmac } from 'node:crypto'
import { type Answer, type Api, type Call, createApi } from './api.ts'
import { type Carrier, createCarrier } from './carry.ts'
import { createPhones, type Phones } from './phones.ts'

export type AliyunPlatform = {
  api: Api
  carrier: Carrier
  phones: Phones
  account: { id: string; secret: string; signature: string; template: string }
  /** Posts any body; true when Aliyun would count it as taken. */
  post(body: string): Promise<{ taken: boolean; status: number | null; body: string }>
  /** One upstream message, again and again as Aliyun does, `tries` times at most. */
  up(message: Readonly<Record<string, unknown>>, tries?: number): Promise<{ taken: boolean; tries: number }>
  report(report: Readonly<Record<string, unknown>>): Promise<{ taken: boolean }>
  close(): Promise<void>
}

const ANSWER_WITHIN_MS = 700

/** @param deskUrl the desk's callback address, secret included */
export async function createAliyunPlatform(deskUrl: () => string, answerWithinMs = ANSWER_WITHIN_MS): Promise<AliyunPlatform> {
  const account = { id: 'LTAI5tSimulatedKeyId', secret: 'SimulatedAccessKeySecret30', signature: '示范燃气', template: 'SMS_154950909' }
  const phones = createPhones(Date.now)
  const carrier = createCarrier(answerWithinMs)
  let serial = 0
  const api = await createApi(handle, () => true)

  async function post(body: string) {
    const { status, body: answer } = await carrier.carry('aliyun', deskUrl(), { headers: { 'content-type': 'application/json;charset=utf-8' }, body })
    return { taken: status === 200 && isTaken(answer), status, body: answer }
  }

  return {
    api, carrier, phones, account, post,
    async up(message, tries = 3) {
      for (let n = 1; n <= tries; n++) if ((await post(JSON.stringify([message]))).taken) return { taken: true, tries: n }
      return { taken: false, tries }
    },
    report: (report) => post(JSON.stringify([report])),
    async close() {
      carrier.close()
      await carrier.idle()
      await api.close()
    },
  }

  function handle(call: Call, fault: { code: string; message: string } | null): Answer {
    if (!isSigned(call, account.id, account.secret)) return answer(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.')
    if (call.headers['x-acs-action'] !== 'SendSms') return answer(404, 'InvalidAction.NotFound', 'no such action')
    if (fault) return answer(fault.code.startsWith('Throttling') ? 400 : 200, fault.code, fault.message)
    const get = (name: string) => call.query.get(name) ?? ''
    if (get('SignName') !== account.signature) return answer(200, 'isv.SMS_SIGNATURE_ILLEGAL', '签名不合法')
    if (get('TemplateCode') !== account.template) return answer(200, 'isv.SMS_TEMPLATE_ILLEGAL', '模板不合法')
    if (!/^(1\d{10}|\d{8,15})$/.test(get('PhoneNumbers'))) return answer(200, 'isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误')
    const { content } = JSON.parse(get('TemplateParam')) as { content?: string }
    if (content === undefined) return answer(200, 'isv.TEMPLATE_MISSING_PARAMETERS', '模板变量缺失')
    const bizId = `9006195${++serial}^0`
    phones.show(get('PhoneNumbers'), { from: 'desk', text: `【${account.signature}】${content}`, how: '短信模板' })
    return { status: 200, body: JSON.stringify({ RequestId: 'F655A8D5', Message: 'OK', Code: 'OK', BizId: bizId }) }
  }
}

function isTaken(body: string): boolean {
  try {
    return (JSON.parse(body) as { code?: unknown }).code === 0
  } catch {
    return false
  }
}

const answer = (status: number, code: string, message: string): Answer => ({ status, body: JSON.stringify({ RequestId: 'F655A8D5', Code: code, Message: message }) })

/** The version 3 signature, worked out anew from what arrived. */
function isSigned({ method, path, query, headers, body }: Call, id: string, secret: string): boolean {
  const [, credential, names = '', signature] = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  const quoted = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  const asked = [...query].map(([key, value]) => [quoted(key), quoted(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}=${value}`).join('&')
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
  const canonical = [method, path, asked, names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`).join(''), names, hash(body)].join('\n')
  return credential === id && names.includes('x-acs-date') && signature === createHmac('sha256', secret).update(`ACS3-HMAC-SHA256\n${hash(canonical)}`, 'utf8').digest('hex')
}
