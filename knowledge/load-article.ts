/**
 * Reads one policy article: front matter, then numbered clauses in three languages with the ways customers ask for them.
 * It does not know other articles; versions that overlap are found by load-checks.ts.
 */
import type { Lang, Text } from '../core/model.ts'
import type { Article, Clause } from '../core/pack.ts'
import { parseYaml, type Report, scalarSource } from './load-yaml.ts'
import { articleFront } from './schema.ts'

/** `clauseLines[i]` is the line of clause i's heading. */
export type PlacedArticle = { article: Article; file: string; clauseLines: readonly number[]; /** line that says it is a draft, or null */ draftLine: number | null }

const HEADING = /^##\s+(\S+)\s+(.+)$/
const NUMBER = /^\d+(\.\d+)*[a-z]?$/
const QUOTE = /^>\s?(?:(zh-TW|en):\s?)?(.*)$/
const ASK = /^-\s+\?\s+(.+)$/

/** @returns null when anything was reported */
export function parseArticle(source: string, file: string, report: Report): PlacedArticle | null {
  const lines = source.split(/\r?\n/)
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end < 0) {
    report(file, 1, 'an article starts with front matter between two lines "---"')
    return null
  }
  const frontText = lines.slice(1, end).join('\n')
  const front = parseYaml(frontText, file, articleFront, report, 2)
  const { clauses, clauseLines, ok } = parseClauses(lines, end + 1, file, front?.value.id ?? '', report)
  if (!front || !ok) return null
  if (clauses.length === 0) {
    report(file, end + 1, 'the article has no clause; a clause starts with "## <number> <zh-CN> | <zh-TW> | <en>"')
    return null
  }
  const { value } = front
  const validTo = value['valid-to'] ?? null
  if (validTo !== null && validTo < value['valid-from']) {
    report(file, front.lineOf(['valid-to']), `valid-to ${validTo} is before valid-from ${value['valid-from']}`)
    return null
  }
  const article: Article = {
    id: value.id, title: value.title, version: scalarSource(frontText, 'version') ?? value.version, validFrom: value['valid-from'], validTo,
    audience: value.audience, source: value.source, clauses, file,
  }
  return { article, file, clauseLines, draftLine: value.status === 'draft' ? front.lineOf(['status']) : null }
}

type Draft = { number: string; title: Text; line: number; parts: Record<Lang, string[]>; asks: string[] }

function parseClauses(lines: readonly string[], from: number, file: string, article: string, report: Report) {
  let ok = true
  const fail = (line: number, message: string) => {
    ok = false
    report(file, line, message)
  }
  const drafts: Draft[] = []
  let quoted: 'zh-TW' | 'en' | null = null
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] as string
    const at = index + 1
    if (line.trim() === '') {
      quoted = null
      const open = drafts.at(-1)?.parts['zh-CN']
      if (open && open.length > 0 && open.at(-1) !== '') open.push('')
      continue
    }
    if (line.startsWith('#')) {
      quoted = null
      const draft = parseHeading(line, at, fail)
      if (draft) {
        if (drafts.some((other) => other.number === draft.number)) fail(at, `clause ${draft.number} is there twice`)
        drafts.push(draft)
      }
      continue
    }
    const draft = drafts.at(-1)
    if (!draft) {
      fail(at, 'text before the first clause; a clause starts with "## <number> <zh-CN> | <zh-TW> | <en>"')
      continue
    }
    const quote = QUOTE.exec(line)
    if (quote) {
      quoted = (quote[1] as 'zh-TW' | 'en' | undefined) ?? quoted
      if (quoted) draft.parts[quoted].push((quote[2] ?? '').trim())
      else fail(at, 'a quoted line belongs to a language: start it with "> zh-TW:" or "> en:"')
      continue
    }
    const ask = ASK.exec(line)
    if (ask) draft.asks.push((ask[1] as string).trim())
    else draft.parts['zh-CN'].push(line.trim())
  }
  const clauses = drafts.map((draft): Clause => {
    for (const lang of ['zh-CN', 'zh-TW', 'en'] as const) {
      if (draft.parts[lang].every((part) => part === '')) fail(draft.line, `clause ${draft.number} has no ${lang} text`)
    }
    return {
      article, number: draft.number, title: draft.title, asks: draft.asks,
      text: { 'zh-CN': joinChinese(draft.parts['zh-CN']), 'zh-TW': joinChinese(draft.parts['zh-TW']), en: joinParagraphs(draft.parts.en, ' ') },
    }
  })
  return { clauses, clauseLines: drafts.map((draft) => draft.line), ok }
}

function parseHeading(line: string, at: number, fail: (line: number, message: string) => void): Draft | null {
  const match = HEADING.exec(line)
  const [zhCN, zhTW, en, more] = match ? (match[2] as string).split('|').map((title) => title.trim()) : []
  if (!match || !NUMBER.test(match[1] as string) || !zhCN || !zhTW || !en || more !== undefined) {
    fail(at, 'a clause heading is "## <number> <zh-CN title> | <zh-TW title> | <en title>"')
    return null
  }
  return { number: match[1] as string, title: { 'zh-CN': zhCN, 'zh-TW': zhTW, en }, line: at, parts: { 'zh-CN': [], 'zh-TW': [], en: [] }, asks: [] }
}

/** Chinese lines are joined without a space, except between two Latin words. */
function joinChinese(parts: readonly string[]): string {
  return joinParagraphs(parts, '')
}

function joinParagraphs(parts: readonly string[], glue: '' | ' '): string {
  const paragraphs: string[] = []
  let current = ''
  for (const part of [...parts, '']) {
    if (part === '') {
      if (current) paragraphs.push(current)
      current = ''
    } else if (isListItem(part) && current) current += `\n${part}`
    else current = current ? current + (glue || (/[A-Za-z0-9]$/.test(current) && /^[A-Za-z0-9]/.test(part) ? ' ' : '')) + part : part
  }
  return paragraphs.join('\n')
}

const isListItem = (line: string) => /^([-*]|\d+[.、)）])\s*/.test(line) && !/^\d+[.]\d/.test(line)
