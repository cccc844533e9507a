/** Reading packs: what is read, how a pack and the common folder join, and that every mistake is told with its line. */
import { describe, expect, test } from '@jest/globals'
import { type LoadOptions, loadPacks, PackError, type Problem } from '../../knowledge/load.ts'
import { cpuMs } from '../cpu.ts'
import { FILES, writePacks } from './load-fixture.ts'

const load = (changes: Readonly<Record<string, string | null>> = {}, options: LoadOptions = {}) => {
  const { dir, remove } = writePacks(changes)
  try {
    return loadPacks(dir, options).packs
  } finally {
    remove()
  }
}

/** Problems with the file's name within the packs' folder. */
const problemsOf = (changes: Readonly<Record<string, string | null>>, options: LoadOptions = {}): Problem[] => {
  try {
    load(changes, options)
  } catch (error) {
    if (error instanceof PackError) return error.problems.map((problem) => ({ ...problem, file: problem.file.replace(/^.*packs-[^/]*\/?/, '') }))
    throw error
  }
  return []
}
const edit = (file: string, from: string, to: string) => {
  const before = FILES[file] as string
  if (!before.includes(from)) throw new Error(`${file} has no "${from}"`)
  return { [file]: before.replace(from, to) }
}

describe('a good pack', () => {
  const [pack] = load()
  if (!pack) throw new Error('no pack')

  test('its head, and spans as numbers with units', () => {
    expect(pack.id).toBe('demo')
    expect(pack.deadlines).toEqual([{ key: 'resolution', when: { kind: ['complaint'] }, within: { n: 48, unit: 'hours' }, source: '第一条' }])
    expect(pack.hours[0]?.workday).toEqual([['09:00', '12:00'], ['13:30', '18:00']])
    expect(pack.categories.map((category) => category.cues)).toEqual([['漏气'], []])
  })

  test('an article: version as written, clauses in order, three languages, ways to ask', () => {
    expect(pack.articles).toHaveLength(1)
    const [article] = pack.articles
    expect(article).toMatchObject({ id: 'repair', version: '1.10', validFrom: '2024-01-01', validTo: null, audience: 'public', source: '第四条' })
    expect(article?.clauses.map((clause) => clause.number)).toEqual(['1', '2'])
    expect(article?.clauses[0]).toEqual({
      article: 'repair', number: '1', title: { 'zh-CN': '管网故障', 'zh-TW': '管網故障', en: 'Network faults' },
      text: {
        'zh-CN': '一般故障四小时内排除。\n重大故障24小时内修复。',
        'zh-TW': '一般故障四小時內排除。重大故障24小時內修復。',
        en: 'Ordinary faults are cleared within 4 hours, major faults within 24.',
      },
      asks: ['多久能修好', 'How long'],
    })
  })

  test('joins the common folder: the pack wins by key, its forms come first', () => {
    expect(pack.replies.intro?.['zh-CN']).toBe('我是{org}的AI助手')
    expect(pack.replies.thanks?.['zh-CN']).toBe('不客气')
    expect(pack.fields.map((field) => [field.key, field.names['zh-CN']])).toEqual([['address', '地址'], ['phone', '电话']])
    expect(pack.forms.map((form) => form.ask)).toEqual([['address', 'phone'], ['phone']])
    expect(pack.examples.map((example) => example.intent)).toEqual(['emergency', 'thanks'])
  })

  test('the hash changes with any file, also a shared one', () => {
    expect(load()[0]?.hash).toBe(pack.hash)
    expect(load({ '_common/examples/manners.jsonl': '{"text":"多谢","intent":"thanks"}\n' })[0]?.hash).not.toBe(pack.hash)
  })

  test('an address from the environment stays as written', () => {
    const url = '$' + '{TRACK_URL}/parcels/{waybill}'
    const connectors = `- { key: track, purpose: track, method: GET, url: '${url}', input: [waybill], output: { state: state } }\n`
    expect(load({ 'demo/connectors.yaml': connectors })[0]?.connectors).toEqual([
      { key: 'track', purpose: 'track', method: 'GET', url, input: ['waybill'], output: { state: 'state' }, timeoutMs: 3000 },
    ])
  })

  test('two megabytes of examples are read in under 400 ms', () => {
    const lines: string[] = []
    for (let i = 0; i < 16_000; i++) lines.push(JSON.stringify({ text: `第${i}次反映楼下管道漏气没有人来处理，请尽快安排师傅上门`, intent: 'emergency', category: 'leak', severity: 'emergency' }))
    const text = lines.join('\n')
    expect(Buffer.byteLength(text)).toBeGreaterThan(2_000_000)
    const { dir, remove } = writePacks({ 'demo/examples/many.jsonl': text })
    try {
      const durations = [1, 2, 3].map(() => cpuMs(() => expect(loadPacks(dir).packs[0]?.examples).toHaveLength(16_002)))
      expect(Math.min(...durations)).toBeLessThan(400)
    } finally {
      remove()
    }
  })
})

describe('a mistake is told with file and line', () => {
  const cases: [string, Readonly<Record<string, string | null>>, string, number, string | RegExp][] = [
    ['broken YAML', edit('demo/pack.yaml', 'roles: []', 'roles: ]'), 'demo/pack.yaml', 11, /not valid YAML/],
    ['a missing language', edit('demo/complaints.yaml', 'zh-TW: 其他, ', ''), 'demo/complaints.yaml', 3, /zh-TW/],
    ['a misspelt key', edit('demo/pack.yaml', 'timezone:', 'timzone:'), 'demo/pack.yaml', 4, /timzone/],
    ['a missing file', { 'demo/complaints.yaml': null }, 'demo/complaints.yaml', 1, 'the file is missing'],
    ['a misspelt file', { 'demo/reply.yaml': 'a: b' }, 'demo/reply.yaml', 1, /no part of a pack/],
    ['code in a pack', { 'demo/extra.ts': 'export {}' }, 'demo/extra.ts', 1, /no part of a pack/],
    ['the wrong id', edit('demo/pack.yaml', 'id: demo', 'id: other'), 'demo/pack.yaml', 1, /folder's name/],
    ['an unknown department', edit('demo/complaints.yaml', 'department: service', 'department: servce'), 'demo/complaints.yaml', 3, /unknown department "servce"/],
    ['unknown hours', edit('demo/pack.yaml', 'hours: always', 'hours: alway'), 'demo/pack.yaml', 10, /unknown hours/],
    ['an unknown category in a route', edit('demo/pack.yaml', 'category: leak', 'category: leek'), 'demo/pack.yaml', 15, /unknown category "leek"/],
    ['an unknown category in a deadline', edit('demo/pack.yaml', '{ kind: [complaint] }, within', '{ category: [x] }, within'), 'demo/pack.yaml', 19, /unknown category "x"/],
    ['an unknown field in a form', edit('demo/intake.yaml', '[address, phone]', '[address, phon]'), 'demo/intake.yaml', 4, /unknown field "phon"/],
    ['an unknown field in a common form', edit('_common/intake.yaml', 'ask: [phone]', 'ask: [fax]'), '_common/intake.yaml', 5, /unknown field "fax"/],
    ['a bad pattern', edit('_common/intake.yaml', "pattern: '1\\d{10}'", "pattern: '1\\d{10'"), '_common/intake.yaml', 2, /not a pattern/],
    ['a category twice', edit('demo/complaints.yaml', 'key: other', 'key: leak'), 'demo/complaints.yaml', 3, /there twice/],
    ['hours out of order', edit('demo/pack.yaml', "'13:30'", "'11:30'"), 'demo/pack.yaml', 7, /begins before the span before it ends/],
    ['hours that end before they begin', edit('demo/pack.yaml', "['13:30', '18:00']", "['18:00', '13:30']"), 'demo/pack.yaml', 7, /ends after it begins/],
    ['hours beyond the day', edit('demo/pack.yaml', "'18:00'", "'24:30'"), 'demo/pack.yaml', 7, /ends at 24:00/],
    ['a time zone that is none', edit('demo/pack.yaml', 'Asia/Shanghai', 'Asia/Shanghigh'), 'demo/pack.yaml', 4, /time zone/],
    ['numbers that repeat', edit('demo/pack.yaml', '{dd}', ''), 'demo/pack.yaml', 17, /numbers repeat/],
    ['a placeholder in a number', edit('demo/pack.yaml', '{dd}', '{dd}{hh}'), 'demo/pack.yaml', 17, /unknown placeholder \{hh\}/],
    ['a kind without numbers', edit('demo/pack.yaml', ', callback]', ']'), 'demo/pack.yaml', 17, /callback/],
    ['an example that is no JSON', { 'demo/examples/b.jsonl': '\n{"text":"a"' }, 'demo/examples/b.jsonl', 2, /not valid JSON/],
    ['an unknown intent', { 'demo/examples/b.jsonl': '{"text":"a","intent":"ask"}' }, 'demo/examples/b.jsonl', 1, /intent/],
    ['an unknown category in an example', { 'demo/examples/b.jsonl': '{"text":"a","intent":"complaint","category":"x"}' }, 'demo/examples/b.jsonl', 1, /unknown category "x"/],
    ['one text with two labels', { 'demo/examples/b.jsonl': '{"text":"漏气了","intent":"complaint","category":"leak"}' }, 'demo/examples/b.jsonl', 1, /emergency\/leak at .* and complaint\/leak here/],
    ['an article without front matter', { 'demo/policies/x.md': '# hello' }, 'demo/policies/x.md', 1, /front matter/],
    ['front matter with a bad date', edit('demo/policies/repair.md', '2024-01-01', '2024-02-30'), 'demo/policies/repair.md', 5, /valid-from/],
    ['an end before the beginning', edit('demo/policies/repair.md', 'valid-to: null', 'valid-to: 2023-12-31'), 'demo/policies/repair.md', 6, /before valid-from/],
    ['a clause with two titles', edit('demo/policies/repair.md', '| 戶內 | At home', '| At home'), 'demo/policies/repair.md', 25, /clause heading/],
    ['a clause without English', edit('demo/policies/repair.md', '> en: At once.', ''), 'demo/policies/repair.md', 25, /clause 2 has no en text/],
    ['a clause twice', edit('demo/policies/repair.md', '## 2', '## 1'), 'demo/policies/repair.md', 25, /clause 1 is there twice/],
    ['a quotation without a language', edit('demo/policies/repair.md', '> zh-TW: 立即', '> 立即'), 'demo/policies/repair.md', 29, /belongs to a language/],
    ['a dialogue that cites nothing', edit('demo/dialogues/a.yaml', 'repair#1', 'repair#9'), 'demo/dialogues/a.yaml', 1, /no clause "repair#9"/],
    ['a connector with an unknown input', { 'demo/connectors.yaml': '- { key: a, purpose: track, method: GET, url: "http://h/{b}", input: [], output: {} }' }, 'demo/connectors.yaml', 1, /not among the input/],
    ['no pack at all', Object.fromEntries(Object.keys(FILES).map((name) => [name, null])), '', 1, /no pack in this folder/],
  ]
  test.each(cases)('%s', (_name, changes, file, line, message) => {
    const problems = problemsOf(changes)
    expect(problems).toContainEqual({ file, line, message: expect.stringMatching(message instanceof RegExp ? message : new RegExp(`^${message}$`)) as unknown as string })
  })

  test('versions of an article follow each other, or are refused', () => {
    const second = (FILES['demo/policies/repair.md'] as string).replace('version: 1.10', 'version: 2').replace('2024-01-01', '2025-01-01')
    expect(problemsOf({ 'demo/policies/repair-2.md': second })[0]?.message).toMatch(/in force from 2025-01-01, but version 1.10 .* without an end/)
    const first = edit('demo/policies/repair.md', 'valid-to: null', 'valid-to: 2024-12-31')
    expect(problemsOf({ ...first, 'demo/policies/repair-2.md': second })).toEqual([])
    const twin = second.replace('version: 2', 'version: 1.10')
    expect(problemsOf({ ...first, 'demo/policies/repair-2.md': twin })[0]?.message).toMatch(/version 1.10 of "repair" is also in/)
  })

  test('replies are compared with what the bot says', () => {
    const replyKeys = { intro: ['org'], thanks: [], 'emergency.default': [] }
    const fallback = { '_common/replies.yaml': `${FILES['_common/replies.yaml']}emergency.default: { zh-CN: 危险, zh-TW: 危險, en: Danger }\n` }
    const own = (line: string) => ({ ...fallback, 'demo/replies.yaml': `intro: { zh-CN: '{org}', zh-TW: '{org}', en: '{org}' }\n${line}\n` })
    expect(problemsOf(fallback, { replyKeys })).toEqual([])
    expect(problemsOf({}, { replyKeys }).map((problem) => problem.message)).toEqual(['the reply "emergency.default" is missing'])
    expect(problemsOf(own('thanks: { zh-CN: a, zh-TW: b, en: "{name}" }'), { replyKeys })).toEqual([
      { file: 'demo/replies.yaml', line: 2, message: '"thanks" has the placeholder {name}; known are none' },
    ])
    expect(problemsOf(own('thankz: { zh-CN: a, zh-TW: b, en: c }'), { replyKeys })).toEqual([{ file: 'demo/replies.yaml', line: 2, message: 'no one says the reply "thankz"' }])
    expect(problemsOf(own('emergency.leak: { zh-CN: a, zh-TW: b, en: c }'), { replyKeys })).toEqual([])
    expect(problemsOf(own('emergency.leek: { zh-CN: a, zh-TW: b, en: c }'), { replyKeys })[0]?.message).toMatch(/unknown category "leek"/)
  })

  test('all mistakes come at once, in order', () => {
    const problems = problemsOf({ ...edit('demo/complaints.yaml', 'department: service', 'department: x'), 'demo/examples/b.jsonl': '{' })
    expect(problems.map((problem) => `${problem.file}:${problem.line}`)).toEqual(['demo/complaints.yaml:3', 'demo/examples/b.jsonl:1'])
  })
})
