/**
 * Finds the clauses that may answer a question, with a probability each: the articles in force on the day, meant for the audience.
 * It quotes nothing that is not in force and decides nothing; how texts are cut into words is given by the caller.
 */
import type { Citation, Lang, Passage } from '../core/model.ts'
import type { Article, Clause, Pack } from '../core/pack.ts'
import { CANDIDATES, type Gate, type GateModel, openGate, type Scored, trainGate } from './retrieval/gate.ts'
import { type Audience, createDays, inForce } from './retrieval/in-force.ts'
import { bare, leans } from './retrieval/lean.ts'
import { lessonArticles, lessonsOf } from './retrieval/lessons.ts'
import { createShelf, type Shelf } from './retrieval/shelf.ts'
import type { Read } from './retrieval/terms.ts'

export type { GateModel } from './retrieval/gate.ts'
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

/** Passages best first, at most six; empty when nothing is near. */
export type Search = (pack: string, query: string, options: SearchOptions) => readonly Passage[]

/** `model` is what `trainSearch` made of the same packs and the same `read`; absent, it is trained here, which takes seconds. */
export type SearchParts = { packs: readonly Pack[]; read: Read; model?: GateModel }

/** Of a leaning question: how much of a score is kept away from the article talked about, and by a clause that bears none of its words. */
const ELSEWHERE = 0.6
const UNSAID = 0.4

export function createSearch({ packs, read, model }: SearchParts): Search {
  const shelves = new Map(packs.map((pack) => [pack.id, shelvesOf(pack, read)]))
  const gate = openGate(model ?? trainSearch({ packs, read }))
  return (id, query, { at, lang, topic, audience = 'public' }) => {
    const shelf = shelves.get(id)?.(at, audience)
    if (!shelf) throw new Error(`there is no pack "${id}"`)
    const found = topic && leans(read(query).plain) ? lean(shelf, gate, query, topic) : gate(shelf.ask(query), shelf.given)
    return found.map(({ clause, score }) => passage(shelf.articles[clause] as Article, shelf.index.clauses[clause] as Clause, lang, score))
  }
}

/** What the gate learns from the packs; the same packs and `read` give the same model. */
export function trainSearch({ packs, read }: Pick<SearchParts, 'packs' | 'read'>): GateModel {
  return trainGate(packs.flatMap((pack) => lessonsOf(pack, createShelf(pack, lessonArticles(pack), read))))
}

/**
 * What both questions together find, as far as a clause bears the words of the second and belongs to the article talked about; and what the
 * second finds by itself. Either way may lead to a clause; both ways together make it surer.
 */
function lean(shelf: Shelf, gate: Gate, query: string, topic: { question: string; citation: Citation }): Scored[] {
  const alone = shelf.ask(bare(query))
  const shares = new Map(alone.measured.found.map(({ clause, share }) => [clause, share]))
  const most = Math.max(...shares.values(), 0) || 1
  const fit = (clause: number) =>
    ((shelf.articles[clause] as Article).id === topic.citation.article ? 1 : ELSEWHERE) * (UNSAID + ((1 - UNSAID) * (shares.get(clause) ?? 0)) / most)
  const scores = new Map<number, number>()
  const add = (clause: number, score: number) => scores.set(clause, 1 - (1 - (scores.get(clause) ?? 0)) * (1 - score))
  for (const { clause, score } of gate(shelf.ask(`${topic.question}\n${query}`), shelf.given)) add(clause, score * fit(clause))
  for (const { clause, score } of gate(alone, shelf.given)) add(clause, score)
  return [...scores].map(([clause, score]) => ({ clause, score })).sort((a, b) => b.score - a.score).slice(0, CANDIDATES)
}

function passage(article: Article, clause: Clause, lang: Lang, score: number): Passage {
  const citation = { article: article.id, version: article.version, clause: clause.number, title: article.title[lang], validFrom: article.validFrom }
  return { citation, text: clause.text[lang], score }
}

/** Gives the shelf of what is in force at a moment; made once for each set of articles. */
function shelvesOf(pack: Pack, read: Read): (at: number, audience: Audience) => Shelf {
  const dayOf = createDays(pack.timezone)
  const made = new Map<string, Shelf>()
  return (at, audience) => {
    const valid = inForce(pack, dayOf(at), audience)
    const key = valid.map(({ id, version }) => `${id}@${version}`).join(' ')
    const shelf = made.get(key) ?? createShelf(pack, valid, read)
    made.set(key, shelf)
    return shelf
  }
}
