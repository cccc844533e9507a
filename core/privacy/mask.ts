/**
 * Makes personal data in a text unreadable while a person can still tell two of them apart. For logs, and for whatever leaves the house.
 */
import { findPrivate, type PrivateKind } from './find.ts'

export function mask(text: string): string {
  let masked = ''
  let from = 0
  for (const { kind, start, end } of findPrivate(text)) {
    masked += text.slice(from, start) + (kind === 'email' ? maskEmail(text.slice(start, end)) : maskFigures(text.slice(start, end), KEPT[kind]))
    from = end
  }
  return masked + text.slice(from)
}

/** How many figures stay, in front and at the end. */
const KEPT: Readonly<Record<Exclude<PrivateKind, 'email'>, readonly [number, number]>> = { mobile: [3, 4], idcard: [1, 1], card: [6, 4] }

/** Stars for the figures in between; separators go, because they tell where the groups were. */
function maskFigures(written: string, [front, back]: readonly [number, number]): string {
  const code = /^[+＋][8８][6６]/.exec(written)?.[0] ?? ''
  const figures = [...written.slice(code.length)].filter((char) => /[0-9Xx０-９Ｘｘ]/.test(char))
  return `${code}${figures.slice(0, front).join('')}${'*'.repeat(figures.length - front - back)}${figures.slice(figures.length - back).join('')}`
}

function maskEmail(written: string): string {
  const [user = '', host = ''] = written.split(/[@＠]/)
  return `${user.charAt(0)}***@${host}`
}
