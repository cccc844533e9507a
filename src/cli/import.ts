/**
 * `npm run import`: makes draft articles of the documents people have, beside the articles they would replace, for an editor to approve.
 * It writes into the drafts' folder only; a pack is changed by people.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Converter as toTaiwan } from 'opencc-js/cn2t'
import { Converter as toMainland } from 'opencc-js/t2cn'
import type { Pack } from '../../core/pack.ts'
import { UnreadableError } from '../../knowledge/ingest/document.ts'
import { makeDrafts } from '../../knowledge/ingest/drafts.ts'
import { FORMATS, readDocument } from '../../knowledge/ingest/read.ts'
import { writeArticle } from '../../knowledge/ingest/write-article.ts'
import { loadPacks, PackError } from '../../knowledge/load.ts'

const HELP = `npm run -s import -- --pack ID FILE… [--out DIR] [--from YYYY-MM-DD] [--packs DIR]
  Reads ${FORMATS.join(' ')} and writes one draft article a chapter, with what would change.
  --out    folder of the drafts (default data/drafts/ID)
  --from   first day the drafts are to be in force (default today)
  --packs  folder of the packs (default knowledge/packs)
  A draft bears "status: draft" and has no English where the document has none; when it is complete, take that line out and move the file to the
  pack's policies/. Exit code 1 when a file could not be read.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pack: { type: 'string' }, out: { type: 'string' }, from: { type: 'string' }, packs: { type: 'string', default: 'knowledge/packs' }, help: { type: 'boolean' } },
})
const scripts = { toSimplified: toMainland({ from: 'twp', to: 'cn' }), toTraditional: toTaiwan({ from: 'cn', to: 'twp' }) }

if (values.help || !values.pack || positionals.length === 0) {
  console.log(HELP)
  process.exitCode = values.help ? 0 : 2
} else process.exitCode = await run(values.pack, positionals)

async function run(id: string, files: readonly string[]): Promise<number> {
  const pack = load(id)
  if (!pack) return 1
  const validFrom = values.from ?? new Intl.DateTimeFormat('sv-SE', { timeZone: pack.timezone }).format(new Date())
  const out = values.out ?? join('data', 'drafts', id)
  mkdirSync(out, { recursive: true })
  let failed = 0
  for (const file of files) {
    try {
      const document = await readDocument(basename(file), readFileSync(file))
      const drafts = makeDrafts(document, { pack, name: basename(file, extname(file)), validFrom, scripts })
      console.log(`${file}: ${drafts.length} drafts`)
      for (const { article, replaces, diff } of drafts) {
        const path = join(out, `${article.id}.v${article.version}.md`)
        writeFileSync(path, writeArticle(article, { draft: true }))
        console.log(`${path}  ${article.title['zh-CN'] || article.title.en} · ${article.clauses.length} clauses${replaces ? ` · replaces ${replaces.id} version ${replaces.version}` : ' · new'}`)
        for (const line of diff) console.log(line)
      }
    } catch (error) {
      if (!(error instanceof UnreadableError) && !(error instanceof Error && 'code' in error)) throw error
      console.error(error.message)
      failed++
    }
  }
  return failed > 0 ? 1 : 0
}

function load(id: string): Pack | null {
  try {
    return loadPacks(values.packs, { only: [id] }).packs[0] ?? null
  } catch (error) {
    if (!(error instanceof PackError)) throw error
    console.error(error.message)
    return null
  }
}
