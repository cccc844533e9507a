/**
 * What the ear has learnt, as plain data, and the labels it says of a text. It must not know rules, languages or packs' files.
 *
 * Two kinds of heads: common ones learn from the utterances of all packs together (intent, severity, flags), a pack's own learn its categories
 * and subjects, and its intents once more.
 */
import type { Flag, Intent, Severity } from '../core/model.ts'
import type { Analysed } from './features.ts'
import { type Head, type HeadData, mixed, openHead, type Placed, softmax } from './head.ts'
import { openSpace, type Space, type SpaceData } from './space.ts'

export type CommonData = { spaces: readonly SpaceData[]; intent: HeadData; severity: HeadData; flags: readonly { flag: Flag; head: HeadData }[] }
export type PackData = {
  spaces: readonly SpaceData[]
  intent: HeadData
  /** Labels are an intent, or an intent and a category, "complaint/billing". */
  joint: HeadData
  category: HeadData
  subject: HeadData | null
  /** How much the pack's intents, its joint labels and the common intents count. */
  intentMix: Float32Array
  /** How much the categories alone and the joint labels count. */
  categoryMix: Float32Array
}
export type EarData = { common: CommonData; packs: Readonly<Record<string, PackData>> }

/** Probabilities by label, best first. */
export type Ranked<T extends string> = readonly (readonly [T, number])[]
export type Heard = {
  intents: Ranked<Intent>
  /** The categories a matter of this intent may have, best first; empty where the intent has none. */
  categories(intent: Intent): Ranked<string>
  subjects: Ranked<string>
  severities: Ranked<Severity>
  /** The probability of each flag by itself. */
  flags: Ranked<Flag>
  /** Where the text stands in the pack's spaces. */
  placed: Placed
}
export type Models = { hear(text: Analysed): Heard; spaces: readonly Space[]; data: PackData }

/** Gives the models of each pack. */
export function openModels(data: EarData): ReadonlyMap<string, Models> {
  const commonSpaces = data.common.spaces.map(openSpace)
  const common = { intent: openHead(data.common.intent), severity: openHead(data.common.severity), flags: data.common.flags.map(({ flag, head }) => ({ flag, head: openHead(head) })) }
  return new Map(Object.entries(data.packs).map(([id, own]) => [id, openPack(own)]))

  function openPack(own: PackData): Models {
    const spaces = own.spaces.map(openSpace)
    const [intent, joint, category] = [openHead(own.intent), openHead(own.joint), openHead(own.category)]
    const subject = own.subject ? openHead(own.subject) : null
    const blend = createBlend(intent.labels, joint.labels, common.intent.labels)
    return {
      spaces, data: own,
      hear(text) {
        const placed = spaces.map((space) => space.place(text))
        const shared = commonSpaces.map((space) => space.place(text))
        const together = joint.predict(placed)
        const alone = category.predict(placed)
        return {
          placed,
          intents: ranked(intent.labels as Intent[], softmax(mixed(blend(intent.predict(placed), together, common.intent.predict(shared)), own.intentMix, intent.labels.length))),
          categories: (wish) => ranked(category.labels, categoriesOf(wish, category, alone, joint, together, own.categoryMix)),
          subjects: subject ? ranked(subject.labels, subject.predict(placed)) : [],
          severities: ranked(common.severity.labels as Severity[], common.severity.predict(shared)),
          flags: common.flags.map(({ flag, head }) => [flag, head.predict(shared)[head.labels.indexOf(flag)] ?? 0]),
        }
      },
    }
  }
}

/** Log probabilities of the pack's intents by each of the three heads that speak of intents. */
export function createBlend(intents: readonly string[], joint: readonly string[], common: readonly string[]) {
  const place = Int32Array.from(joint, (label) => intents.indexOf(intentOf(label)))
  const other = intents.map((label) => common.indexOf(label))
  return (own: Float32Array, together: Float32Array, shared: Float32Array): Float32Array[] => {
    const sum = new Float32Array(intents.length)
    together.forEach((p, j) => { sum[place[j] as number] = (sum[place[j] as number] as number) + p })
    return [own.map(log), sum.map(log), Float32Array.from(other, (c) => log(shared[c] ?? 0))]
  }
}

/** Votes for the categories by the head that knows categories alone and by the joint one, for a text of this intent. */
export function categoryVotes(wish: string, categories: readonly string[], alone: Float32Array, joint: readonly string[], together: Float32Array): Float32Array[] {
  const own = categories.map((label) => joint.indexOf(`${wish}/${label}`))
  const total = own.reduce((sum, j) => sum + (together[j] ?? 0), 0) || 1
  return [alone.map((p, c) => (own[c] === -1 ? NEVER : log(p))), Float32Array.from(own, (j) => (j === -1 ? NEVER : log((together[j] as number) / total)))]
}

function categoriesOf(wish: Intent, category: Head, alone: Float32Array, joint: Head, together: Float32Array, mix: Float32Array): Float32Array {
  if (!joint.labels.some((label) => label.startsWith(`${wish}/`))) return new Float32Array(0)
  return softmax(mixed(categoryVotes(wish, category.labels, alone, joint.labels, together), mix, category.labels.length))
}

export const intentOf = (label: string): string => label.split('/')[0] as string

/** Says as good as never; finite, so that sums stay numbers. */
const NEVER = -60
const log = (p: number): number => Math.log(p + 1e-6)

function ranked<T extends string>(labels: readonly T[], p: Float32Array): Ranked<T> {
  return Array.from(p, (value, i) => [labels[i] as T, value] as const).sort((a, b) => b[1] - a[1])
}
