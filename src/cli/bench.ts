/**
 * `npm run -s bench -- NAME… [--json]`: measures the product beside its floor, in one run on this machine. What is measured stands in bench/.
 * It keeps no figures; a figure in a document names this command and the machine it ran on.
 */
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench } from '../../bench/bench.ts'

const FOLDER = resolve(fileURLToPath(import.meta.url), '../../../bench')
const names = readdirSync(FOLDER).filter((file) => /^[a-z]+\.ts$/.test(file) && file !== 'bench.ts').map((file) => file.slice(0, -3)).sort()

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, n: { type: 'string' }, help: { type: 'boolean' } } })
const wrong = positionals.filter((name) => !names.includes(name))

if (values.help || positionals.length === 0 || wrong.length > 0) {
  console.error(`${wrong.length > 0 ? `There is no bench ${wrong.join(', ')}. ` : ''}npm run -s bench -- ${names.join('|')} [--json] [--n N]\n  --n  size of the run, where a bench takes one`)
  process.exitCode = values.help ? 0 : 2
} else {
  if (!values.json) console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
  for (const name of positionals) {
    const { bench } = (await import(join(FOLDER, `${name}.ts`))) as { bench: Bench }
    for await (const measure of bench(values.n === undefined ? {} : { n: Number(values.n) })) {
      const { name: what, value, unit, floor, ratio, note } = measure
      if (values.json) console.log(JSON.stringify({ name: what, value, unit, floor, ratio }))
      else console.log(`${what.padEnd(44)} ${figure(value)} ${unit.padEnd(10)}${floor === null ? '' : ` floor ${figure(floor)}  ratio ${ratio === null ? '–' : ratio.toFixed(2)}`}${note ? `  ${note}` : ''}`)
    }
  }
}

function figure(value: number): string {
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2)).padStart(9)
}
