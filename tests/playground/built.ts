/** The pages a visitor needs, built from their sources for this run, so that no test looks at old ones. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildWidget } from '../widget/site.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')

/** A folder like dist/, with the playground and the widget in it. */
export function buildPages(): { dist: string; remove(): void } {
  const dist = mkdtempSync(join(tmpdir(), 'playground-'))
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', 'playground', '--base', '/playground/', '--outDir', join(dist, 'playground'), '--emptyOutDir', '--logLevel', 'error'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  )
  if (status !== 0) throw new Error(`the playground could not be built: ${stderr}`)
  mkdirSync(join(dist, 'widget'))
  writeFileSync(join(dist, 'widget', 'widget.js'), buildWidget())
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) }
}
