/** What every source file owes its reader: an opening sentence, a size one can hold in mind, and purity where purity is promised. */
import { describe, expect, it } from '@jest/globals'
import { bare, sources, withoutComments } from './sources.ts'

const MOST_LINES = 300

/** What makes a function depend on something other than its arguments. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\basync\b|\bawait\b/, 'waits'],
  [/\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, 'reads the clock'],
  [/\bMath\.random\b|\brandomUUID\b/, 'throws dice'],
  [/\bprocess\.|\bglobalThis\b/, 'looks at the process'],
  [/\bfetch\(|\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/, 'does something outside'],
  [/\bconsole\./, 'prints'],
]

const all = sources()

describe('every source file', () => {
  it('opens with a sentence that says what it is', () => {
    const silent = all.filter(({ text }) => {
      const opening = /^(?:#!.*\n)?(?:\/\*\*?([\s\S]*?)\*\/|((?:\/\/.*\n)+))/.exec(text)
      const words = (opening?.[1] ?? opening?.[2] ?? '').replace(/[*/\s]+/g, ' ').trim()
      return words.length < 8 || !/[.。:]/.test(words)
    })
    expect(silent.map(({ file }) => file)).toEqual([])
  })

  it(`is at most ${MOST_LINES} lines long`, () => {
    expect(all.filter(({ lines }) => lines > MOST_LINES).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([])
  })

  it('has no tab and no closing semicolon', () => {
    const untidy = all.flatMap(({ file, text }) =>
      text.split('\n').flatMap((line, index) => (line.includes('\t') || /^\s*(const|let|return|import|export|throw)\b.*[^;];$/.test(line) ? [`${file}:${index + 1}`] : [])),
    )
    expect(untidy).toEqual([])
  })

  it('leaves nothing to be done later and nothing switched off', () => {
    const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', '@ts-' + 'ignore', 'eslint-' + 'disable'].join('|'))
    expect(all.filter(({ text }) => marks.test(text)).map(({ file }) => file)).toEqual([])
  })
})

describe('core and bots are pure', () => {
  const pure = all.filter(({ file }) => /^(core|bots)\//.test(file))

  it.each(IMPURE.map(([pattern, does]) => ({ pattern, does })))('nothing in them $does', ({ pattern }) => {
    const found = pure.flatMap(({ file, text }) => bare(text).split('\n').filter((line) => pattern.test(line)).map((line) => `${file}: ${line.trim()}`))
    expect(found).toEqual([])
  })

  it('nothing in them comes from the machine', () => {
    expect(pure.filter(({ text }) => withoutComments(text).includes("'node:")).map(({ file }) => file)).toEqual([])
  })

  it('would be seen if it were not so', () => {
    expect(IMPURE.filter(([pattern]) => pattern.test(bare('const at = Date.now() // Math.random')))).toHaveLength(1)
  })
})
