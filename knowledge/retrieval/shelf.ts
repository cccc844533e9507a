/**
 * The clauses of one set of articles ready to be asked: their index, the kinds of fact each can give, and questions put in their terms.
 * A shelf does not know the day; which articles stand on it is the caller's choice.
 */
import type { Article, Clause, Pack } from '../../core/pack.ts'
import type { Question } from './gate.ts'
import { createIndex, type Index, type Without } from './index.ts'
import { type Kinds, kindsAsked, kindsGiven } from './kinds.ts'
import type { Read } from './terms.ts'

export type Shelf = {
  index: Index
  /** article of each clause of the index */
  articles: readonly Article[]
  given: readonly Kinds[]
  ask(text: string, without?: Without): Question
}

export function createShelf(pack: Pack, valid: readonly Article[], read: Read): Shelf {
  const index = createIndex(valid.flatMap((article) => article.clauses), read, pack.synonyms)
  return {
    index,
    articles: valid.flatMap((article) => article.clauses.map(() => article)),
    given: index.clauses.map((clause) => kindsGiven(read(ownWords(clause)).plain)),
    ask: (text, without) => {
      const reading = read(text)
      const terms = index.terms(reading)
      return { pack: pack.id, terms, kinds: kindsAsked(reading.plain), measured: index.measure(terms, without) }
    },
  }
}

const ownWords = ({ title, text }: Clause): string => [title['zh-CN'], text['zh-CN'], title.en, text.en].join('\n')
