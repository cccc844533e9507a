/** Trains all heads of all packs from their authored utterances. The same packs give the same models; it reads and writes no file. */
import { FLAGS } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { fitMix, type HeadData, type HeadOptions, trainHead } from './head.ts'
import { categoryVotes, type CommonData, createBlend, type EarData, type PackData } from './models.ts'
import { type PackRows, rowsOfPacks, type TrainingRow } from './rows.ts'
import { makeSpace, type Recipe, type Space } from './space.ts'

/** What a text is placed by; chosen by measurement, see docs/decisions/understanding.md. */
const RECIPES: readonly Recipe[] = [[['chars', 1], ['words', 0.7], ['clusters', 0.8], ['glosses', 0.6]]]
const C = [0.5]

export function trainEar(packs: readonly Pack[]): EarData {
  const all = rowsOfPacks(packs)
  const { common, oofOf } = trainCommon(all)
  return { common, packs: Object.fromEntries(all.map((own) => [own.pack.id, trainPack(own, common.intent.labels, oofOf(own))])) }
}

/** Heads that learn from every pack. `oofOf` gives a pack's rows as the common intents see them while they do not know them. */
function trainCommon(all: readonly PackRows[]): { common: CommonData; oofOf: (own: PackRows) => readonly Float32Array[] } {
  const rows = all.flatMap((own) => own.rows)
  const spaces = spacesOf(rows)
  const intent = learn(rows, spaces, (row) => row.example.intent)
  const complaints = rows.filter(({ example }) => example.intent === 'complaint')
  const severity = learn(complaints.filter(({ example }) => example.severity), spaces, (row) => row.example.severity as string)
  const flags = FLAGS.map((flag) => ({ flag, head: learn(complaints, spaces, (row) => (row.example.flags?.includes(flag) ? flag : 'none')).data }))
  const starts = new Map<PackRows, number>()
  let at = 0
  for (const own of all) {
    starts.set(own, at)
    at += own.rows.length
  }
  return {
    common: { spaces: spaces.map(({ data }) => data), intent: intent.data, severity: severity.data, flags },
    oofOf: (own) => intent.oof.slice(starts.get(own), (starts.get(own) as number) + own.rows.length),
  }
}

function trainPack({ rows }: PackRows, commonIntents: readonly string[], commonOof: readonly Float32Array[]): PackData {
  const spaces = spacesOf(rows)
  const intent = learn(rows, spaces, (row) => row.example.intent)
  const joint = learn(rows, spaces, jointLabel)
  const categorised = rows.flatMap((row, i) => (row.example.category ? [i] : []))
  const category = learn(categorised.map((i) => rows[i] as TrainingRow), spaces, (row) => row.example.category as string)
  const withSubject = rows.filter(({ example }) => example.subject)
  const subject = withSubject.length > 0 ? learn(withSubject, spaces, (row) => row.example.subject as string).data : null

  const blend = createBlend(intent.data.labels, joint.data.labels, commonIntents)
  const votes = rows.map((_, i) => blend(intent.oof[i] as Float32Array, joint.oof[i] as Float32Array, commonOof[i] as Float32Array))
  const intentMix = fitMix(turned(votes), Int32Array.from(rows, (row) => intent.data.labels.indexOf(row.example.intent)), intent.data.labels.length)
  const categoryVote = categorised.map((i, n) =>
    categoryVotes((rows[i] as TrainingRow).example.intent, category.data.labels, category.oof[n] as Float32Array, joint.data.labels, joint.oof[i] as Float32Array))
  const categoryMix = fitMix(turned(categoryVote), Int32Array.from(categorised, (i) => category.data.labels.indexOf((rows[i] as TrainingRow).example.category as string)), category.data.labels.length)
  return { spaces: spaces.map(({ data }) => data), intent: intent.data, joint: joint.data, category: category.data, subject, intentMix, categoryMix }
}

const jointLabel = ({ example }: TrainingRow): string => (example.category ? `${example.intent}/${example.category}` : example.intent)

const spacesOf = (rows: readonly TrainingRow[]): Space[] => RECIPES.map((recipe) => makeSpace(rows.map(({ text }) => text), recipe))

function learn(rows: readonly TrainingRow[], spaces: readonly Space[], labelOf: (row: TrainingRow) => string, more: Partial<HeadOptions> = {}): { data: HeadData; oof: Float32Array[] } {
  const placed = rows.map(({ text }) => spaces.map((space) => space.place(text)))
  return trainHead(placed, rows.map(labelOf), { dims: spaces.map(({ dims }) => dims), folds: Int32Array.from(rows, ({ fold }) => fold), c: C, ...more })
}

/** votes[text][voter] → votes[voter][text] */
const turned = (votes: readonly (readonly Float32Array[])[]): Float32Array[][] => (votes[0] ?? []).map((_, v) => votes.map((own) => own[v] as Float32Array))
