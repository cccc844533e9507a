/** Compares what was got with what was expected, field by field. A field that a case does not name is not counted. */
import type { Case, Expectation } from './cases.ts'
import type { GotOne } from './run.ts'

export const FIELDS = ['intent', 'category', 'subject', 'department', 'severity', 'flags', 'ticket', 'emergency', 'facts', 'abstained', 'answered'] as const
export type Field = (typeof FIELDS)[number]
export type Judged = { one: Case; got: GotOne; marks: Partial<Record<Field, boolean>> }

export function judge(one: Case, got: GotOne): Judged {
  const { expect } = one
  const marks: Judged['marks'] = {}
  for (const field of ['intent', 'category', 'subject', 'department', 'severity'] as const) {
    const wanted = expect[field]
    if (wanted !== undefined) marks[field] = [wanted].flat().includes(got[field] ?? '')
  }
  if (expect.flags !== undefined) marks.flags = [...got.flags].sort().join() === [...expect.flags].sort().join()
  if (expect.category !== undefined && [expect.intent].flat().includes('complaint')) marks.ticket = Boolean(marks.intent && marks.category && (marks.department ?? true))
  if ([expect.intent].flat().includes('emergency')) marks.emergency = got.intent === 'emergency'
  if (expect.facts !== undefined) marks.facts = hasFacts(expect, got)
  if (expect.abstain) marks.abstained = got.abstained
  // A question that has an answer must not be refused: the other side of abstaining.
  if (expect.facts !== undefined) marks.answered = !got.abstained
  return { one, got, marks }
}

function hasFacts({ facts = [] }: Expectation, { answer }: GotOne): boolean {
  const said = plain(answer)
  return facts.every((wordings) => wordings.some((wording) => said.includes(plain(wording))))
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
