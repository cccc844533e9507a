/** The widget's parts that need no browser: the state machine, what it reads from the wire, links, colours, options, memory. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readFrame } from '../../widget/chat/entry.ts'
import { createMemory, revived } from '../../widget/chat/memory.ts'
import { type Event, initial, type Outgoing, reduce, type State, speaking, unread } from '../../widget/chat/state.ts'
import { readOptions } from '../../widget/options.ts'
import { chooseLang, WORDS } from '../../widget/text/index.ts'
import { colors, contrast, read } from '../../widget/view/color.ts'
import { itemsOf } from '../../widget/view/items.ts'
import { pieces } from '../../widget/view/links.ts'

type Wire = { id: string; type: string; [key: string]: unknown }
const mine = (seq: number, key: string, text = `message ${seq}`): Wire =>
  ({ id: `c|${String(seq).padStart(7, '0')}`, type: 'message', timestamp: '2026-03-02T02:00:00Z', from: { id: 'dl_1', role: 'user' }, text, channelData: { clientActivityID: key } })
const desks = (seq: number, more: object = {}): Wire =>
  ({ id: `c|${String(seq).padStart(7, '0')}`, type: 'message', timestamp: '2026-03-02T02:00:00Z', from: { id: 'bot', role: 'bot' }, text: `answer ${seq}`, ...more })
const frame = (...activities: Wire[]): Event => {
  const read = readFrame({ activities, watermark: String(Math.max(0, ...activities.map(({ id }) => Number(id.split('|')[1])))) })
  if (!read) throw new Error('no frame')
  return { type: 'frame', frame: read }
}
const run = (...events: Event[]): State => events.reduce(reduce, initial({ seen: 0, outgoing: [] }))
const said = (key: string): Event => ({ type: 'said', key, at: 1, text: `words of ${key}`, file: null })

describe('the state of a conversation', () => {
  it('shows a message once from the first key stroke to its echo', () => {
    const waiting = run(said('a'))
    expect(waiting.outgoing.map(({ delivery }) => delivery)).toEqual(['waiting'])
    const echoed = reduce(reduce(waiting, { type: 'delivery', key: 'a', delivery: 'sending' }), frame(mine(1, 'a')))
    expect(echoed.outgoing).toEqual([])
    expect(echoed.entries.map(({ key }) => key)).toEqual(['a'])
    // The answer to the call may come after the echo.
    expect(reduce(echoed, { type: 'delivery', key: 'a', delivery: 'sent' })).toEqual(echoed)
  })

  it('is the same however often and in whatever pieces the stream repeats itself', () => {
    const journal = [mine(1, 'a'), desks(2), mine(3, 'b'), desks(4), desks(5), mine(6, 'c'), desks(7)]
    const whole = run(frame(...journal))
    fc.assert(
      fc.property(fc.array(fc.subarray(journal, { minLength: 1 }), { maxLength: 8 }), (repeats) => {
        const state = run(said('a'), said('c'), ...repeats.map((some) => frame(...some)), frame(...journal))
        expect(state.entries).toEqual(whole.entries)
        expect(state.outgoing).toEqual([])
        expect(state.watermark).toBe(7)
      }),
    )
  })

  it('counts what the desk said while nobody was looking', () => {
    expect(unread(run(frame(mine(1, 'a'), desks(2), desks(3))))).toBe(2)
    const opened = run(frame(desks(1)), { type: 'panel', open: true, visible: true }, frame(desks(2)))
    expect(unread(opened)).toBe(0)
    expect(unread(reduce(reduce(opened, { type: 'panel', open: true, visible: false }), frame(desks(3))))).toBe(1)
  })

  it('begins anew when the desk opens another conversation, and says there what was not acknowledged', () => {
    const session = (conversation: string, resumed: boolean): Event => ({ type: 'session', conversation, resumed, title: null, uploads: null })
    const state = run(session('one', false), frame(mine(1, 'a'), desks(2)), said('b'), session('two', false))
    expect(state.entries).toEqual([])
    expect(state.watermark).toBe(0)
    expect(state.outgoing.map(({ key }) => key)).toEqual(['b'])
    expect(run(session('one', false), frame(desks(1)), session('one', true)).entries).toHaveLength(1)
  })

  it('knows who has the word', () => {
    const notice = (seq: number, name: string) => desks(seq, { channelData: { notice: name } })
    const agent = (seq: number) => desks(seq, { from: { id: 'agent', name: '王敏', role: 'bot' } })
    expect(speaking(run(frame(desks(1))))).toEqual({ kind: 'bot' })
    expect(speaking(run(frame(desks(1), notice(2, 'queued'), mine(3, 'a'))))).toEqual({ kind: 'queue' })
    expect(speaking(run(frame(notice(1, 'queued'), notice(2, 'joined'), agent(3))))).toEqual({ kind: 'agent', name: '王敏' })
    expect(speaking(run(frame(agent(1), notice(2, 'left'))))).toEqual({ kind: 'bot' })
  })

  it('keeps typing until the answer comes', () => {
    const typing = run(frame(mine(1, 'a')), { type: 'frame', frame: { entries: [], typing: true, watermark: null } })
    expect(typing.typing).toBe(true)
    expect(reduce(typing, frame(mine(2, 'b'))).typing).toBe(true)
    expect(reduce(typing, frame(desks(2))).typing).toBe(false)
  })
})

describe('the wire', () => {
  it('survives anything', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readFrame(value)))
    fc.assert(fc.property(fc.array(fc.anything()), (activities) => expect(readFrame({ activities })).not.toBeNull()))
  })

  it('takes no file from an address that is not http(s)', () => {
    const attachments = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', ''].map((contentUrl) => ({ contentUrl, contentType: 'image/png' }))
    const { frame: read } = frame(desks(1, { attachments: [...attachments, { contentUrl: 'https://desk.example/f', contentType: 'image/svg+xml', name: 'a.svg' }] })) as { frame: NonNullable<ReturnType<typeof readFrame>> }
    expect(read.entries[0]?.files).toEqual([{ name: 'a.svg', url: 'https://desk.example/f', image: false, bytes: null }])
  })
})

describe('lines of the log', () => {
  const wording = { words: WORDS['zh-CN'], lang: 'zh-CN' as const, greeting: null, starters: ['转人工'], now: Date.parse('2026-03-02T03:00:00Z') }
  const messages = (state: State) => itemsOf(state, wording).filter((item) => item.kind === 'message')

  it('offers buttons only until something is said after them', () => {
    const actions = { suggestedActions: { actions: [{ type: 'imBack', value: '是' }, { type: 'imBack', value: '不用' }] } }
    expect(messages(run(frame(desks(1, actions))))[0]?.choices).toEqual(['是', '不用'])
    expect(messages(run(frame(desks(1, actions)), said('a')))[0]?.choices).toEqual([])
  })

  it('names a speaker where his messages begin', () => {
    expect(messages(run(frame(desks(1), desks(2), mine(3, 'a'), desks(4)))).map(({ first, name }) => [first, name])).toEqual([
      [true, 'AI 助手'], [false, 'AI 助手'], [true, '您'], [true, 'AI 助手'],
    ])
  })

  it('has no two lines of one key, whatever the days', () => {
    // The customer's own clock is wrong, so that a day comes twice.
    const later = { timestamp: '2026-03-04T02:00:00Z' }
    const keys = itemsOf(run(frame(mine(1, 'a'), desks(2, later), desks(3)), said('b')), wording).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('links', () => {
  it('are found in Chinese text and end with it', () => {
    const urls = (text: string) => pieces(text).flatMap(({ url }) => url ?? [])
    expect(urls('请看https://example.com/a?b=1，或（http://例.example/x）。')).toEqual(['https://example.com/a?b=1'])
    expect(urls('见 https://example.com/办法')).toEqual(['https://example.com/'])
    expect(urls('(https://example.com/a_(b)) and https://example.com/c.')).toEqual(['https://example.com/a_(b)', 'https://example.com/c'])
    expect(urls('javascript:alert(1) data:text/html,x vbscript:x ftp://x.example')).toEqual([])
  })
  it('lose no letter of the text', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.constantFrom('。', ')', '(', ' ', 'http://'))), (parts) => {
      const text = parts.join('')
      expect(pieces(text).map((piece) => piece.text).join('')).toBe(text)
      for (const { url } of pieces(text)) if (url) expect(url).toMatch(/^https?:\/\//)
    }), { numRuns: 50 })
  })
})

describe('options', () => {
  const source = 'https://desk.example/base/widget.js?v=2'
  it('come from the tag, and the desk from where the script was', () => {
    expect(readOptions({}, source, ['fr-FR', 'zh-HK'])).toMatchObject({ desk: 'https://desk.example/base', account: 'main', lang: 'zh-TW', side: 'right', open: false })
    expect(readOptions({ desk: 'https://other.example/', account: 'shop', lang: 'en', color: '#0A7', starters: ' 甲 || 乙 ', open: '' }, source, ['zh-CN']))
      .toMatchObject({ desk: 'https://other.example', account: 'shop', lang: 'en', color: '#00aa77', starters: ['甲', '乙'], open: true })
  })
  it('put nothing into a style that is not a colour', () => {
    for (const color of ['red;background:url(//x)', '#12', 'rgb(0,0,0)', '#0000zz', '']) expect(readOptions({ color }, source, []).color).toBeNull()
  })
  it('choose the language', () => {
    expect(['zh', 'zh-Hans-CN', 'zh-Hant', 'zh_TW', 'zh-HK', 'zh-MO', 'en-GB', 'de'].map((tag) => chooseLang([tag]))).toEqual(
      ['zh-CN', 'zh-CN', 'zh-TW', 'zh-TW', 'zh-TW', 'zh-TW', 'en', 'en'])
  })
})

describe('colours', () => {
  it('can be read, whatever a site chooses', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffff }), fc.boolean(), (n, dark) => {
      const { brand, onBrand, accent, tint } = colors(`#${n.toString(16).padStart(6, '0')}`, dark)
      expect(contrast(read(brand), read(onBrand))).toBeGreaterThanOrEqual(4.5)
      expect(contrast(read(accent), dark ? [42, 49, 56] : [241, 244, 245])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(read(accent), read(tint))).toBeGreaterThanOrEqual(4.5)
    }))
  })
})

describe('memory', () => {
  const message = (delivery: Outgoing['delivery'], file: Outgoing['file'] = null): Outgoing => ({ key: 'a', at: 1, text: 'x', file, delivery, progress: 0.5, refusal: null })

  it('holds for the page where storage is forbidden', () => {
    const memory = createMemory(() => {
      throw new DOMException('denied', 'SecurityError')
    }, 'x')
    memory.set('draft', '写到一半')
    expect(memory.get('draft')).toBe('写到一半')
    memory.set('draft', undefined)
    expect(memory.get('draft')).toBeUndefined()
  })

  it('sends again what was under way, and says that a file is lost', () => {
    expect(revived([message('sending'), message('sent'), message('failed')]).map(({ delivery }) => delivery)).toEqual(['waiting', 'waiting', 'waiting'])
    expect(revived([message('sending', { name: 'a.png', mime: 'image/png', bytes: 1 })])[0]).toMatchObject({ delivery: 'refused', refusal: 'lost' })
    expect(revived('garbage' as never)).toEqual([])
  })
})
