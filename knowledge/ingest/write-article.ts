/** Writes an article in the form that load-article.ts reads. What a language lacks stays empty, and the packs' check will name it. */
import { LANGS, type Lang } from '../../core/model.ts'
import type { Article, Clause } from '../../core/pack.ts'

export function writeArticle(article: Article, { draft = false } = {}): string {
  const { id, title, version, validFrom, validTo, audience, source } = article
  const front = [
    `id: ${id}`,
    `title: { ${LANGS.map((lang) => `${lang}: ${quoted(title[lang])}`).join(', ')} }`,
    `version: ${/^\d+(\.\d+)?$/.test(version) ? version : quoted(version)}`,
    `valid-from: ${validFrom}`,
    `valid-to: ${validTo ?? 'null'}`,
    `audience: ${audience}`,
    `source: ${quoted(source)}`,
    ...(draft ? ['status: draft'] : []),
  ]
  return `${['---', ...front, '---', '', ...article.clauses.map(writeClause)].join('\n').trimEnd()}\n`
}

function writeClause({ number, title, text, asks }: Clause): string {
  const quotes = (['zh-TW', 'en'] as const).flatMap((lang) => quotation(lang, text[lang]))
  return [
    `## ${number} ${LANGS.map((lang) => oneLine(title[lang]).replaceAll('|', '／')).join(' | ')}`.trimEnd(), '',
    paragraphs(text['zh-CN']), '',
    ...quotes, '',
    ...asks.map((ask) => `- ? ${oneLine(ask)}`), '',
  ].join('\n').replace(/\n{3,}/g, '\n\n')
}

/** A blank line between paragraphs; lines of a list follow one another. Marks that mean something at a line's start are kept from meaning it. */
const paragraphs = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean)
  return lines.map((line, i) => (i > 0 && !isListItem(line) ? '\n' : '') + line.replace(/^(#|>|- \?)/, '／$1')).join('\n')
}

const isListItem = (line: string): boolean => /^([-*]|\d+[.、)）])\s*/.test(line) && !/^\d+[.]\d/.test(line)

function quotation(lang: Exclude<Lang, 'zh-CN'>, text: string): string[] {
  return text ? text.split('\n').flatMap((line, i) => [...(i > 0 ? ['>'] : []), `> ${i === 0 ? `${lang}: ` : ''}${line.trim()}`]) : []
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
const quoted = (text: string): string => JSON.stringify(oneLine(text))
