/** The first command on a fresh machine: silent when there is nothing to do, plain words when something is missing. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ROOT } from './sources.ts'

const setup = (folder: string, goal: string, env: NodeJS.ProcessEnv = process.env) => spawnSync(process.execPath, [join(folder, 'setup.mjs'), goal], { encoding: 'utf8', env })

describe('setup', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yingda-setup-'))
    copyFileSync(join(ROOT, 'setup.mjs'), join(folder, 'setup.mjs'))
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/.bin/node'), '')
    write('package.json', { name: 'x', version: '1.0.0', dependencies: { a: '1.0.0' } })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const write = (file: string, content: object) => writeFileSync(join(folder, file), JSON.stringify(content))
  /** What the lock file wants and what npm has noted down as installed. */
  const packages = (wanted: object, there: object) => {
    write('package-lock.json', { name: 'x', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'x', version: '1.0.0', dependencies: { a: '1.0.0' } }, ...wanted } })
    write('node_modules/.package-lock.json', { packages: there })
  }
  const a = { 'node_modules/a': { version: '1.0.0' } }
  /** An npm that can reach nothing. */
  const offline = () => ({ ...process.env, npm_config_offline: 'true', npm_config_cache: join(folder, 'cache') })

  it('says nothing when all packages are there', () => {
    packages(a, a)
    expect(setup(folder, 'packages')).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('does not miss what belongs to another machine, or to the tests only', () => {
    packages({ ...a, 'node_modules/b': { version: '1.0.0', optional: true }, 'node_modules/c': { version: '1.0.0', dev: true } }, a)
    expect(setup(folder, 'packages')).toMatchObject({ status: 0, stderr: '' })
  })

  it.each([
    ['is missing', {}, 'a 1.0.0 is missing'],
    ['has another version', { 'node_modules/a': { version: '0.9.0' } }, 'a 1.0.0 is wanted, 0.9.0 is there'],
  ])('names the package that %s, and what to do when it cannot be had', (_what, there, reason) => {
    packages(a, there)
    const { status, stdout, stderr } = setup(folder, 'packages', offline())
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`Installing packages, because ${reason}`)
    expect(stderr).toContain('npm install failed')
    expect(stderr).toContain('run the same command again')
  })

  it('refuses a goal that it does not know', () => {
    packages(a, a)
    expect(setup(folder, 'everything')).toMatchObject({ status: 1, stderr: expect.stringContaining('packages | start | test') })
  })

  it('names no registry and no proxy', () => {
    const { stdout } = spawnSync('grep', ['-nE', 'registry\\.|https?_proxy|HTTPS?_PROXY', join(ROOT, 'setup.mjs')], { encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
