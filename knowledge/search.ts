/**
 * Finds the clauses that may answer a question, with a probability each: the articles in force on the day, meant for the audience.
 * It quotes nothing that is not in force and decides nothing; how texts are cut into words is given by the caller.
 */
import type { Citation, Lang, Passage } from '../core/model.ts'
import type { Article, Pack } from '../core/pack.ts'
import { type Audience, createDays, inForce } from './retrieval/in-force.ts'
import { createIndex, type Index } from './retrieval/index.ts'
import type { Read } from './retrieval/terms.ts'

export type { Read, Reading } from './retrieval/terms.ts'

export type SearchOptions = {
  /** The moment on whose day an article must be in force; an earlier one asks "as of" that day. */
  at: number
  lang: Lang
  /** The clause answered last, for a question that leans on it. */
  topic?: { question: string; citation: Citation } | null
  /** Who asks; staff may read what customers may not. Absent = public. */
  audience?: Audience
}

/** Passages best first, at most `LIMIT`; empty when nothing is near. */
export type Search = (pack: string, query: string, options: SearchOptions) => readonly Passage[]

const LIMIT = 5

export function createSearch({ packs, read }: { packs: readonly Pack[]; read: Read }): Search {
  const shelves = new Map(packs.map((pack) => [pack.id, createShelf(pack, read)]))
  return (id, query, { at, lang, audience = 'public' }) => {
    const shelf = shelves.get(id)
    if (!shelf) throw new Error(`there is no pack "${id}"`)
    const { index, articles } = shelf(at, audience)
    const found = index.measure(index.terms(query)).sort((a, b) => b.bm25 - a.bm25)
    return found.slice(0, LIMIT).map(({ clause, share }): Passage => {
      const own = index.clauses[clause] as Index['clauses'][number]
      const article = articles[clause] as Article
      return {
        citation: { article: article.id, version: article.version, clause: own.number, title: article.title[lang], validFrom: article.validFrom },
        text: own.text[lang],
        score: share,
      }
    })
  }
}

type Shelf = { index: Index; /** article of each clause of the index */ articles: readonly Article[] }

/** Gives the index of what is in force at a moment; made once for each set of articles. */
function createShelf(pack: Pack, read: Read): (at: number, audience: Audience) => Shelf {
  const dayOf = createDays(pack.timezone)
  const made = new Map<string, Shelf>()
  return (at, audience) => {
    const valid = inForce(pack, dayOf(at), audience)
    const key = valid.map((article) => `${article.id}@${article.version}`).join(' ')
    const known = made.get(key)
    if (known) return known
    const articles = valid.flatMap((article) => article.clauses.map(() => article))
    const shelf = { articles, index: createIndex(valid.flatMap((article) => article.clauses), read, pack.synonyms) }
    made.set(key, shelf)
    return shelf
  }
}
