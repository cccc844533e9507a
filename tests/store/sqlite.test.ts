/** The embedded store under the contract of all stores, and what is its own: one process at a time, no way back to an older release. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from '@jest/globals'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { storeContract } from './contract.ts'
import { deliveryContract } from './contract-desk.ts'
import { inbox } from './rows.ts'

let folder = mkdtempSync(join(tmpdir(), 'yingda-store-'))
const clear = async () => {
  rmSync(folder, { recursive: true, force: true })
  folder = mkdtempSync(join(tmpdir(), 'yingda-store-'))
}
const sqlite = { open: async () => openSqliteStore(folder), clear }

storeContract('sqlite', sqlite)
deliveryContract('sqlite', sqlite)

describe('sqlite: its own', () => {
  afterEach(clear)

  it('is held by one process, and says by which; a process that is killed lets go', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLD, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    expect(() => openSqliteStore(folder)).toThrow(`in use by another process (pid ${holder.pid})`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const store = openSqliteStore(folder)
    expect(store.backlog(1)).toEqual([])
    await store.close()
  })

  it('refuses a folder that a newer release has written, and leaves it as it is', async () => {
    await openSqliteStore(folder).close()
    const raw = new DatabaseSync(join(folder, 'yingda.db'))
    raw.exec('PRAGMA user_version = 999')
    raw.close()
    expect(() => openSqliteStore(folder)).toThrow(/newer release \(schema 999/)
    const after = new DatabaseSync(join(folder, 'yingda.db'))
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 999 })
    after.close()
  })

  it('can be opened again after it was refused', async () => {
    await openSqliteStore(folder).close()
    const raw = new DatabaseSync(join(folder, 'yingda.db'))
    raw.exec('PRAGMA user_version = 999')
    expect(() => openSqliteStore(folder)).toThrow(/newer release/)
    raw.exec('PRAGMA user_version = 1')
    raw.close()
    const store = openSqliteStore(folder)
    expect(store.backlog(1)).toEqual([])
    await store.close()
  })

  it('stores all of what is asked for in one tick, in its order', async () => {
    const store = openSqliteStore(folder)
    const rows = Array.from({ length: 200 }, (_, index) => inbox(`k${index}`))
    const stored = await Promise.all(rows.map((row) => store.accept([row])))
    expect(stored.flat().every(({ fresh }) => fresh)).toBe(true)
    expect(store.backlog(1_000).map(({ key }) => key)).toEqual(rows.map(({ key }) => key))
    await store.close()
    const raw = new DatabaseSync(join(folder, 'yingda.db'))
    expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    raw.close()
  })
})

const HOLD = `
  const { openSqliteStore } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/store/sqlite/index.ts'))})
  openSqliteStore(process.argv[1])
  console.log('held')
  setInterval(() => {}, 1_000)
`
