/**
 * Finds the order in a document's lines: parts (第…章, headings) that become articles, and numbered clauses (第…条, 一、, 1.1) within them.
 * It changes no wording; numbers alone decide, since scraped text has lost everything else.
 */
import type { Line } from './document.ts'

export type Section = { title: string; clauses: readonly Piece[] }
/** `number` as the document writes it, empty where it writes none. */
export type Piece = { number: string; title: string; text: string; /** ways to ask for it, where the document lists them */ asks?: readonly string[] }

const N = '[〇零一二三四五六七八九十百千\\d]+'
const CHAPTER = new RegExp(`^(第${N}[章篇编編]|篇\\s?\\d+)[\\s：:、.]*(.*)$`)
/** Ways in which clauses are numbered, outermost first. */
const STYLES: readonly RegExp[] = [
  new RegExp(`^(第${N}[条條])[\\s：:、.]*(.*)$`, 's'),
  new RegExp(`^(第${N}[节節])[\\s：:、.]*(.*)$`, 's'),
  /^([一二三四五六七八九十]+)[、.．]\s*(.*)$/s,
  /^(\d+\.\d+(?:\.\d+)*)[、.．]?\s*(?=\p{L})(.*)$/su,
  /^(\d+)[、.．)]\s*(?=\p{L})(.*)$/su,
  /^[（(]([一二三四五六七八九十\d]+)[)）]\s*(.*)$/s,
]
/** A first line this short is a title rather than a rule. */
const TITLE = 24

export function outline(lines: readonly Line[], name: string): Section[] {
  const parts = intoParts(lines.flatMap(({ text, heading }) => broken(text).map((piece, i): Line => (heading && i === 0 ? { text: piece, heading } : { text: piece }))), name)
  return parts.map(({ title, lines: own }) => ({ title, clauses: intoClauses(own, title) })).filter(({ clauses }) => clauses.length > 0)
}

/** Text that ran together is broken before chapters and clauses; "根据第七条" and "第七条规定的" are references and stay. */
function broken(text: string): string[] {
  return text
    .replace(new RegExp(`(?<=[。；;！？!?”」\\s])(?=第${N}[条條])(?!第${N}[条條][规規]定)|(?<![依按照据據见見在和及与與、])(?=第${N}章)(?!第${N}章[规規的中])`, 'g'), '\n')
    .replace(new RegExp(`(第${N}章[^第。]{1,20}?)(?=第${N}[条條])`, 'g'), '$1\n')
    .replace(/(?<=[。；;])(?=\d+\.\d+(?:\.\d+)*\s?\p{Script=Han})|(?<=\p{Script=Han})(?=\d{1,2}\.\d{1,2}\.\d{1,2}\s?\p{Script=Han})/gu, '\n')
    .replace(/(第\S{1,3}章[^第。\d]{2,20}?)(?=\d+\.\d+\s?\p{Script=Han})/gu, '$1\n')
    .split('\n')
    .map((piece) => piece.trim())
    .filter(Boolean)
}

type Part = { title: string; lines: Line[] }

function intoParts(lines: readonly Line[], name: string): Part[] {
  const chaptered = lines.some(({ text }) => CHAPTER.test(text))
  const top = Math.min(...lines.flatMap(({ heading }) => heading ?? []))
  // A lone top heading is the document's title; the parts are one level below.
  const alone = lines.filter(({ heading }) => heading === top).length === 1
  const level = alone ? Math.min(...lines.flatMap(({ heading }) => (heading && heading > top ? heading : []))) : top
  const title = (alone && lines.find(({ heading }) => heading === top)?.text) || name
  const parts: Part[] = [{ title, lines: [] }]
  for (const line of lines) {
    const chapter = CHAPTER.exec(line.text)
    if (chapter) parts.push({ title: (chapter[2] as string) || (chapter[1] as string), lines: [] })
    else if (!chaptered && line.heading === level) parts.push({ title: line.text.replace(/^[\d.、一二三四五六七八九十]+[、.\s]\s*/, ''), lines: [] })
    else if (!(line.heading === top && alone)) parts.at(-1)?.lines.push(line)
  }
  return parts
}

function intoClauses(lines: readonly Line[], title: string): Piece[] {
  const headed = lines.some(({ heading }) => heading)
  const style = headed ? null : STYLES.find((pattern) => lines.filter(({ text }) => pattern.test(text)).length >= (pattern === STYLES[0] ? 1 : 2))
  const pieces: { number: string; first: string; rest: string[] }[] = []
  for (const { text, heading } of lines) {
    const numbered = style?.exec(text)
    if (heading) pieces.push({ number: '', first: withoutNumber(text), rest: [] })
    else if (numbered) pieces.push({ number: numbered[1] as string, first: numbered[2] as string, rest: [] })
    else if (style || headed) (pieces.at(-1) ?? pushed(pieces, { number: '', first: '', rest: [] as string[] })).rest.push(text)
    else pieces.push({ number: '', first: text, rest: [] })
  }
  return pieces.flatMap(({ number, first, rest }) => {
    const isTitle = first.length > 0 && first.length <= TITLE && !/[。；;！？!?]$/.test(first) && rest.length > 0
    const text = (isTitle ? rest : [first, ...rest]).filter(Boolean).join('\n')
    return text.length > 0 ? [{ number, title: isTitle ? first.replace(/[：:]$/, '') : shortTitle(text, title), text }] : []
  })
}

function pushed<T>(list: T[], item: T): T {
  list.push(item)
  return item
}

const withoutNumber = (text: string): string => STYLES.reduce((left, pattern) => pattern.exec(left)?.[2] ?? left, text)

/** The words before the first mark, or the part's title where they are too long for one. */
function shortTitle(text: string, fallback: string): string {
  const [first = ''] = text.split(/[，。；：:,;.\n！？!?(（]/)
  return first.length > 0 && first.length <= TITLE ? first : fallback
}
