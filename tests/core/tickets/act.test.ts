/** Ticket work as given / when / then: what people may have done with a case, and what they are told when it cannot be. */
import { describe, expect, it } from '@jest/globals'
import type { Actor, Ticket, TicketCommand } from '../../../core/model.ts'
import { act, type Outcome } from '../../../core/tickets/act.ts'
import { applyChange } from '../../../core/tickets/life.ts'
import { AT, complaint, DAY, director, firm, HOUR, lin, manager, someone, wu } from './pack.ts'

type Step = readonly [Actor, TicketCommand, number?]

/** Does one thing after another; throws when a step before the last is refused. */
function story(...steps: readonly Step[]): { ticket: Ticket; outcome: Outcome } {
  return steps.reduce<{ ticket: Ticket; outcome: Outcome }>(
    ({ ticket, outcome }, [by, command, at = AT], index) => {
      if (!outcome.ok) throw new Error(`step ${index}: ${outcome.message}`)
      const next = act(ticket, command, { pack: firm, by, at, id: `act-${index}` })
      const changes = next.ok ? next.changes : []
      const changed = changes.reduce((one, change) => {
        const applied = applyChange(one, change, at)
        if (!applied.ok) throw new Error(`step ${index}: ${applied.error.message}`)
        return applied.ticket
      }, ticket)
      return { ticket: changed, outcome: next }
    },
    { ticket: complaint(), outcome: { ok: true, changes: [] } },
  )
}
const refused = (code: string) => expect.objectContaining({ ok: false, code })
const toLab: Step = [lin, { type: 'accept' }]
const found: Step = [wu, { type: 'record', values: { cause: '分拣错误', outcome: 'found' } }]
const gone: Step = [wu, { type: 'record', values: { cause: '分拣错误', outcome: 'gone' } }]

describe('the way through the stages', () => {
  it('goes where the record decides, and tells the customer where the stage says so', () => {
    const { ticket, outcome } = story(toLab)
    expect(ticket).toMatchObject({ status: 'in_progress', stage: { key: 'searched', since: AT } })
    expect(outcome).toMatchObject({ tell: { reply: 'stage.searching' }, notify: { department: 'lab', role: 'agent' } })
    expect(story(toLab, found, [wu, { type: 'advance' }]).ticket.stage?.key).toBe('sent')
    expect(story(toLab, gone, [wu, { type: 'advance' }]).ticket.stage?.key).toBe('paid')
  })

  it('is not left while a form field is missing', () => {
    const { outcome } = story(toLab, [wu, { type: 'record', values: { cause: '不明' } }], [wu, { type: 'advance' }])
    expect(outcome).toEqual(refused('missing-fields'))
    expect(outcome).toMatchObject({ message: expect.stringContaining('outcome') })
  })

  it('is left by the people of the stage, not by those of the case', () => {
    expect(story(toLab, found, [lin, { type: 'advance' }]).outcome).toEqual(refused('not-yours'))
    expect(story(toLab, found, [someone('zhao', { departments: ['lab'], roles: ['trainee'] }), { type: 'advance' }]).outcome).toEqual(refused('not-your-role'))
  })

  it('needs what the authority has granted', () => {
    const paid: Step[] = [toLab, gone, [wu, { type: 'advance' }]]
    expect(story(...paid, [lin, { type: 'advance' }]).outcome).toEqual(refused('needs-approval'))
    const asked: Step = [lin, { type: 'ask-approval', kind: 'compensation', amount: 800, reason: '声明价值 800' }]
    const granted = story(...paid, asked, [manager, { type: 'decide-approval', id: 'act-3', grant: true, note: '' }], [lin, { type: 'advance' }])
    expect(granted.ticket).toMatchObject({ status: 'resolved', stage: { key: 'told' } })
  })

  it('takes only what its forms know', () => {
    expect(story([lin, { type: 'record', values: { mood: 'bad' } }]).outcome).toEqual(refused('unknown'))
    expect(story([lin, { type: 'record', values: { outcome: 'maybe' } }]).outcome).toEqual(refused('unknown'))
    expect(story([lin, { type: 'record', values: { sum: 'a lot' } }]).outcome).toEqual(refused('unknown'))
  })
})

describe('authority', () => {
  const ask = (amount: number): Step => [lin, { type: 'ask-approval', kind: 'compensation', amount, reason: '赔偿' }]

  it.each([[1000, 'manager'], [1001, 'director']])('%d yuan goes to the %s', (amount, role) => {
    expect(story(ask(amount)).ticket.approvals).toMatchObject([{ role, state: 'pending', amount, dueAt: AT + DAY }])
  })
  it('stops at the highest level', () => expect(story(ask(10_001)).outcome).toEqual(refused('beyond-authority')))
  it('is not the one of who asks', () => {
    const own = { ...manager, name: 'lin' }
    expect(story(ask(500), [own, { type: 'decide-approval', id: 'act-0', grant: true, note: '' }]).outcome).toEqual(refused('own-request'))
  })
  it('is not that of a lower role, and is that of a higher one', () => {
    expect(story(ask(5000), [manager, { type: 'decide-approval', id: 'act-0', grant: true, note: '' }]).outcome).toEqual(refused('not-your-role'))
    expect(story(ask(500), [director, { type: 'decide-approval', id: 'act-0', grant: true, note: '' }]).ticket.approvals[0]).toMatchObject({ state: 'granted', decidedBy: 'du' })
  })
  it('refuses with a reason only, and once', () => {
    expect(story(ask(500), [manager, { type: 'decide-approval', id: 'act-0', grant: false, note: ' ' }]).outcome).toEqual(refused('missing-fields'))
    expect(story(ask(500), [manager, { type: 'decide-approval', id: 'act-0', grant: false, note: '证据不足' }], [manager, { type: 'decide-approval', id: 'act-0', grant: true, note: '' }]).outcome).toEqual(refused('not-pending'))
  })
})

describe('telling the customer', () => {
  it.each([
    ['我们赔您 300 元，三天内到账。', false],
    ['公司同意补偿您1.2万元。', false],
    ['您要求赔偿 5000 元，我们正在核实。', true],
    ['快件已经找到，明天上午送到，不收任何费用。', true],
    ['We will refund you 300 yuan this week.', false],
    ['We received your claim for 5000 yuan and are looking into it.', true],
  ])('%s', (text, allowed) => {
    const { outcome } = story([lin, { type: 'tell', text }])
    if (allowed) expect(outcome).toMatchObject({ ok: true, tell: { text } })
    else expect(outcome).toEqual(refused('beyond-authority'))
  })

  it('may promise what has been granted, and no more', () => {
    const granted: Step[] = [[lin, { type: 'ask-approval', kind: 'compensation', amount: 800, reason: '声明价值' }], [manager, { type: 'decide-approval', id: 'act-0', grant: true, note: '' }]]
    expect(story(...granted, [lin, { type: 'tell', text: '赔您 800 元。' }]).ticket).toMatchObject({ status: 'resolved', result: { text: '赔您 800 元。', satisfied: null } })
    expect(story(...granted, [lin, { type: 'tell', text: '赔您 801 元。' }]).outcome).toEqual(refused('beyond-authority'))
  })

  it('declines with reasons, which close the case', () => {
    expect(story([lin, { type: 'decline', reason: '  ' }]).outcome).toEqual(refused('missing-fields'))
    expect(story([lin, { type: 'decline', reason: '已超过保修期' }]).ticket).toMatchObject({ status: 'closed', closedAt: AT, result: { text: '已超过保修期' } })
  })

  it('closes only what the customer has heard, unless a supervisor says so', () => {
    expect(story([lin, { type: 'close', note: '' }]).outcome).toEqual(refused('no-result'))
    expect(story([manager, { type: 'close', note: '客户失联' }]).ticket.status).toBe('closed')
  })
})

describe('clocks', () => {
  const resolution = (ticket: Ticket) => ticket.deadlines.find(({ key }) => key === 'resolution')
  const response = (ticket: Ticket) => ticket.deadlines.find(({ key }) => key === 'first-response')

  it('stand while paused, each by its own time', () => {
    const { ticket } = story([lin, { type: 'pause', reason: '等客户寄回样品' }, AT + HOUR], [lin, { type: 'resume' }, AT + DAY + HOUR])
    expect(resolution(ticket)?.dueAt).toBe(AT + 16 * DAY)
    // three of the four working hours were left at eleven on Wednesday: they are used up at three on Thursday
    expect(response(ticket)?.dueAt).toBe(Date.parse('2026-11-26T15:00:00+08:00'))
    expect(resolution(ticket)?.explain.join()).toContain('等客户寄回样品')
  })
  it('do not stand twice, nor go on twice', () => {
    expect(story([lin, { type: 'pause', reason: 'x' }], [lin, { type: 'pause', reason: 'y' }]).outcome).toEqual(refused('already'))
    expect(story([lin, { type: 'resume' }]).outcome).toEqual(refused('not-paused'))
  })
  it('are extended step by step, each with an approval of its own', () => {
    const ask: Step = [lin, { type: 'ask-approval', kind: 'extension', reason: '案情复杂' }]
    const grant = (id: string): Step => [manager, { type: 'decide-approval', id, grant: true, note: '' }]
    const extend: Step = [lin, { type: 'extend', deadline: 'resolution', reason: '案情复杂' }]
    expect(story(extend).outcome).toEqual(refused('needs-approval'))
    expect(resolution(story(ask, grant('act-0'), extend).ticket)?.dueAt).toBe(AT + 30 * DAY)
    expect(story(ask, grant('act-0'), extend, extend).outcome).toEqual(refused('needs-approval'))
    const twice = story(ask, grant('act-0'), extend, ask, grant('act-3'), extend)
    expect(resolution(twice.ticket)?.dueAt).toBe(AT + 60 * DAY)
    expect(story(ask, grant('act-0'), extend, ask, grant('act-3'), extend, ask, grant('act-6'), extend).outcome).toEqual(refused('no-extension'))
  })
  it('go on from the opening when the case is handed to another department', () => {
    const { ticket } = story([lin, { type: 'transfer', department: 'lab', reason: '属检测事项' }, AT + 5 * DAY])
    expect(ticket).toMatchObject({ department: 'lab', assignee: null })
    expect(resolution(ticket)?.dueAt).toBe(AT + 15 * DAY)
  })
})

describe('whose case it is', () => {
  it('is that of the department', () => expect(story([wu, { type: 'close', note: '' }]).outcome).toEqual(refused('not-yours')))
  it('is that of the colleague who works on it', () => {
    const assigned: Step = [lin, { type: 'change', change: { type: 'assigned', agent: 'lin' } }]
    expect(story(assigned, [someone('he'), { type: 'tell', text: '好了' }]).outcome).toEqual(refused('not-yours'))
    expect(story(assigned, [manager, { type: 'tell', text: '好了' }]).outcome.ok).toBe(true)
  })
  it('is nobody’s any more when it has ended', () => {
    expect(story([lin, { type: 'decline', reason: '过期' }], [lin, { type: 'tell', text: 'x' }]).outcome).toEqual(refused('final'))
    expect(story([lin, { type: 'decline', reason: '过期' }], [manager, { type: 'reopen', reason: '新证据' }, AT + DAY]).ticket).toMatchObject({ status: 'in_progress', closedAt: null, stage: { key: 'searched' } })
  })
})
