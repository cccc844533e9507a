/**
 * Which wish a message bears, and which second one: what the heads think, raised by what the rules see. It must not look at categories or clauses.
 */
import type { Intent, Scored } from '../core/model.ts'
import type { Analysed } from './features.ts'
import type { Heard } from './models.ts'
import type { Danger } from './rules/index.ts'
import { isResolved } from './rules/moment.ts'

export type Heeded = {
  heard: Pick<Heard, 'intents'>
  dangers: readonly Danger[]
  /** A bare detail, no wish; `thing` = it names something that can be on its way. */
  fragment: false | 'detail' | 'thing'
  analysed: Analysed
  evidence: (label: Intent) => readonly string[]
}

/** The heads' own belief in an emergency that a rule of each strength needs, by the moment that the words speak of. */
const BELIEF: Readonly<Record<Danger['strength'], Readonly<Record<Danger['moment'], number>>>> = {
  sure: { now: 0, unsaid: 0.02, over: 0.6, thought: 0.8 },
  likely: { now: 0.1, unsaid: 0.14, over: 0.8, thought: 0.9 },
}
/** Without any rule; and when the customer says that it is over. */
const ALONE = 0.6
const RESOLVED = 0.97
/** A second wish is told from this probability on. */
const SECOND = 0.2

export function wishesOf({ heard, dangers, fragment, analysed, evidence }: Heeded): { intent: Scored<Intent>; also: Scored<Intent>[] } {
  const belief = heard.intents.find(([label]) => label === 'emergency')?.[1] ?? 0
  const danger = dangers.find(({ strength, moment }) => belief >= BELIEF[strength][moment])
  const endangered = danger !== undefined || (dangers.length === 0 && belief >= (isResolved(analysed.text) ? RESOLVED : ALONE))
  if (endangered && !fragment)
    return { intent: { label: 'emergency', confidence: Math.max(belief, danger?.strength === 'sure' ? 0.95 : 0.7), evidence: danger ? [danger.words] : evidence('emergency') }, also: [] }
  const rest = heard.intents.filter(([label]) => label !== 'emergency')
  const total = rest.reduce((sum, [, p]) => sum + p, 0) || 1
  const [first, ...others] = rest.map(([label, p]) => [label, p / total] as const)
  if (fragment === 'thing' && rest.some(([label]) => label === 'track')) return { intent: { label: 'track', confidence: 0.6, evidence: [] }, also: [] }
  if (!first || fragment || analysed.words.length === 0) return { intent: { label: 'out_of_scope', confidence: 0.2, evidence: [] }, also: [] }
  const scored = ([label, confidence]: readonly [Intent, number]): Scored<Intent> => ({ label, confidence, evidence: evidence(label) })
  return { intent: scored(first), also: others.filter(([, p]) => p >= SECOND).slice(0, 2).map(scored) }
}
