/**
 * Makes the lessons that the gate learns from out of the packs: every way to ask with itself taken out of the index, and the examples
 * of questions whose clauses are known or of which it is known that nobody has written an answer.
 */
import type { Article, Pack } from '../../core/pack.ts'
import type { Lesson } from './gate.ts'
import type { Shelf } from './shelf.ts'

/** Of each public article the version with the most ways to ask, in force or not: the gate does not change with the day. */
export function lessonArticles(pack: Pack): readonly Article[] {
  const richest = new Map<string, Article>()
  for (const article of pack.articles) {
    const other = richest.get(article.id)
    if (article.audience === 'public' && (!other || waysToAsk(other) < waysToAsk(article))) richest.set(article.id, article)
  }
  return [...richest.values()]
}

const waysToAsk = ({ clauses }: Article): number => clauses.reduce((sum, { asks }) => sum + asks.length, 0)

export function lessonsOf(pack: Pack, shelf: Shelf): Lesson[] {
  const { index, given } = shelf
  const asks = index.clauses.flatMap((clause, number) => clause.asks.map((ask, i): Lesson => ({ ...shelf.ask(ask, { clause: number, ask: i }), given, right: [number] })))
  const examples = pack.examples.flatMap(({ text, clauses }): Lesson[] => {
    if (!clauses) return []
    const right = index.clauses.flatMap(({ article, number }, i) => (clauses.includes(`${article}#${number}`) ? [i] : []))
    return right.length === 0 && clauses.length > 0 ? [] : [{ ...shelf.ask(text), given, right }]
  })
  return [...asks, ...examples]
}
