/**
 * Messages to try, taken from what a pack itself says customers write: its golden dialogues first, then its examples, one an intent.
 * It must not hold a message of its own.
 */
import type { Intent, Lang } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'

const MOST = 7
const LONGEST = 42
/** What a visitor should see first, in this order. */
const WORTH_SEEING: readonly Intent[] = ['question', 'complaint', 'track', 'emergency', 'service_request', 'ticket_status', 'human', 'suggestion']

export function starters(pack: Pack, lang: Lang): readonly string[] {
  const spoken = pack.dialogues.filter((dialogue) => dialogue.lang === lang).flatMap(({ steps }) => steps.slice(0, 1).map(({ say }) => say))
  const written = WORTH_SEEING.flatMap((intent) => {
    const found = pack.examples.find((example) => example.intent === intent && isIn(lang, example.text) && fits(example.text))
    return found ? [found.text] : []
  })
  return [...new Set([...spoken.filter(fits), ...written])].slice(0, MOST)
}

const fits = (text: string): boolean => [...text].length <= LONGEST && !text.includes('\n')

const isIn = (lang: Lang, text: string): boolean => /\p{Script=Han}/u.test(text) === (lang !== 'en')
