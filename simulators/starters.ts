/**
 * Messages to try, taken from what a pack itself says customers write: its golden dialogues, the questions its clauses answer, its examples, one an intent.
 * It must not hold a message of its own.
 */
import { Converter as createToTaiwan } from 'opencc-js/cn2t'
import { Converter as createToMainland } from 'opencc-js/t2cn'
import type { Intent, Lang } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'

const MOST = 7
const QUESTIONS = 2
/** In characters: long enough to mean something by itself, short enough for a button. */
const LENGTH: Readonly<Record<Lang, readonly [number, number]>> = { 'zh-CN': [6, 24], 'zh-TW': [6, 24], en: [12, 60] }
/** What a visitor should see beside questions, in this order. */
const WORTH_SEEING: readonly Intent[] = ['complaint', 'track', 'emergency', 'service_request', 'human', 'suggestion']

const toTaiwan: (text: string) => string = createToTaiwan({ from: 'cn', to: 'twp' })
const toMainland: (text: string) => string = createToMainland({ from: 'twp', to: 'cn' })

export function starters(pack: Pack, lang: Lang): readonly string[] {
  const fits = (text: string) => fitsButton(lang, text)
  const spoken = pack.dialogues.filter((dialogue) => dialogue.lang === lang).flatMap(({ steps }) => steps.slice(0, 1).map(({ say }) => say)).filter(fits)
  const answered = pack.articles
    .filter(({ audience, file }) => audience === 'public' && file.includes(`/${pack.id}/`))
    .flatMap(({ clauses }) => clauses.flatMap(({ asks }) => asks.filter(fits).slice(0, 1)).slice(0, 1))
    .slice(0, QUESTIONS)
  const written = WORTH_SEEING.flatMap((intent) => {
    // an example with a category is about something
    const found = pack.examples.filter((example) => example.intent === intent && fits(example.text)).sort((one, other) => Number(!one.category) - Number(!other.category))
    return found.slice(0, 1).map(({ text }) => text)
  })
  const all = [...spoken, ...answered, ...written]
  return [...new Set(lang === 'zh-TW' ? all.map(toTaiwan) : all)].slice(0, MOST)
}

function fitsButton(lang: Lang, text: string): boolean {
  const [least, most] = LENGTH[lang]
  const length = [...text].length
  if (length < least || length > most || text.includes('\n')) return false
  const chinese = /\p{Script=Han}/u.test(text)
  return lang === 'zh-CN' ? chinese && toMainland(text) === text : chinese === (lang === 'zh-TW')
}
