/** How the contract of a door is put to the SMS door: once for each provider, whose simulated side delivers, forges and fails. */
import { door } from '../../../channels/sms/index.ts'
import type { ApiFault } from '../../../simulators/sms/api.ts'
import type { Bench, Descriptor, Fault, Heard, Said } from '../contract.ts'
import { ALIYUN, HOOK_SECRET, numberOf, type Provider, SMPP, TENCENT, TWILIO } from '../sms/bench.ts'

const WRONG = { provider: 'pigeon', market: 'mars', timezone: 'Asia/Nowhere', timeoutMs: 'soon' }
const NO_KEY = { 'idempotent send': 'the provider has no key by which a repeated send is known again' } as const
const NO_KINDS = { 'unknown kinds': 'these callbacks carry text and nothing else' } as const

export const descriptor: readonly Descriptor[] = [
  { door, provider: 'twilio', open: openTwilio, wrong: { ...WRONG, id: 'XX12', from: 'nobody', apiBase: 'ftp://x', hookUrl: 'desk' }, skip: NO_KEY },
  {
    door, provider: 'aliyun', open: openAliyun, skip: { ...NO_KEY, ...NO_KINDS },
    wrong: { ...WRONG, signature: '【燃气】', template: 'mine', templateText: '您好', hookSecret: 'short', hookIps: 'everywhere', apiBase: 'ftp://x' },
  },
  {
    door, provider: 'tencent', open: openTencent, skip: { ...NO_KEY, ...NO_KINDS },
    wrong: { ...WRONG, appId: 'mine', template: 'SMS_1', templateText: '{1}{2}', hookSecret: '有中文的秘密有中文的秘密有中文的秘密', hookIps: '10.0.0.0/99' },
  },
  {
    door, provider: 'smpp', open: openSmpp, wrong: { ...WRONG, smpp: 'http://x', window: '11', longBy: 'pigeon', enquireSeconds: '0', secret: 'longer than eight' },
    skip: { ...NO_KEY, unforgeable: 'the desk calls the operator and speaks first; nobody can call in' },
  },
]

const heardAs = (status: number | null): Heard => (status === null || status >= 500 ? 'again' : status < 300 ? 'taken' : 'refused')
const OVERSIZED = 'A'.repeat(1_100_000)
const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

/** Faults of an API over HTTP; only the provider's own codes differ. */
function faultsOf(api: { fail(fault: ApiFault): void }, close: () => Promise<void>, codes: { refused: string; throttled: ApiFault }): Partial<Record<Fault, () => void | Promise<void>>> {
  return {
    throttled: () => api.fail(codes.throttled),
    unreachable: close,
    'server-error': () => api.fail({ type: 'status', status: 502, accept: true }),
    'no-answer': () => api.fail({ type: 'slow', ms: 60_000 }),
    'cut-after-acceptance': () => api.fail({ type: 'drop', accept: true }),
    refused: () => api.fail({ type: 'code', code: codes.refused, message: 'no' }),
  }
}

/** What all providers over HTTP share: a desk that is found late, and any request to it. */
async function started<P extends { close(): Promise<void> }>(provider: Provider<P>) {
  let base = ''
  const platform = await provider.start(() => `${base}${provider.path}`)
  return {
    platform,
    url: () => `${base}${provider.path}`,
    async post(url: string, body: string, headers: Record<string, string> = {}): Promise<Heard> {
      return heardAs((await fetch(url, { method: 'POST', headers, body })).status)
    },
    common: {
      settings: { ...provider.settings(platform), timeoutMs: '500' },
      joined(served: { url: string }) {
        base = `${served.url}/hooks/sms/main`
      },
      close: () => platform.close(),
    },
  }
}

async function openTwilio(): Promise<Bench> {
  const { platform, url, post, common } = await started(TWILIO)
  const params = () => new URLSearchParams({ MessageSid: 'SM1', From: numberOf('eve'), To: platform.account.number, Body: '假的' })
  const genuine = () => platform.signed(url(), params())
  const signed = (how: string, given: string) => ({
    how,
    deliver() {
      const { headers, body } = platform.signed(url(), new URLSearchParams(given))
      return post(url(), body, headers)
    },
  })
  return {
    ...common,
    deliver: async ({ user, text, id }) => heardAs((await platform.send(numberOf(user), { Body: text, MessageSid: `SM${id}` })).status),
    forgeries: [
      { how: 'no signature', deliver: () => post(url(), genuine().body, { 'content-type': 'application/x-www-form-urlencoded' }) },
      { how: 'a signature of nobody', deliver: () => post(url(), genuine().body, { ...genuine().headers, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }) },
      { how: 'other words', deliver: () => post(url(), genuine().body.replace('SM1', 'SM2'), genuine().headers) },
      { how: 'one field more', deliver: () => post(url(), `${genuine().body}&Body=x`, genuine().headers) },
      { how: 'signed for another address', deliver: () => post(url(), genuine().body, platform.signed(`${url()}/status`, params()).headers) },
      { how: 'another query', deliver: () => post(`${url()}?a=1`, genuine().body, genuine().headers) },
    ],
    garbage: [
      signed('nothing', ''), signed('no id', 'From=%2B86138&Body=x'), signed('no sender', 'MessageSid=SM1&Body=x'),
      { how: 'too large', deliver: () => post(url(), OVERSIZED, genuine().headers) },
    ],
    unknown: async () => heardAs((await platform.send(numberOf('mary'), { MessageType: 'hologram' })).status),
    faults: faultsOf(platform.api, () => platform.api.close(), { refused: '21614', throttled: { type: 'status', status: 429 } }),
    shown: (user) => platform.phones.shown(numberOf(user)).map(({ text }) => text),
  }
}

/** Strangers to a callback without signatures: they do not know the path. */
const strangers = (post: (url: string, body: string) => Promise<Heard>, url: () => string, body: string) => [
  { how: 'no secret', deliver: () => post(url().replace(`/${HOOK_SECRET}`, ''), body) },
  { how: 'another secret', deliver: () => post(url().replace(HOOK_SECRET, 'x'.repeat(HOOK_SECRET.length)), body) },
  { how: 'the secret in the query', deliver: () => post(`${url().replace(`/${HOOK_SECRET}`, '')}?${HOOK_SECRET}`, body) },
]
const broken = (post: (url: string, body: string) => Promise<Heard>, url: () => string) =>
  Object.entries({ nothing: '', 'no JSON': 'hello', 'too deep': DEEP, 'too large': OVERSIZED, 'something else': '{"a":1}', 'an array of nothing': '[1,"x",null]' }).map(([how, body]) => ({
    how, deliver: () => post(url(), body),
  }))

async function openAliyun(): Promise<Bench> {
  const { platform, url, post, common } = await started(ALIYUN)
  const bare = (user: string) => numberOf(user).slice(3)
  const up = ({ user, text, id }: Said) => ({ phone_number: bare(user), content: text, send_time: '2026-03-02 10:00:00', dest_code: '1069', sequence_id: id })
  return {
    ...common,
    deliver: async (said) => heardAs((await platform.post(JSON.stringify([up(said)]))).status),
    forgeries: strangers(post, url, JSON.stringify([up({ user: 'eve', text: '假的', id: '1' })])),
    garbage: broken(post, url),
    faults: faultsOf(platform.api, () => platform.api.close(), { refused: 'isv.MOBILE_NUMBER_ILLEGAL', throttled: { type: 'code', code: 'Throttling.User' } }),
    shown: (user) => platform.phones.shown(bare(user)).map(({ text }) => text.replace(`【${platform.account.signature}】`, '')),
  }
}

async function openTencent(): Promise<Bench> {
  const { platform, url, post, common } = await started(TENCENT)
  const reply = ({ user, text, id }: Said) => ({ extend: '01', mobile: numberOf(user).slice(3), nationcode: '86', sign: platform.account.signature, text, time: 1457336000 + Number(id) })
  return {
    ...common,
    deliver: async (said) => heardAs((await platform.post(JSON.stringify(reply(said)))).status),
    forgeries: strangers(post, url, JSON.stringify(reply({ user: 'eve', text: '假的', id: '1' }))),
    garbage: broken(post, url),
    faults: faultsOf(platform.api, () => platform.api.close(), { refused: 'InvalidParameterValue.IncorrectPhoneNumber', throttled: { type: 'code', code: 'RequestLimitExceeded' } }),
    shown: (user) => platform.phones.shown(numberOf(user)).map(({ text }) => text.replace(`【${platform.account.signature}】`, '')),
  }
}

async function openSmpp(): Promise<Bench> {
  const smsc = await SMPP.start(() => '')
  // command_status 0x64 is a temporary error of the desk, after which the operator brings the text again
  const heard = (status: number | null): Heard => (status === 0 ? 'taken' : status === null || status === 0x64 ? 'again' : 'refused')
  const source = { source_addr: numberOf('mary').slice(1), source_addr_ton: 1, destination_addr: '106900001111', data_coding: 8 }
  const raw = (how: string, fields: Record<string, unknown>) => ({ how, deliver: async () => heard(await smsc.deliver({ ...source, ...fields })) })
  let leaving = false
  return {
    settings: { ...SMPP.settings(smsc), timeoutMs: '500' },
    joined: async () => void (await smsc.bound()),
    async deliver({ user, text, id }) {
      const all = (await smsc.say(numberOf(user), text, Number(id))).map(heard)
      if (leaving) {
        await smsc.close()
        // the break has to reach the other side
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return all.find((one) => one !== 'taken') ?? 'taken'
    },
    forgeries: [],
    garbage: [
      raw('no sender', { source_addr: '', short_message: Buffer.from('00410042', 'hex') }),
      raw('a header longer than the text', { esm_class: 0x40, short_message: Buffer.from('ff0003', 'hex') }),
      raw('a header that lies', { esm_class: 0x40, short_message: Buffer.from('0500ff010203', 'hex') }),
      raw('a header and nothing', { esm_class: 0x40, short_message: Buffer.alloc(0) }),
    ],
    unknown: async () => heard(await smsc.deliver({ ...source, data_coding: 4, short_message: Buffer.from('0605040b8423f0', 'hex') })),
    faults: {
      throttled: () => smsc.fail({ type: 'status', status: 0x58 }),
      // one line carries both ways: it must hold until the customer has written
      unreachable: () => {
        leaving = true
      },
      'server-error': () => smsc.fail({ type: 'status', status: 0x08 }),
      'no-answer': () => smsc.fail({ type: 'silent' }),
      'cut-after-acceptance': () => smsc.fail({ type: 'cut' }),
      refused: () => smsc.fail({ type: 'status', status: 0x0b }),
    },
    shown: (user) => smsc.phones.shown(numberOf(user)).map(({ text }) => text),
    close: () => smsc.close(),
  }
}
