/**
 * Turns the raw measures of a search into the probability that a clause answers the question: one model ranks, one says whether to answer at all.
 * Both learn from the ways to ask that the clauses list, each taken out of the index in turn, and from questions nobody has written an answer to.
 */
import { type DoubtModel, type Labelled, openDoubt, trainDoubt } from './doubt.ts'
import type { Measured, Measures } from './index.ts'
import { KIND_NAMES, type Kinds } from './kinds.ts'
import { fit, margin, probability, type Sample, type Sparse, type Weights } from './logistic.ts'
import type { Terms } from './terms.ts'

/** A question with what the index measured for it; `kinds` are what it asks for. */
export type Question = { pack: string; terms: Terms; kinds: Kinds; measured: Measured }
export type Scored = { clause: number; score: number }
/** `given`: the kinds each clause can give, by clause number. */
export type Gate = (question: Question, given: readonly Kinds[]) => Scored[]

/** A question whose answer is known: `right` are the clauses that answer it, none of them where nobody has written it. */
export type Lesson = Question & { given: readonly Kinds[]; right: readonly number[] }

/** Plain data, to be kept and opened again. */
export type GateModel = { doubt: DoubtModel; rank: readonly number[]; gate: readonly number[] }

/** Clauses looked at for each question. */
export const CANDIDATES = 6
/** What questions nobody has written an answer to weigh together, beside those that are answered: more makes the gate abstain more. */
const UNANSWERED_SHARE = 1
/** How much more the nearest single way to ask counts when candidates are chosen. */
const NEAREST = 12

export function trainGate(lessons: readonly Lesson[]): GateModel {
  const unanswered = lessons.filter(({ right }) => right.length === 0).length
  const weightOf = ({ right }: Lesson) => (right.length > 0 || unanswered === 0 ? 1 : (UNANSWERED_SHARE * (lessons.length - unanswered)) / unanswered)
  const pairs: Sample[] = lessons.flatMap((lesson) => {
    const candidates = best(lesson.measured)
    if (!candidates.some(({ clause }) => lesson.right.includes(clause))) return []
    return candidates.map((own): Sample => ({ row: rankRow(lesson, own, candidates, lesson.given), label: lesson.right.includes(own.clause) ? 1 : 0, weight: 1 }))
  })
  const rank = fit(pairs, DIMS, { rounds: 8, rate: 0.1, pull: 1e-4 })
  const doubt = trainDoubt(lessons.map((lesson): Labelled => ({ ...lesson, answered: lesson.right.length > 0, weight: weightOf(lesson) })))
  const answers: Sample[] = lessons.flatMap((lesson, i) => {
    const ranked = ranking(lesson, lesson.given, rank)
    if (ranked.length === 0) return []
    return [{ row: gateRow(lesson, ranked, lesson.given, doubt.unseen[i] as number), label: lesson.right.length > 0 ? 1 : 0, weight: weightOf(lesson) }]
  })
  return { doubt: doubt.model, rank: [...rank], gate: [...fit(answers, DIMS, { rounds: 20, rate: 0.1, pull: 1e-4 })] }
}

export function openGate({ doubt: doubtModel, rank, gate }: GateModel): Gate {
  const doubt = openDoubt(doubtModel)
  return (question, given) => {
    const ranked = ranking(question, given, rank)
    const [top] = ranked
    if (!top) return []
    const score = probability(margin(gateRow(question, ranked, given, doubt(question)), gate))
    // Clauses behind the first are as much less likely to answer as they rank below it.
    return ranked.map(({ own, odds }) => ({ clause: own.clause, score: score * (probability(odds) / probability(top.odds)) }))
  }
}

type Ranked = { own: Measures; odds: number }

function ranking(question: Question, given: readonly Kinds[], weights: Weights): Ranked[] {
  const candidates = best(question.measured)
  return candidates.map((own) => ({ own, odds: margin(rankRow(question, own, candidates, given), weights) })).sort((a, b) => b.odds - a.odds)
}

function best({ found }: Measured): Measures[] {
  return [...found].sort((a, b) => b.bm25 + NEAREST * b.nearest - (a.bm25 + NEAREST * a.nearest)).slice(0, CANDIDATES)
}

/** Room for the plain numbers of either row. */
const PLAIN = 14
const DIMS = PLAIN + 2 * KIND_NAMES.length

/** What speaks for one clause rather than its rivals. */
function rankRow({ kinds }: Question, own: Measures, candidates: readonly Measures[], given: readonly Kinds[]): Sparse {
  let rivalBm25 = 0
  let rivalNearest = 0
  for (const other of candidates) {
    if (other === own) continue
    rivalBm25 = Math.max(rivalBm25, other.bm25)
    rivalNearest = Math.max(rivalNearest, other.nearest)
  }
  const value = [
    own.share, own.textShare, own.wordShare, own.nearest, own.second,
    Math.log1p(own.bm25) / 4, (own.bm25 - rivalBm25) / (own.bm25 + rivalBm25 + 1), own.nearest - rivalNearest,
  ]
  return withKinds(value, kinds, given[own.clause] as Kinds)
}

/** What speaks for answering at all. */
function gateRow({ terms, kinds, measured }: Question, ranked: readonly Ranked[], given: readonly Kinds[], doubt: number): Sparse {
  const [{ own, odds }, second] = ranked as [Ranked, Ranked?]
  let length = 0
  for (const term of terms.keys()) if (term[0] === 'w') length++
  const value = [
    own.share, own.textShare, own.wordShare, own.nearest, own.second, Math.log1p(own.bm25) / 4, odds / 6, (odds - (second?.odds ?? -6)) / 6,
    measured.unknown, Math.log1p(length) / 3, own.share * own.share, own.nearest * own.nearest,
    Math.tanh(doubt / 4), Math.max(-1, Math.min(0, doubt / 4)),
  ]
  return withKinds(value, kinds, given[own.clause] as Kinds)
}

function withKinds(value: number[], kinds: Kinds, given: Kinds): Sparse {
  const at = value.map((_, i) => i)
  KIND_NAMES.forEach((_, bit) => {
    if (!(kinds & (1 << bit))) return
    at.push(PLAIN + 2 * bit + (given & (1 << bit) ? 1 : 0))
    value.push(1)
  })
  return { at, value }
}
