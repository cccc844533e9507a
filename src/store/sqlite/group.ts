/**
 * Group commit: writes asked for in one tick of the event loop share one transaction and one fsync.
 * A write resolves only after the commit; a write that throws is rolled back alone and takes no other with it.
 */
import type { DatabaseSync } from 'node:sqlite'

export type Group = {
  write<T>(job: () => T): Promise<T>
  /** Resolves when everything asked for so far is committed. */
  settle(): Promise<void>
}

type Waiting = { job: () => unknown; resolve: (value: never) => void; reject: (error: unknown) => void }

/** Most writes in one transaction: bounds how long the event loop is held. */
const MOST = 64

export function createGroup(db: DatabaseSync): Group {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const mark = db.prepare('SAVEPOINT one')
  const release = db.prepare('RELEASE one')
  const undo = db.prepare('ROLLBACK TO one')
  let waiting: Waiting[] = []
  let scheduled = false

  return {
    write: <T>(job: () => T) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ job, resolve: resolve as (value: never) => void, reject })
        schedule()
      }),
    async settle() {
      while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
    },
  }

  function schedule() {
    if (scheduled) return
    scheduled = true
    setImmediate(flush)
  }

  function flush() {
    scheduled = false
    const batch = waiting.slice(0, MOST)
    waiting = waiting.slice(MOST)
    if (waiting.length > 0) schedule()
    const settled: (() => void)[] = []
    try {
      begin.run()
      for (const { job, resolve, reject } of batch) {
        mark.run()
        try {
          const value = job()
          release.run()
          settled.push(() => resolve(value as never))
        } catch (error) {
          undo.run()
          release.run()
          settled.push(() => reject(error))
        }
      }
      commit.run()
    } catch (error) {
      // The commit itself failed (disk full, I/O): nothing of the batch happened, and everybody is told so.
      if (db.isTransaction) rollback.run()
      for (const { reject } of batch) reject(error)
      return
    }
    for (const done of settled) done()
  }
}
