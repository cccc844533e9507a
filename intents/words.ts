/**
 * Cuts normalised text into words, Chinese and English, and reduces English words to their stems.
 * It must not weigh or judge words.
 */
import { createRequire } from 'node:module'

type Cutter = { cut(text: string, hmm?: boolean): string[] }

let cutter: Cutter | undefined
function jieba(): Cutter {
  if (!cutter) {
    const require = createRequire(import.meta.url)
    const { Jieba } = require('@node-rs/jieba') as { Jieba: { withDict(dict: Uint8Array): Cutter } }
    const { dict } = require('@node-rs/jieba/dict') as { dict: Uint8Array }
    cutter = Jieba.withDict(dict)
  }
  return cutter
}

/** Words of normalised text in order: Chinese words, English words, and numbers with every digit as 0; marks are left out except ? and !. */
export function words(text: string): string[] {
  const found: string[] = []
  for (const [piece] of text.matchAll(/\p{Script=Han}+|[a-z]+(?:'[a-z]+)?|\d[\d.,:-]*|[?!？！]/gu)) {
    if (/\p{Script=Han}/u.test(piece)) found.push(...jieba().cut(piece, true))
    else if (/^\d/.test(piece)) found.push(numberShape(piece))
    else found.push(piece === '？' ? '?' : piece === '！' ? '!' : piece)
  }
  return found
}

/** Hot lines keep their digits; of any other number only the length says something. */
function numberShape(piece: string): string {
  const digits = piece.replace(/\D/g, '')
  if (/^(12315|12345|12378|12305|12363|96\d{3}|110|119|120)$/.test(digits)) return digits
  return digits.length > 10 ? '0long' : digits.length > 5 ? '0mid' : '0'.repeat(Math.min(digits.length, 4))
}

const IRREGULAR: Readonly<Record<string, string>> = {
  was: 'be', were: 'be', is: 'be', are: 'be', been: 'be', am: 'be', has: 'have', had: 'have', did: 'do', does: 'do', done: 'do', went: 'go', gone: 'go',
  came: 'come', took: 'take', taken: 'take', gave: 'give', given: 'give', got: 'get', gotten: 'get', said: 'say', told: 'tell', paid: 'pay', sent: 'send',
  lost: 'lose', left: 'leave', broke: 'break', broken: 'break', bought: 'buy', brought: 'bring', thought: 'think', found: 'find', kept: 'keep', held: 'hold',
  stole: 'steal', stolen: 'steal', wrote: 'write', written: 'write', men: 'man', women: 'woman', children: 'child', withdrew: 'withdraw', withdrawn: 'withdraw',
}

/** A light English stem: plurals, -ed, -ing, -ly and a few endings; other words as they are. */
export function stem(word: string): string {
  const known = IRREGULAR[word]
  if (known) return known
  let own = word.replace(/'(s|re|ve|ll|d|m)?$/, '')
  if (own.length <= 3) return own
  if (own.endsWith('sses')) own = own.slice(0, -2)
  else if (own.endsWith('ies')) own = `${own.slice(0, -3)}y`
  else if (own.endsWith('s') && !/(ss|us|is)$/.test(own)) own = own.slice(0, -1)
  const before = own
  if (own.endsWith('ing') && /[aeiouy].*ing$/.test(own) && own.length > 5) own = own.slice(0, -3)
  else if (own.endsWith('ed') && /[aeiouy].*ed$/.test(own) && own.length > 4) own = own.slice(0, -2)
  else if (own.endsWith('ly') && own.length > 5) own = own.slice(0, -2)
  else if (own.endsWith('ment') && own.length > 7) own = own.slice(0, -4)
  else if (own.endsWith('tion') && own.length > 6) own = own.slice(0, -3)
  if (own !== before && /([bdfgmnprt])\1$/.test(own)) own = own.slice(0, -1)
  return own.length > 3 ? own.replace(/e$/, '').replace(/y$/, 'i') : own
}
