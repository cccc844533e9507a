/**
 * What the ear has learnt, as plain data, and the labels it says of a text. It must not know rules, languages or packs' files.
 *
 * Common heads learn from the utterances of all packs together (intent, severity, flags); a pack's own learn its categories and subjects.
 */
import type { Flag, Intent, Severity } from '../core/model.ts'
import type { Analysed } from './features.ts'
import { type Head, type HeadData, openHead } from './head.ts'
import { openSpace, type Space, type SpaceData } from './space.ts'

export type CommonData = { spaces: readonly SpaceData[]; intent: HeadData; severity: HeadData; flags: readonly { flag: Flag; head: HeadData }[] }
export type PackData = {
  spaces: readonly SpaceData[]
  /** What a matter of each intent is about, where such matters have categories. */
  categories: Readonly<Partial<Record<Intent, HeadData>>>
  subject: HeadData | null
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
}
/** A head with the spaces it reads. */
export type Speaking = { data: HeadData; spaces: readonly Space[] }
export type Models = { hear(text: Analysed): Heard; intent: Speaking; categories: Readonly<Partial<Record<Intent, Speaking>>>; subject: Speaking | null }

/** Gives the models of each pack. */
export function openModels(data: EarData): ReadonlyMap<string, Models> {
  const shared = data.common.spaces.map(openSpace)
  const intent = openHead(data.common.intent)
  const severity = openHead(data.common.severity)
  const flags = data.common.flags.map(({ flag, head }) => ({ flag, head: openHead(head) }))
  return new Map(Object.entries(data.packs).map(([id, own]) => [id, openPack(own)]))

  function openPack(own: PackData): Models {
    const spaces = own.spaces.map(openSpace)
    const heads = new Map(Object.entries(own.categories).map(([wish, head]) => [wish as Intent, openHead(head)]))
    const subject = own.subject ? openHead(own.subject) : null
    return {
      intent: { data: intent.data, spaces: shared },
      categories: Object.fromEntries(Object.entries(own.categories).map(([wish, head]) => [wish, { data: head, spaces }])),
      subject: subject && { data: subject.data, spaces },
      hear(text) {
        const placed = spaces.map((space) => space.place(text))
        const common = shared.map((space) => space.place(text))
        return {
          intents: ranked(intent, intent.predict(common)) as Ranked<Intent>,
          categories: (wish) => {
            const head = heads.get(wish)
            return head ? ranked(head, head.predict(placed)) : []
          },
          subjects: subject ? ranked(subject, subject.predict(placed)) : [],
          severities: ranked(severity, severity.predict(common)) as Ranked<Severity>,
          flags: flags.map(({ flag, head }) => [flag, head.predict(common)[head.labels.indexOf(flag)] ?? 0]),
        }
      },
    }
  }
}

const ranked = ({ labels }: Head, p: Float32Array): Ranked<string> => Array.from(p, (value, i) => [labels[i] as string, value] as const).sort((a, b) => b[1] - a[1])
