/** What Teams and Azure Bot Service do to a bot beyond the contract of every door: mentions, groups, repeated activities, tokens, files, proactive answers. */
import { afterEach, describe, expect, it } from '@jest/globals'
import { mayVisit } from '../../channels/botframework/hosts.ts'
import { door } from '../../channels/botframework/index.ts'
import { settingsFor } from '../../simulators/botframework/load.ts'
import { type BotPlatform, createBotPlatform } from '../../simulators/botframework/platform.ts'
import { createMemoryHouse, type MemoryHouse } from './house.ts'
import { serve } from './serve.ts'

const BOT = { kind: 'bot' } as const
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

async function open(options: { channelId?: string; settings?: Record<string, string> } = {}) {
  let deskUrl = ''
  const platform = await createBotPlatform({ deskUrl: () => deskUrl, tries: 1, ...(options.channelId ? { channelId: options.channelId } : {}) })
  const memory = createMemoryHouse()
  const settings = { ...settingsFor(platform), ...options.settings }
  const served = await serve(door, { settings, memory })
  deskUrl = `${served.url}/hooks/botframework/main/api/messages`
  opened.push(platform, served)
  return { platform, memory, settings, channel: served.channel, mary: platform.customer('mary') }
}

const mention = (platform: BotPlatform, text: string, id = `28:${platform.app.appId}`) => ({ type: 'mention', text, mentioned: { id, name: 'x' } })
const lastText = ({ inbound }: MemoryHouse) => {
  const content = inbound.at(-1)?.content
  return content?.type === 'text' ? content.text : null
}

describe('what is said', () => {
  it('loses the mention that called the bot, and keeps the names of others', async () => {
    const { platform, memory, mary } = await open()
    await mary.say('<at>Yingda</at>\u00a0 燃气灶打不着', { entities: [mention(platform, '<at>Yingda</at>')] })
    expect(lastText(memory)).toBe('燃气灶打不着')
    await mary.say('<at>Yingda</at> 请转告<at>王芳</at>，谢谢', { entities: [mention(platform, '<at>Yingda</at>'), mention(platform, '<at>王芳</at>', '29:wang')] })
    expect(lastText(memory)).toBe('请转告王芳，谢谢')
    await mary.say('<at>这是我写的</at>')
    expect(lastText(memory)).toBe('<at>这是我写的</at>')
  })

  it('is one conversation for each customer of a group, answered where it was asked', async () => {
    const { platform, memory, channel, mary } = await open()
    const conversation = { id: '19:team@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true }
    await mary.say('一', { conversation })
    await platform.customer('bob').say('二', { conversation })
    const [first, second] = memory.inbound
    expect(first?.address).not.toBe(second?.address)
    expect(await channel.send(second?.address ?? '', { type: 'text', text: '给鲍勃' }, 'k', BOT)).toMatchObject({ ok: true })
  })

  it('comes again with the same id, and is taken once', async () => {
    const { memory, mary } = await open()
    await mary.say('一', { id: 'same' })
    await mary.say('一', { id: 'same' })
    expect(memory.inbound).toHaveLength(1)
    await mary.send({ type: 'messageUpdate', id: 'same', text: '一，改过' })
    expect(memory.inbound[1]?.content).toEqual({ type: 'text', text: '一，改过', silent: 'enclosed' })
    await mary.send({ type: 'messageDelete', id: 'same' })
    expect(memory.inbound[2]?.content).toEqual({ type: 'event', name: 'other', detail: 'messageDelete' })
  })

  it('is not what the bot does, nor a sign of life, nor a call', async () => {
    const { platform, memory, mary } = await open()
    expect(await mary.send({ type: 'typing' })).toBe(200)
    expect(await mary.send({ type: 'message', text: '自己的话', from: { id: `28:${platform.app.appId}` } })).toBe(200)
    expect(await mary.send({ type: 'invoke', name: 'adaptiveCard/action' })).toBe(501)
    expect(memory.inbound).toEqual([])
  })

  it('may be a button, a place, or a hello', async () => {
    const { platform, memory, mary } = await open()
    await mary.send({ value: '投诉' })
    await mary.send({ text: '', entities: [{ type: 'GeoCoordinates', latitude: 31.23, longitude: 121.47, name: '人民广场' }] })
    await mary.send({ type: 'conversationUpdate', membersAdded: [{ id: `28:${platform.app.appId}` }] })
    expect(memory.inbound.map(({ content }) => content)).toEqual([
      { type: 'text', text: '投诉' }, { type: 'location', latitude: 31.23, longitude: 121.47, label: '人民广场' }, { type: 'event', name: 'joined' },
    ])
  })
})

describe('who may speak', () => {
  it('is refused where the key is not endorsed for the channel', async () => {
    const { platform, mary } = await open()
    platform.endorse(['webchat'])
    expect(await mary.say('假的')).toBe(401)
  })

  it('is asked to come again while the keys cannot be had', async () => {
    const { memory, mary } = await open({ settings: { openId: 'http://127.0.0.1:9/openid' } })
    expect(await mary.say('等一等')).toBe(503)
    expect(memory.inbound).toEqual([])
    expect(memory.complaints.at(-1)).toMatchObject({ level: 'error', fields: { alert: true } })
  })

  it('names a service that is allowed, whole hosts and over TLS', () => {
    const hosts = ['smba.trafficmanager.net', '*.botframework.com']
    const allowed = ['https://smba.trafficmanager.net/emea/', 'https://directline.botframework.com', 'https://SMBA.trafficmanager.net/x']
    const refused = [
      'http://smba.trafficmanager.net/', 'https://smba.trafficmanager.net.attacker.example/', 'https://xbotframework.com', 'https://botframework.com.attacker.example',
      'https://smba.trafficmanager.net@attacker.example/', 'file:///etc/passwd', 'http://169.254.169.254/', '', 'x',
    ]
    expect(allowed.filter((address) => !mayVisit(address, hosts))).toEqual([])
    expect(refused.filter((address) => mayVisit(address, hosts))).toEqual([])
  })
})

describe('answers', () => {
  it('go to the stored reference, also after a restart', async () => {
    const { platform, memory, settings, mary } = await open()
    await mary.say('在吗', { id: 'q1' })
    const address = memory.inbound[0]?.address ?? ''
    const restarted = await door.create(memory.context(settings))
    expect(await restarted.send(address, { type: 'text', text: '在的' }, 'k', BOT)).toMatchObject({ ok: true, providerId: 'a:1' })
    expect(mary.received()).toMatchObject([{ text: '在的', replyTo: 'q1' }])
    expect(platform.tokensGiven()).toBe(1)
    expect(await restarted.send('msteams|nobody', { type: 'text', text: '在的' }, 'k', BOT)).toMatchObject({ ok: false, retry: 'never' })
  })

  it('are not sent to a service that is no longer allowed', async () => {
    const { memory, settings, mary } = await open()
    await mary.say('在吗')
    const stricter = await door.create(memory.context({ ...settings, serviceHosts: 'smba.trafficmanager.net' }))
    expect(await stricter.send(memory.inbound[0]?.address ?? '', { type: 'text', text: '在的' }, 'k', BOT)).toMatchObject({ ok: false, retry: 'never' })
    expect(mary.received()).toEqual([])
  })

  it('are tried again with a fresh token, once', async () => {
    const { platform, memory, channel, mary } = await open()
    await mary.say('在吗')
    const address = memory.inbound[0]?.address ?? ''
    await channel.send(address, { type: 'text', text: '一' }, 'k1', BOT)
    platform.spoilTokens()
    expect(await channel.send(address, { type: 'text', text: '二' }, 'k2', BOT)).toMatchObject({ ok: true })
    expect(platform.tokensGiven()).toBe(2)
    expect(mary.received().map(({ text }) => text)).toEqual(['一', '二'])
  })

  it('are never repeated by the SDK, whatever the connector answers', async () => {
    const { platform, memory, channel, mary } = await open()
    await mary.say('在吗')
    const address = memory.inbound[0]?.address ?? ''
    const send = (text: string) => channel.send(address, { type: 'text', text }, text, BOT)
    for (const [status, retry] of [[408, 'ambiguous'], [500, 'ambiguous'], [502, 'ambiguous'], [503, 'ambiguous'], [504, 'ambiguous'], [412, 'safe'], [403, 'never']] as const) {
      platform.faults.next({ type: 'status', status, accept: true })
      expect([status, await send(String(status))]).toMatchObject([status, { ok: false, retry }])
    }
    platform.faults.next({ type: 'status', status: 429, retryAfter: 7 })
    expect(await send('429')).toMatchObject({ ok: false, retry: 'safe', afterMs: 7_000 })
    expect(mary.received().map(({ text }) => text)).toEqual(['408', '500', '502', '503', '504', '412', '403'])
  })

  it('wait where the secret is wrong, and the operator is told', async () => {
    const { memory, settings, mary } = await open()
    await mary.say('在吗')
    const wrong = await door.create(memory.context({ ...settings, password: 'another' }))
    expect(await wrong.send(memory.inbound[0]?.address ?? '', { type: 'text', text: '在的' }, 'k', BOT)).toMatchObject({ ok: false, retry: 'safe', afterMs: 60_000 })
    expect(memory.complaints.at(-1)).toMatchObject({ level: 'error', fields: { alert: true }, message: expect.stringContaining('BOTFRAMEWORK_PASSWORD') })
  })

  it.each([['msteams', 'attachments'], ['webchat', 'suggestedActions']])('carry their choices on %s as %s', async (channelId, field) => {
    const { memory, channel, mary } = await open({ channelId })
    await mary.say('我要投诉')
    await channel.send(memory.inbound[0]?.address ?? '', { type: 'text', text: '是哪一单？', choices: [{ id: 'a', label: '运单一' }, { id: 'b', label: '运单二' }] }, 'k', BOT)
    expect(mary.received()).toMatchObject([{ text: '是哪一单？', choices: ['运单一', '运单二'], activity: { [field]: expect.anything(), textFormat: 'plain' } }])
  })
})

describe('files', () => {
  it('come from the connector with the token, and are kept beside the words', async () => {
    const { platform, memory, mary } = await open()
    const contentUrl = platform.file('/v3/attachments/1/views/original', PNG, 'image/png')
    await mary.say('您看', { attachments: [{ contentType: 'image/*', contentUrl, name: '灶台.png' }, { contentType: 'text/html', content: '<p>您看</p>' }] })
    expect(memory.inbound.map(({ content }) => content)).toMatchObject([
      { type: 'text', text: '您看' }, { type: 'attachment', kind: 'image', mime: 'image/png', name: '灶台.png', silent: 'enclosed' },
    ])
    expect(Buffer.compare(memory.files.kept[0]?.bytes as Buffer, PNG)).toBe(0)
    await mary.send({ text: '', attachments: [{ contentType: 'image/png', contentUrl, name: '只有图.png' }] })
    expect(memory.inbound[2]?.content).not.toHaveProperty('silent')
  })

  it('of other hosts are not fetched, and said to have come', async () => {
    const { platform, memory, settings, mary } = await open()
    const stranger = await createBotPlatform({ deskUrl: 'http://127.0.0.1:9' })
    opened.push(stranger)
    const contentUrl = `${stranger.file('/x.png', PNG, 'image/png').replace('127.0.0.1', 'localhost')}?sig=geheim`
    expect(settings.serviceHosts).toBe('127.0.0.1')
    await mary.say('', { attachments: [{ contentType: 'image/png', contentUrl, name: 'x.png' }] })
    expect(memory.inbound[0]?.content).toMatchObject({ type: 'unknown', raw: expect.stringContaining('BOTFRAMEWORK_FILE_HOSTS') })
    expect(JSON.stringify(memory.inbound)).not.toContain('geheim')
    expect(platform.tokensGiven()).toBe(0)
  })
})
