/** The documents keep their word: links lead somewhere, commands exist, and the page of settings is what the code declares. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { settingsPage } from '../src/cli/docs.ts'
import { ROOT, sources } from './sources.ts'

const pages = ['README.md', 'README.zh-CN.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)]
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8')
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>>

describe('documents', () => {
  it.each(pages)('%s: every link leads somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link))
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([])
  })

  it.each(pages)('%s: every command is one', (page) => {
    const named = [...read(page).matchAll(/npm (?:run (?:-s )?([\w:]+)|(start|test))/g)].map(([, run, plain]) => run ?? plain ?? '')
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  it('docs/settings.md is what `npm run docs` writes', async () => expect(read('docs/settings.md')).toBe(await settingsPage()))

  it('both READMEs have the same parts', () => {
    const shape = (page: string) => read(page).split('\n').filter((line) => /^(#|```|\||!\[)/.test(line)).map((line) => line.replace(/^(#+|```\w*|\||!\[).*/, '$1'))
    expect(shape('README.zh-CN.md')).toEqual(shape('README.md'))
  })

  it('every package that is imported has its reason written down, and none is written down that is not there', () => {
    const page = read('docs/decisions/09-dependencies.md')
    const declared = Object.keys({ ...dependencies, ...devDependencies })
    const imported = sources().flatMap(({ imports }) => imports.filter(({ path }) => path === null).map(({ specifier }) => specifier))
    const used = declared.filter((name) => imported.some((specifier) => specifier === name || specifier.startsWith(`${name}/`)))
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
    const first = [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
    expect(first.filter((name) => !declared.includes(name))).toEqual([])
  })
})
