/**
 * Makes personal data in a text unreadable while a person can still tell two of them apart. For logs, and for whatever leaves the house.
 */
import { findPrivate, type PrivateKind } from './find.ts'

export function mask(text: string): string {
  let masked = ''
  let from = 0
  for (const { kind, start, end } of findPrivate(text)) {
    masked += text.slice(from, start) + (kind === 'email' ? maskEmail(text.slice(start, end)) : maskFigures(text.slice(start, end), kind))
    from = end
  }
  return masked + text.slice(from)
}

/** Stars for the figures in between; separators go, because they tell where the groups were. */
function maskFigures(written: string, kind: Exclude<PrivateKind, 'email'>): string {
  const figures = [...written].filter((char) => /[0-9Xx０-９Ｘｘ]/.test(char))
  const [front, back] = kept(kind, figures.length)
  return `${figures.slice(0, front).join('')}${'*'.repeat(figures.length - front - back)}${figures.slice(figures.length - back).join('')}`
}

/** How many figures stay, in front and at the end: of a mobile number the operator's three (and the country), of a card its bank. */
function kept(kind: Exclude<PrivateKind, 'email'>, length: number): readonly [number, number] {
  if (kind === 'idcard') return [1, 1]
  if (kind === 'card') return [6, 4]
  return length === 10 ? [3, 3] : length === 13 ? [5, 4] : [3, 4]
}

function maskEmail(written: string): string {
  const [user = '', host = ''] = written.split(/[@＠]/)
  return `${user.charAt(0)}***@${host}`
}
