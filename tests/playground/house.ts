/**
 * The least house the playground can stand in: the real doors on the real mounts, and in place of the bot an echo that speaks through `send`.
 * For tests of the playground itself; the whole desk is tested with its own main.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import type { Channel, Door, Inbound, Log } from '../../core/channel.ts'
import type { Conversation, Text } from '../../core/model.ts'
import type { Pack } from '../../core/pack.ts'
import { createPlayground, type Playground } from '../../simulators/playground.ts'
import { createMounts } from '../../src/api/mounts.ts'
import { createMemoryHouse } from '../channels/house.ts'

export type EchoHouse = {
  url: string
  playground: Playground
  /** Everything accepted, by account. */
  inbound: { account: string; one: Inbound }[]
  /** Ids given to visitors that were let in. */
  letIn: number
  close(): Promise<void>
}

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** @param dist folder with the built pages, for tests in a browser */
export async function openEchoHouse(dist?: string): Promise<EchoHouse> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const packs = [tinyPack('water', '清流水务'), tinyPack('rail', '<b>快轨</b> & 公司')]
  const listeners = new Set<(change: { conversation?: string }) => void>()
  const inbound: EchoHouse['inbound'] = []
  const conversations = new Map<string, Conversation>()
  let letIn = 0

  const playground = await createPlayground({
    url, packs,
    store: {
      summary: (id) => {
        const conversation = conversations.get(id)
        return conversation ? { conversation } : null
      },
      messages: (id) => inbound.filter(({ account, one }) => `${account}/${one.address}` === id).map(({ one }) => ({ id: one.key, from: 'customer', content: one.content })),
      factOf: () => null,
      ticketsOf: () => [],
    },
    events: {
      listen(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    letIn: async (response) => {
      letIn++
      response.cookie('visitor', 'agent')
    },
  })

  const stopListening = new AbortController()
  const listening: (Promise<void> | undefined)[] = []
  const channels: Channel[] = []
  const mounted = []
  for (const { channel: name, account, pack, settings } of playground.accounts) {
    const { door } = (await import(`../../channels/${name}/index.ts`)) as { door: Door }
    const memory = createMemoryHouse()
    const channel: Channel = await door.create(memory.context(settings, {
      account, publicUrl: url, log: SILENT,
      house: {
        ...memory.house,
        async accept(given) {
          const accepted = await memory.house.accept(given)
          for (const [index, one] of given.entries()) if (accepted[index]?.fresh) void answer(channel, account, pack, one)
          return accepted
        },
      },
    }))
    channels.push(channel)
    listening.push(channel.listen?.(stopListening.signal))
    for (const mount of door.mounts) mounted.push({ mount, account, channel })
  }

  async function answer(channel: Channel, account: string, pack: string, one: Inbound): Promise<void> {
    inbound.push({ account, one })
    const id = `${account}/${one.address}`
    conversations.set(id, conversation(id, pack, channel.name, account, one.address))
    for (const listener of [...listeners]) listener({ conversation: id })
    if (one.content.type === 'text') await channel.send(one.address, { type: 'text', text: `收到：${one.content.text}` }, one.key, { kind: 'bot' })
  }

  const mounts = createMounts(mounted, SILENT)
  const app = express()
  playground.extend(app)
  if (dist) {
    app.use('/playground', express.static(join(dist, 'playground')))
    app.get('/widget.js', (_request, response) => void response.sendFile(join(dist, 'widget', 'widget.js')))
  }
  server.on('upgrade', (request, socket, head) => void (mounts.upgrade(request, socket, head) || socket.destroy()))
  server.on('request', (request, response) => void (mounts.handle(request, response) || app(request, response)))

  return {
    url, playground, inbound,
    get letIn() {
      return letIn
    },
    async close() {
      stopListening.abort()
      await playground.close()
      await Promise.all(listening)
      for (const channel of channels) await channel.close?.()
      mounts.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const named = (text: string): Text => ({ 'zh-CN': text, 'zh-TW': text, en: text })

function tinyPack(id: string, organisation: string): Pack {
  return {
    id, names: named(id), organisation: named(organisation), hash: id, timezone: 'Asia/Shanghai', holidays: 'CN', hours: [], departments: [], roles: [],
    categories: [], subjects: [], routes: [], numbering: [], cases: { forms: [], workflows: [], authority: [], extensions: [], ladder: null }, deadlines: [], fields: [], forms: [], replies: {}, thresholds: { answer: 0.5, intent: 0.5 },
    articles: [], synonyms: [], connectors: [],
    examples: [
      { text: '投诉', intent: 'complaint' }, { text: '我要投诉你们的服务', intent: 'complaint' }, { text: '水表走得太快，要投诉', intent: 'complaint', category: 'meter' },
      { text: 'I want to complain', intent: 'complaint' }, { text: '0', intent: 'human' },
    ],
    dialogues: [{ name: '停水', lang: 'zh-CN', file: 'x.yaml', steps: [{ say: '什么时候来水', expect: {} }] }],
  }
}

const conversation = (id: string, pack: string, channel: string, account: string, address: string): Conversation => ({
  id, pack, channel, account, address, customer: address, lang: 'zh-CN', openedAt: 0, speaker: { type: 'bot' }, epoch: 1, introduced: false, flow: null, topic: null,
  ticket: null, consent: 'unset', misses: 0, lastCustomerAt: 0,
})
