/** A small firm for the tests of ticket work: two departments, a five-stage workflow with a fork, three levels of authority, a ladder. */
import type { Actor, Ticket } from '../../../core/model.ts'
import type { Pack } from '../../../core/pack.ts'
import { deadlinesFor } from '../../../core/tickets/deadlines.ts'
import { NEW_PARTS } from '../../../core/tickets/life.ts'
import type { Stage } from '../../../core/workflow.ts'

const names = (en: string) => ({ 'zh-CN': en, 'zh-TW': en, en })
const named = (key: string) => ({ key, names: names(key) })
const stage = (key: string, step: Stage['step'], more: Partial<Stage> = {}): Stage => ({
  key, names: names(key), step, department: 'holder', role: 'agent', within: null, form: [], approval: null, next: [], tell: null, ...more,
})

/** Wednesday, 25 November 2026, ten o'clock in Shanghai. */
export const AT = Date.parse('2026-11-25T10:00:00+08:00')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const firm: Pack = {
  id: 'firm', names: names('firm'), organisation: names('Firm'), hash: '', timezone: 'Asia/Shanghai', holidays: 'CN',
  hours: [{ key: 'office', workday: [['09:00', '12:00'], ['13:00', '18:00']], restday: [] }],
  departments: [{ ...named('desk'), hours: 'office' }, { ...named('lab'), hours: 'office' }],
  roles: ['agent', 'manager', 'director'].map(named),
  categories: [{ ...named('broken'), department: 'desk', cues: [] }],
  subjects: [], routes: [], numbering: [{ kinds: ['complaint'], format: 'F{yyyy}{serial:3}', restart: 'year' }],
  deadlines: [
    { key: 'resolution', when: { kind: ['complaint'] }, within: { n: 15, unit: 'days' } },
    { key: 'first-response', when: { kind: ['complaint'] }, within: { n: 4, unit: 'working-hours' } },
  ],
  cases: {
    forms: [
      { ...named('cause'), kind: 'text', choices: [] },
      { ...named('outcome'), kind: 'choice', choices: [named('found'), named('gone')] },
      { ...named('sum'), kind: 'number', choices: [] },
    ],
    workflows: [
      {
        when: { kind: ['complaint'] }, onRefusal: 'reopen', followUp: { n: 7, unit: 'days' },
        stages: [
          stage('received', 'received', { within: { n: 1, unit: 'working-days' }, next: [{ to: 'searched', when: {} }] }),
          stage('searched', 'investigated', {
            department: 'lab', form: ['cause', 'outcome'], tell: 'stage.searching',
            next: [{ to: 'sent', when: { outcome: 'found' } }, { to: 'paid', when: { outcome: 'gone' } }],
          }),
          stage('sent', 'answered', { next: [{ to: 'told', when: {} }] }),
          stage('paid', 'answered', { approval: 'compensation', next: [{ to: 'told', when: {} }] }),
          stage('told', 'told', { next: [{ to: 'closed', when: {} }] }),
          stage('closed', 'closed'),
        ],
      },
    ],
    authority: [
      { kind: 'compensation', names: names('compensation'), within: { n: 1, unit: 'days' }, levels: [{ role: 'manager', upTo: 1000 }, { role: 'director', upTo: 10_000 }] },
      { kind: 'extension', names: names('extension'), within: null, levels: [{ role: 'manager', upTo: null }] },
    ],
    extensions: [
      { deadline: 'resolution', when: {}, to: { n: 30, unit: 'days' }, approval: 'extension' },
      { deadline: 'resolution', when: {}, to: { n: 60, unit: 'days' }, approval: 'extension' },
    ],
    ladder: { warnAt: 0.8, climb: [{ after: { n: 1, unit: 'days' }, role: 'manager' }, { after: { n: 2, unit: 'days' }, role: 'director' }], inquiryTo: 'manager' },
  },
  fields: [], forms: [], replies: {}, thresholds: { answer: 0.5, intent: 0.5 }, articles: [], examples: [], synonyms: [], connectors: [], dialogues: [],
}

export const someone = (name: string, more: Partial<Actor> = {}): Actor => ({ name, role: 'agent', roles: ['agent'], departments: ['desk'], ...more })
export const lin = someone('lin')
export const wu = someone('wu', { departments: ['lab'] })
export const manager = someone('ma', { role: 'supervisor', roles: ['manager'] })
export const director = someone('du', { role: 'supervisor', roles: ['director'] })

export function complaint(more: Partial<Ticket> = {}): Ticket {
  const facts = { kind: 'complaint', category: 'broken', subject: null, severity: 'normal', flags: [], department: 'desk' } as const
  return {
    id: 't_1', number: 'F2026001', pack: 'firm', ...facts, status: 'open', conversation: 'c_1', customer: 'u_1', lang: 'zh-CN', openedAt: AT,
    deadlines: deadlinesFor(firm, facts, AT), fields: {}, story: [], urges: [], assignee: null, ...NEW_PARTS, stage: { key: 'received', since: AT }, ...more,
  }
}
