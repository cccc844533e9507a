/**
 * `npm run -s classify -- --train T.jsonl --test X.jsonl [--json]`: the product's own classifier on any labelled set, {"t": text, "y": label} a line.
 * A test row labelled `oos` is out of scope; such rows in the training file are examples of no label. It reads two files and writes lines; it keeps nothing.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Labelled, learnLabels, OUT_OF_SCOPE } from '../../intents/labels.ts'

const HELP = `npm run -s classify -- --train T.jsonl --test X.jsonl [--json]
  --json  one line a test row on stdout: {"y","got","score"}, score = confidence that the row is in scope`

const { values } = parseArgs({ options: { train: { type: 'string' }, test: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } })

if (values.help || !values.train || !values.test) {
  console.log(HELP)
  process.exitCode = values.help ? 0 : 2
} else classify(values.train, values.test)

function classify(train: string, test: string): void {
  const lessons = readRows(train)
  const cases = readRows(test)
  const started = performance.now()
  const guess = learnLabels(lessons)
  const learnt = performance.now()
  const lines = cases.map(({ t, y }) => {
    const { label, score } = guess(t)
    return { y, got: label, score: Number(score.toFixed(6)) }
  })
  if (values.json) return console.log(lines.map((line) => JSON.stringify(line)).join('\n'))
  const inScope = lines.filter(({ y }) => y !== OUT_OF_SCOPE)
  const right = inScope.filter(({ y, got }) => y === got).length
  console.log(`${lessons.length} rows learnt in ${((learnt - started) / 1000).toFixed(1)} s; ${right} of ${inScope.length} in scope right (${((100 * right) / Math.max(1, inScope.length)).toFixed(2)} %)`)
}

function readRows(file: string): readonly Labelled[] {
  const row = z.object({ t: z.string(), y: z.string() })
  return readFileSync(file, 'utf8').split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [row.parse(JSON.parse(line))]
    } catch (error) {
      throw new Error(`${file}:${index + 1} is no row like {"t":"…","y":"…"}: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
}
