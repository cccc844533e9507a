/** Drafts out of documents: what is dropped, where they are split, what they replace, and that the packs' loader reads what is written. */
import { describe, expect, it } from '@jest/globals'
import { clean } from '../../knowledge/ingest/clean.ts'
import { diffTexts } from '../../knowledge/ingest/diff.ts'
import type { Line } from '../../knowledge/ingest/document.ts'
import { makeDrafts } from '../../knowledge/ingest/drafts.ts'
import { outline } from '../../knowledge/ingest/outline.ts'
import { writeArticle } from '../../knowledge/ingest/write-article.ts'
import { loadPacks } from '../../knowledge/load.ts'
import { parseArticle } from '../../knowledge/load-article.ts'
import { article, pack } from './library.ts'

const PAIRS = [['維', '维'], ['條', '条'], ['時', '时'], ['閱', '阅'], ['讀', '读'], ['關', '关'], ['檔', '档'], ['權', '权'], ['舉', '举'], ['報', '报'], ['說', '说'], ['載', '载']] as const
const scripts = {
  toSimplified: (text: string) => PAIRS.reduce((left, [from, to]) => left.replaceAll(from, to), text),
  toTraditional: (text: string) => PAIRS.reduce((left, [to, from]) => left.replaceAll(from, to), text),
}
const asLines = (text: string): Line[] => text.split('\n').map((line) => ({ text: line.trim() }))
const parts = (text: string) => outline(clean(asLines(text), scripts.toSimplified), '文件').map(({ title, clauses }) => [title, ...clauses.map(({ number, title: own, text: body }) => `${number}|${own}|${body}`)])

describe('a document is split', () => {
  it('at 第…章 and 第…条, with items left inside their clause', () => {
    expect(parts('第一章 总则\n第一条 为规范服务，制定本办法。\n第二章 维修\n第二条 维修时限\n(一)市区6小时。\n(二)郊区7小时。\n第三条 根据第二条规定，逾期应当说明原因。')).toEqual([
      ['总则', '第一条|为规范服务|为规范服务，制定本办法。'],
      ['维修', '第二条|维修时限|(一)市区6小时。\n(二)郊区7小时。', '第三条|根据第二条规定|根据第二条规定，逾期应当说明原因。'],
    ])
  })

  it('where scraping has run it together, but not at a reference', () => {
    expect(parts('第三章客户服务第七条网点应当设置座椅。第八条按照第七条的要求，座椅应当清洁。第四章投诉第九条投诉应当登记。')).toEqual([
      ['客户服务', '第七条|网点应当设置座椅|网点应当设置座椅。', '第八条|按照第七条的要求|按照第七条的要求，座椅应当清洁。'],
      ['投诉', '第九条|投诉应当登记|投诉应当登记。'],
    ])
  })

  it('at numbered headings', () => {
    expect(parts('一、受理\n接到投诉立即登记。\n二、调查\n三天内查明原因，不少于1.5米的距离除外。')).toEqual([['文件', '一|受理|接到投诉立即登记。', '二|调查|三天内查明原因，不少于1.5米的距离除外。']])
    expect(parts('1.1 受理\n登记。\n1.2 调查\n查明原因。').flat()).toEqual(['文件', '1.1|受理|登记。', '1.2|调查|查明原因。'])
  })

  it('at headings of the format, the only top one being the title', () => {
    const lines: Line[] = [{ text: '手册', heading: 1 }, { text: '维修', heading: 2 }, { text: '时限', heading: 3 }, { text: '市区6小时到。' }, { text: '投诉', heading: 2 }, { text: '投诉48小时答复。' }]
    expect(outline(lines, '文件').map(({ title, clauses }) => [title, clauses.map(({ title: own }) => own)])).toEqual([['维修', ['时限']], ['投诉', ['投诉48小时答复']]])
  })
})

describe('what scraping leaves around it is dropped', () => {
  it.each([
    '![第1页](http://example.com/1.jpg)', 'https://example.com/view', '版权说明:本文档由用户提供并上传,若内容存在侵权,请进行举报或认领', '已閱讀5页,還剩13页未讀',
    '下載本文檔', '0/150', '- 3 -', '第 3 页 共 9 页', '某某管理制度_第1页', '来源：某网',
  ])('%s', (line) => expect(clean([{ text: line }], scripts.toSimplified)).toEqual([]))

  it('lists of other documents, up to the next chapter', () => {
    expect(clean(asLines('第一条 登记。\n相关文档\n2025年度某合同\n第二章 维修'), scripts.toSimplified).map(({ text }) => text)).toEqual(['第一条 登记。', '第二章 维修'])
  })

  it('pronunciations in brackets, spaces inside Chinese, half-width marks', () => {
    expect(clean([{ text: '客户服务(wù)中心,应当及时联(lián)系客户' }], scripts.toSimplified)).toEqual([{ text: '客户服务中心，应当及时联系客户' }])
  })

  it.each(['第二条 上传的资料应当保密，不得下载。', '24小时', '收费标准：每次20元'])('a rule stays: %s', (line) => expect(clean([{ text: line }], scripts.toSimplified)).toHaveLength(1))
})

describe('drafts beside what they replace', () => {
  const old = article('repair', [
    ['时限', '市区维修六小时内到达，郊区七小时内到达。', '多久到'],
    ['费用', '保修期内维修不收费，过了保修期按价目表收取费用。', '收费吗'],
    ['资料', '报修时说明姓名、地址、电话和机器型号。'],
  ], { version: '3' })
  const demo = pack('demo', [article('repair', [['时限', '十小时。']], { version: '2', validFrom: '2020-01-01', validTo: '2023-12-31' }), old, article('far', [['安检', '每两年检查一次燃气管道和阀门。']])])
  const drafts = makeDrafts(
    { type: 'lines', lines: asLines('第一条 市区維修五小时内到达，郊区七小时内到达。\n第二条 保修期内维修不收费，过了保修期按价目表收取费用。\n第三条 客户可以在网上预约下周的上门日期。') },
    { pack: demo, name: 'Repair rules', validFrom: '2026-01-01', scripts },
  )
  const [draft] = drafts

  it('is the next version of the article it resembles', () => {
    expect(drafts).toHaveLength(1)
    expect(draft?.replaces).toBe(old)
    expect(draft?.article).toMatchObject({ id: 'repair', version: '4', validFrom: '2026-01-01', validTo: null, title: old.title })
  })

  it('an unchanged clause keeps its translations and ways to ask; a changed one is to be translated again', () => {
    expect(draft?.article.clauses[1]).toMatchObject({ text: old.clauses[1]?.text, asks: ['收费吗'] })
    expect(draft?.article.clauses[0]).toMatchObject({ text: { 'zh-CN': '市区维修五小时内到达，郊区七小时内到达。', 'zh-TW': '市区維修五小時内到达，郊区七小時内到达。', en: '' }, asks: ['多久到'] })
  })

  it('shows what changes', () => {
    expect(draft?.diff).toEqual([
      '  1 时限: changed', '    - 市区维修六小时内到达，郊区七小时内到达。', '    + 市区维修五小时内到达，郊区七小时内到达。',
      '  2 费用: same',
      '  3 客户可以在网上预约下周的上门日期: new', '    + 客户可以在网上预约下周的上门日期。',
      '  3 资料: gone',
    ])
  })

  it('a FAQ list: an article a topic, the question among the ways to ask', () => {
    const made = makeDrafts(
      { type: 'faqs', faqs: [{ topic: '会员', question: '怎么入会？', answer: '在门店登记手机号。', similar: ['如何办会员'] }, { topic: 'Delivery', question: 'Is it free?', answer: 'Delivery is free in town.', similar: [] }] },
      { pack: demo, name: '问答', validFrom: '2026-01-01', scripts },
    )
    expect(made.map(({ article: { title, clauses } }) => [title, clauses.map(({ text, asks }) => [text, asks])])).toEqual([
      [{ 'zh-CN': '会员', 'zh-TW': '会员', en: '' }, [[{ 'zh-CN': '在门店登记手机号。', 'zh-TW': '在门店登记手机号。', en: '' }, ['怎么入会？', '如何办会员']]]],
      [{ 'zh-CN': '', 'zh-TW': '', en: 'Delivery' }, [[{ 'zh-CN': '', 'zh-TW': '', en: 'Delivery is free in town.' }, ['Is it free?']]]],
    ])
  })

  it('sentences that stay and that move are told apart', () => {
    expect(diffTexts('甲。乙。丙。', '甲。丁。丙。').map(({ sign, text }) => sign + text)).toEqual([' 甲。', '-乙。', '+丁。', ' 丙。'])
    expect(diffTexts('', '甲。')).toEqual([{ sign: '+', text: '甲。' }])
  })
})

describe('a written article is what the loader reads', () => {
  const problems: string[] = []
  const parse = (text: string) => parseArticle(text, 'a.md', (_, line, message) => problems.push(`${line} ${message}`))

  it('every article of the packs survives writing and reading', () => {
    for (const one of loadPacks('knowledge/packs').packs.flatMap(({ articles }) => articles)) {
      expect(parse(writeArticle({ ...one, file: 'a.md' }))?.article).toEqual({ ...one, file: 'a.md' })
    }
    expect(problems).toEqual([])
  })

  it('says that it is a draft, and what it lacks', () => {
    const whole = article('whole', [['标题', '正文一。\n# 正文二。']])
    expect(parse(writeArticle(whole, { draft: true }))).toMatchObject({ draftLine: 9 })
    expect(parse(writeArticle(whole))).toMatchObject({ draftLine: null })
    parse(writeArticle(article('half', [['标题', '正文。']], { title: { 'zh-CN': '甲', 'zh-TW': '甲', en: '' } })))
    expect(problems.some((problem) => problem.startsWith('3 title.en'))).toBe(true)
  })
})
