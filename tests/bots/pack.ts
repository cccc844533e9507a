/** A lamp shop's pack for tests of decisions: small, complete, and with replies that are their own keys, so that a test names what is said and not how. */
import { REPLY_KEYS } from '../../bots/replies.ts'
import type { Text } from '../../core/model.ts'
import type { Pack } from '../../core/pack.ts'

const same = (text: string): Text => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const named = (key: string) => ({ key, names: { 'zh-CN': key, 'zh-TW': key, en: `the ${key}` } })

/** "ticket.noted number={number}"; in English with "en " in front. */
const replies = Object.fromEntries(
  [...Object.entries(REPLY_KEYS), ['emergency.fire', []] as const].map(([key, params]) => {
    const text = [key, ...params.map((param) => `${param}={${param}}`)].join(' ')
    return [key, { 'zh-CN': text, 'zh-TW': `tw ${text}`, en: `en ${text}` }]
  }),
)

export const pack: Pack = {
  id: 'lamps', names: same('Lamps'), organisation: same('Lampen'), hash: 'x', timezone: 'Asia/Shanghai', holidays: 'CN',
  hours: [{ key: 'office', workday: [['09:00', '12:00'], ['13:30', '18:00']], restday: [] }],
  departments: [
    { ...named('service'), hours: 'office' },
    { ...named('workshop'), hours: 'office' },
    { ...named('crew'), hours: 'always' },
  ],
  roles: [], subjects: [named('private')],
  categories: [
    { ...named('late'), department: 'service', cues: [] },
    { ...named('broken'), department: 'workshop', cues: [], split: 'quality' },
    { ...named('fire'), department: 'crew', cues: [] },
  ],
  routes: [
    { when: { kind: ['emergency'] }, department: 'crew', category: 'fire' },
    { when: { kind: ['callback', 'suggestion', 'praise'] }, department: 'service' },
  ],
  numbering: [
    { kinds: ['complaint', 'emergency'], format: 'K{yyyy}{mm}{dd}{serial:3}', restart: 'day' },
    { kinds: ['request', 'callback', 'suggestion', 'praise', 'report'], format: 'R{yy}{mm}{serial:4}', restart: 'month' },
  ],
  cases: { forms: [], workflows: [], authority: [], extensions: [], ladder: null }, deadlines: [
    { key: 'resolution', when: { kind: ['complaint'] }, within: { n: 48, unit: 'hours' } },
    { key: 'public-opinion', when: { flags: ['regulator', 'media'] }, within: { n: 4, unit: 'hours' } },
    { key: 'first-response', when: {}, within: { n: 2, unit: 'working-hours' } },
  ],
  fields: [
    { ...named('phone'), prompt: same('prompt.phone'), invalid: same('invalid.phone'), entity: ['phone'], pattern: '^\\d{7,11}$', required: true },
    { ...named('order'), prompt: same('prompt.order'), entity: ['order'], pattern: '^[A-Z]{2}\\d{6}$', required: false },
    { ...named('address'), prompt: same('prompt.address'), entity: ['address'], pattern: '^[\\s\\S]{3,200}$', required: true },
    { ...named('amount'), prompt: same('prompt.amount'), entity: ['amount'], required: false },
  ],
  forms: [
    { when: { kind: ['complaint'] }, ask: ['phone', 'order'], take: ['amount'] },
    { when: { kind: ['emergency'] }, ask: ['address'], take: ['phone'] },
    { when: { kind: ['request'] }, ask: ['phone'], take: [] },
  ],
  replies, thresholds: { answer: 0.5, intent: 0.45 }, articles: [], examples: [], synonyms: [],
  connectors: [{ key: 'parcels', purpose: 'track', method: 'GET', url: 'http://localhost/{number}', input: ['number'], output: {}, timeoutMs: 1_000 }],
  dialogues: [],
}
