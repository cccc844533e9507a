/**
 * The embedded store: one SQLite file, WAL, every commit synced to disk, one process at a time.
 * Joins the parts; the SQL stands in turns, outbox, reads, desk and small.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from '../store.ts'
import { deskRows } from './desk.ts'
import { createGroup } from './group.ts'
import { outboxRows } from './outbox.ts'
import { readRows } from './reads.ts'
import { migrate } from './schema.ts'
import { smallRows } from './small.ts'
import { turnRows } from './turns.ts'

/** Opens (and creates) the store in `folder`. Throws when another process holds it or a newer release wrote it. */
export function openSqliteStore(folder: string): Store {
  mkdirSync(folder, { recursive: true })
  const lock = holdLock(folder)
  const db = new DatabaseSync(join(folder, 'yingda.db'))
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY')
    migrate(db)
  } catch (error) {
    db.close()
    lock.close()
    throw error
  }
  const group = createGroup(db)
  return {
    ...turnRows(db, group),
    ...outboxRows(db, group),
    ...readRows(db),
    ...deskRows(db, group),
    ...smallRows(db, group),
    async close() {
      await group.settle()
      db.close()
      lock.close()
    },
  }
}

/** A second database held in an exclusive transaction: the kernel lets go of it when the process dies, however it dies. */
function holdLock(folder: string): DatabaseSync {
  const path = join(folder, 'lock')
  const note = join(folder, 'lock.pid')
  const lock = new DatabaseSync(path)
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    let pid = 'unknown'
    try {
      pid = readFileSync(note, 'utf8').trim()
    } catch {}
    throw new Error(`The data folder ${folder} is in use by another process (pid ${pid}). Stop that one first, or give this one its own folder with YINGDA_DATA.`)
  }
  writeFileSync(note, `${process.pid}\n`)
  return lock
}
