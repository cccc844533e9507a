/** Complaints, requests and emergencies: taken down at once, completed question by question, one matter one ticket. */
import { describe, expect, it } from '@jest/globals'
import { EVERYBODY, entity, heard, LIN, MORNING, passage, says, sends, story } from './spec.ts'

const DAY = 86_400_000
const late = heard('complaint', { category: 'late' })
const complained = () => story().given(says('等了一个星期还没到', late))
/** A complaint that has told all that intake asks. */
const complete = heard('complaint', { category: 'late', entities: [entity('phone', '13800001111'), entity('order', 'AB123456')] })
const settled = () => story().given(says('AB123456等了一个星期还没到，13800001111', complete))

describe('a complaint', () => {
  it('becomes a numbered ticket with department and deadlines at once, and the first question is asked', () => {
    const { said, tickets, conversation } = story().when(says('等了一个星期还没到', late))
    expect(said).toEqual(['ticket.opened.complaint number=K20261125001 category=late department=service deadline=11月27日 10:00', 'prompt.phone'])
    expect(tickets).toMatchObject([{ kind: 'complaint', category: 'late', department: 'service', severity: 'normal', status: 'open', openedAt: MORNING, story: [{ text: '等了一个星期还没到' }] }])
    expect(tickets[0]?.deadlines.map(({ key, dueAt }) => [key, (dueAt - MORNING) / 3_600_000])).toEqual([['first-response', 2], ['resolution', 48]])
    expect(conversation.flow).toMatchObject({ type: 'intake', asking: 'phone', left: ['order'] })
  })

  it('is complete when the last question is answered', () => {
    const told = complained()
    expect(told.when(says('13800001111', heard('out_of_scope', { entities: [entity('phone', '13800001111')] }))).said).toEqual(['prompt.order'])
    const { said, tickets, conversation } = told.when(says('AB123456'))
    expect(said).toEqual(['intake.done number=K20261125001'])
    expect(tickets[0]?.fields).toEqual({ phone: '13800001111', order: 'AB123456' })
    expect(conversation.flow).toBeNull()
  })

  it('asks nothing that the customer has said already', () => {
    const entities = [entity('phone', '13800001111'), entity('order', 'AB123456'), entity('amount', '380')]
    const { said, tickets } = story().when(says('…', heard('complaint', { category: 'late', entities })))
    expect(said).toHaveLength(1)
    expect(tickets[0]?.fields).toEqual({ phone: '13800001111', order: 'AB123456', amount: '380' })
  })

  it('asks again once for an answer that does not fit, and then goes on', () => {
    const told = complained()
    expect(told.when(says('12')).said).toEqual(['invalid.phone'])
    const { said, tickets } = told.when(says('34'))
    expect(said).toEqual(['intake.skip', 'prompt.order'])
    expect(tickets[0]?.fields).toEqual({})
  })

  it.each(['跳过', '没有', '不知道', 'skip', "I don't have one"])('lets the customer decline with "%s"', (no) => {
    expect(complained().when(says(no)).said).toEqual(['intake.skip', 'prompt.order'])
  })

  it('takes more of the story into the same ticket and repeats the open question', () => {
    const { said, tickets } = complained().when(says('而且打电话也没有人接，态度很差', late))
    expect(said).toEqual(['ticket.noted number=K20261125001', 'prompt.phone'])
    expect(tickets).toHaveLength(1)
    expect(tickets[0]?.story.map(({ text }) => text)).toEqual(['等了一个星期还没到', '而且打电话也没有人接，态度很差'])
  })

  it('answers a question in between and then puts its own again', () => {
    const question = heard('question', { passages: [passage('2', 'Three days.')] })
    const { said, conversation } = complained().when(says('一般多久送到？', question))
    expect(said).toEqual(['answer text=Three days.', 'prompt.phone'])
    expect(conversation.flow).toMatchObject({ type: 'intake', asking: 'phone' })
  })

  it('replaces a detail that the customer corrects, says so, and keeps the open question', () => {
    const told = complained().given(says('13800001111', heard('out_of_scope', { entities: [entity('phone', '13800001111')] })))
    const { said, tickets } = told.when(says('不对，电话是13900002222', heard('out_of_scope', { corrects: true, entities: [entity('phone', '13900002222')] })))
    expect(said).toEqual(['ticket.fixed number=K20261125001 field=phone value=13900002222', 'prompt.order'])
    expect(tickets[0]?.fields).toEqual({ phone: '13900002222' })
  })

  it('replaces a detail also when everything had been asked', () => {
    const told = complained().given(says('13800001111', heard('out_of_scope', { entities: [entity('phone', '13800001111')] })), says('AB123456'))
    const { said, tickets } = told.when(says('订单号错了，是CD654321', heard('out_of_scope', { corrects: true, entities: [entity('order', 'CD654321')] })))
    expect(said).toEqual(['ticket.fixed number=K20261125001 field=order value=CD654321'])
    expect(tickets[0]?.fields).toEqual({ phone: '13800001111', order: 'CD654321' })
  })

  it('does not replace a detail that was only mentioned again', () => {
    const told = complained().given(says('13800001111', heard('out_of_scope', { entities: [entity('phone', '13800001111')] })))
    const { tickets } = told.when(says('我朋友的电话13900002222也打不通', heard('complaint', { category: 'late', entities: [entity('phone', '13900002222')] })))
    expect(tickets[0]?.fields).toEqual({ phone: '13800001111' })
  })

  it('with a flag weighs more and is answered for it', () => {
    const { said, tickets } = story().when(says('我要打12315', heard('complaint', { category: 'late', flags: ['regulator'] })))
    expect(said.slice(0, 2)).toEqual(['ticket.opened.complaint.major number=K20261125001 category=late department=service deadline=11月27日 10:00', 'flags.public'])
    expect(tickets).toMatchObject([{ severity: 'major', flags: ['regulator'] }])
    expect(tickets[0]?.deadlines.map(({ key }) => key)).toContain('public-opinion')
  })

  it('rises when the customer adds weight, and never falls', () => {
    const told = complained()
    expect(told.when(says('再不处理我就找记者曝光了', heard('complaint', { category: 'late', flags: ['media'], matter: 'same' }))).tickets).toMatchObject([{ flags: ['media'] }])
    expect(told.when(says('算了其实也没那么严重的', heard('complaint', { category: 'late', severity: 'minor', matter: 'same' }))).tickets).toMatchObject([{ severity: 'major', flags: ['media'] }])
  })

  it('is marked as a repeat when the same thing was settled before', () => {
    const told = complained()
    const [first] = told.before().tickets
    told.given({ type: 'ticket.acted', ticket: first?.id ?? '', command: { type: 'change', change: { type: 'moved', status: 'resolved', note: '' } }, by: LIN })
    const { tickets } = told.when(says('又是一个星期还没到', late))
    expect(tickets).toHaveLength(2)
    expect(tickets[0]?.flags).toEqual(['repeat'])
  })
})

describe('one matter, one ticket', () => {
  it.each([
    ['says so', heard('complaint', { category: 'broken', matter: 'another' }), '另外一件事'],
    ['is of another category, told at length', heard('complaint', { category: 'broken' }), '还有我上个月买的那盏灯坏了'],
  ])('a second matter that %s is a second ticket with its own number', (_how, understood, text) => {
    const { tickets } = settled().when(says(text, understood))
    expect(tickets.map(({ number, category }) => [number, category])).toEqual([['K20261125002', 'broken'], ['K20261125001', 'late']])
  })

  it('a second order in the same words is a second matter', () => {
    const about = (order: string) => says(`${order} 还没到`, heard('complaint', { category: 'late', entities: [entity('order', order)] }))
    expect(story().given(about('AB123456')).when(about('CD654321')).tickets).toHaveLength(2)
  })

  it.each([
    ['the same words again', heard('complaint', { category: 'late' }), '到现在还没有收到'],
    ['another category in a few words', heard('complaint', { category: 'broken' }), '坏了'],
    ['another category, but the same matter', heard('complaint', { category: 'broken', matter: 'same' }), '还是那件事，灯到了但是是坏的'],
  ])('%s stay one ticket', (_what, understood, text) => {
    expect(complained().when(says(text, understood)).tickets).toHaveLength(1)
  })

  it('what comes up again after a day is a new matter', () => {
    const told = settled().at(MORNING + 25 * 3_600_000)
    expect(told.when(says('还没到', late)).tickets).toHaveLength(2)
  })

  it('a picture goes to the open ticket', () => {
    const { said, tickets } = complained().when(sends({ type: 'attachment', kind: 'image', ref: 'f_1', name: 'lamp.jpg' }))
    expect(said).toEqual(['ticket.noted number=K20261125001', 'prompt.phone'])
    expect(tickets[0]?.story.at(-1)?.text).toBe('[image lamp.jpg] f_1')
  })
})

describe('what is not a complaint', () => {
  it.each([
    ['service_request', 'request', 'ticket.opened.request number=R26110001'],
    ['suggestion', 'suggestion', 'ticket.opened.suggestion number=R26110001'],
    ['praise', 'praise', 'ticket.opened.praise number=R26110001'],
    ['report', 'report', 'ticket.opened.report number=R26110001'],
  ] as const)('%s becomes a ticket of kind %s', (intent, kind, reply) => {
    const { said, tickets } = story().when(says('…', heard(intent)))
    expect(said[0]).toContain(reply)
    expect(tickets).toMatchObject([{ kind }])
  })

  it('numbers of a month go on over days, numbers of a day start again', () => {
    const praise = says('…', heard('praise'))
    const another = says('又来一件别的事情', heard('complaint', { category: 'broken', matter: 'another' }))
    const { tickets } = story().given(praise).at(MORNING + DAY).given(praise, says('…', complete)).at(MORNING + 2 * DAY).when(another)
    expect(tickets.map(({ number }) => number)).toEqual(['K20261127001', 'K20261126001', 'R26110002', 'R26110001'])
  })
})

describe('an emergency', () => {
  const fire = heard('emergency', { severity: 'emergency' })

  it('is answered with the safety words first, has a ticket, and a person is called', () => {
    const { said, tickets, conversation, effects } = story().when(says('灯着火了', fire))
    expect(said.slice(0, 3)).toEqual(['emergency.fire', 'ticket.opened.emergency number=K20261125001 department=crew', 'handoff.emergency'])
    expect(tickets).toMatchObject([{ kind: 'emergency', severity: 'emergency', department: 'crew' }])
    expect(conversation.speaker).toMatchObject({ type: 'queue', queue: 'crew' })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'handover', priority: 'emergency' }))
  })

  it('comes before whatever the bot was asking', () => {
    const { said, tickets } = complained().when(says('等等，灯着火了', fire))
    expect(said[0]).toBe('emergency.fire')
    expect(tickets.map(({ kind }) => kind)).toEqual(['emergency', 'complaint'])
  })

  it('told twice is one ticket, and the safety words are said again', () => {
    const { said, tickets } = story().given(says('灯着火了', fire, [])).at(MORNING + 3_600_000).when(says('火很大', fire, []))
    expect(said.slice(0, 2)).toEqual(['emergency.fire', 'ticket.noted number=K20261125001'])
    expect(tickets.filter(({ kind }) => kind === 'emergency')).toHaveLength(1)
  })

  it('with nobody at work still has its ticket, a callback, and asks where', () => {
    const { said, tickets, conversation } = story().when(says('灯着火了', fire, []))
    expect(said[0]).toBe('emergency.fire')
    expect(tickets.map(({ kind }) => kind)).toEqual(['callback', 'emergency'])
    expect(conversation.flow).toMatchObject({ type: 'intake', asking: 'address' })
    expect(said).toContain('prompt.address')
  })

  it('does not take another wish for the address, however well it would fit', () => {
    const told = story().given(says('灯着火了', fire, []))
    expect(told.when(says('给我转人工', heard('human'), EVERYBODY)).conversation.speaker.type).toBe('queue')
    expect(told.before().tickets.map(({ fields }) => fields)).toEqual([{}, {}])
  })

  it('takes the address in the customer’s own words', () => {
    const { tickets } = story().given(says('灯着火了', fire, [])).when(says('幸福里三号楼二单元', heard('out_of_scope', { confidence: 0.3 }), []))
    expect(tickets.find(({ kind }) => kind === 'emergency')?.fields).toEqual({ address: '幸福里三号楼二单元' })
  })

  it('while a person has the word: the safety words and the ticket, and the person keeps the word', () => {
    const told = story().given(says('人工', heard('human'), EVERYBODY), { type: 'agent.took', agent: 'lin' })
    const { said, conversation, tickets } = told.when(says('灯着火了', fire))
    expect(said[0]).toBe('emergency.fire')
    expect(conversation.speaker).toMatchObject({ type: 'agent', agent: 'lin' })
    expect(tickets).toMatchObject([{ kind: 'emergency' }])
  })
})
