/** The repository's own source files and what they import, for the tests that watch over the architecture. Reads text; runs nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
/** Folders that hold code; the others hold data, documents or what was built. */
export const ROOMS = ['core', 'bots', 'intents', 'knowledge', 'channels', 'src', 'console', 'widget', 'playground', 'simulators', 'tests', 'bench'] as const

export type Import = {
  /** As written. */
  specifier: string
  /** Path in the repository, or null for a package. */
  path: string | null
  /** Only types come over: nothing is loaded. */
  types: boolean
  /** `import()`: loaded when asked for, not at start. */
  late: boolean
}
export type Source = { file: string; text: string; lines: number; imports: readonly Import[] }

export function sources(rooms: readonly string[] = ROOMS): readonly Source[] {
  return rooms.flatMap((room) => walk(room)).filter((file) => /\.(ts|tsx|mjs)$/.test(file)).map(sourceOf)
}

/** The folder names that are channels, and those that are packs. */
export const channelNames = (): readonly string[] => foldersOf('channels').filter((name) => name !== 'kit')
export const packNames = (): readonly string[] => foldersOf('knowledge/packs').filter((name) => !name.startsWith('_'))

/** The text without comments and without what stands in quotes. */
export function bare(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/gm, (found) => (found.startsWith('/') ? '' : "''"))
}

/** The text without comments. */
export const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')

const STATIC = /^(?:import|export)\s+(type\s+)?(?:([\w\s{},*$]*?)\s*from\s+)?'([^']+)'/gm
const LATE = /\bimport\('([^']+)'\)/g

function sourceOf(file: string): Source {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const code = withoutComments(text)
  const imports = [
    ...[...code.matchAll(STATIC)].map(([, type, names = '', specifier = '']) => ({ specifier, path: pathOf(file, specifier), types: type !== undefined || onlyTypes(names), late: false })),
    ...[...code.matchAll(LATE)].map(([, specifier = '']) => ({ specifier, path: pathOf(file, specifier), types: false, late: true })),
  ]
  return { file, text, lines: text.split('\n').length - 1, imports }
}

function onlyTypes(names: string): boolean {
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
  return inside?.split(',').map((name) => name.trim()).filter(Boolean).every((name) => name.startsWith('type ')) ?? false
}

const pathOf = (file: string, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : null

function walk(path: string): string[] {
  return entries(path).flatMap((entry) => {
    const inside = posix.join(path, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : walk(inside)
    return [inside]
  })
}

const foldersOf = (path: string): string[] => entries(path).filter((entry) => entry.isDirectory()).map(({ name }) => name)

function entries(path: string) {
  try {
    return readdirSync(join(ROOT, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

/** All files that are loaded when this one is, by static imports of values. */
export function loadedBy(start: readonly string[], all: readonly Source[]): ReadonlyMap<string, Source> {
  const byFile = new Map(all.map((source) => [source.file, source]))
  const found = new Map<string, Source>()
  const queue = [...start]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const source = byFile.get(file)
    if (!source || found.has(file)) continue
    found.set(file, source)
    for (const { path, types, late } of source.imports) if (path && !types && !late) queue.push(path)
  }
  return found
}

export const folderOf = (file: string): string => dirname(file)
