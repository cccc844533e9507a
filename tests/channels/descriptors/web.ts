/** How the contract of a door is put to the web door: a site's server opens conversations with the secret, browsers post by Direct Line. */
import { door } from '../../../channels/web/index.ts'
import type { Bench, Descriptor, Heard } from '../contract.ts'

const NO_PROVIDER = 'no provider stands between the desk and the browser; what is sent is in the journal, and read from there'
const SECRET = 'web-contract-secret-0123456789'

export const descriptor: Descriptor = {
  door,
  open,
  wrong: { secret: 'short', origins: 'not an origin', uploadMaxMb: '99', keepAliveSeconds: '0', startsPerMinute: 'many' },
  skip: {
    throttled: NO_PROVIDER, unreachable: NO_PROVIDER, 'server-error': NO_PROVIDER, 'no-answer': NO_PROVIDER, 'cut-after-acceptance': NO_PROVIDER, refused: NO_PROVIDER,
  },
}

type Conversation = { conversationId: string; token: string }

async function open(): Promise<Bench> {
  let base = ''
  const conversations = new Map<string, Promise<Conversation>>()

  const call = async (path: string, bearer: string | null, body?: string) => {
    const answer = await fetch(`${base}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }) },
      ...(body === undefined ? {} : { body }),
    })
    const heard: Heard = answer.status < 300 ? 'taken' : answer.status < 500 ? 'refused' : 'again'
    return { heard, json: (await answer.json()) as unknown }
  }
  const start = async (user: string) => (await call('/conversations', SECRET, JSON.stringify({ user: { id: user } }))).json as Conversation
  const conversationOf = (user: string) => {
    const found = conversations.get(user) ?? start(user)
    conversations.set(user, found)
    return found
  }
  const post = async (user: string, body: string, forge: (genuine: Conversation) => { id: string; bearer: string | null } = ({ conversationId, token }) => ({ id: conversationId, bearer: token })) => {
    const { id, bearer } = forge(await conversationOf(user))
    return (await call(`/conversations/${id}/activities`, bearer, body)).heard
  }
  const message = (text: string, id: string) => JSON.stringify({ type: 'message', text, channelData: { clientActivityID: id } })
  const forged = (how: string, forge: Parameters<typeof post>[2]) => ({ how, deliver: () => post('eve', message('假的', '666'), forge) })
  const broken = (how: string, body: string) => ({ how, deliver: () => post('eve', body) })

  return {
    settings: { secret: SECRET },
    joined(served) {
      base = `${served.url}/directline/main/v3/directline`
    },
    deliver: ({ user, text, id }) => post(user, message(text, id)),
    forgeries: [
      forged('no token', ({ conversationId: id }) => ({ id, bearer: null })),
      forged('a token of nobody', ({ conversationId: id }) => ({ id, bearer: 'aaaa.bbbb.cccc' })),
      forged('a token with another end', ({ conversationId: id, token }) => ({ id, bearer: `${token.slice(0, -4)}AAAA` })),
      forged('a wrong secret', ({ conversationId: id }) => ({ id, bearer: `${SECRET}x` })),
      {
        how: "another customer's conversation",
        async deliver() {
          const { conversationId: id } = await conversationOf('mary')
          return post('eve', message('假的', '666'), ({ token }) => ({ id, bearer: token }))
        },
      },
    ],
    garbage: [
      broken('no JSON', 'hello'), broken('cut', '{"type":"message"'), broken('an array', '[]'), broken('too deep', `{"type":"message","value":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      broken('too large', message('x'.repeat(400_000), '1')),
    ],
    unknown: () => post('mary', JSON.stringify({ type: 'hologram', depth: 3, channelData: { clientActivityID: '7' } })),
    faults: {},
    async shown(user) {
      const { conversationId, token } = await conversationOf(user)
      const { json } = await call(`/conversations/${conversationId}/activities`, token)
      const { activities } = json as { activities: readonly { from: { role: string }; text?: string }[] }
      return activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text ?? '')
    },
    close: async () => undefined,
  }
}
