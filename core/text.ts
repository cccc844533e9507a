/**
 * Text as it arrives made safe and comparable, and the language it is written in.
 * It must stay pure and fast; words, dictionaries and meaning belong to other rooms.
 */
import type { Lang } from './model.ts'

/** Characters of a message that are read; what lies between head and tail of a longer one is passed over. */
const HEAD = 3000
const TAIL = 1000

/** Well-formed Unicode without NUL, controls and invisible marks; compatibility forms folded (NFKC); at most 4,000 characters. */
export function tidy(text: string): string {
  const bounded = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}` : text
  return bounded
    .toWellFormed()
    .replace(/\uFFFD/g, ' ')
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, (mark) => (mark === '\n' || mark === '\t' ? mark : mark === '\u200d' ? '' : ' '))
}

/** Full-width digits, letters and marks made half-width one for one, so that positions stay those of the original. */
export function foldWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E\u3000]/g, (mark) => (mark === '\u3000' ? ' ' : String.fromCharCode(mark.charCodeAt(0) - 0xfee0)))
}

/** A sentence with its placeholders `{name}` filled in; one that nobody fills stays as it is. */
export function fillIn(sentence: string, params: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{([a-z]+)\}/g, (whole, name: string) => params[name] ?? whole)
}

/** Sentences and clauses in order, without their closing marks' neighbours lost; a clause has at least one letter or digit. */
export function clauses(text: string): string[] {
  return text
    .split(/(?<=[。！？!?；;\n…])|(?<=[.,])\s+|(?<=[，,])/u)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

/** Sentences in order. */
export function sentences(text: string): string[] {
  return text
    .split(/(?<=[。！？!?；;\n…])|(?<=\.)\s+(?=\p{Lu}|["'(])/u)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

/** Tells traditional-only and simplified-only characters; the tables are given, so that this file holds none. */
export type Script = { traditional: ReadonlySet<string>; simplified: ReadonlySet<string> }

/**
 * The language of `text`. Codes, addresses of mail and numbers say nothing; where too little is left, the conversation's
 * language so far (`before`) stays, or else zh-CN.
 */
export function detectLang(text: string, script: Script, before?: Lang): Lang {
  const plain = text.replace(/https?:\/\/\S+|\S+@\S+|[A-Za-z]*[-_/]?\d[\w/-]*/g, ' ')
  const han = plain.match(/\p{Script=Han}/gu) ?? []
  const words = plain.match(/[A-Za-z]+(?:'[a-z]+)?/g) ?? []
  if (han.length === 0 || words.length > han.length * 2) {
    if (words.length >= 2 || (words.length === 1 && (words[0] as string).length > 3)) return 'en'
    if (han.length === 0) return before ?? (words.length ? 'en' : 'zh-CN')
  }
  let lean = 0
  for (const char of han) {
    if (script.traditional.has(char)) lean++
    else if (script.simplified.has(char)) lean--
  }
  if (lean !== 0) return lean > 0 ? 'zh-TW' : 'zh-CN'
  return before === 'zh-TW' ? 'zh-TW' : 'zh-CN'
}
