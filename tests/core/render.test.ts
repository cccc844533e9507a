/** Parts of a message against every kind of capability: nothing lost, nothing too long, no character broken. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { gsmLength, sizeOf } from '../../core/measure.ts'
import type { Capabilities, Citation, Content, TextUnit } from '../../core/model.ts'
import { render } from '../../core/render.ts'

const PLAIN: Capabilities = { maxText: { unit: 'chars', n: 2000 }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false }
const limited = (unit: TextUnit, n: number, window = false): Capabilities => ({
  ...PLAIN, markdown: true, maxText: { unit, n }, ...(window ? { window: { hours: 48, messages: 5 } } : {}),
})
const say = (text: string): Content => ({ type: 'text', text })
const texts = (parts: readonly Content[]): string[] => parts.map((part) => (part.type === 'text' ? part.text : `<${part.type}>`))
const rendered = (content: Content, can: Capabilities) => texts(render(content, can, { lang: 'zh-CN' }))
const graphemes = (text: string) => [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)
const CITATION: Citation = { article: 'refund', version: '2024-2', clause: '3', title: '退款办法', validFrom: '2024-06-01' }
const CITE = '依据：《{title}》第{clause}条（版本 {version}，{from} 起施行）'

describe('splitting', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('您的诉求已登记。', '请保持电话畅通，', '\n\n', '\n', 'We will call you back. ', '👨‍👩‍👧', '🇨🇳', 'é', '{[€]}', '13800138000', ' '),
  )
  const text = fc.array(piece, { maxLength: 60 }).map((all) => all.join(''))
  const unit = fc.constantFrom<TextUnit>('bytes', 'chars', 'septets')

  it('keeps every character that is not white space at a seam, in order, whole and within the limit', () => {
    fc.assert(
      fc.property(text, unit, fc.integer({ min: 70, max: 400 }), fc.boolean(), (whole, unit, n, window) => {
        const parts = rendered(say(whole), limited(unit, n, window))
        let from = 0
        for (const part of parts) {
          expect(sizeOf(part, unit)).toBeLessThanOrEqual(n)
          expect(part.isWellFormed()).toBe(true)
          expect(part.trim()).not.toBe('')
          const at = whole.indexOf(part, from)
          expect(at).toBeGreaterThanOrEqual(from)
          expect(whole.slice(from, at).trim()).toBe('')
          from = at + part.length
        }
        expect(whole.slice(from).trim()).toBe('')
        const wanted = graphemes(whole).filter((one) => one.trim() !== '')
        expect(parts.flatMap(graphemes).filter((one) => one.trim() !== '')).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  it('never uses more parts than the tightest packing where messages are counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 40, max: 300 }), (sentences, n) => {
        const whole = '这是一句用来测试分段的话，它不长也不短。'.repeat(sentences)
        expect(rendered(say(whole), limited('chars', n, true)).length).toBe(Math.ceil(whole.length / n))
      }),
    )
  })

  it('prefers the end of a paragraph, then of a sentence, then of a word', () => {
    const first = '第一段说明了办理条件和所需材料。'
    expect(rendered(say(`${first}\n\n第二段说明办理时间。第三句。`), limited('chars', 26))).toEqual([first, '第二段说明办理时间。第三句。'])
    expect(rendered(say('办理需要三天。节假日顺延，具体以通知为准。'), limited('chars', 14))).toEqual(['办理需要三天。', '节假日顺延，具体以通知为准。'])
    expect(rendered(say('Please bring the original invoice along'), limited('chars', 20))).toEqual(['Please bring the', 'original invoice', 'along'])
    expect(rendered(say('请拨打服务热线4008001234咨询'), limited('chars', 12))).toEqual(['请拨打服务热线', '4008001234咨询'])
  })

  it('counts as each provider counts', () => {
    expect(rendered(say('汉'.repeat(683)), limited('bytes', 2048)).map((part) => part.length)).toEqual([682, 1])
    expect(rendered(say('𠮷'.repeat(3)), limited('chars', 4))).toEqual(['𠮷𠮷', '𠮷'])
    expect(rendered(say('a'.repeat(161)), limited('septets', 160)).map((part) => part.length)).toEqual([160, 1])
    expect(rendered(say('€'.repeat(81)), limited('septets', 160)).map((part) => part.length)).toEqual([80, 1])
    expect(rendered(say('气'.repeat(71)), limited('septets', 160)).map((part) => part.length)).toEqual([70, 1])
    expect(rendered(say('气'.repeat(135)), limited('septets', 306)).map((part) => part.length)).toEqual([134, 1])
    expect([gsmLength('{€}'), gsmLength('ok'), gsmLength('好')]).toEqual([6, 2, null])
  })

  it('takes a character apart only when it is too long for any message', () => {
    const heap = `e${'\u0301'.repeat(200)}`
    const parts = rendered(say(heap), limited('chars', 50))
    expect(parts.join('')).toBe(heap)
    expect(Math.max(...parts.map((part) => part.length))).toBe(50)
  })

  it('grows with the length of the text, not with its square', () => {
    const size = 60_000
    const parts = rendered(say('字'.repeat(size)), limited('bytes', 2048, true))
    expect(parts.length).toBe(Math.ceil(size / 682))
  })
})

describe('sources', () => {
  const cited: Content = { type: 'text', text: '七天内可退。', citations: [CITATION] }

  it('stand below the answer where the channel shows none', () => {
    expect(render(cited, PLAIN, { lang: 'zh-CN', cite: CITE })).toEqual([
      { type: 'text', text: '七天内可退。\n\n依据：《退款办法》第3条（版本 2024-2，2024-06-01 起施行）' },
    ])
  })
  it('stay data, with the last part, where the channel shows them', () => {
    const can = { ...PLAIN, citations: true, maxText: { unit: 'chars', n: 4 } as const }
    expect(render(cited, can, { lang: 'zh-CN', cite: CITE })).toEqual([
      { type: 'text', text: '七天内可' },
      { type: 'text', text: '退。', citations: [CITATION] },
    ])
  })
  it('stay data when there is no sentence for them', () => {
    expect(render(cited, PLAIN, { lang: 'zh-CN' })).toEqual([cited])
  })
})

describe('choices', () => {
  const asked: Content = { type: 'text', text: '您问的是哪一项？', choices: [{ id: 'a', label: '退款' }, { id: 'b', label: '换货' }] }

  it('stay buttons where there are enough of them', () => {
    expect(render(asked, { ...PLAIN, choices: 2 }, { lang: 'zh-CN' })).toEqual([asked])
  })
  it('become a numbered list where there are too few', () => {
    expect(render(asked, { ...PLAIN, choices: 1 }, { lang: 'zh-CN' })).toEqual([{ type: 'text', text: '您问的是哪一项？\n\n1. 退款\n2. 换货' }])
  })
  it('come with the last part of a long text, or alone', () => {
    const can: Capabilities = { ...PLAIN, choices: 2, maxText: { unit: 'chars', n: 5 } }
    expect(render(asked, can, { lang: 'zh-CN' }).map((part) => part.type === 'text' && part.choices?.length)).toEqual([undefined, 2])
    expect(render({ ...asked, text: '' }, can, { lang: 'zh-CN' })).toEqual([{ ...asked, text: '' }])
  })
})

describe('Markdown', () => {
  it.each([
    ['**重要**：请保留发票', '重要：请保留发票'],
    ['请**务必**带上证件', '请务必带上证件'],
    ['## 办理时间\n* 周一\n* 周二', '办理时间\n- 周一\n- 周二'],
    ['> 引用的话', '引用的话'],
    ['见[服务协议](https://example.com/a)。', '见服务协议 (https://example.com/a)。'],
    ['[https://example.com](https://example.com)', 'https://example.com'],
    ['![图示](https://example.com/p.png)', '图示 https://example.com/p.png'],
    ['输入 `TD` 退订', '输入 TD 退订'],
    ['this is *really* final', 'this is really final'],
    ['```\ncode\n```', 'code'],
  ])('%j reads %j without it', (marked, plain) => {
    expect(rendered(say(marked), PLAIN)).toEqual([plain])
    expect(rendered(say(marked), { ...PLAIN, markdown: true })).toEqual([marked])
  })

  it.each([
    '手机 138****5678', '卡号 6222 **** **** 1234', '邮箱 u***@example.com', '尺寸 30*40*50', '长*宽*高', 'file_name_v2', 'part __init__x', '#12 楼', '单价>100', '2 * 3 * 4', '5-7 天',
    '1. 退款',
  ])('%j is no Markdown', (plain) => {
    expect(rendered(say(plain), PLAIN)).toEqual([plain])
  })
})

describe('what is not text', () => {
  const file: Content = { type: 'attachment', kind: 'file', ref: 'https://desk.example/f/1', name: '发票.pdf' }

  it('goes as it is where the channel carries it', () => {
    expect(render(file, { ...PLAIN, attachments: ['file'] }, { lang: 'zh-CN' })).toEqual([file])
  })
  it('is named, with its address, where the channel does not', () => {
    expect(rendered(file, PLAIN)).toEqual(['[文件] 发票.pdf\nhttps://desk.example/f/1'])
    expect(texts(render({ type: 'attachment', kind: 'voice', ref: 'media-7', transcript: 'hello' }, PLAIN, { lang: 'en' }))).toEqual(['[Voice message]\nhello'])
    expect(texts(render({ ...file, ref: 'media-7' }, PLAIN, { lang: 'zh-TW' }))).toEqual(['[檔案] 发票.pdf'])
  })
  it('a place is written down', () => {
    expect(rendered({ type: 'location', latitude: 31.2, longitude: 121.4, label: '人民广场' }, PLAIN)).toEqual(['[位置] 人民广场 (31.2, 121.4)'])
  })
  it('events, unknown things and empty text are not sent', () => {
    expect(render({ type: 'event', name: 'joined' }, PLAIN, { lang: 'en' })).toEqual([])
    expect(render({ type: 'unknown', kind: 'x', raw: '{}' }, PLAIN, { lang: 'en' })).toEqual([])
    expect(render(say(' \n '), PLAIN, { lang: 'en' })).toEqual([])
  })
})
