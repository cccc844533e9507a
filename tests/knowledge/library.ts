/** A small library of two packs for the search's tests, made in memory, and a simple way to read; knowledge/packs is not looked at. */
import type { Text } from '../../core/model.ts'
import type { Article, Example, Pack } from '../../core/pack.ts'
import type { Read } from '../../knowledge/search.ts'

const same = (text: string): Text => ({ 'zh-CN': text, 'zh-TW': `繁 ${text}`, en: `en ${text}` })

/** Chinese by single characters and pairs, other words whole: enough where texts are short. */
export const read: Read = (text) => {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('維', '维').replaceAll('幾', '几').replaceAll('時', '时')
  const words = [...plain.matchAll(/\p{Script=Han}+|[a-z]+|\d+/gu)].flatMap(([run]) => (/\p{Script=Han}/u.test(run) ? run.match(/.{1,2}/gu) ?? [] : [run]))
  return { plain, words, concepts: [] }
}

type Clauses = readonly (readonly [title: string, text: string, ...asks: string[]])[]

export function article(id: string, clauses: Clauses, more: Partial<Article> = {}): Article {
  return {
    id, title: same(id), version: '1', validFrom: '2024-01-01', validTo: null, audience: 'public', source: '测试', file: `${id}.md`,
    clauses: clauses.map(([title, text, ...asks], i) => ({ article: id, number: String(i + 1), title: same(title), text: same(text), asks })),
    ...more,
  }
}

export function pack(id: string, articles: readonly Article[], examples: readonly Example[] = [], timezone = 'Asia/Shanghai'): Pack {
  return {
    id, names: same(id), organisation: same(id), hash: id, timezone, holidays: 'CN', hours: [], departments: [], roles: [], categories: [], subjects: [], routes: [], cases: { forms: [], workflows: [], authority: [], extensions: [], ladder: null },
    numbering: [], deadlines: [], fields: [], forms: [], replies: {}, thresholds: { answer: 0.5, intent: 0.5 }, articles, examples,
    synonyms: [['煤气', '燃气', '瓦斯', 'gas']], connectors: [], dialogues: [],
  }
}

const nobody = (text: string): Example => ({ text, intent: 'question', clauses: [] })

export const REPAIR: Clauses = [
  ['管网故障', '户外管网发生故障，一般故障4小时内排除，重大故障24小时内修复。', '管网坏了多久修好', '管道故障要几个小时', '主管道挖断了多久通气', '外面管网大故障多久能修复', 'how long for a mains fault'],
  ['户内设备故障', '灶具、热水器坏了，立即派人，6小时内处理。', '灶具坏了多久修好', '热水器坏了几个小时能修', '家里灶打不着火多久来人', 'how long to fix my stove'],
  ['报修要提供什么', '报修时提供地址和电话。', '报修要提供什么', '报修要准备哪些资料', 'what do you need to book a repair'],
]
export const INSPECTION: Clauses = [
  ['安检频次', '居民用户每两年检查一次；商业用户每年一次。', '安检多久一次', '居民家里多长时间检查一回', '商用的多久检查一次', 'how often is the inspection'],
]
export const COMPLAINTS: Clauses = [
  ['投诉答复', '接到投诉后48小时内答复。', '投诉多久答复', '投诉几天有结果', '告状之后多长时间给回话', 'how soon is a complaint answered'],
  ['撤回投诉', '办结前可以撤回投诉。', '投诉能撤回吗', '不想投诉了怎么撤', 'can i withdraw a complaint'],
]

export const UNANSWERED: readonly Example[] = [
  '今天气价多少钱一方', '换个表多少钱', '软管多少钱一根', '最近的营业厅在哪里', '营业厅怎么走', '师傅电话多少', '哪个牌子的灶好', '灶具打几折', '热水器有现货吗', '气费能打折吗',
  '发票抬头怎么改', '你们招人吗', 'how much is a cubic metre', 'which stove is better', 'where is your office',
].map(nobody)
