/** The rules of every flag read over one message. They may raise, never lower. */
import type { Flag } from '../../core/model.ts'
import { GROUP, REPEAT, VULNERABLE } from './flags-person.ts'
import { LEGAL, MEDIA, REGULATOR } from './flags-public.ts'
import { hit, type Rule, sentencesOf } from './rule.ts'

const RULES: Readonly<Record<Flag, readonly Rule[]>> = { regulator: REGULATOR, media: MEDIA, legal: LEGAL, vulnerable: VULNERABLE, repeat: REPEAT, group: GROUP }

/** The flags that the normalised text raises, each with the words that did. */
export function flagsIn(text: string): readonly { flag: Flag; words: string }[] {
  const sentences = sentencesOf(text)
  return (Object.keys(RULES) as Flag[]).flatMap((flag) => {
    for (const rule of RULES[flag]) {
      const found = hit(rule, sentences, text)
      if (found) return [{ flag, words: found.words }]
    }
    return []
  })
}
