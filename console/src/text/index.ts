/** Which language the console speaks, kept in this browser. It must not translate what customers or packs say. */
import { createContext, useContext } from 'react'
import type { Lang, Named, Text } from '../../api.ts'
import { en } from './en.ts'
import { type Words, zhCN } from './zh-cn.ts'
import { zhTW } from './zh-tw.ts'

export type { Words }
export const WORDS: Readonly<Record<Lang, Words>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }

const KEPT = 'yingda.lang'

/** The language chosen here before, else Chinese: an agent's browser is often set to a language nobody in the room speaks. */
export function keptLang(): Lang {
  const kept = localStorage.getItem(KEPT)
  return kept === 'zh-TW' || kept === 'en' ? kept : 'zh-CN'
}
export const keepLang = (lang: Lang) => localStorage.setItem(KEPT, lang)

export const LangContext = createContext<{ lang: Lang; words: Words; setLang: (lang: Lang) => void }>({
  lang: 'zh-CN', words: zhCN, setLang: () => undefined,
})
export const useWords = () => useContext(LangContext).words
export const useLang = () => useContext(LangContext)

/** The name of a key in a pack's list; the key itself where the pack has none. */
export function nameOf(list: readonly Named[] | undefined, key: string | null | undefined, lang: Lang): string {
  if (!key) return ''
  return pick(list?.find((named) => named.key === key)?.names, lang) ?? key
}
export const pick = (text: Text | undefined, lang: Lang): string | undefined => text && (text[lang] || text['zh-CN'])
