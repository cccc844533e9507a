/**
 * One comparable form of what customers write: Simplified, half-width, lower-case, with the language told beside it.
 * It must not decide what the words mean.
 */
import { createRequire } from 'node:module'
import { Converter } from 'opencc-js/t2cn'
import type { Lang } from '../core/model.ts'
import { detectLang, foldWidth, type Script, tidy } from '../core/text.ts'

const toMainland = Converter({ from: 'twp', to: 'cn' })

/** Tidied, converted to Simplified with mainland words (簡訊 → 短信), lower-case. */
export function normalise(text: string): string {
  const clean = tidy(text)
  const simplified = /[\u4e00-\u9fff]/.test(clean) ? toMainland(clean) : clean
  return simplified.toLowerCase().replace(/[’‘`´]/g, "'").replace(/[“”「」『』"]/g, '"').replace(/[ \t\u00a0]+/g, ' ').trim()
}

/** Tidied and lower-case, script kept. */
export function languageOf(text: string, before?: Lang): Lang {
  return detectLang(tidy(text), script(), before)
}

/** A word of the normalised text as it stands in the original; null where mainland wording was put in its place. */
export function asWritten(word: string, original: string): string | null {
  // One character for one, so that places stay the same.
  const { simple } = script()
  const plain = Array.from({ length: original.length }, (_, i) => simple.get(original[i] as string) ?? (original[i] as string)).join('')
  const at = foldWidth(plain).toLowerCase().indexOf(word)
  return at < 0 ? null : original.slice(at, at + word.length)
}

let known: (Script & { simple: ReadonlyMap<string, string> }) | undefined
/** Characters that exist in one script only, and the simplified form of traditional ones, read off the converter once. */
function script(): Script & { simple: ReadonlyMap<string, string> } {
  if (known) return known
  const require = createRequire(import.meta.url)
  const char = (require('opencc-js/t2cn') as typeof import('opencc-js/t2cn')).Converter({ from: 't', to: 'cn' })
  const traditional = new Set<string>()
  const simplified = new Set<string>()
  const simple = new Map<string, string>()
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const own = String.fromCharCode(code)
    const other = char(own)
    if (other === own) continue
    traditional.add(own)
    simplified.add(other)
    if (other.length === 1) simple.set(own, other)
  }
  // Simplified forms that Traditional writers use as well tell nothing.
  for (const both of '后里面干只台云谷余几党了准几斗丑系于才向冲出卷合回伙松板咸克帘朱表周症制游布占扣征致范千秋叶复历曲发同' ) simplified.delete(both)
  for (const one of '发复历叶') simplified.add(one)
  for (const both of '於著麽乾' ) if (both !== '於' && both !== '著') traditional.delete(both)
  known = { traditional, simplified, simple }
  return known
}
