/**
 * Tencent Cloud's side of one account (腾讯云短信): SendSms with its signature checked, replies and statuses posted to the desk.
 * It must follow Tencent's rules: statuses come as an array, a reply as one object without an id.
 */
import { createHash, createHmac } from 'node:crypto'
import { type Answer, type Api, type Call, createApi } from './api.ts'
import { type Carrier, createCarrier } from './carry.ts'
import { createPhones, type Phones } from './phones.ts'

export type TencentPlatform = {
  api: Api
  carrier: Carrier
  phones: Phones
  account: { id: string; secret: string; appId: string; signature: string; template: string }
  post(body: string): Promise<{ taken: boolean; status: number | null; body: string }>
  close(): Promise<void>
}

const ANSWER_WITHIN_MS = 5_000

/** @param deskUrl the desk's callback address, secret included */
export async function createTencentPlatform(deskUrl: () => string, answerWithinMs = ANSWER_WITHIN_MS): Promise<TencentPlatform> {
  const account = { id: 'AKIDSimulatedSecretId', secret: 'SimulatedSecretKey', appId: '1400006666', signature: '示范快递', template: '1234567' }
  const phones = createPhones(Date.now)
  const carrier = createCarrier(answerWithinMs)
  let serial = 0
  const api = await createApi(handle, () => true)

  return {
    api, carrier, phones, account,
    async post(body) {
      const { status, body: answer } = await carrier.carry('tencent', deskUrl(), { headers: { 'content-type': 'application/json' }, body })
      return { taken: status === 200 && /"result"\s*:\s*0\b/.test(answer), status, body: answer }
    },
    async close() {
      carrier.close()
      await carrier.idle()
      await api.close()
    },
  }

  function handle(call: Call, fault: { code: string; message: string } | null): Answer {
    if (!isSigned(call, account.id, account.secret)) return failed('AuthFailure.SignatureFailure', 'The provided credentials could not be validated.')
    if (fault?.code.startsWith('RequestLimitExceeded')) return failed(fault.code, fault.message)
    const { PhoneNumberSet, SmsSdkAppId, SignName, TemplateId, TemplateParamSet, SessionContext } = JSON.parse(call.body) as Record<string, never> & { PhoneNumberSet: string[]; TemplateParamSet: string[] }
    if (SmsSdkAppId !== account.appId) return failed('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'sdkappid')
    const to = PhoneNumberSet[0] ?? ''
    const status = (code: string, message: string, number = '') => ({
      status: 200, body: JSON.stringify({ Response: { SendStatusSet: [{ SerialNo: number, PhoneNumber: to, Fee: 1, SessionContext, Code: code, Message: message, IsoCode: 'CN' }], RequestId: 'a0aabda6' } }),
    })
    if (fault) return status(fault.code, fault.message)
    if (SignName !== account.signature) return status('FailedOperation.SignatureIncorrectOrUnapproved', 'sign')
    if (TemplateId !== account.template || TemplateParamSet.length !== 1) return status('FailedOperation.TemplateIncorrectOrUnapproved', 'template')
    phones.show(to, { from: 'desk', text: `【${account.signature}】${TemplateParamSet[0]}`, how: '短信模板' })
    return status('Ok', 'send success', `5000:1045710669157053657849499619:${++serial}`)
  }
}

const failed = (code: string, message: string): Answer => ({ status: 200, body: JSON.stringify({ Response: { Error: { Code: code, Message: message }, RequestId: 'a0aabda6' } }) })

/** The third signature scheme, worked out anew from what arrived. */
function isSigned({ headers, body }: Call, id: string, secret: string): boolean {
  const [, credential, date = '', signature] = /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=content-type;host, Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest()
  const canonical = `POST\n/\n\ncontent-type:${headers['content-type']}\nhost:${headers.host}\n\ncontent-type;host\n${hash(body)}`
  const signing = hmac(hmac(hmac(`TC3${secret}`, date), 'sms'), 'tc3_request')
  const time = String(headers['x-tc-timestamp'])
  return credential === id && headers['x-tc-action'] === 'SendSms' && hmac(signing, `TC3-HMAC-SHA256\n${time}\n${date}/sms/tc3_request\n${hash(canonical)}`).toString('hex') === signature
}
