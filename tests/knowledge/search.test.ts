/** The search over a small library: the right clause first, nothing that is not in force, no answer where nobody has written one. */
import { describe, expect, it } from '@jest/globals'
import type { Lang } from '../../core/model.ts'
import { createSearch, trainSearch } from '../../knowledge/search.ts'
import { article, COMPLAINTS, INSPECTION, pack, REPAIR, read, UNANSWERED } from './library.ts'

const at = (day: string) => Date.parse(`${day}T12:00:00+08:00`)
const NOW = at('2025-03-10')

const gas = pack('gas', [article('repair', REPAIR), article('inspection', INSPECTION), article('complaints', COMPLAINTS)], UNANSWERED)
const search = createSearch({ packs: [gas], read })
const first = (query: string, lang: Lang = 'zh-CN') => search('gas', query, { at: NOW, lang })[0]
const clause = (query: string) => {
  const passage = first(query)
  return passage && `${passage.citation.article}#${passage.citation.clause}`
}

describe('the right clause comes first', () => {
  it.each([
    ['主管道坏了多久能通气', 'repair#1'],
    ['家里的灶具坏了，多久能修', 'repair#2'],
    ['居民多久做一次安检', 'inspection#1'],
    ['投诉之后几天答复', 'complaints#1'],
    ['How soon do you answer a complaint?', 'complaints#1'],
    ['投诉還能撤回嗎', 'complaints#2'],
  ])('%s', (query, expected) => expect(clause(query)).toBe(expected))

  it('quotes in the language of the reader', () => {
    expect(first('投诉多久答复', 'zh-TW')?.text).toBe('繁 接到投诉后48小时内答复。')
    expect(first('投诉多久答复', 'en')?.citation).toEqual({ article: 'complaints', version: '1', clause: '1', title: 'en complaints', validFrom: '2024-01-01' })
  })

  it('words of one synonym group find each other', () => {
    const one = pack('one', [article('kinds', [['供气种类', '供应天然气。', '你们供什么燃气']]), article('other', [['上班时间', '九点上班。', '你们几点上班']])], UNANSWERED)
    expect(createSearch({ packs: [one], read })('one', '供什么瓦斯', { at: NOW, lang: 'zh-CN' })[0]?.citation.article).toBe('kinds')
  })
})

describe('the score says whether to answer', () => {
  it.each(['管网坏了要多久修好', '报修需要提供什么资料', '安检多长时间一次'])('answers: %s', (query) => expect(first(query)?.score).toBeGreaterThan(0.5))
  it.each(['灶具多少钱一台', '热水器哪个牌子好', '营业厅在哪里', '今天天气怎么样'])('abstains: %s', (query) => expect(first(query)?.score ?? 0).toBeLessThan(0.5))

  it('scores are probabilities and fall', () => {
    const scores = search('gas', '投诉多久答复', { at: NOW, lang: 'zh-CN' }).map(({ score }) => score)
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it.each(['', '？？？', '\u0000', '🙂', 'x'.repeat(50_000)])('finds nothing to answer in rubbish (%#)', (query) => expect(first(query)?.score ?? 0).toBeLessThan(0.5))

  it('the same packs give the same model, and a kept model the same scores', () => {
    const model = trainSearch({ packs: [gas], read })
    expect(trainSearch({ packs: [gas], read })).toEqual(model)
    const reopened = createSearch({ packs: [gas], read, model: JSON.parse(JSON.stringify(model)) })
    expect(reopened('gas', '投诉多久答复', { at: NOW, lang: 'zh-CN' })).toEqual(search('gas', '投诉多久答复', { at: NOW, lang: 'zh-CN' }))
  })
})

describe('only what is in force on the day, for the audience', () => {
  const versions = pack('versions', [
    article('limit', [['期限', '旧规定十天。', '期限几天']], { version: '1', validFrom: '2020-01-01', validTo: '2024-12-31' }),
    article('limit', [['期限', '现行规定七天。', '期限几天']], { version: '2', validFrom: '2025-01-01', validTo: '2029-12-31' }),
    article('limit', [['期限', '将来规定五天。', '期限几天']], { version: '3', validFrom: '2030-01-01' }),
    article('inside', [['内部权限', '经理可批五百元。', '经理能批多少']], { audience: 'staff' }),
  ], UNANSWERED)
  const dated = createSearch({ packs: [versions], read })
  const texts = (moment: number) => dated('versions', '期限几天', { at: moment, lang: 'zh-CN' }).map(({ text }) => text)

  it.each([
    ['2020-01-01', '旧规定十天。'], ['2024-12-31', '旧规定十天。'], ['2025-01-01', '现行规定七天。'], ['2029-12-31', '现行规定七天。'], ['2030-01-01', '将来规定五天。'],
  ])('on %s: %s', (day, text) => expect(texts(at(day))).toEqual([text]))

  it('nothing before the first day', () => expect(texts(at('2019-12-31'))).toEqual([]))

  it("a day begins and ends in the pack's time zone", () => {
    expect(texts(Date.parse('2024-12-31T15:59:59Z'))).toEqual(['旧规定十天。'])
    expect(texts(Date.parse('2024-12-31T16:00:00Z'))).toEqual(['现行规定七天。'])
  })

  it('staff may read what customers may not', () => {
    const asked = (audience: 'public' | 'staff') => dated('versions', '经理能批多少', { at: NOW, lang: 'zh-CN', audience }).map(({ citation }) => citation.article)
    expect(asked('public')).not.toContain('inside')
    expect(asked('staff')).toContain('inside')
  })
})

describe('a question that leans on the one before', () => {
  const topic = (question: string) => ({ question, citation: (first(question) as NonNullable<ReturnType<typeof first>>).citation })
  const follow = (before: string, query: string) => {
    const passage = search('gas', query, { at: NOW, lang: 'zh-CN', topic: topic(before) })[0]
    return passage && { clause: `${passage.citation.article}#${passage.citation.clause}`, answered: passage.score >= 0.5 }
  }

  it('is understood together with it', () => {
    expect(follow('居民多久检查一次', '那商用的呢')).toEqual({ clause: 'inspection#1', answered: true })
    expect(follow('管网坏了多久修好', '那热水器呢？')?.clause).toBe('repair#2')
    expect(follow('how long to fix my stove', 'what about the mains?')?.clause).toBe('repair#1')
  })

  it('a question that stands by itself is not bent towards the topic', () => expect(follow('居民多久检查一次', '投诉之后几天给答复')?.clause).toBe('complaints#1'))
})

it('an unknown pack is a mistake of the caller', () => {
  expect(() => search('nowhere', '你好', { at: NOW, lang: 'zh-CN' })).toThrow('there is no pack "nowhere"')
})
