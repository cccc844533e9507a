/** A month counted from histories: what falls into it, what it was at its end, and that counting it again gives the same. */
import { describe, expect, it } from '@jest/globals'
import type { TicketChange } from '../../../core/model.ts'
import { anomalies, type CaseHistory, countMonth, type Month, monthOf, monthSpan } from '../../../core/tickets/statistics.ts'
import { complaint, DAY } from './pack.ts'

const ZONE = 'Asia/Shanghai'
const day = (text: string) => Date.parse(`${text}T10:00:00+08:00`)

function history(opened: string, changes: readonly (readonly [string, TicketChange])[], more = {}): CaseHistory {
  const at = day(opened)
  const ticket = complaint({ id: `t_${opened}_${Math.random()}`, openedAt: at, deadlines: [{ key: 'resolution', dueAt: at + 15 * DAY, explain: [] }], ...more })
  return { channel: 'wechat', entries: [{ at, by: 'customer', change: { type: 'opened', ticket } }, ...changes.map(([on, change]) => ({ at: day(on), by: 'lin', change }))] }
}
const close: TicketChange = { type: 'moved', status: 'closed', note: '' }

describe('a month', () => {
  it('is the local one', () => {
    expect(monthSpan('2026-02', ZONE)).toEqual({ from: Date.parse('2026-02-01T00:00:00+08:00'), until: Date.parse('2026-03-01T00:00:00+08:00') })
    expect(monthSpan('2026-12', ZONE).until).toBe(Date.parse('2027-01-01T00:00:00+08:00'))
    expect(monthOf(Date.parse('2026-10-31T23:59:59+08:00'), ZONE)).toBe('2026-10')
    expect(monthOf(Date.parse('2026-10-31T16:00:00Z'), ZONE)).toBe('2026-11')
  })

  it('counts what was opened, and what was closed in time or late', () => {
    const cases = [
      history('2026-10-02', [['2026-10-20', close]]),
      history('2026-10-05', [['2026-10-10', close]]),
      history('2026-09-28', [['2026-10-03', close]]),
      history('2026-10-30', [['2026-11-02', close]]),
      history('2026-10-08', [['2026-10-09', { type: 'withdrawn', reason: '解决了' }]], { flags: ['repeat'] }),
    ]
    expect(countMonth('2026-10', ZONE, cases).total).toMatchObject({ opened: 4, closed: 3, onTime: 2, late: 1, withdrawn: 1, repeat: 1 })
    expect(countMonth('2026-11', ZONE, cases).total).toMatchObject({ opened: 0, closed: 1 })
  })

  it('is the same after the next one has changed the tickets', () => {
    const before = history('2026-10-05', [['2026-10-10', close]])
    const after: CaseHistory = {
      ...before,
      entries: [...before.entries, { at: day('2026-11-03'), by: 'customer', change: { type: 'reopened', reason: '又坏了' } }, { at: day('2026-11-04'), by: 'lin', change: { type: 'classified', category: 'other', severity: 'major' } }],
    }
    expect(countMonth('2026-10', ZONE, [after])).toEqual(countMonth('2026-10', ZONE, [before]))
    expect(countMonth('2026-11', ZONE, [after]).total).toMatchObject({ opened: 0, closed: 0, reopened: 1 })
  })

  it('tells compensation, satisfaction and who was responsible', () => {
    const settled = history('2026-10-05', [
      ['2026-10-06', { type: 'recorded', values: { compensation: '300', responsibility: 'ours' } }],
      ['2026-10-07', { type: 'result.told', text: '赔您 300 元' }],
      ['2026-10-08', { type: 'result.answered', satisfied: true, text: '满意' }],
      ['2026-10-08', close],
    ])
    const month = countMonth('2026-10', ZONE, [settled, history('2026-10-05', [['2026-10-09', close]])])
    expect(month.total).toMatchObject({ compensation: 300, satisfied: 1, unsatisfied: 0, meanHours: 84 })
    expect(month.responsibility).toEqual({ ours: 1, unsaid: 1 })
    expect(month.rows).toMatchObject([{ category: 'broken', department: 'desk', channel: 'wechat', opened: 2 }])
  })
})

describe('what rose', () => {
  const month = (opened: number): Month => ({
    ...countMonth('2026-10', ZONE, []),
    rows: [{ ...countMonth('2026-10', ZONE, []).total, kind: 'complaint', category: 'broken', department: 'desk', severity: 'normal', channel: 'web', opened }],
  })
  it.each([[4, 0, false], [9, 8, false], [18, 8, true], [6, 0, true]])('%d against %d a month: %s', (now, usual, rose) => {
    expect(anomalies(month(now), [month(usual), month(usual), month(usual)]).length > 0).toBe(rose)
  })
  it('needs something to compare with', () => expect(anomalies(month(100), [])).toEqual([]))
})
