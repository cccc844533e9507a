/**
 * An index over the clauses in force: BM25 over each clause with all its ways to ask, and the nearest single way to ask.
 * It gives raw measures; whether they are enough to answer is gate.ts's to say.
 */
import type { Clause } from '../../core/pack.ts'
import { createTerms, type Read, type Reading, type Terms, weightOf } from './terms.ts'

/** What speaks for one clause. */
export type Measures = {
  clause: number
  /** BM25 against the whole clause */
  bm25: number
  /** share of the question's weight that stands in the clause or its ways to ask, 0..1 */
  share: number
  /** share of the question's weight that stands in the clause's own words, 0..1 */
  textShare: number
  /** share of the weight of the question's words alone, 0..1 */
  wordShare: number
  /** cosine with the nearest way to ask, and with the second nearest */
  nearest: number
  second: number
}

/** One way to ask taken out of the index, as if nobody had written it. */
export type Without = { clause: number; ask: number }

/** What the index knows about one question. `unknown`: share of the weight of its words that stands in no clause at all. */
export type Measured = { found: Measures[]; unknown: number }

export type Index = {
  clauses: readonly Clause[]
  terms(reading: Reading): Terms
  /** Every clause that shares a term with the question, in the clauses' order. */
  measure(query: Terms, without?: Without): Measured
}

const K1 = 1.4
const B = 0.5

type Posting = { documents: number[]; counts: number[]; inText: boolean[] }
type AliasPosting = { aliases: number[]; weights: number[] }

export function createIndex(clauses: readonly Clause[], read: Read, synonyms: readonly (readonly string[])[]): Index {
  const toTerms = createTerms(read, synonyms)
  const terms = (text: string) => toTerms(read(text))
  const postings = new Map<string, Posting>()
  const lengths = new Float64Array(clauses.length)
  const asks = clauses.map((clause) => clause.asks.map(terms))
  clauses.forEach((clause, document) => {
    const add = (own: Terms, inText: boolean) => {
      for (const [term, count] of own) {
        const posting = getOrMake(postings, term, () => ({ documents: [], counts: [], inText: [] }))
        const last = posting.documents.length - 1
        if (posting.documents[last] === document) posting.counts[last] = (posting.counts[last] as number) + count
        else {
          posting.documents.push(document)
          posting.counts.push(count)
          posting.inText.push(inText)
        }
        lengths[document] = (lengths[document] as number) + count
      }
    }
    for (const part of textsOf(clause)) add(terms(part), true)
    for (const ask of asks[document] as Terms[]) add(ask, false)
  })
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, clauses.length)

  const idf = (frequency: number) => Math.log(1 + (clauses.length - frequency + 0.5) / (frequency + 0.5))
  const aliasOwner: Without[] = asks.flatMap((list, clause) => list.map((_, ask) => ({ clause, ask })))
  const aliasPostings = new Map<string, AliasPosting>()
  asks.flat().forEach((own, alias) => {
    const vector = unit([...own.keys()].map((term) => [term, weightOf(term) * idf(postings.get(term)?.documents.length ?? 0)] as const))
    for (const [term, weight] of vector) {
      const posting = getOrMake(aliasPostings, term, () => ({ aliases: [], weights: [] }))
      posting.aliases.push(alias)
      posting.weights.push(weight)
    }
  })

  return {
    clauses,
    terms: toTerms,
    measure(query, without) {
      const removed = without ? (asks[without.clause]?.[without.ask] as Terms) : undefined
      const bm25 = new Float64Array(clauses.length)
      const matched = new Float64Array(clauses.length)
      const matchedText = new Float64Array(clauses.length)
      const cosines = new Float64Array(aliasOwner.length)
      const matchedWords = new Float64Array(clauses.length)
      let total = 0
      let totalWords = 0
      let unknownWords = 0
      let norm = 0
      for (const term of query.keys()) {
        const posting = postings.get(term)
        const gone = posting && removed?.has(term) ? posting.documents.indexOf((without as Without).clause) : -1
        const left = gone >= 0 ? (posting?.counts[gone] as number) - (removed?.get(term) as number) : 1
        const weight = weightOf(term) * idf((posting?.documents.length ?? 0) - (left > 0 ? 0 : 1))
        total += weight
        const isWord = term[0] === 'w'
        if (isWord) {
          totalWords += weight
          if (!posting || (posting.documents.length === 1 && left <= 0)) unknownWords += weight
        }
        norm += weight * weight
        posting?.documents.forEach((document, i) => {
          const count = i === gone ? left : (posting.counts[i] as number)
          if (count <= 0) return
          const length = 1 - B + (B * (lengths[document] as number)) / average
          bm25[document] = (bm25[document] as number) + (weight * count * (K1 + 1)) / (count + K1 * length)
          matched[document] = (matched[document] as number) + weight
          if (isWord) matchedWords[document] = (matchedWords[document] as number) + weight
          if (posting.inText[i]) matchedText[document] = (matchedText[document] as number) + weight
        })
        const near = aliasPostings.get(term)
        near?.aliases.forEach((alias, i) => { cosines[alias] = (cosines[alias] as number) + weight * (near.weights[i] as number) })
      }
      const nearest = new Float64Array(clauses.length)
      const second = new Float64Array(clauses.length)
      aliasOwner.forEach(({ clause, ask }, alias) => {
        if (clause === without?.clause && ask === without.ask) return
        const cosine = norm > 0 ? (cosines[alias] as number) / Math.sqrt(norm) : 0
        if (cosine > (nearest[clause] as number)) {
          second[clause] = nearest[clause] as number
          nearest[clause] = cosine
        } else if (cosine > (second[clause] as number)) second[clause] = cosine
      })
      const found: Measures[] = []
      for (let clause = 0; clause < clauses.length; clause++) {
        if (bm25[clause] === 0) continue
        found.push({
          clause, bm25: bm25[clause] as number, share: (matched[clause] as number) / total, textShare: (matchedText[clause] as number) / total,
          wordShare: totalWords > 0 ? (matchedWords[clause] as number) / totalWords : 0,
          nearest: nearest[clause] as number, second: second[clause] as number,
        })
      }
      return { found, unknown: totalWords > 0 ? unknownWords / totalWords : 1 }
    },
  }
}

const textsOf = ({ title, text }: Clause): string[] => [title['zh-CN'], title['zh-TW'], title.en, text['zh-CN'], text['zh-TW'], text.en]

function unit(vector: readonly (readonly [string, number])[]): (readonly [string, number])[] {
  const length = Math.sqrt(vector.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  return vector.map(([term, weight]) => [term, weight / length] as const)
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
