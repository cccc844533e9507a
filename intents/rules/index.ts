/**
 * The rules for what must never be missed: danger that is happening now. They may raise, never lower, and say by which words.
 * `sure` needs no second opinion; `likely` counts when the trained heads do not think it absurd.
 */
import { GAS_LIKELY, GAS_SURE } from './gas.ts'
import { LIFE_LIKELY, LIFE_SURE } from './life.ts'
import { type Moment, momentOf } from './moment.ts'
import { MONEY_LIKELY, MONEY_SURE } from './money.ts'
import { type Hit, hit, type Rule, sentencesOf } from './rule.ts'

export type Danger = Hit & { strength: 'sure' | 'likely'; moment: Moment }

const SURE: readonly Rule[] = [...GAS_SURE, ...LIFE_SURE, ...MONEY_SURE]
const LIKELY: readonly Rule[] = [...GAS_LIKELY, ...LIFE_LIKELY, ...MONEY_LIKELY]
const ORDER: readonly Moment[] = ['now', 'unsaid', 'over', 'thought']

/** Every danger that the normalised text speaks of, the surest and most present first. */
export function dangersIn(text: string): readonly Danger[] {
  const sentences = sentencesOf(text)
  const found = (rules: readonly Rule[], strength: Danger['strength']) =>
    rules.flatMap((rule): Danger[] => {
      const one = hit(rule, sentences, text)
      return one ? [{ ...one, strength, moment: momentOf(one.sentence, text) }] : []
    })
  return [...found(SURE, 'sure'), ...found(LIKELY, 'likely')].sort((a, b) => rank(a) - rank(b))
}

const rank = ({ strength, moment }: Danger): number => ORDER.indexOf(moment) * 2 + (strength === 'sure' ? 0 : 1)
