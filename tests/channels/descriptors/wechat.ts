/** How the contract of a door is put to the WeChat door: the simulated platform delivers, forges and fails. */
import { door } from '../../../channels/wechat/index.ts'
import { createWechatPlatform } from '../../../simulators/wechat/platform.ts'
import { type Push, signedQuery, writePush } from '../../../simulators/wechat/wire.ts'
import type { Bench, Descriptor, Heard, Said } from '../contract.ts'
import { settingsFor } from '../wechat/bench.ts'

export const descriptor: Descriptor = {
  door,
  open,
  wrong: { appId: 'gh_12345', token: '含中文', aesKey: 'too-short-to-be-a-key', mode: 'secure', apiBase: 'ftp://x', holdMs: '5000', timeoutMs: 'soon' },
  skip: { 'idempotent send': 'the WeChat API has no key by which a repeated send is known again' },
}

async function open(): Promise<Bench> {
  let deskUrl = ''
  const platform = await createWechatPlatform({ deskUrl: () => deskUrl, answerWithinMs: 20_000, tries: 1 })
  const { account, faults } = platform
  const idOf = (user: string) => `o${user}_000000000000`
  const seconds = () => Math.floor(Date.now() / 1000)
  // CreateTime is part of a message's identity, so a repetition must carry the first one's
  const born = seconds()

  const fieldsOf = ({ user, text, id }: Said) => ({
    ToUserName: account.originalId, FromUserName: idOf(user), CreateTime: born, MsgType: 'text', Content: text, MsgId: id,
  })
  const genuine = (): Push => writePush(account, fieldsOf({ user: 'eve', text: '假的', id: '666' }), { seconds: seconds(), nonce: '1' })
  const heardAs = (status: number): Heard => (status < 300 ? 'taken' : status < 500 ? 'refused' : 'again')
  const post = async (query: URLSearchParams, body: string): Promise<Heard> => heardAs((await fetch(`${deskUrl}?${query}`, { method: 'POST', body })).status)
  const forged = (how: string, change: (push: Push) => void) => ({
    how,
    deliver() {
      const push = genuine()
      change(push)
      return post(push.query, push.body)
    },
  })
  const signed = (how: string, body: string) => ({ how, deliver: () => post(signedQuery(account, seconds(), '2'), body) })

  return {
    settings: { ...settingsFor(platform), timeoutMs: '500' },
    joined(served) {
      deskUrl = `${served.url}/hooks/wechat/main`
    },
    async deliver(said) {
      const { attempts } = await platform.customer(idOf(said.user)).send(fieldsOf(said))
      return heardAs(attempts[0]?.status ?? 599)
    },
    forgeries: [
      forged('no signature', ({ query }) => query.delete('signature')),
      forged('a signature of nobody', ({ query }) => query.set('signature', '0'.repeat(40))),
      forged('no message signature', ({ query }) => query.delete('msg_signature')),
      forged('another nonce', ({ query }) => query.set('nonce', '4')),
      forged('said to be plain', ({ query }) => query.delete('encrypt_type')),
      { how: 'signed yesterday', deliver: () => post(signedQuery(account, seconds() - 86_400, '5'), genuine().body) },
    ],
    garbage: [
      signed('nothing', ''), signed('no XML', 'hello'), signed('cut', '<xml><Encrypt>'), signed('too deep', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`),
      signed('too large', `<xml><Encrypt>${'A'.repeat(1_100_000)}</Encrypt></xml>`), signed('entities', '<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>'),
    ],
    async unknown() {
      const { attempts } = await platform.customer(idOf('mary')).send({ MsgType: 'hologram', MsgId: '7' })
      return heardAs(attempts[0]?.status ?? 599)
    },
    faults: {
      throttled: () => faults.next('send', { type: 'status', status: 429 }),
      unreachable: () => platform.close(),
      'server-error': () => faults.next('send', { type: 'status', status: 502, accept: true }),
      'no-answer': () => faults.next('send', { type: 'slow', ms: 60_000 }),
      'cut-after-acceptance': () => faults.next('send', { type: 'drop', accept: true }),
      refused: () => faults.next('send', { type: 'errcode', errcode: 40003 }),
    },
    shown: (user) => platform.customer(idOf(user)).received().map(({ text }) => text),
    close: () => platform.close(),
  }
}
