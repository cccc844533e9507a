/**
 * Keeps what was learnt between starts: one file for each content, named by its hash. A file that cannot be read is as good as none.
 * It must not know what it keeps.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

/** Contents kept of one kind; older ones are removed. */
const KEPT = 3

export type Cache = {
  /** What was kept under these parts, or what `make` makes now. */
  keep<T>(kind: string, parts: readonly string[], make: () => T | Promise<T>): Promise<T>
}

export function createCache(folder: string): Cache {
  return {
    async keep(kind, parts, make) {
      const hash = createHash('sha256').update([process.versions.v8, ...parts].join('\0')).digest('hex').slice(0, 20)
      const file = join(folder, `${kind}-${hash}.bin`)
      const known = read(file)
      if (known) return known.value as Awaited<ReturnType<typeof make>>
      const value = await make()
      mkdirSync(folder, { recursive: true })
      // Written aside and moved, so that another process never reads half a file.
      const aside = `${file}.${process.pid}`
      writeFileSync(aside, serialize({ value }))
      renameSync(aside, file)
      removeOld(kind)
      return value
    },
  }

  function removeOld(kind: string): void {
    const files = readdirSync(folder).filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.bin')).map((name) => join(folder, name))
    const aged = files.map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 })).sort((a, b) => b.at - a.at)
    for (const { file } of aged.slice(KEPT)) rmSync(file, { force: true })
  }
}

function read(file: string): { value: unknown } | null {
  try {
    return deserialize(readFileSync(file)) as { value: unknown }
  } catch {
    return null
  }
}
