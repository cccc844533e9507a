/** The store of customers' files: what it takes, what it refuses, what it hands out. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createFiles, type Files } from '../../src/files.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
let folder: string
let files: Files

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingda-files-'))
  files = createFiles(folder, { maxBytes: 1_000 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a file that is what it says', () => {
  it('is kept whole under an id nobody can guess', async () => {
    const first = await files.put(PNG, { name: '水表.png', mime: 'image/png; charset=binary' })
    const second = await files.put(PNG, { name: '水表.png', mime: 'image/png' })
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(first).toMatchObject({ mime: 'image/png', bytes: PNG.byteLength, ref: expect.stringMatching(/^\/api\/files\/[\w-]{22}$/) })
    expect(second.ref).not.toBe(first.ref)
    const found = await files.find(first.ref.slice('/api/files/'.length))
    expect(found?.about).toMatchObject({ name: '水表.png', mime: 'image/png', bytes: PNG.byteLength })
    expect(readFileSync(found?.path ?? '')).toEqual(PNG)
  })

  it('loses what would lead out of the folder or break a line in its name', async () => {
    const kept = await files.put(PNG, { name: '../../etc/passwd\r\nx', mime: 'image/png' })
    const found = kept.ok ? await files.find(kept.ref.slice('/api/files/'.length)) : null
    expect(found?.about.name).toBe('.._.._etc_passwd__x')
  })
})

describe('what is not taken', () => {
  it.each([
    ['another kind than it says', Buffer.from('<html><script>alert(1)</script>'), 'image/png'],
    ['a page', Buffer.from('<html></html>'), 'text/html'],
    ['a drawing that can run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml'],
    ['a program', Buffer.from('MZ\x90'), 'application/x-msdownload'],
    ['too large a file', Buffer.concat([PNG, Buffer.alloc(1_000)]), 'image/png'],
  ])('%s', async (_what, bytes, mime) => {
    expect(await files.put(bytes, { name: 'x', mime })).toMatchObject({ ok: false, reason: expect.any(String) })
  })

  it.each(['', '..', '../yingda.db', 'a'.repeat(22), `${'a'.repeat(21)}/`])('no id: %j', async (id) => expect(await files.find(id)).toBeNull())
})
