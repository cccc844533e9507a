/**
 * `npm run packs`: checks every pack and prints what each holds, or every mistake as file:line.
 * It changes nothing and starts nothing.
 */
import { parseArgs } from 'node:util'
import { REPLY_KEYS } from '../../bots/replies.ts'
import type { Pack } from '../../core/pack.ts'
import { loadPacks, PackError } from '../../knowledge/load.ts'

/** Fewer authored examples of a label than this, and a head trained on them is not worth trusting. */
const THIN = 20

const HELP = `npm run packs [-- DIR] [--only ID…]
  Checks the packs in DIR (default knowledge/packs) and prints what they hold. Exit code 1 when anything is wrong.
  A label marked ! has fewer than ${THIN} examples.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
})
process.exitCode = values.help ? print(HELP) : check(positionals[0] ?? 'knowledge/packs', values.only)

function check(dir: string, only: readonly string[] | undefined): number {
  const start = performance.now()
  try {
    const { packs } = loadPacks(dir, only ? { replyKeys: REPLY_KEYS, only } : { replyKeys: REPLY_KEYS })
    for (const pack of packs) print(table(pack))
    return print(`${packs.length} packs are in order (${Math.round(performance.now() - start)} ms)`)
  } catch (error) {
    if (!(error instanceof PackError)) throw error
    for (const { file, line, message } of error.problems) console.error(`${file}:${line} ${message}`)
    console.error(`${error.problems.length} mistakes`)
    return 1
  }
}

function table(pack: Pack): string {
  const clauses = pack.articles.reduce((sum, article) => sum + article.clauses.length, 0)
  const asks = pack.articles.reduce((sum, article) => sum + article.clauses.reduce((n, clause) => n + clause.asks.length, 0), 0)
  const complaints = pack.examples.filter((example) => example.intent === 'complaint')
  return [
    `${pack.id}  ${pack.names['zh-CN']} · ${pack.names.en}`,
    `  articles ${pack.articles.length} · clauses ${clauses} · ways to ask ${asks} · replies ${Object.keys(pack.replies).length} · fields ${pack.fields.length}` +
      ` · deadlines ${pack.deadlines.length} · dialogues ${pack.dialogues.length} · connectors ${pack.connectors.length}`,
    `  examples ${pack.examples.length}`,
    `    by intent    ${tally(pack.examples.map((example) => example.intent))}`,
    `    by category  ${tally(complaints.map((example) => example.category ?? '(none)'), pack.categories.map((category) => category.key))}`,
    '',
  ].join('\n')
}

/** "delay 120, other 8!": most frequent first, thin ones marked, absent ones shown as 0. */
function tally(labels: readonly string[], expected: readonly string[] = []): string {
  const counts = new Map<string, number>(expected.map((key) => [key, 0]))
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const list = [...counts].sort((a, b) => b[1] - a[1]).map(([label, n]) => `${label} ${n}${n < THIN ? '!' : ''}`)
  return list.join(', ') || 'none'
}

function print(text: string): 0 {
  console.log(text)
  return 0
}
