/** How the contract of a door is put to the Bot Framework door: a simulated Azure Bot Service signs, posts, forges and fails. */
import { generateKeyPairSync } from 'node:crypto'
import { door } from '../../../channels/botframework/index.ts'
import { settingsFor } from '../../../simulators/botframework/load.ts'
import { createBotPlatform } from '../../../simulators/botframework/platform.ts'
import type { Bench, Descriptor, Heard } from '../contract.ts'

export const descriptor: Descriptor = {
  door,
  open,
  wrong: { appId: 'my-bot', tenant: 'my tenant', serviceHosts: 'https://smba.example.com/', fileHosts: '*', authority: 'api.botframework.com', openId: 'ftp://x', login: 'x', timeoutMs: 'soon' },
  skip: { 'idempotent send': 'the connector has no key by which a repeated activity is known again' },
}

async function open(): Promise<Bench> {
  let deskUrl = ''
  const platform = await createBotPlatform({ deskUrl: () => deskUrl, tries: 1, answerWithinMs: 20_000 })
  const { faults, issuer, claims } = platform
  const heardAs = (status: number): Heard => (status >= 200 && status < 300 ? 'taken' : status > 0 && status < 500 ? 'refused' : 'again')
  const genuine = (fields = {}) => JSON.stringify(platform.activity('eve', { text: '假的', id: '666', ...fields }))
  const bearer = (change: object = {}) => `Bearer ${issuer.token({ ...claims(), ...change })}`
  const forged = (how: string, authorization: () => string | null, fields = {}) => ({ how, deliver: async () => heardAs(await platform.post(genuine(fields), authorization())) })
  const broken = (how: string, body: string) => ({ how, deliver: async () => heardAs(await platform.post(body, bearer())) })
  const seconds = Math.floor(Date.now() / 1000)
  const elsewhere = 'https://connector.attacker.example'
  return {
    settings: { ...settingsFor(platform), timeoutMs: '500' },
    joined(served) {
      deskUrl = `${served.url}/hooks/botframework/main/api/messages`
    },
    deliver: async ({ user, text, id }) => heardAs(await platform.customer(user).say(text, { id })),
    forgeries: [
      forged('no token', () => null),
      forged('a token of nobody', () => 'Bearer aaaa.bbbb.cccc'),
      forged('signed with another key', () => `Bearer ${issuer.token(claims(), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)}`),
      forged('for another bot', () => bearer({ aud: '00000000-0000-4000-8000-000000000000' })),
      forged('by another issuer', () => bearer({ iss: 'https://issuer.attacker.example' })),
      forged('expired', () => bearer({ nbf: seconds - 7200, exp: seconds - 3600 })),
      forged('not valid yet', () => bearer({ nbf: seconds + 3600, exp: seconds + 7200 })),
      forged('for another service', () => bearer({ serviceurl: 'https://smba.trafficmanager.net/emea/' })),
      forged('naming a service of its own', () => bearer({ serviceurl: elsewhere }), { serviceUrl: elsewhere }),
      forged('naming no service', () => bearer(), { serviceUrl: '' }),
      forged('by the rules of another channel', () => bearer(), { channelId: 'AseChannel' }),
    ],
    garbage: [
      broken('nothing', ''), broken('no JSON', 'hello'), broken('an array', '[]'), broken('a string', '"x"'), broken('cut', '{"type":"message"'),
      broken('too deep', `{"value":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), broken('too large', genuine({ text: 'x'.repeat(1_100_000) })),
      broken('of no conversation', genuine({ conversation: {} })),
    ],
    unknown: async () => heardAs(await platform.customer('mary').send({ type: 'hologram', depth: 3 })),
    faults: {
      throttled: () => faults.next({ type: 'status', status: 429 }),
      async unreachable() {
        // the keys are known by then; without them nobody could write to the desk at all
        await platform.customer('mary').say('先来一句', { id: '9000' })
        await platform.close()
      },
      'server-error': () => faults.next({ type: 'status', status: 502, accept: true }),
      'no-answer': () => faults.next({ type: 'slow', ms: 60_000 }),
      'cut-after-acceptance': () => faults.next({ type: 'drop', accept: true }),
      refused: () => faults.next({ type: 'status', status: 403 }),
    },
    shown: (user) => platform.customer(user).received().map(({ text }) => text),
    close: () => platform.close(),
  }
}
