/** The packs' authored utterances as the heads learn them: cut once, sorted into folds. It must not train. */
import type { Example, Pack } from '../core/pack.ts'
import { type Analysed, analyse } from './features.ts'
import { foldsOf } from './folds.ts'

export type TrainingRow = { example: Example; text: Analysed; fold: number }
export type PackRows = { pack: Pack; rows: readonly TrainingRow[] }

export const FOLDS = 4

export function rowsOfPacks(packs: readonly Pack[]): readonly PackRows[] {
  return packs.map((pack) => {
    const texts = pack.examples.map(({ text }) => analyse(text))
    const folds = foldsOf(texts, FOLDS, pack.examples.map(({ family }) => family))
    return { pack, rows: pack.examples.map((example, i) => ({ example, text: texts[i] as Analysed, fold: folds[i] as number })) }
  })
}
