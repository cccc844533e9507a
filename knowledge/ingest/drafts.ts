/**
 * Makes draft articles of a document: every part an article, every rule a clause, beside the article in force that it would replace.
 * It publishes nothing and translates nothing; where a clause is unchanged, its translations and ways to ask are taken over.
 */
import type { Text } from '../../core/model.ts'
import type { Article, Clause, Pack } from '../../core/pack.ts'
import { clean } from './clean.ts'
import { diffArticles } from './diff.ts'
import type { Document, Faq, Scripts } from './document.ts'
import { outline, type Section } from './outline.ts'

export type Draft = { article: Article; replaces: Article | null; diff: readonly string[] }

export type DraftOptions = {
  pack: Pack
  /** The document's file name without its ending; names articles and their source. */
  name: string
  /** First day the drafts are to be in force, YYYY-MM-DD. */
  validFrom: string
  scripts: Scripts
}

/** Least likeness at which a draft counts as a new version of an article, and a clause as the same clause reworded. */
const SAME_ARTICLE = 0.5
const SAME_CLAUSE = 0.45

export function makeDrafts(document: Document, options: DraftOptions): Draft[] {
  const { pack, name, scripts } = options
  const sections = document.type === 'faqs' ? sectionsOfFaqs(document.faqs, name) : outline(clean(document.lines, scripts.toSimplified), name)
  const current = latest(pack, options.validFrom)
  const taken = new Set<string>()
  return sections.map((section, i) => {
    const fresh = section.clauses.map(({ title, text, asks = [] }) => ({ title: inAll(title, scripts, text), text: inAll(text, scripts), asks }))
    const shape = shapeOf(fresh)
    const [nearest] = current.filter(({ id }) => !taken.has(id)).map((article) => ({ article, like: likeness(shape, shapeOf(article.clauses)) })).sort((a, b) => b.like - a.like)
    const replaces = nearest && nearest.like >= SAME_ARTICLE ? nearest.article : null
    if (replaces) taken.add(replaces.id)
    return finish(section, fresh, replaces, i + 1, options)
  })
}

type Fresh = Pick<Clause, 'title' | 'text' | 'asks'>

function sectionsOfFaqs(faqs: readonly Faq[], name: string): Section[] {
  return [...Map.groupBy(faqs, ({ topic }) => topic || name)].map(([title, rows]) => ({
    title,
    clauses: rows.map(({ question, answer, similar }) => ({ number: '', title: question.replace(/[?？]$/, ''), text: answer, asks: [question, ...similar] })),
  }))
}

function finish(section: { title: string }, fresh: readonly Fresh[], replaces: Article | null, part: number, { pack, name, validFrom, scripts }: DraftOptions): Draft {
  const id = replaces?.id ?? `${idOf(name)}-${part}`
  const left = new Set(replaces?.clauses ?? [])
  const pairs = fresh.map((own, i) => {
    const [nearest] = [...left].map((clause) => ({ clause, like: likeness(shapeOf([own]), shapeOf([clause])) })).sort((a, b) => b.like - a.like)
    const from = nearest && nearest.like >= SAME_CLAUSE ? nearest.clause : null
    if (from) left.delete(from)
    const same = from !== null && (own.text['zh-CN'] ? own.text['zh-CN'] === from.text['zh-CN'] : own.text.en === from.text.en)
    const draft: Clause = {
      article: id, number: String(i + 1),
      title: from?.title ?? own.title,
      text: same ? from.text : own.text,
      asks: [...new Set([...(from?.asks ?? []), ...own.asks])],
    }
    return { draft, from }
  })
  const article: Article = {
    id, version: replaces ? nextVersion(pack, id) : '1', title: replaces?.title ?? inAll(section.title, scripts, fresh.map(({ text }) => text['zh-CN']).join('') || section.title), validFrom, validTo: null,
    audience: replaces?.audience ?? 'public', source: `${name} · ${section.title}`, clauses: pairs.map(({ draft }) => draft), file: '',
  }
  return { article, replaces, diff: replaces ? diffArticles(replaces, pairs) : [] }
}

/** Each article as it stands on the day, or else its newest version before it. */
function latest(pack: Pack, day: string): Article[] {
  return [...Map.groupBy(pack.articles.filter(({ validFrom }) => validFrom <= day), ({ id }) => id).values()].map((versions) => versions.reduce((a, b) => (a.validFrom < b.validFrom ? b : a)))
}

function nextVersion(pack: Pack, id: string): string {
  const numbers = pack.articles.filter((article) => article.id === id).map(({ version }) => Number.parseInt(version, 10) || 0)
  return String(Math.max(...numbers) + 1)
}

/** A text in the languages it can be had in without translating: both Chinese scripts, or English; `like` shows which of them it belongs to. */
function inAll(text: string, { toSimplified, toTraditional }: Scripts, like = text): Text {
  const han = (like.match(/\p{Script=Han}/gu) ?? []).length
  const latin = (like.match(/[A-Za-z]+/g) ?? []).length
  if (latin > han) return { 'zh-CN': '', 'zh-TW': '', en: text }
  const simplified = toSimplified(text)
  return { 'zh-CN': simplified, 'zh-TW': toTraditional(simplified), en: '' }
}

/** Lower-case letters and digits of the name, or a number made of it. */
function idOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '')
  if (slug.length >= 3) return slug
  let hash = 0x811c9dc5
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x01000193)
  return `import-${(hash >>> 0).toString(36)}`
}

/** Pairs of neighbouring letters with their counts; Chinese where there is any, else English. */
function shapeOf(clauses: readonly Pick<Clause, 'title' | 'text'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { title, text } of clauses) {
    const plain = (text['zh-CN'] ? `${title['zh-CN']}\n${text['zh-CN']}` : `${title.en}\n${text.en}`).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
    for (let i = 0; i + 1 < plain.length; i++) counts.set(plain.slice(i, i + 2), (counts.get(plain.slice(i, i + 2)) ?? 0) + 1)
  }
  return counts
}

/** Cosine of the two counts, 0..1. */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0
  for (const [pair, count] of a) dot += count * (b.get(pair) ?? 0)
  const length = (counts: ReadonlyMap<string, number>) => Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0))
  return dot === 0 ? 0 : dot / (length(a) * length(b))
}
