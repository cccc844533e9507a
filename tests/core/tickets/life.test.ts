/** The life of a ticket: what may follow what, and that its history makes it. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FLAGS, SEVERITIES, type Ticket, type TicketChange, type TicketStatus } from '../../../core/model.ts'
import { applyChange, isFinal, NEW_PARTS } from '../../../core/tickets/life.ts'

const AT = Date.parse('2026-11-25T10:00:00+08:00')
const fresh: Ticket = {
  id: 't_1', number: 'K1', pack: 'lamps', kind: 'complaint', category: 'late', subject: null, severity: 'normal', flags: [], department: 'service', status: 'open',
  conversation: 'c_1', customer: 'u_1', lang: 'zh-CN', openedAt: AT, deadlines: [], fields: {}, story: [], urges: [], assignee: null, ...NEW_PARTS,
}
const STATUSES: readonly TicketStatus[] = ['open', 'in_progress', 'resolved', 'closed', 'withdrawn']

/** Applies all, each of which must be possible. */
function having(...changes: readonly TicketChange[]): Ticket {
  return changes.reduce((ticket, change) => {
    const applied = applyChange(ticket, change, AT + 1)
    if (!applied.ok) throw new Error(applied.error.message)
    return applied.ticket
  }, fresh)
}
const refused = (ticket: Ticket, change: TicketChange) => {
  const applied = applyChange(ticket, change, AT)
  return applied.ok ? null : applied.error.code
}
const moved = (status: TicketStatus): TicketChange => ({ type: 'moved', status, note: '' })

describe('moving', () => {
  const allowed = new Set(['open>in_progress', 'open>resolved', 'open>closed', 'in_progress>open', 'in_progress>resolved', 'in_progress>closed', 'resolved>in_progress', 'resolved>closed'])

  it.each(STATUSES.flatMap((from) => STATUSES.filter((to) => to !== from).map((to) => [from, to] as const)))('%s → %s only as the rules say', (from, to) => {
    const applied = applyChange({ ...fresh, status: from }, moved(to), AT)
    expect(applied.ok).toBe(allowed.has(`${from}>${to}`))
    if (applied.ok) expect(applied.ticket.status).toBe(to)
    else expect(applied.error).toEqual({ code: isFinal(from) ? 'final' : 'transition', message: expect.stringContaining('K1') })
  })

  it('to where it stands already changes nothing', () => expect(having(moved('open'))).toEqual(fresh))

  it('a ticket cannot be opened twice', () => expect(refused(fresh, { type: 'opened', ticket: fresh })).toBe('exists'))
})

describe('a finished ticket', () => {
  const everything: readonly TicketChange[] = [
    { type: 'field.set', field: 'phone', value: '1' }, { type: 'field.unset', field: 'phone' }, { type: 'raised', severity: 'major' }, { type: 'classified', category: 'broken' },
    { type: 'urged', text: '!' }, { type: 'withdrawn', reason: '' }, { type: 'assigned', agent: 'lin' }, moved('open'), { type: 'deadlines.set', deadlines: [] },
  ]

  it.each(['closed', 'withdrawn'] as const)('that is %s takes notes and the customer’s late word, and nothing else', (status) => {
    const ticket = { ...fresh, status }
    expect(everything.map((change) => refused(ticket, change))).toEqual(everything.map(() => 'final'))
    expect(refused(ticket, { type: 'noted', text: 'called back' })).toBeNull()
    expect(applyChange(ticket, { type: 'said', text: '谢谢' }, AT)).toMatchObject({ ok: true, ticket: { status, story: [{ at: AT, text: '谢谢' }] } })
  })
})

describe('what it holds', () => {
  it('a corrected value takes the place of the wrong one; an unset one is gone', () => {
    expect(having({ type: 'field.set', field: 'phone', value: '1' }, { type: 'field.set', field: 'phone', value: '2' }).fields).toEqual({ phone: '2' })
    expect(having({ type: 'field.set', field: 'phone', value: '1' }, { type: 'field.unset', field: 'phone' }).fields).toEqual({})
  })

  it('severity and flags rise and never fall by being raised', () => {
    expect(having({ type: 'raised', severity: 'major', flags: ['media'] }, { type: 'raised', severity: 'minor', flags: ['media', 'legal'] })).toMatchObject({ severity: 'major', flags: ['media', 'legal'] })
  })

  it('an agent may classify anew, downwards too, and leaves alone what he does not name', () => {
    expect(having({ type: 'classified', severity: 'minor', flags: [], category: null })).toMatchObject({ severity: 'minor', flags: [], category: null, department: 'service', kind: 'complaint' })
  })

  it('keeps each urging with its moment and words', () => {
    expect(having({ type: 'urged', text: '快点' }, { type: 'urged', text: '还没好？' }).urges).toEqual([{ at: AT + 1, text: '快点' }, { at: AT + 1, text: '还没好？' }])
  })
})

describe('any sequence of changes', () => {
  const change: fc.Arbitrary<TicketChange> = fc.oneof(
    fc.constantFrom(...STATUSES).map(moved),
    fc.record({ type: fc.constant('field.set' as const), field: fc.constantFrom('phone', '__proto__', 'constructor'), value: fc.string() }),
    fc.record({ type: fc.constant('said' as const), text: fc.string() }),
    fc.record({ type: fc.constant('raised' as const), severity: fc.constantFrom(...SEVERITIES), flags: fc.subarray([...FLAGS]) }),
    fc.record({ type: fc.constant('urged' as const), text: fc.string() }),
    fc.record({ type: fc.constant('withdrawn' as const), reason: fc.string() }),
    fc.record({ type: fc.constant('noted' as const), text: fc.string() }),
  )

  it('never leaves a final status, never lowers severity, never forgets a word, and never changes the ticket it was given', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let ticket: Ticket = fresh
        for (const one of changes) {
          const before = structuredClone(ticket)
          const applied = applyChange(ticket, one, AT)
          expect(ticket).toEqual(before)
          if (!applied.ok) continue
          if (isFinal(ticket.status)) expect(applied.ticket.status).toBe(ticket.status)
          expect(SEVERITIES.indexOf(applied.ticket.severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(ticket.severity))
          expect(applied.ticket.story.slice(0, ticket.story.length)).toEqual(ticket.story)
          expect(new Set(applied.ticket.flags).size).toBe(applied.ticket.flags.length)
          ticket = applied.ticket
        }
      }),
      { numRuns: 500 },
    )
  })
})
