/** What changes between an article in force and a draft, clause by clause and sentence by sentence, as lines for a person to read. */
import type { Article, Clause } from '../../core/pack.ts'
import { sentences } from '../../core/text.ts'

export type Change = { sign: ' ' | '-' | '+'; text: string }

/** Sentences of both texts in order, by their longest common sequence. */
export function diffTexts(before: string, after: string): Change[] {
  const a = sentences(before)
  const b = sentences(after)
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = length[i] as Uint16Array
      row[j] = a[i] === b[j] ? (length[i + 1]?.[j + 1] as number) + 1 : Math.max(length[i + 1]?.[j] as number, row[j + 1] as number)
    }
  }
  const changes: Change[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ sign: ' ', text: a[i] as string })
      i++
      j++
    } else if (i < a.length && (j >= b.length || (length[i + 1]?.[j] as number) >= (length[i]?.[j + 1] as number))) changes.push({ sign: '-', text: a[i++] as string })
    else changes.push({ sign: '+', text: b[j++] as string })
  }
  return changes
}

/** `pairs`: each clause of the draft beside the one it came from, null = new. Clauses of `before` that no pair names are gone. */
export function diffArticles(before: Article, pairs: readonly { draft: Clause; from: Clause | null }[]): string[] {
  const kept = new Set(pairs.map(({ from }) => from?.number))
  const lines = pairs.flatMap(({ draft, from }) => {
    const changes = diffTexts(from?.text['zh-CN'] || from?.text.en || '', draft.text['zh-CN'] || draft.text.en)
    const changed = changes.some(({ sign }) => sign !== ' ')
    const mark = !from ? 'new' : changed ? 'changed' : 'same'
    const was = from && from.number !== draft.number ? ` (was ${from.number})` : ''
    return [`  ${draft.number} ${draft.title['zh-CN'] || draft.title.en}${was}: ${mark}`, ...(changed ? changes.map(({ sign, text }) => `    ${sign} ${text}`) : [])]
  })
  const gone = before.clauses.filter(({ number }) => !kept.has(number)).map(({ number, title }) => `  ${number} ${title['zh-CN']}: gone`)
  return [...lines, ...gone]
}
