/** What a personal account does beyond the contract of every door: its code, its own words, its history, its rooms, its files, its pace. */
import { afterEach, describe, expect, it } from '@jest/globals'
import { door } from '../../channels/wechaty/index.ts'
import { createPace } from '../../channels/wechaty/pace.ts'
import type { Content } from '../../core/model.ts'
import { createMemoryHouse, type MemoryHouse } from './house.ts'
import { until } from './until.ts'
import { createPhone, heard, KIND, OFFICIAL } from './wechaty/bench.ts'

const BOT = { kind: 'bot' } as const
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const DAY_MS = 24 * 3_600_000

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(memory: MemoryHouse = createMemoryHouse()) {
  const phone = createPhone()
  const channel = await door.create(memory.context(phone.settings))
  const over = new AbortController()
  const listened = channel.listen?.(over.signal)
  closing.push(() => {
    over.abort()
    return listened ?? Promise.resolve()
  })
  await phone.started
  return { phone, channel, memory, contents: (): Content[] => memory.inbound.map(({ content }) => content) }
}

describe('the account', () => {
  it('warns of its risk, shows the code until it is scanned, and says when it has been logged out', async () => {
    const { phone, channel, memory } = await open()
    expect(memory.complaints[0]).toMatchObject({ level: 'warn', message: expect.stringContaining('banned') })
    expect(await channel.status?.()).toMatchObject({ state: 'starting' })
    phone.mocker.scan('https://login.weixin.qq.com/l/abc')
    await until(() => memory.complaints.length > 1)
    expect(await channel.status?.()).toMatchObject({ state: 'scan', qr: 'https://login.weixin.qq.com/l/abc' })
    expect(memory.complaints[1]).toMatchObject({ fields: { qr: 'https://login.weixin.qq.com/l/abc' } })
    await phone.login(channel)
    expect(await channel.status?.()).toEqual({ state: 'logged-in', detail: 'self' })
    await phone.mocker.puppet.logout('kicked')
    await until(() => memory.complaints.length > 2)
    expect(await channel.status?.()).toMatchObject({ state: 'logged-out', detail: 'kicked' })
    expect(await channel.send('contact:mary', { type: 'text', text: '在的' }, 'k', BOT)).toMatchObject({ ok: false, retry: 'safe' })
  })

  it('is not driven before the risk is taken in so many words', async () => {
    const { settings } = createPhone()
    const attempt = (acceptRisk: string | undefined) => door.create(createMemoryHouse().context({ ...settings, acceptRisk }))
    await expect(attempt(undefined)).rejects.toThrow('WECHATY_ACCEPT_RISK')
    await expect(attempt('no')).rejects.toThrow('banned')
  })
})

describe('what is heard', () => {
  it('is neither the account’s own words, nor history, nor an official account’s letters', async () => {
    const { phone, channel, memory, contents } = await open()
    await phone.login(channel)
    phone.contact('newspaper', { type: OFFICIAL })
    phone.contact('mary')
    phone.mocker.MessageMock.create({ id: 'own', talkerId: phone.self.id, listenerId: 'mary', text: '我自己说的', type: KIND.text, timestamp: Date.now() } as never)
    phone.mocker.puppet.emit('message', { messageId: 'own' })
    phone.write('newspaper', '今日要闻')
    phone.write('mary', '上个月的话', { at: Date.now() - 30 * DAY_MS })
    const last = phone.write('mary', '现在的话', { at: Date.now() + 1_000 })
    await until(() => memory.keys.includes(last))
    expect(contents()).toEqual([{ type: 'text', text: '现在的话' }])
  })

  it('is taken up after a restart from where the last one ended', async () => {
    const memory = createMemoryHouse()
    await memory.state.set('since:self', Date.now() - 3_600_000)
    const { phone, channel } = await open(memory)
    await phone.login(channel)
    phone.write('mary', '两小时前', { at: Date.now() - 7_200_000 })
    const missed = phone.write('mary', '半小时前，那时没有人在', { at: Date.now() - 1_800_000 })
    await until(() => memory.keys.includes(missed))
    expect(memory.inbound.map(({ content }) => content)).toEqual([{ type: 'text', text: '半小时前，那时没有人在' }])
  })

  it('is of a room only what calls the account, and is answered there by name', async () => {
    const { phone, channel, memory, contents } = await open()
    await phone.login(channel)
    phone.contact('mary')
    const room = phone.mocker.createRoom({ id: 'home@chatroom', memberIdList: ['self', 'mary'] })
    phone.write('mary', '闲聊', { room: room.id })
    const called = phone.write('mary', '@self 停气到几点？', { room: room.id, mentions: ['self'] })
    await until(() => memory.keys.includes(called))
    expect(contents()).toEqual([{ type: 'text', text: '停气到几点？' }])
    await channel.send(memory.inbound[0]?.address ?? '', { type: 'text', text: '到下午五点' }, 'k', BOT)
    expect(phone.shown(room.id)).toEqual([expect.stringMatching(/^@mary\s+到下午五点$/u)])
  })

  it('is a file the puppet holds, kept as what it is', async () => {
    const { phone, channel, memory, contents } = await open()
    await phone.login(channel)
    phone.mocker.cacheFileBoxPayload.set('mary-pic', JSON.stringify({ metadata: {}, name: '灶台.png', type: 1, base64: PNG }) as never)
    await heard(memory, 'mary-pic', () => void phone.write('mary', '', { id: 'pic', kind: KIND.image }))
    await heard(memory, 'mary-gone', () => void phone.write('mary', '', { id: 'gone', kind: KIND.attachment }))
    expect(contents()).toMatchObject([{ type: 'attachment', kind: 'image', mime: 'image/png', name: '灶台.png' }, { type: 'unknown', kind: 'attachment' }])
    await heard(memory, 'mary-back', () => void phone.write('mary', '撤回了一条消息', { id: 'back', kind: KIND.recalled }))
    expect(contents()[2]).toMatchObject({ type: 'event', name: 'other' })
  })

  it('is kept in the talker’s order while the house cannot store it', async () => {
    const { phone, channel, memory, contents } = await open()
    await phone.login(channel)
    memory.failAccept(2)
    const last = ['一', '二', '三'].map((text) => phone.write('mary', text)).at(-1) as string
    await until(() => memory.inbound.some(({ key }) => key === last))
    expect(contents()).toEqual(['一', '二', '三'].map((text) => ({ type: 'text', text })))
  })
})

describe('what is said', () => {
  it('is said no faster than a person would', () => {
    let now = 0
    const pace = createPace(2, () => now)
    expect([pace.take().ok, pace.take().ok]).toEqual([true, true])
    now = 10_000
    expect(pace.take()).toEqual({ ok: false, afterMs: 50_000 })
    now = 60_001
    const taken = pace.take()
    expect(taken.ok).toBe(true)
    if (taken.ok) taken.giveBack()
    expect([pace.take().ok, pace.take().ok, pace.take().ok]).toEqual([true, true, false])
  })

  it('writes choices as a numbered list', async () => {
    const { phone, channel } = await open()
    await phone.login(channel)
    phone.contact('mary')
    await channel.send('contact:mary', { type: 'text', text: '是哪一单？', choices: [{ id: 'a', label: '甲' }, { id: 'b', label: '乙' }] }, 'k', BOT)
    expect(phone.shown('mary')).toEqual(['是哪一单？\n1. 甲\n2. 乙'])
  })
})
