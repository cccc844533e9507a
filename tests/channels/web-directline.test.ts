/** The web door as Microsoft's own client sees it: botframework-directlinejs, written by others, talks to it over HTTP and sockets. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import directline from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import XMLHttpRequest from 'xhr2'
import { door } from '../../channels/web/index.ts'
import { type Served, serve } from './serve.ts'
import { until } from './until.ts'

const { ConnectionStatus, DirectLine } = directline
type Client = InstanceType<typeof DirectLine>
type Options = ConstructorParameters<typeof DirectLine>[0]
type Activity = { id?: string; type: string; text?: string; from: { id: string; role?: string }; channelData?: { clientActivityID?: string }; suggestedActions?: { actions: { value: string }[] } }

Object.assign(globalThis, { XMLHttpRequest, WebSocket })

const SECRET = 'directline-secret-of-the-tests'
const OUR = { id: 'dl_mary', name: 'Mary' }

let served: Served
let clients: Client[] = []
beforeEach(async () => {
  served = await serve(door, { settings: { secret: SECRET, keepAliveSeconds: '1' } })
})
afterEach(async () => {
  for (const client of clients) client.end()
  clients = []
  await served.close()
})

/** A client and everything it was told, in order. */
function connect(options: Partial<Options> = {}) {
  // The client waits 3 to 15 s before it comes back; its own dice are made to say "at once".
  const client = new DirectLine({ secret: SECRET, domain: `${served.url}/directline/main/v3/directline`, ...options, random: () => -0.25 } as Options)
  const told: Activity[] = []
  const states: number[] = []
  client.connectionStatus$.subscribe((state: number) => void states.push(state), ended)
  // Its streams end with an error when the test ends the conversation.
  client.activity$.subscribe((activity: unknown) => void told.push(activity as Activity), ended)
  clients.push(client)
  return { client, states, told, messages: () => told.filter(({ type }) => type === 'message').map(({ text }) => text) }
}
const ended = () => {}
const post = (client: Client, text: string, id: string): Promise<string> =>
  new Promise((resolve, reject) => client.postActivity({ type: 'message', from: OUR, text, channelData: { clientActivityID: id } } as never).subscribe(resolve, reject))
const say = (to: string, text: string, key: string) => served.channel.send(to, { type: 'text', text }, key, { kind: 'bot' })

describe.each([['sockets', true], ['polling', false]])('by %s', (_how, webSocket) => {
  it('a message goes in, its echo and the answer come out', async () => {
    const { client, told, messages } = connect({ webSocket, pollingInterval: 200 })
    const id = await post(client, '你好', 'client-1')
    const { address, content, user } = await served.memory.arrived(0)
    expect(content).toEqual({ type: 'text', text: '你好' })
    await served.channel.send(address, { type: 'text', text: '请问是哪一种？', choices: [{ id: 'a', label: '漏气' }] }, 'k1', { kind: 'bot' })
    await until(() => messages().length === 2)
    const [echo, answer] = told.filter(({ type }) => type === 'message')
    expect(echo).toMatchObject({ id, text: '你好', from: { id: user, role: 'user' }, channelData: { clientActivityID: 'client-1' } })
    expect(answer).toMatchObject({ text: '请问是哪一种？', from: { id: 'bot', role: 'bot' }, suggestedActions: { actions: [{ type: 'imBack', value: '漏气' }] } })
  })
})

it('comes back by watermark after each cut, and is told everything once and in order', async () => {
  const { client, messages, states } = connect()
  await post(client, '开始', 'c0')
  const { address } = await served.memory.arrived(0)
  await until(() => messages().length === 1)
  for (let cut = 0; cut < 3; cut++) {
    expect(served.cut()).toBe(1)
    for (let n = 0; n < 5; n++) await say(address, `${cut}.${n}`, `k${cut}.${n}`)
    await until(() => messages().length === 1 + (cut + 1) * 5)
  }
  expect(messages()).toEqual(['开始', ...[0, 1, 2].flatMap((cut) => [0, 1, 2, 3, 4].map((n) => `${cut}.${n}`))])
  expect(served.seen.filter((line) => /^GET .*\/conversations\/[^/]+ 200/.test(line))).toHaveLength(3)
  expect(states.at(-1)).toBe(ConnectionStatus.Online)
})

it('takes a message once, however often it is posted under one name', async () => {
  const { client, messages } = connect()
  const first = await post(client, '只说一次', 'same')
  const again = await Promise.all([post(client, '只说一次', 'same'), post(client, '只说一次', 'same')])
  expect(again).toEqual([first, first])
  await post(client, '第二句', 'other')
  await until(() => messages().includes('第二句'))
  expect(messages()).toEqual(['只说一次', '第二句'])
  expect(served.memory.inbound.map(({ content }) => (content.type === 'text' ? content.text : ''))).toEqual(['只说一次', '第二句'])
})

it('tells the client to try again when the desk cannot store, and loses nothing by it', async () => {
  const { client } = connect()
  served.memory.failAccept(1)
  expect(await post(client, '先没存下', 'c1')).toBe('retry')
  expect(served.memory.inbound).toHaveLength(0)
  expect(await post(client, '先没存下', 'c1')).toMatch(/\|0000001$/)
  expect(served.memory.inbound).toHaveLength(1)
})

it('goes on with a conversation in another client by its id, token and watermark', async () => {
  const { client, messages } = connect()
  await post(client, '第一句', 'c1')
  const { address } = await served.memory.arrived(0)
  await say(address, '回答', 'k1')
  await until(() => messages().length === 2)
  const { token, streamUrl } = (await (await fetch(`${served.url}/directline/main/conversations/${address}?watermark=1`, { headers: { authorization: `Bearer ${SECRET}` } })).json()) as Record<string, string>
  const second = connect({ conversationId: address, token, streamUrl } as Partial<Options>)
  await until(() => second.messages().length === 1)
  expect(second.messages()).toEqual(['回答'])
  await post(second.client, '换了一处', 'c2')
  expect((await served.memory.arrived(1)).address).toBe(address)
})

it('shows that an answer is being made, and never keeps the sign', async () => {
  const { client, told, messages } = connect()
  await post(client, '第一句', 'c1')
  await until(() => messages().length === 1)
  await post(client, '第二句', 'c2')
  await until(() => told.some(({ type }) => type === 'typing'))
  const { address } = await served.memory.arrived(0)
  const kept = await fetch(`${served.url}/directline/main/conversations/${address}/activities`, { headers: { authorization: `Bearer ${SECRET}` } })
  expect(((await kept.json()) as { activities: Activity[] }).activities.map(({ type }) => type)).toEqual(['message', 'message'])
})

it.each([
  ['waits for a person', (to: string) => served.channel.send(to, { type: 'text', text: '正在转人工', notice: 'queued' }, 'k1', { kind: 'bot' })],
  ['talks to a person', (to: string) => served.channel.send(to, { type: 'text', text: '我是王敏' }, 'k1', { kind: 'agent', name: '王敏' })],
])('gives no sign of typing in the machine’s name while the customer %s', async (_who, turn) => {
  const { client, told, messages } = connect()
  await post(client, '转人工', 'c1')
  const { address } = await served.memory.arrived(0)
  await turn(address)
  await until(() => messages().length === 2)
  const before = told.filter(({ type }) => type === 'typing').length
  await post(client, '有人吗', 'c2')
  await say(address, '后面的话', 'k2')
  await until(() => messages().includes('后面的话'))
  expect(told.filter(({ type }) => type === 'typing')).toHaveLength(before)
})
