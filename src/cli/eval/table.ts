/** Prints what an evaluation found: accuracy by field, pack and language, macro-F1, the commonest confusions, the misses. */
import { FIELDS, type Field, type Judged } from './score.ts'

export function printTable(judged: readonly Judged[], misses: number): string {
  const packs = [...new Set(judged.map(({ one }) => one.pack))].sort()
  const langs = [...new Set(judged.map(({ one }) => one.lang))].sort()
  const columns: [string, readonly Judged[]][] = [
    ['all', judged],
    ...packs.map((pack): [string, Judged[]] => [pack, judged.filter(({ one }) => one.pack === pack)]),
    ...langs.map((lang): [string, Judged[]] => [lang, judged.filter(({ one }) => one.lang === lang)]),
  ]
  return [
    row(['', ...columns.map(([name]) => name)]),
    ...FIELDS.map((field) => row([field, ...columns.map(([, part]) => rate(part, field))])),
    '',
    `macro-F1  intent ${macroF1(judged, 'intent')}  category ${macroF1(judged, 'category')}`,
    '',
    'confusions (expected → got)',
    ...confusions(judged).slice(0, 25).map(([pair, n]) => `  ${String(n).padStart(3)}  ${pair}`),
    '',
    ...judged.flatMap(missOf).slice(0, misses),
  ].join('\n')
}

function rate(part: readonly Judged[], field: Field): string {
  const marks = part.flatMap(({ marks }) => (marks[field] === undefined ? [] : [marks[field]]))
  if (marks.length === 0) return '–'
  return `${((100 * marks.filter(Boolean).length) / marks.length).toFixed(1)} (${marks.length})`
}

function macroF1(judged: readonly Judged[], field: 'intent' | 'category'): string {
  const pairs = judged.flatMap(({ one, got }) => {
    const wanted = one.expect[field]
    if (wanted === undefined) return []
    const accepted = [wanted].flat()
    const said = got[field] ?? ''
    return [[accepted.includes(said) ? said : (accepted[0] as string), said] as const]
  })
  const labels = [...new Set(pairs.map(([wanted]) => wanted))]
  const scores = labels.map((label) => {
    const right = pairs.filter(([wanted, said]) => wanted === label && said === label).length
    return (2 * right) / (pairs.filter(([wanted]) => wanted === label).length + pairs.filter(([, said]) => said === label).length || 1)
  })
  return scores.length === 0 ? '–' : ((100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length).toFixed(1)
}

function confusions(judged: readonly Judged[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { one, got, marks } of judged) {
    for (const field of ['intent', 'category'] as const) {
      if (marks[field] !== false) continue
      const pair = `${field}  ${field === 'category' ? `${one.pack}: ` : ''}${[one.expect[field]].flat()[0]} → ${got[field] ?? 'none'}`
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])
}

function missOf({ one, got, marks }: Judged): string[] {
  const wrong = FIELDS.filter((field) => marks[field] === false)
  if (wrong.length === 0) return []
  const { expect } = one
  const says = wrong.map((field) => {
    if (field === 'facts') return `facts ${JSON.stringify(expect.facts)} not in "${got.answer.replace(/\s+/g, ' ').slice(-160)}"`
    if (field === 'abstained') return `answered "${got.answer.replace(/\s+/g, ' ').slice(-100)}"`
    if (field === 'ticket' || field === 'emergency' || field === 'answered') return field
    return `${field} ${[got[field]].flat().join('+') || 'none'}, not ${[expect[field]].flat().join('|') || 'none'}`
  })
  return [`${one.id}  ${(one.text ?? '').replace(/\s+/g, ' ').slice(0, 90)}`, ...says.map((line) => `    ${line}`)]
}

const row = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(12) : cell.padStart(15))).join('')
