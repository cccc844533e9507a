/** Trains all heads of all packs from their authored utterances. The same packs give the same models; it reads and writes no file. */
import { FLAGS, type Intent } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { analyse } from './features.ts'
import { HELPER, type HeadData, type HeadOptions, trainHead } from './head.ts'
import type { CommonData, EarData, PackData } from './models.ts'
import { type PackRows, rowsOfPacks, type TrainingRow } from './rows.ts'
import { makeSpace, type Recipe, type Space } from './space.ts'

/** How texts are placed; chosen by measurement, see docs/decisions/understanding.md. */
const COMMON: readonly Recipe[] = [[['words', 0.7], ['chars', 1], ['clusters', 0.8], ['glosses', 0.6], ['signs', 0.4]]]
const OWN: readonly Recipe[] = [[['words', 0.7], ['chars', 1], ['clusters', 0.8], ['glosses', 0.6]], [['clusters', 1], ['glosses', 1]], [['words', 1]]]
/** Cost of an error: many utterances bear a closer fit than few. */
const C = { common: 1, own: 0.2 }
/** Intents with few utterances count as if they had this many, at most so many times over. */
const EVEN = { rows: 300, most: 4 }

/** A text, its fold, and what it is an example of. */
type Lesson = { row: Pick<TrainingRow, 'text' | 'fold'>; label: string; weight?: number }

export function trainEar(packs: readonly Pack[]): EarData {
  const all = rowsOfPacks(packs)
  return { common: trainCommon(all.flatMap(({ rows }) => rows)), packs: Object.fromEntries(all.map((own) => [own.pack.id, trainPack(own)])) }
}

/** Heads that learn from every pack. */
function trainCommon(rows: readonly TrainingRow[]): CommonData {
  const spaces = COMMON.map((recipe) => makeSpace(rows.map(({ text }) => text), recipe))
  const counts = new Map<string, number>()
  for (const { example } of rows) counts.set(example.intent, (counts.get(example.intent) ?? 0) + 1)
  const even = (intent: string) => Math.min(EVEN.most, EVEN.rows / (counts.get(intent) as number))
  const complaints = rows.filter(({ example }) => example.intent === 'complaint')
  return {
    spaces: spaces.map(({ data }) => data),
    intent: learn(rows.map((row) => ({ row, label: row.example.intent, weight: even(row.example.intent) })), spaces, C.common),
    severity: learn(complaints.flatMap((row) => (row.example.severity ? [{ row, label: row.example.severity }] : [])), spaces, C.common),
    flags: FLAGS.map((flag) => ({ flag, head: learn(complaints.map((row) => ({ row, label: row.example.flags?.includes(flag) ? flag : 'none' })), spaces, C.common) })),
  }
}

function trainPack({ pack, rows }: PackRows): PackData {
  // The words that speak for a category by themselves are lessons too.
  const cues: Lesson[] = pack.categories.flatMap(({ key, cues: words, names }) =>
    [...words, ...Object.values(names)].map((word) => ({ row: { text: analyse(word), fold: HELPER }, label: key })))
  const spaces = OWN.map((recipe) => makeSpace([...rows.filter(({ example }) => example.category).map(({ text }) => text), ...cues.map(({ row }) => row.text)], recipe))
  const categories: Partial<Record<Intent, HeadData>> = {}
  for (const wish of new Set(rows.flatMap(({ example }) => (example.category ? [example.intent] : [])))) {
    const lessons: Lesson[] = rows.flatMap((row) => (row.example.intent === wish && row.example.category ? [{ row, label: row.example.category }] : []))
    categories[wish] = learn(wish === 'complaint' ? [...lessons, ...cues] : lessons, spaces, C.own)
  }
  const subjects: Lesson[] = rows.flatMap((row) => (row.example.subject ? [{ row, label: row.example.subject }] : []))
  return { spaces: spaces.map(({ data }) => data), categories, subject: subjects.length > 0 ? learn(subjects, spaces, C.own) : null }
}

function learn(lessons: readonly Lesson[], spaces: readonly Space[], c: number): HeadData {
  const options: HeadOptions = {
    dims: spaces.map(({ dims }) => dims), folds: Int32Array.from(lessons, ({ row }) => row.fold), c: spaces.map(() => c),
    ...(lessons.some(({ weight }) => weight !== undefined) ? { rowWeight: Float32Array.from(lessons, ({ weight }) => weight ?? 1) } : {}),
  }
  return trainHead(lessons.map(({ row }) => spaces.map((space) => space.place(row.text))), lessons.map(({ label }) => label), options).data
}
