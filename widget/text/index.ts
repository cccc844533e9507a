/** The widget's own words in the desk's languages, and which of them a reader gets. It must not translate what the desk or the customer says. */
import { en } from './en.ts'
import { type Words, zhCN } from './zh-cn.ts'
import { zhTW } from './zh-tw.ts'

export type { Words }
export type Lang = 'zh-CN' | 'zh-TW' | 'en'

export const WORDS: Readonly<Record<Lang, Words>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

/** The first wish that names one of our languages; English for readers of any other. */
export function chooseLang(wishes: readonly (string | null | undefined)[]): Lang {
  for (const wish of wishes) {
    const tag = wish?.toLowerCase().replaceAll('_', '-') ?? ''
    if (/^zh-(tw|hk|mo|hant)\b/.test(tag)) return 'zh-TW'
    if (/^zh\b/.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'en'
}
