/**
 * `npm run -s eval -- FILE.jsonl… [--json]`: runs every case through the real line, each in a fresh conversation, and measures what came out.
 * A fresh store, a clock that stands inside working hours, somebody online in every department, no model configured.
 */
import { parseArgs } from 'node:util'
import { decide, stumble } from '../../bots/decide.ts'
import { REPLY_KEYS } from '../../bots/replies.ts'
import { openEar } from '../../intents/ear.ts'
import { loadPacks } from '../../knowledge/load.ts'
import { openRehearsal } from '../rehearsal.ts'
import { readCases } from './eval/cases.ts'
import { type GotOne, runCase } from './eval/run.ts'
import { type Judged, judge } from './eval/score.ts'
import { printTable } from './eval/table.ts'

const HELP = `npm run -s eval -- FILE.jsonl… [--json] [--at 2026-11-25T10:00] [--misses 40]
  --json    one line a case on stdout: {"id","got":{…}}
  --at      the desk's local time at which every conversation happens
  --misses  how many misses the table lists`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, at: { type: 'string', default: '2026-11-25T10:00' }, misses: { type: 'string', default: '40' }, help: { type: 'boolean' } },
})

if (values.help || positionals.length === 0) {
  console.log(HELP)
  process.exitCode = values.help ? 0 : 2
} else await evaluate()

async function evaluate(): Promise<void> {
  const cases = readCases(positionals)
  const at = Date.parse(`${values.at}:00+08:00`)
  if (Number.isNaN(at)) throw new Error(`--at is a local time like 2026-11-25T10:00, not "${values.at}"`)
  const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS })
  const unknown = cases.find(({ pack }) => !packs.some(({ id }) => id === pack))
  if (unknown) throw new Error(`case ${unknown.id} is of the pack "${unknown.pack}", which does not exist`)
  const ear = await openEar(packs, '.cache', (message) => console.error(message))
  const room = await openRehearsal({ packs, decide, stumble, understand: ear.understand })
  const judged: Judged[] = []
  const started = performance.now()
  for (const one of cases) {
    const line = await runCase(room, one, at)
    if (values.json) console.log(JSON.stringify(line))
    else if (one.text !== undefined) judged.push(judge(one, line.got as GotOne))
  }
  await room.close()
  if (!values.json) console.log(`${printTable(judged, Number(values.misses))}\n\n${cases.length} cases in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
