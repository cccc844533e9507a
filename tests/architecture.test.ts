/** The house stands on its floors: who may import whom, and why; names of channels and packs stay at home. Checks sources, runs none. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { channelNames, folderOf, loadedBy, packNames, ROOT, type Source, sources, withoutComments } from './sources.ts'

type Rule = {
  room: string
  /** Path prefixes that may be imported; `.` is the file's own folder two levels deep, e.g. channels/x. */
  may: readonly string[]
  /** Packages; a RegExp tests the whole specifier, `any` allows all. */
  packages: RegExp | 'any' | 'none'
  why: string
}

const BUILT_IN = /^node:/
/** The first rule whose room is a prefix of the file holds for it. */
const RULES: readonly Rule[] = [
  { room: 'core/model.ts', may: ['core/labels.ts', 'core/ticket.ts'], packages: 'none', why: 'the nouns depend on nothing, so that everybody can depend on them' },
  { room: 'core/', may: ['core/'], packages: /^(chinese-days)(\/|$)/, why: 'the ground floor is pure: what the house is about must not know how it runs' },
  { room: 'bots/', may: ['bots/', 'core/'], packages: 'none', why: 'a decision is a pure function of what it is given; what it could import, it could depend on' },
  { room: 'knowledge/', may: ['knowledge/', 'core/'], packages: /^(node:|yaml$|zod$|mammoth$|unpdf$|parse5$|read-excel-file\/)/, why: 'books are read by everybody and read nobody' },
  { room: 'intents/', may: ['intents/', 'core/', 'knowledge/search.ts', 'knowledge/retrieval/'], packages: 'any', why: 'the ear understands words; channels, decisions and stores would make it deaf to some of them' },
  { room: 'channels/kit/', may: ['channels/kit/', 'core/'], packages: 'any', why: 'what all doors share knows none of them' },
  { room: 'channels/', may: ['.', 'channels/kit/', 'core/'], packages: 'any', why: 'a door that knows another door, the store or the bot cannot be replaced' },
  { room: 'src/main.ts', may: [''], packages: 'any', why: 'somebody has to join it all' },
  { room: 'src/cli/', may: [''], packages: 'any', why: 'a command joins what it needs, as main does' },
  { room: 'src/store/', may: ['src/store/', 'core/'], packages: 'any', why: 'the store serves the house and calls nobody in it' },
  { room: 'src/gateway.ts', may: ['src/store/', 'core/'], packages: BUILT_IN, why: 'the line must stand without doors, packs and pages; they arrive as arguments' },
  { room: 'src/outbox.ts', may: ['src/store/', 'core/'], packages: BUILT_IN, why: 'the line must stand without doors, packs and pages; they arrive as arguments' },
  { room: 'src/', may: ['src/', 'core/'], packages: 'any', why: 'doors, decisions, ears and books reach the running house as arguments, through main' },
  { room: 'simulators/', may: ['simulators/', 'core/'], packages: 'any', why: 'a platform simulated with our own adapter would share its mistakes' },
  { room: 'console/', may: ['console/', 'core/model.ts', 'core/labels.ts', 'core/ticket.ts', 'core/workflow.ts'], packages: 'any', why: 'a page that loads server code ships it to every browser' },
  { room: 'widget/', may: ['widget/'], packages: 'any', why: 'the widget is measured in kilobytes and stands on strangers’ pages' },
  { room: 'playground/', may: ['playground/'], packages: 'any', why: 'a page that loads server code ships it to every browser' },
]

const all = sources()
const house = all.filter(({ file }) => !file.startsWith('tests/') && !file.startsWith('bench/'))

describe('imports run down', () => {
  it.each(RULES.map(({ room, why }) => ({ room, why })))('$room: $why', ({ room }) => {
    const broken = house.filter(({ file }) => ruleFor(file)?.room === room).flatMap((source) => violations(source))
    expect(broken).toEqual([])
  })

  it('every file of the house is under a rule', () => {
    expect(house.filter(({ file }) => !ruleFor(file)).map(({ file }) => file)).toEqual([])
  })

  it('sees a wrong import when there is one', () => {
    const wrong = { file: 'bots/x.ts', text: '', lines: 1, imports: [{ specifier: '../src/outbox.ts', path: 'src/outbox.ts', types: false, late: false }] }
    expect(violations(wrong)).toEqual(['bots/x.ts imports src/outbox.ts'])
  })

  it('no file is, over others, its own foundation', () => {
    expect(cycles(house)).toEqual([])
  })

  it('a pack is data: no code in knowledge/packs', () => {
    expect(house.filter(({ file }) => file.startsWith('knowledge/packs/')).map(({ file }) => file)).toEqual([])
  })
})

describe('start-up', () => {
  it('loads no heavy client of a channel or model that nobody has configured', () => {
    const doors = channelNames().map((name) => `channels/${name}/index.ts`)
    const loaded = loadedBy(['src/main.ts', ...doors], all)
    const heavy = [...loaded.values()].flatMap(({ file, imports }) =>
      imports.filter(({ specifier, types, late }) => !types && !late && /^(botbuilder|wechaty|@slack\/bolt|openai)/.test(specifier)).map(({ specifier }) => `${file} imports ${specifier}`),
    )
    expect(loaded.size).toBeGreaterThan(50)
    expect(heavy).toEqual([])
  })
})

/** Where a word that is also a channel's name means something else. */
const HOMONYMS: Readonly<Record<string, readonly string[]>> = {
  // a kind of entity that a message can name
  email: ['core/', 'intents/', 'console/'],
}

describe('names stay at home', () => {
  const names = [...channelNames().map((name) => ({ name, home: `channels/${name}/` })), ...packNames().map((name) => ({ name, home: `knowledge/packs/${name}/` }))]
  const rooms = ['core/', 'bots/', 'intents/', 'knowledge/', 'channels/', 'src/', 'console/']

  it.each(names)('"$name" is written only in $home', ({ name, home }) => {
    const quoted = new RegExp(`['"\`/]${name}['"\`/]`)
    const found = house
      .filter(({ file }) => rooms.some((room) => file.startsWith(room)) && !file.startsWith(home) && !HOMONYMS[name]?.some((room) => file.startsWith(room)))
      .flatMap(({ file, text }) => withoutComments(text).split('\n').filter((line) => quoted.test(line)).map((line) => `${file}: ${line.trim()}`))
    expect(found).toEqual([])
  })
})

function ruleFor(file: string): Rule | undefined {
  return RULES.find(({ room }) => file.startsWith(room))
}

function violations({ file, imports }: Source): string[] {
  const rule = ruleFor(file)
  if (!rule) return []
  const own = `${file.split('/').slice(0, 2).join('/')}/`
  const allowed = rule.may.map((prefix) => (prefix === '.' ? own : prefix))
  return imports
    .filter(({ specifier, path }) => {
      if (path !== null) return !allowed.some((prefix) => path.startsWith(prefix)) || (rule.room === 'src/' && /^src\/(main\.ts|cli\/)/.test(path))
      return rule.packages === 'none' || (rule.packages instanceof RegExp && !rule.packages.test(specifier))
    })
    .map(({ specifier, path }) => `${file} imports ${path ?? specifier}`)
}

/** Rings of files that load one another, each named by its first file. */
function cycles(files: readonly Source[]): string[] {
  const byFile = new Map(files.map((source) => [source.file, source]))
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const { path, types, late } of byFile.get(file)?.imports ?? []) if (path && !types && !late && byFile.has(path)) visit(path, [...way, file])
    state.set(file, 'done')
  }
  for (const { file } of files) visit(file, [])
  return found
}

it('every channel has its own folder with an index', () => {
  const files = new Set(all.map(({ file }) => file))
  expect(channelNames().filter((name) => !files.has(`channels/${name}/index.ts`))).toEqual([])
  expect(all.filter(({ file }) => folderOf(file) === 'channels').map(({ file }) => file)).toEqual([])
})

describe('packages', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', object>
  const packageOf = (specifier: string) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  const imported = (files: readonly Source[], types: boolean) =>
    files.flatMap(({ file, imports }) => imports.filter((one) => one.path === null && !one.specifier.startsWith('node:') && (types || !one.types)).map(({ specifier }) => ({ file, name: packageOf(specifier) })))

  it('that the house loads are its dependencies, not only a developer’s', () => {
    const known = Object.keys({ ...dependencies, ...optionalDependencies })
    expect(imported(house, false).filter(({ name }) => !known.includes(name))).toEqual([])
  })

  it('that tests and benches load are declared', () => {
    const known = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(imported(all, true).filter(({ name }) => !known.includes(name))).toEqual([])
  })
})
