/**
 * Reads the packs' folders and makes `Pack`s of them, or says file:line for everything that is wrong.
 * It must not guess: a pack with one mistake is refused whole. Which reply keys exist is told by the caller (`replyKeys`).
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { z } from 'zod'
import type { Article, Condition, Dialogue, Example, Pack } from '../core/pack.ts'
import { type PlacedArticle, parseArticle } from './load-article.ts'
import { checkCommon, checkPack } from './load-checks.ts'
import { type Placed, type Problem, parseLines, parseYaml, type Report } from './load-yaml.ts'
import { complaintsFile, connectorsFile, dialoguesFile, exampleLine, intakeFile, packFile, repliesFile, synonymsFile, workflowFile } from './schema.ts'
import type { LoadOptions, Source } from './source.ts'


export type { Problem } from './load-yaml.ts'
export type { LoadOptions } from './source.ts'

/** What is wrong with the packs, all of it at once. */
export class PackError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join('\n'))
    this.name = 'PackError'
    this.problems = problems
  }
}

const COMMON = '_common'
const YAML_FILES = ['pack.yaml', 'complaints.yaml', 'intake.yaml', 'workflow.yaml', 'replies.yaml', 'synonyms.yaml', 'connectors.yaml'] as const

/**
 * Loads all packs below `dir` (usually `knowledge/packs`), each merged with `_common`.
 * @returns packs in the order of their ids; each article's `file` is relative to the current folder
 * @throws PackError with every problem found
 */
export function loadPacks(dir: string, options: LoadOptions = {}): { packs: readonly Pack[] } {
  const problems = new Map<string, Problem>()
  const report: Report = (file, line, message) => problems.set(`${file}:${line}:${message}`, { file, line, message })
  const folders = existsSync(dir) ? readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort() : []
  const ids = folders.filter((name) => !name.startsWith('_') && (!options.only || options.only.includes(name)))
  for (const name of options.only ?? []) if (!ids.includes(name)) report(join(shown(dir), name), 1, 'there is no such pack')
  if (ids.length === 0) report(shown(dir), 1, 'there is no pack in this folder')

  const common = folders.includes(COMMON) ? readSource(dir, COMMON, report) : null
  const sources = ids.map((id) => readSource(dir, id, report))
  const packs: Pack[] = []
  for (const source of sources) {
    const pack = assemble(source, common, report)
    if (!pack) continue
    checkPack(pack, source, common, options, report)
    packs.push(pack)
  }
  if (common && packs.length > 0 && packs.length === sources.length) checkCommon(common, packs, options, report)
  if (problems.size > 0) throw new PackError([...problems.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)))
  return { packs }
}

/** Reads every file of one folder; a file that is no part of a pack is a mistake (usually a misspelt name). */
function readSource(dir: string, id: string, report: Report): Source {
  const root = join(dir, id)
  const files = listFiles(root).map((path) => ({ path: relative(dir, path).split(sep).join('/'), shown: shown(path), name: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
  const yaml = <S extends z.ZodType>(name: (typeof YAML_FILES)[number], schema: S): Placed<z.output<S>> | null => {
    const file = files.find((candidate) => candidate.name === name)
    return file ? parseYaml(file.text, file.shown, schema, report) : null
  }
  const examples: { file: string; line: number; value: Example }[] = []
  const articles: PlacedArticle[] = []
  const dialogues: Placed<z.output<typeof dialoguesFile>>[] = []
  for (const file of files) {
    if (/^examples\/[^/]+\.jsonl$/.test(file.name)) {
      for (const row of parseLines(file.text, file.shown, exampleLine, report)) examples.push({ file: file.shown, line: row.line, value: row.value as Example })
    } else if (/^policies\/[^/]+\.md$/.test(file.name)) {
      const article = parseArticle(file.text, file.shown, report)
      if (article?.draftLine) report(file.shown, article.draftLine, 'a draft is no part of a pack; take this line out when the article is approved')
      if (article) articles.push(article)
    } else if (/^dialogues\/[^/]+\.yaml$/.test(file.name)) {
      const dialogue = parseYaml(file.text, file.shown, dialoguesFile, report)
      if (dialogue) dialogues.push(dialogue)
    } else if (!YAML_FILES.includes(file.name as (typeof YAML_FILES)[number])) {
      report(file.shown, 1, `no part of a pack; known are ${YAML_FILES.join(', ')}, examples/*.jsonl, policies/*.md, dialogues/*.yaml`)
    }
  }
  return {
    id, folder: shown(root),
    pack: yaml('pack.yaml', packFile), complaints: yaml('complaints.yaml', complaintsFile), intake: yaml('intake.yaml', intakeFile), workflow: yaml('workflow.yaml', workflowFile),
    replies: yaml('replies.yaml', repliesFile), synonyms: yaml('synonyms.yaml', synonymsFile), connectors: yaml('connectors.yaml', connectorsFile),
    examples, articles, dialogues, files,
  }
}

/** Puts a folder and `_common` together; what both have, the pack's own wins. */
function assemble(own: Source, common: Source | null, report: Report): Pack | null {
  for (const name of ['pack.yaml', 'complaints.yaml'] as const) {
    if (!own.files.some((file) => file.path === `${own.id}/${name}`)) report(`${own.folder}/${name}`, 1, 'the file is missing')
  }
  if (!own.pack || !own.complaints) return null
  const { id, thresholds, ...head } = own.pack.value
  if (id !== own.id) report(own.pack.file, own.pack.lineOf(['id']), `the id "${id}" is not the folder's name "${own.id}"`)
  const ownArticles = new Set(own.articles.map(({ article }) => article.id))
  const articles: Article[] = [...own.articles, ...(common?.articles ?? []).filter(({ article }) => !ownArticles.has(article.id))].map(({ article }) => article)
  const dialogues = [...own.dialogues, ...(common?.dialogues ?? [])].flatMap(({ file, value }) => value.map((dialogue) => ({ ...dialogue, file }) as Dialogue))
  return {
    id, ...head, thresholds,
    hash: hashOf([...own.files, ...(common?.files ?? [])]),
    categories: own.complaints.value.categories as Pack['categories'],
    fields: mergeByKey(own.intake?.value.fields ?? [], common?.intake?.value.fields ?? []) as Pack['fields'],
    forms: [...(own.intake?.value.forms ?? []), ...(common?.intake?.value.forms ?? [])] as Pack['forms'],
    replies: { ...common?.replies?.value, ...own.replies?.value },
    routes: head.routes as Pack['routes'],
    deadlines: head.deadlines as Pack['deadlines'],
    cases: casesOf(own.workflow?.value ?? null, common?.workflow?.value ?? null),
    articles,
    examples: [...own.examples, ...(common?.examples ?? [])].map((row) => row.value),
    synonyms: [...(own.synonyms?.value ?? []), ...(common?.synonyms?.value ?? [])],
    connectors: mergeByKey(own.connectors?.value ?? [], common?.connectors?.value ?? []).map(({ 'timeout-ms': timeoutMs, ...rest }) => ({ ...rest, timeoutMs })),
    dialogues,
  }
}

/** A pack's own workflows come before the shared ones; its ladder replaces the shared one. */
function casesOf(own: z.output<typeof workflowFile> | null, common: z.output<typeof workflowFile> | null): Pack['cases'] {
  const both = [own, common].filter((file) => file !== null)
  const ladder = both.find((file) => file.ladder)?.ladder ?? null
  return {
    forms: mergeByKey(own?.forms ?? [], common?.forms ?? []),
    workflows: both.flatMap(({ workflows }) => workflows).map(({ 'on-refusal': onRefusal, 'follow-up': followUp, when, stages }) => ({ when: when as Condition, stages, onRefusal, followUp })),
    authority: both.flatMap(({ authority }) => authority).map(({ levels, ...rest }) => ({ ...rest, levels: levels.map(({ role, 'up-to': upTo }) => ({ role, upTo })) })),
    extensions: both.flatMap(({ extensions }) => extensions).map((extension) => ({ ...extension, when: extension.when as Condition })),
    ladder: ladder && { warnAt: ladder.warn, climb: ladder.climb, inquiryTo: ladder['inquiry-to'] },
  }
}

const mergeByKey = <T extends { key: string }>(own: readonly T[], common: readonly T[]): T[] => [
  ...own,
  ...common.filter((item) => !own.some((other) => other.key === item.key)),
]

function hashOf(files: readonly { path: string; text: string }[]): string {
  const hash = createHash('sha256')
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) hash.update(`${file.path}\0${file.text.length}\0${file.text}`)
  return hash.digest('hex').slice(0, 16)
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Paths are told relative to where the command runs, so that a terminal or an editor can open them. */
const shown = (path: string) => relative(process.cwd(), path) || '.'
