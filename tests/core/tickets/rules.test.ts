/** The pack's rules about tickets: conditions, numbers, deadlines, departments. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Ticket } from '../../../core/model.ts'
import type { Condition } from '../../../core/pack.ts'
import { matches } from '../../../core/tickets/conditions.ts'
import { deadlinesFor } from '../../../core/tickets/deadlines.ts'
import { formatNumber, numberingFor, serialScope } from '../../../core/tickets/numbering.ts'
import { departmentFor, hoursOf } from '../../../core/tickets/routing.ts'
import { pack } from '../../bots/pack.ts'

const at = (local: string) => Date.parse(`${local}:00+08:00`)
const facts = { kind: 'complaint', category: 'broken', subject: null, severity: 'normal', flags: ['media'] } as const

describe('conditions', () => {
  it.each<[Condition, boolean]>([
    [{}, true],
    [{ kind: ['complaint', 'request'] }, true],
    [{ kind: ['request'] }, false],
    [{ category: ['broken'] }, true],
    [{ subject: ['private'] }, false],
    [{ severity: ['major', 'normal'] }, true],
    [{ flags: ['legal', 'media'] }, true],
    [{ flags: ['legal'] }, false],
    [{ split: ['quality'] }, true],
    [{ split: ['non-quality'] }, false],
    [{ kind: ['complaint'], category: ['late'] }, false],
  ])('%j holds: %s', (when, holds) => expect(matches(when, facts, pack)).toBe(holds))

  it('what a ticket does not know yet fits no value', () => {
    expect(matches({ category: ['broken'] }, { ...facts, category: null }, pack)).toBe(false)
    expect(matches({ split: ['quality'] }, { ...facts, category: 'late' }, pack)).toBe(false)
  })
})

describe('numbers', () => {
  const rule = numberingFor(pack, 'complaint')
  const monthly = numberingFor(pack, 'praise')

  it('are written by the rule, in the pack’s time zone', () => {
    expect(formatNumber(rule, at('2026-11-25T00:00'), 7, pack.timezone)).toBe('K20261125007')
    expect(formatNumber(rule, at('2026-11-25T00:00') - 1, 7, pack.timezone)).toBe('K20261124007')
    expect(formatNumber(monthly, at('2026-01-05T09:00'), 12, pack.timezone)).toBe('R26010012')
  })

  it('grow longer rather than repeat', () => {
    expect(formatNumber(rule, at('2026-11-25T00:00'), 1_000, pack.timezone)).toBe('K202611251000')
  })

  it.each([
    ['day', '2026-11-25T23:59', '2026-11-26T00:00', '2026-11-25T00:00'],
    ['month', '2026-11-30T23:59', '2026-12-01T00:00', '2026-11-01T00:00'],
    ['year', '2026-12-31T23:59', '2027-01-01T00:00', '2026-01-01T00:00'],
  ] as const)('start again each %s', (restart, last, next, first) => {
    const scope = (moment: string) => serialScope(pack, { ...rule, restart }, at(moment))
    expect(scope(last)).toBe(scope(first))
    expect(scope(next)).not.toBe(scope(last))
  })

  it('never start again where the rule says so', () => {
    const scope = (moment: string) => serialScope(pack, { ...rule, restart: 'never' }, at(moment))
    expect(scope('2026-01-01T00:00')).toBe(scope('2031-07-09T12:00'))
  })

  it('are shared by kinds that are written alike, and by nobody else', () => {
    const scope = (kind: 'complaint' | 'emergency' | 'praise', id = 'lamps') => serialScope({ ...pack, id }, numberingFor(pack, kind), at('2026-11-25T10:00'))
    expect(scope('complaint')).toBe(scope('emergency'))
    expect(new Set([scope('complaint'), scope('praise'), scope('complaint', 'lamps-north')]).size).toBe(3)
  })

  it('are different for different serials of one scope', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (one, other) => {
        const number = (serial: number) => formatNumber(rule, at('2026-11-25T10:00'), serial, pack.timezone)
        expect(number(one) === number(other)).toBe(one === other)
      }),
    )
  })
})

describe('deadlines', () => {
  const of = (more: Partial<Ticket> = {}, moment = '2026-11-25T10:00') => deadlinesFor(pack, { ...facts, department: 'workshop', ...more }, at(moment))

  it('are one for each key, earliest first', () => {
    expect(of().map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['first-response', at('2026-11-25T12:00')], ['public-opinion', at('2026-11-25T14:00')], ['resolution', at('2026-11-27T10:00')],
    ])
  })

  it('by the first rule that fits, so that the special case stands above the general one', () => {
    const special = { key: 'resolution', when: { category: ['broken'] }, within: { n: 6, unit: 'hours' } } as const
    const with6 = deadlinesFor({ ...pack, deadlines: [special, ...pack.deadlines] }, { ...facts, department: 'workshop' }, at('2026-11-25T10:00'))
    expect(with6.find(({ key }) => key === 'resolution')?.dueAt).toBe(at('2026-11-25T16:00'))
  })

  it('run by the hours of the department that holds the ticket', () => {
    const evening = '2026-11-25T19:00'
    const first = (department: string) => of({ department }, evening).find(({ key }) => key === 'first-response')?.dueAt
    expect([first('workshop'), first('crew')]).toEqual([at('2026-11-26T11:00'), at('2026-11-25T21:00')])
  })

  it('over a holiday with a made-up Saturday', () => {
    expect(of({ flags: [] }, '2026-09-30T17:00').find(({ key }) => key === 'first-response')?.dueAt).toBe(at('2026-10-08T10:00'))
    expect(of({ flags: [] }, '2026-10-09T17:00').find(({ key }) => key === 'first-response')?.dueAt).toBe(at('2026-10-10T10:00'))
  })
})

describe('departments', () => {
  it('by the first route that fits, which may also name the category', () => {
    expect(departmentFor(pack, { ...facts, kind: 'emergency', category: null })).toEqual({ department: 'crew', category: 'fire' })
  })

  it('else by the category, else the first', () => {
    expect(departmentFor(pack, facts)).toEqual({ department: 'workshop', category: 'broken' })
    expect(departmentFor(pack, { ...facts, category: 'unheard-of' }).department).toBe('service')
  })

  it('have their hours; one that nobody knows has the first one’s', () => {
    expect(hoursOf(pack, 'crew')).toBe('always')
    expect(hoursOf(pack, 'service')).toMatchObject({ key: 'office' })
    expect(hoursOf(pack, 'unheard-of')).toMatchObject({ key: 'office' })
  })
})
