/**
 * What must hold between the files of a pack: keys that exist, numbers that cannot repeat, versions that do not overlap.
 * It reads no file and changes nothing; it only reports.
 */
import { TICKET_KINDS } from '../core/model.ts'
import type { Condition, Pack } from '../core/pack.ts'
import { checkLadder, checkWorkflow } from './load-checks-workflow.ts'
import type { Placed, Report } from './load-yaml.ts'
import type { LoadOptions, Source } from './source.ts'

type Known = { departments: Set<string>; categories: Set<string>; subjects: Set<string>; fields: Set<string>; splits: Set<string>; clauses: Set<string> }

/** Checks one pack's own files against the merged pack, and the shared examples against its labels. */
export function checkPack(pack: Pack, own: Source, common: Source | null, options: LoadOptions, report: Report): void {
  const known = knownTo([pack])
  checkHead(own, known, report)
  checkHours(own, report)
  checkNumbering(own, report)
  checkIntake(own, known, report)
  checkWorkflow(own, pack, report)
  if (common) checkWorkflow(common, pack, report)
  checkLadder(pack, own.pack?.file ?? own.folder, report)
  checkReplies(own, known, options, report)
  for (const key of missingReplies(pack, options)) report(own.replies?.file ?? common?.replies?.file ?? `${own.folder}/replies.yaml`, 1, `the reply "${key}" is missing`)
  checkExamples(own, known, pack.id, report)
  if (common) checkExamples(common, known, pack.id, report)
  checkVersions(own, report)
  checkDialogues(own, pack, known, report)
  if (common) checkDialogues(common, pack, known, report)
  checkConnectors(own, report)
}

/** Checks the shared folder: a key in it must be known to at least one pack. */
export function checkCommon(common: Source, packs: readonly Pack[], options: LoadOptions, report: Report): void {
  const known = knownTo(packs)
  for (const file of [common.pack, common.complaints]) if (file) report(file.file, 1, 'what all packs share has no such file; it belongs into a pack')
  checkIntake(common, known, report)
  checkReplies(common, known, options, report)
  checkVersions(common, report)
  checkConnectors(common, report)
}

function knownTo(packs: readonly Pack[]): Known {
  const all = (list: (pack: Pack) => readonly string[]) => new Set(packs.flatMap(list))
  return {
    departments: all((pack) => pack.departments.map((item) => item.key)),
    categories: all((pack) => pack.categories.map((item) => item.key)),
    subjects: all((pack) => pack.subjects.map((item) => item.key)),
    fields: all((pack) => pack.fields.map((item) => item.key)),
    splits: all((pack) => pack.categories.flatMap((item) => item.split ?? [])),
    clauses: all((pack) => pack.articles.flatMap((article) => article.clauses.map((clause) => `${article.id}#${clause.number}`))),
  }
}

function checkHead(own: Source, known: Known, report: Report): void {
  const { pack, complaints } = own
  if (!pack || !complaints) return
  for (const list of ['hours', 'departments', 'roles', 'subjects'] as const) unique(pack, pack.value[list].map((item) => item.key), [list], report)
  unique(complaints, complaints.value.categories.map((item) => item.key), ['categories'], report)
  const hours = new Set(['always', ...pack.value.hours.map((item) => item.key)])
  for (const [i, department] of pack.value.departments.entries()) {
    if (!hours.has(department.hours)) report(pack.file, pack.lineOf(['departments', i, 'hours']), unknown('hours', department.hours, hours))
  }
  for (const [i, category] of complaints.value.categories.entries()) {
    if (!known.departments.has(category.department)) report(complaints.file, complaints.lineOf(['categories', i, 'department']), unknown('department', category.department, known.departments))
  }
  for (const [i, route] of pack.value.routes.entries()) {
    checkCondition(pack, route.when as Condition, ['routes', i, 'when'], known, report)
    if (!known.departments.has(route.department)) report(pack.file, pack.lineOf(['routes', i, 'department']), unknown('department', route.department, known.departments))
    if (route.category !== undefined && !known.categories.has(route.category)) report(pack.file, pack.lineOf(['routes', i, 'category']), unknown('category', route.category, known.categories))
  }
  for (const [i, rule] of pack.value.deadlines.entries()) {
    checkCondition(pack, rule.when as Condition, ['deadlines', i, 'when'], known, report)
    if (rule.within.n === 0) report(pack.file, pack.lineOf(['deadlines', i, 'within']), 'a deadline is longer than nothing')
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: pack.value.timezone })
  } catch {
    report(pack.file, pack.lineOf(['timezone']), `unknown time zone "${pack.value.timezone}"`)
  }
}

function checkHours(own: Source, report: Report): void {
  for (const [i, hours] of (own.pack?.value.hours ?? []).entries()) {
    for (const list of ['workday', 'restday'] as const) {
      let end = ''
      for (const [j, [from, to]] of hours[list].entries()) {
        const line = () => own.pack?.lineOf(['hours', i, list, j]) ?? 1
        if (to > '24:00' || from >= '24:00') report(own.pack?.file ?? '', line(), `${from}-${to}: a day ends at 24:00`)
        else if (from >= to) report(own.pack?.file ?? '', line(), `${from}-${to}: a span ends after it begins`)
        else if (from < end) report(own.pack?.file ?? '', line(), `${from}-${to} begins before the span before it ends at ${end}`)
        end = to
      }
    }
  }
}

/** A number told to a customer must never be told to another: what restarts must stand in the number. */
function checkNumbering(own: Source, report: Report): void {
  const { pack } = own
  if (!pack) return
  const seen = new Set<string>()
  for (const [i, rule] of pack.value.numbering.entries()) {
    const line = pack.lineOf(['numbering', i])
    for (const kind of rule.kinds) {
      if (seen.has(kind)) report(pack.file, line, `the kind "${kind}" is numbered twice`)
      seen.add(kind)
    }
    for (const [, name] of rule.format.matchAll(/\{([^}]*)\}/g)) {
      if (!/^(yyyy|yy|mm|dd|serial:\d)$/.test(name as string)) report(pack.file, line, `unknown placeholder {${name}}; known are {yyyy} {yy} {mm} {dd} {serial:N}`)
    }
    const parts = { year: /\{yy(yy)?\}/.test(rule.format), month: rule.format.includes('{mm}'), day: rule.format.includes('{dd}') }
    const needs = { never: [], year: ['year'], month: ['year', 'month'], day: ['year', 'month', 'day'] } as const
    for (const part of needs[rule.restart]) {
      if (!parts[part]) report(pack.file, line, `the serial restarts each ${rule.restart}, so the format must bear the ${part}, or numbers repeat`)
    }
    const twin = pack.value.numbering.findIndex((other) => other.format === rule.format && other.restart !== rule.restart)
    if (twin >= 0 && twin < i) report(pack.file, line, 'two rules with one format restart differently, so numbers repeat')
  }
  const missing = TICKET_KINDS.filter((kind) => !seen.has(kind))
  if (missing.length > 0) report(pack.file, pack.lineOf(['numbering']), `no number for tickets of kind ${missing.join(', ')}`)
}

function checkIntake(own: Source, known: Known, report: Report): void {
  const { intake } = own
  if (!intake) return
  unique(intake, intake.value.fields.map((item) => item.key), ['fields'], report)
  for (const [i, field] of intake.value.fields.entries()) {
    if (field.pattern === undefined) continue
    try {
      new RegExp(field.pattern, 'u')
    } catch (error) {
      report(intake.file, intake.lineOf(['fields', i, 'pattern']), `not a pattern: ${(error as Error).message}`)
    }
  }
  for (const [i, form] of intake.value.forms.entries()) {
    checkCondition(intake, form.when as Condition, ['forms', i, 'when'], known, report)
    for (const list of ['ask', 'take'] as const) {
      for (const [j, key] of form[list].entries()) {
        if (!known.fields.has(key)) report(intake.file, intake.lineOf(['forms', i, list, j]), unknown('field', key, known.fields))
      }
    }
  }
}

function checkReplies(own: Source, known: Known, options: LoadOptions, report: Report): void {
  const { replies } = own
  if (!replies || !options.replyKeys) return
  for (const [key, sentence] of Object.entries(replies.value)) {
    const allowed = placeholdersOf(key, options.replyKeys)
    if (!allowed) {
      report(replies.file, replies.lineOf([key]), `no one says the reply "${key}"`)
      continue
    }
    const family = key.split('.')[0] as string
    const last = key.slice(family.length + 1)
    if (family === 'emergency' && last !== 'default' && !(key in options.replyKeys) && !known.categories.has(last)) {
      report(replies.file, replies.lineOf([key]), unknown('category', last, known.categories))
    }
    for (const [lang, words] of Object.entries(sentence)) {
      for (const [, name] of words.matchAll(/\{([^{}]*)\}/g)) {
        if (!allowed.includes(name as string)) {
          const list = allowed.length > 0 ? allowed.map((item) => `{${item}}`).join(' ') : 'none'
          report(replies.file, replies.lineOf([key, lang]), `"${key}" has the placeholder {${name}}; known are ${list}`)
        }
      }
    }
  }
}

/** Placeholders of a reply key; a key below `family.*` or beside `family.default` has those of the family; null = nobody says it. */
function placeholdersOf(key: string, replyKeys: NonNullable<LoadOptions['replyKeys']>): readonly string[] | null {
  if (Object.hasOwn(replyKeys, key)) return replyKeys[key] ?? []
  for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
    const family = key.slice(0, dot)
    const shared = replyKeys[`${family}.*`] ?? replyKeys[`${family}.default`]
    if (shared) return shared
  }
  return null
}

function missingReplies(pack: Pack, options: LoadOptions): string[] {
  return Object.keys(options.replyKeys ?? {}).filter((key) => !key.endsWith('.*') && !Object.hasOwn(pack.replies, key))
}

/** Labels must exist, and one text cannot mean two things. */
function checkExamples(source: Source, known: Known, pack: string, report: Report): void {
  const seen = new Map<string, { intent: string; category: string | undefined; file: string; line: number }>()
  for (const { file, line, value } of source.examples) {
    if (value.category !== undefined && !known.categories.has(value.category)) report(file, line, `${unknown('category', value.category, known.categories)} (pack ${pack})`)
    if (value.subject !== undefined && !known.subjects.has(value.subject)) report(file, line, `${unknown('subject', value.subject, known.subjects)} (pack ${pack})`)
    for (const clause of value.clauses ?? []) if (!known.clauses.has(clause)) report(file, line, `there is no clause "${clause}" (pack ${pack})`)
    if (value.clauses && value.intent !== 'question') report(file, line, 'only a question has clauses that answer it')
    const before = seen.get(value.text)
    if (!before) seen.set(value.text, { intent: value.intent, category: value.category, file, line })
    else if (before.intent !== value.intent || before.category !== value.category) {
      report(file, line, `the same text is labelled ${label(before)} at ${before.file}:${before.line} and ${label(value)} here`)
    }
  }
}

const label = (row: { intent: string; category?: string | undefined }) => (row.category ? `${row.intent}/${row.category}` : row.intent)

/** At most one version of an article is in force on any day. */
function checkVersions(source: Source, report: Report): void {
  const byId = Map.groupBy(source.articles, (placed) => placed.article.id)
  for (const [id, placed] of byId) {
    const inOrder = [...placed].sort((a, b) => (a.article.validFrom < b.article.validFrom ? -1 : 1))
    for (const [i, later] of inOrder.entries()) {
      for (const earlier of inOrder.slice(0, i)) {
        if (earlier.article.version === later.article.version) report(later.file, 2, `version ${later.article.version} of "${id}" is also in ${earlier.file}`)
        const end = earlier.article.validTo
        if (end === null || end >= later.article.validFrom) {
          const until = end === null ? 'without an end' : `until ${end}`
          report(later.file, 2, `version ${later.article.version} of "${id}" is in force from ${later.article.validFrom}, but version ${earlier.article.version} (${earlier.file}) is ${until}`)
        }
      }
    }
  }
}

function checkDialogues(source: Source, pack: Pack, known: Known, report: Report): void {
  const names = new Set<string>()
  const clauses = new Set(pack.articles.flatMap((article) => article.clauses.map((clause) => `${article.id}#${clause.number}`)))
  for (const placed of source.dialogues) {
    for (const [i, dialogue] of placed.value.entries()) {
      const say = (path: readonly PropertyKey[], message: string) => report(placed.file, placed.lineOf([i, ...path]), message)
      if (names.has(dialogue.name)) say(['name'], `a dialogue "${dialogue.name}" is there already`)
      names.add(dialogue.name)
      for (const [j, key] of (dialogue.staffed ?? []).entries()) if (!known.departments.has(key)) say(['staffed', j], unknown('department', key, known.departments))
      for (const [j, { expect }] of dialogue.steps.entries()) {
        const path = ['steps', j, 'expect']
        if (expect.cites !== undefined && !clauses.has(expect.cites)) say([...path, 'cites'], `there is no clause "${expect.cites}" (written article#clause)`)
        const { ticket } = expect
        if (ticket?.category !== undefined && !known.categories.has(ticket.category)) say([...path, 'ticket', 'category'], unknown('category', ticket.category, known.categories))
        if (ticket?.department !== undefined && !known.departments.has(ticket.department)) say([...path, 'ticket', 'department'], unknown('department', ticket.department, known.departments))
        for (const key of Object.keys(ticket?.fields ?? {})) if (!known.fields.has(key)) say([...path, 'ticket', 'fields', key], unknown('field', key, known.fields))
      }
    }
  }
}

function checkConnectors(own: Source, report: Report): void {
  const { connectors } = own
  if (!connectors) return
  unique(connectors, connectors.value.map((item) => item.key), [], report)
  for (const [i, connector] of connectors.value.entries()) {
    // an address may come from the environment as ${NAME}: it is kept as written and filled in where the house runs
    const sample = connector.url.replaceAll(/\$\{[A-Z0-9_]+\}/g, 'x')
    if (/[${}]/.test(sample.replaceAll(/\{[a-z][a-z0-9-]*\}/g, ''))) report(connectors.file, connectors.lineOf([i, 'url']), 'an address holds {field} and ${ENV_NAME} only')
    for (const [, name] of sample.matchAll(/\{([a-z][a-z0-9-]*)\}/g)) {
      if (!connector.input.includes(name as string)) report(connectors.file, connectors.lineOf([i, 'url']), `{${name}} is not among the input`)
    }
  }
}

function checkCondition(file: Placed<unknown>, when: Condition, path: readonly PropertyKey[], known: Known, report: Report): void {
  const lists = [['category', known.categories], ['subject', known.subjects], ['split', known.splits]] as const
  for (const [name, keys] of lists) {
    for (const [i, key] of (when[name] ?? []).entries()) if (!keys.has(key)) report(file.file, file.lineOf([...path, name, i]), unknown(name, key, keys))
  }
}

function unique(file: Placed<unknown>, keys: readonly string[], path: readonly PropertyKey[], report: Report): void {
  for (const [i, key] of keys.entries()) if (keys.indexOf(key) < i) report(file.file, file.lineOf([...path, i]), `the key "${key}" is there twice`)
}

const unknown = (what: string, key: string, known: ReadonlySet<string>) => `unknown ${what} "${key}"; known are ${[...known].join(', ') || 'none'}`
