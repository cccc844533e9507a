/** The packs' authored utterances as the heads learn them: cut once, sorted into folds. It must not train. */
import type { Example, Pack } from '../core/pack.ts'
import { type Analysed, analyse } from './features.ts'
import { foldsOf } from './folds.ts'

export type TrainingRow = { example: Example; text: Analysed; fold: number }
export type PackRows = { pack: Pack; rows: readonly TrainingRow[] }

export const FOLDS = 4

export function rowsOfPacks(packs: readonly Pack[]): readonly PackRows[] {
  const examples = packs.flatMap((pack) => pack.examples)
  const texts = examples.map(({ text }) => analyse(text))
  // One sorting for all packs: what one pack's customers say, another's say in the same words.
  const folds = foldsOf(texts, FOLDS, examples.map(({ family }) => family))
  let at = 0
  return packs.map((pack) => ({ pack, rows: pack.examples.map((example) => ({ example, text: texts[at] as Analysed, fold: folds[at++] as number })) }))
}
