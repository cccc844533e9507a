/** What customers do with the tickets they have: ask, hurry, withdraw; and look-ups, consent. */
import { describe, expect, it } from '@jest/globals'
import { entity, heard, LIN, MORNING, rings, says, story } from './spec.ts'

const complaint = (category: string) => says(`关于${category}的一件新的事情`, heard('complaint', { category, matter: 'another', entities: [entity('phone', '13800001111'), entity('order', 'AB123456')] }))
const one = () => story().given(complaint('late'))
const two = () => one().given(complaint('broken'))
const [status, urge, withdraw] = [heard('ticket_status'), heard('ticket_urge'), heard('ticket_withdraw')]

describe('status', () => {
  it('of the one case is told with its department and deadline', () => {
    expect(one().when(says('到哪一步了', status)).said).toEqual(['status.one number=K20261125001 category=late status=status.word.open department=service deadline=11月27日 10:00'])
  })

  it('of several cases is a list', () => {
    expect(two().when(says('到哪一步了', status)).said).toEqual(['status.list', 'status.line number=K20261125002 category=broken status=status.word.open\nstatus.line number=K20261125001 category=late status=status.word.open'])
  })

  it('of a case named by its number is that one’s, in small letters too', () => {
    const { said } = two().when(says('k20261125001', heard('ticket_status', { entities: [entity('ticket', 'k20261125001')] })))
    expect(said[0]).toContain('K20261125001')
  })

  it('of a case named by what it is about is that one’s', () => {
    expect(two().when(says('灯坏了那件', heard('ticket_status', { category: 'broken' }))).said[0]).toContain('K20261125002')
  })

  it('tells of a finished case when there is no other', () => {
    const told = one()
    told.given({ type: 'ticket.acted', ticket: told.before().tickets[0]?.id ?? '', command: { type: 'change', change: { type: 'moved', status: 'closed', note: '' } }, by: LIN })
    expect(told.when(says('怎么样了', status)).said[0]).toContain('status=status.word.closed')
  })

  it.each([[status, 'status.none'], [urge, 'urge.none'], [withdraw, 'withdraw.none']])('of no case is said plainly, and a person is offered', (understood, reply) => {
    const { said, conversation } = story().when(says('…', understood))
    expect(said).toEqual([reply])
    expect(conversation.flow).toMatchObject({ type: 'offer', purpose: 'human' })
  })
})

describe('urging', () => {
  it('is written down each time, and counted aloud', () => {
    const told = one()
    expect(told.when(says('快点', urge)).said).toEqual(['urge.done number=K20261125001 department=service count=1'])
    const { said, tickets } = told.when(says('怎么还没好', urge))
    expect(said[0]).toContain('count=2')
    expect(tickets[0]?.urges.map(({ text }) => text)).toEqual(['快点', '怎么还没好'])
  })

  it('of one among several asks which', () => {
    const told = two()
    const { said, say } = told.when(says('快点', urge))
    expect(said).toEqual(['urge.pick'])
    expect(say?.content).toMatchObject({ choices: [{ id: '1', label: 'K20261125002 broken' }, { id: '2', label: 'K20261125001 late' }] })
  })

  it.each(['2', '第二个', '二', 'K20261125001', 'late'])('takes "%s" as the pick', (pick) => {
    const { said, tickets } = two().given(says('快点', urge)).when(says(pick))
    expect(said[0]).toContain('urge.done number=K20261125001')
    expect(tickets.map(({ urges }) => urges.map(({ text }) => text))).toEqual([[], ['快点']])
  })

  it('drops the question when something else is said', () => {
    const { said, tickets } = two().given(says('快点', urge)).when(says('谢谢', heard('thanks')))
    expect(said).toEqual(['thanks'])
    expect(tickets.every(({ urges }) => urges.length === 0)).toBe(true)
  })
})

describe('withdrawing', () => {
  it('happens only after the customer has confirmed it', () => {
    const told = one()
    const asked = told.when(says('不投诉了', withdraw))
    expect(asked.said).toEqual(['withdraw.confirm number=K20261125001 category=late'])
    expect(asked.tickets).toMatchObject([{ status: 'open' }])
    const { said, tickets, conversation } = told.when(says('是的'))
    expect(said).toEqual(['withdraw.done number=K20261125001'])
    expect(tickets).toMatchObject([{ status: 'withdrawn' }])
    expect(conversation).toMatchObject({ ticket: null, flow: null })
  })

  it('does not happen on a no', () => {
    const { said, tickets } = one().given(says('不投诉了', withdraw)).when(says('不用了'))
    expect(said).toEqual(['withdraw.kept number=K20261125001'])
    expect(tickets).toMatchObject([{ status: 'open' }])
  })

  it('does not happen when the customer speaks of something else, even if he says yes later', () => {
    const { tickets } = one().given(says('不投诉了', withdraw), says('谢谢', heard('thanks'))).when(says('好的', heard('thanks')))
    expect(tickets).toMatchObject([{ status: 'open' }])
  })

  it('cannot reach a ticket that is final', () => {
    const told = one().given(says('不投诉了', withdraw), says('是的'))
    expect(told.when(says('撤销投诉', withdraw)).said).toEqual(['withdraw.none'])
  })
})

describe('where is my parcel', () => {
  const numbered = heard('track', { entities: [entity('waybill', 'SF1234567890')] })

  it('is looked up by the number in the message, with a timer in case nothing comes back', () => {
    const { effects, said } = story().when(says('SF1234567890到哪了', numbered))
    expect(said).toEqual([])
    expect(effects).toContainEqual({ type: 'lookup', connector: 'parcels', key: 'SF1234567890', purpose: 'track', input: { number: 'SF1234567890' } })
    expect(effects).toContainEqual({ type: 'timer', timer: 'lookup:SF1234567890', at: MORNING + 20_000 })
  })

  it('without a number asks for it, and takes a bare one', () => {
    const told = story()
    expect(told.when(says('我的包裹呢', heard('track'))).said).toEqual(['track.ask'])
    expect(told.when(says('SF 1234 5678 90')).effects).toContainEqual(expect.objectContaining({ type: 'lookup', key: 'SF1234567890' }))
  })

  it('tells what came back, and stops the timer', () => {
    const { said, effects } = story().given(says('…', numbered)).when({ type: 'lookup.answered', key: 'SF1', purpose: 'track', output: { state: '派送中', place: '上海' }, staffed: [] })
    expect(said).toEqual(['track.result value=SF1 state=派送中 place=上海 time=—'])
    expect(effects).toContainEqual({ type: 'timer', timer: 'lookup:SF1', at: null })
  })

  it.each([
    ['nothing is known of it', { type: 'lookup.answered', key: 'SF1', purpose: 'track', output: {}, staffed: [] }, 'track.notfound value=SF1'],
    ['the look-up failed', { type: 'lookup.failed', key: 'SF1', purpose: 'track', reason: 'down', staffed: [] }, 'track.unavailable value=SF1'],
    ['nothing came back', { type: 'timer.rang', timer: 'lookup:SF1', staffed: [] }, 'track.unavailable value=SF1'],
  ] as const)('says so when %s', (_what, fact, reply) => {
    expect(story().given(says('…', numbered)).when(fact).said).toEqual([reply])
  })

  it('is not told between two people', () => {
    const told = story().given(says('…', numbered), says('人工', heard('human')), { type: 'agent.took', agent: 'lin' })
    expect(told.when({ type: 'lookup.answered', key: 'SF1', purpose: 'track', output: { state: 'x' }, staffed: [] }).said).toEqual([])
    expect(told.when(rings('lookup:SF1')).said).toEqual([])
  })
})

describe('consent', () => {
  it('is withdrawn and given by the customer’s word, whoever is speaking', () => {
    const told = story().given(says('人工', heard('human')), { type: 'agent.took', agent: 'lin' })
    const out = told.when(says('退订', heard('opt_out')))
    expect(out.effects).toContainEqual({ type: 'consent', state: 'out' })
    expect(out.said).toEqual(['consent.out'])
    expect(told.when(says('恢复订阅', heard('opt_in'))).conversation.consent).toBe('in')
  })
})
