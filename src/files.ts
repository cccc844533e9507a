/**
 * What customers sent as files, kept beside the store: bytes under an id nobody can guess, with what they are called and how large they are.
 * It refuses what is too large or not what it says it is, and must not hand out anything a browser would run.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore } from '../core/channel.ts'
import { bare, isWhatItSays } from '../core/filetypes.ts'

export type KeptFile = { name: string; mime: string; bytes: number; at: number }
export type Files = FileStore & {
  /** Path of the bytes and what is known of them; null when there is no such file. */
  find(id: string): Promise<{ path: string; about: KeptFile } | null>
}

const MAX_BYTES = 25 * 1024 * 1024
const ID = /^[A-Za-z0-9_-]{22}$/

export function createFiles(folder: string, { now = Date.now, maxBytes = MAX_BYTES }: { now?: () => number; maxBytes?: number } = {}): Files {
  mkdirSync(folder, { recursive: true })

  return {
    async put(bytes, { name, mime }) {
      if (bytes.byteLength > maxBytes) return { ok: false, reason: `the file has ${bytes.byteLength} bytes; at most ${maxBytes} are taken` }
      const type = bare(mime)
      if (!isWhatItSays(type, bytes)) return { ok: false, reason: `files of type "${type}" are not taken, or the file is not what it says` }
      const id = randomBytes(16).toString('base64url')
      const about: KeptFile = { name: name.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_').slice(0, 200) || 'file', mime: type, bytes: bytes.byteLength, at: now() }
      // The bytes first: what is described is there.
      await written(join(folder, id), bytes)
      await written(join(folder, `${id}.json`), Buffer.from(JSON.stringify(about)))
      return { ok: true, ref: `/api/files/${id}`, mime: type, bytes: bytes.byteLength }
    },
    async find(id) {
      if (!ID.test(id)) return null
      try {
        return { path: join(folder, id), about: JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as KeptFile }
      } catch {
        return null
      }
    },
  }
}

/** Whole and on the disk, or not there. */
async function written(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, path)
}
