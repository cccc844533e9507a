/** People in the conversation: exactly one party speaks, and each change of speaker raises the epoch. */
import { describe, expect, it } from '@jest/globals'
import { stumble } from '../../bots/decide.ts'
import { pack } from './pack.ts'
import { EVENING, entity, heard, LIN, leaves, MORNING, passage, replies, rings, says, story, takes } from './spec.ts'

const human = heard('human')
const queued = () => story().given(says('转人工', human))
const taken = () => queued().given(takes('lin'))

describe('asking for a person', () => {
  it('puts the conversation in the queue of a department with somebody at work', () => {
    const { said, conversation, effects } = story().when(says('转人工', human))
    expect(said).toEqual(['handoff.queued queue=service'])
    expect(conversation).toMatchObject({ speaker: { type: 'queue', queue: 'service', since: MORNING }, epoch: 2, flow: null })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'handover', queue: 'service', priority: 'normal', reason: 'the customer asked for a person' }))
    expect(effects).toContainEqual({ type: 'timer', timer: 'queue.wait', at: MORNING + 180_000 })
  })

  it('goes to the department of the open ticket, with its weight', () => {
    const told = story().given(says('灯坏了', heard('complaint', { category: 'broken', severity: 'major' })))
    const { conversation, effects } = told.when(says('转人工', human))
    expect(conversation.speaker).toMatchObject({ queue: 'workshop' })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'handover', priority: 'major' }))
  })

  it('goes to another department when only there somebody is at work', () => {
    expect(story().when(says('转人工', human, ['crew'])).conversation.speaker).toMatchObject({ queue: 'crew' })
  })

  it('with nobody at work opens a callback and says when somebody will be there', () => {
    const { said, tickets, conversation } = story().at(EVENING).when(says('转人工', human, []))
    expect(said).toEqual(['callback.offline when=11月26日 09:00', 'ticket.opened.callback number=R26110001 when=11月26日 09:00'])
    expect(tickets).toMatchObject([{ kind: 'callback', department: 'service' }])
    expect(conversation.speaker).toEqual({ type: 'bot' })
  })

  it('over a holiday names the next working day, made-up Sunday included', () => {
    const { said } = story().at(Date.parse('2026-09-19T10:00:00+08:00')).when(says('转人工', human, []))
    expect(said[0]).toBe('callback.offline when=9月20日 09:00')
  })

  it('asked for twice is one callback', () => {
    const { said, tickets } = story().at(EVENING).given(says('转人工', human, [])).when(says('有人吗', human, []))
    expect(said[1]).toBe('ticket.noted number=R26110001')
    expect(tickets).toHaveLength(1)
  })
})

describe('in the queue', () => {
  it('the bot keeps quiet, and what is said is kept on the ticket', () => {
    const told = story().given(says('等了一个星期还没到', heard('complaint', { category: 'late' })), says('转人工', human))
    const { effects, tickets } = told.when(says('多久送到', heard('question', { passages: [passage('1', 'x')] })))
    expect(effects.filter(({ type }) => type === 'say')).toEqual([])
    expect(tickets[0]?.story.at(-1)?.text).toBe('多久送到')
  })

  it.each(['机器人', '不等了', '取消排队'])('"%s" leads back to the bot', (words) => {
    const { said, conversation } = queued().when(says(words))
    expect(said).toEqual(['handoff.returned'])
    expect(conversation).toMatchObject({ speaker: { type: 'bot' }, epoch: 3 })
  })

  it('the customer is told once that he is not forgotten', () => {
    const told = queued()
    const { said, effects, conversation } = told.when(rings('queue.wait'))
    expect(said).toEqual(['handoff.waiting'])
    expect(effects).toContainEqual({ type: 'timer', timer: 'queue.wait', at: null })
    expect(conversation.speaker.type).toBe('queue')
  })

  it('when everybody has gone home, he gets a callback instead', () => {
    const { said, conversation, tickets } = queued().at(EVENING).when(rings('queue.wait', []))
    expect(said[0]).toBe('callback.offline when=11月26日 09:00')
    expect(conversation).toMatchObject({ speaker: { type: 'bot' }, epoch: 3 })
    expect(tickets).toMatchObject([{ kind: 'callback' }])
  })

  it('a timer that nobody waits for any more rings in vain', () => {
    expect(taken().when(rings('queue.wait')).said).toEqual([])
    expect(story().when(rings('unknown')).effects).toEqual([{ type: 'timer', timer: 'unknown', at: null }])
  })
})

describe('an agent', () => {
  it('who takes the conversation is announced, and the ticket is his', () => {
    const told = story().given(says('等了一个星期还没到', heard('complaint', { category: 'late' })), says('转人工', human))
    const { said, conversation, tickets, effects } = told.when(takes('lin'))
    expect(said).toEqual(['handoff.joined agent=lin'])
    expect(conversation).toMatchObject({ speaker: { type: 'agent', agent: 'lin' }, epoch: 3, flow: null })
    expect(tickets).toMatchObject([{ assignee: 'lin', status: 'in_progress' }])
    expect(effects).toContainEqual({ type: 'timer', timer: 'queue.wait', at: null })
  })

  it('who comes second gets nothing, and neither does a second click', () => {
    for (const late of ['wang', 'lin']) {
      const { effects, conversation } = taken().when(takes(late))
      expect(effects).toEqual([])
      expect(conversation).toMatchObject({ speaker: { type: 'agent', agent: 'lin' }, epoch: 3 })
    }
  })

  it('speaks in his own name and words', () => {
    const { say } = taken().when(replies('lin', '您好，我来处理'))
    expect(say).toMatchObject({ by: 'agent', agent: 'lin', content: { type: 'text', text: '您好，我来处理' } })
  })

  it.each([
    ['nobody has called', () => story()],
    ['another has', taken],
  ])('cannot speak where %s', (_who, told) => {
    expect(told().when(replies('wang', '你好')).effects).toEqual([])
  })

  it('speaks alone: the bot answers nothing meanwhile', () => {
    const { effects } = taken().when(says('多久送到', heard('question', { passages: [passage('1', 'x')] })))
    expect(effects).toEqual([])
  })

  it('finds on the ticket what the customer corrects meanwhile, and the bot keeps quiet about it', () => {
    const phone = (value: string, corrects = false) => says(value, heard('complaint', { category: 'late', matter: 'same', corrects, entities: [entity('phone', value)] }))
    const { said, tickets } = story().given(phone('13800001111'), says('转人工', human), takes('lin')).when(phone('13900002222', true))
    expect(said).toEqual([])
    expect(tickets).toMatchObject([{ fields: { phone: '13900002222' } }])
  })

  it('gives the word back to the bot', () => {
    const told = taken()
    const { said, conversation } = told.when(leaves('lin', 'bot'))
    expect(said).toEqual(['handoff.returned'])
    expect(conversation).toMatchObject({ speaker: { type: 'bot' }, epoch: 4, misses: 0 })
    expect(told.when(says('多久', heard('question', { passages: [passage('1', 'x')] }))).said).toEqual(['answer text=x'])
  })

  it('closes, or hands on to another queue', () => {
    expect(taken().when(leaves('lin', 'closed')).said).toEqual(['handoff.ended'])
    const { said, conversation } = taken().when(leaves('lin', 'queue', 'workshop'))
    expect(said).toEqual(['handoff.queued queue=workshop'])
    expect(conversation).toMatchObject({ speaker: { type: 'queue', queue: 'workshop' }, epoch: 4 })
  })

  it('hands on to those who answer customers when he names nobody', () => {
    expect(taken().when(leaves('lin', 'queue')).conversation.speaker).toMatchObject({ type: 'queue', queue: 'service' })
  })

  it('cannot hand on what is not his', () => {
    expect(taken().when(leaves('wang', 'bot')).effects).toEqual([])
  })
})

describe('a ticket moved at the desk', () => {
  it('moves, and by whom is known', () => {
    const told = story().given(says('等了一个星期还没到', heard('complaint', { category: 'late' })))
    const id = told.before().tickets[0]?.id ?? ''
    const { tickets, effects } = told.when({ type: 'ticket.acted', ticket: id, command: { type: 'change', change: { type: 'moved', status: 'resolved', note: '' } }, by: LIN })
    expect(tickets).toMatchObject([{ status: 'resolved' }])
    expect(effects).toEqual([
      { type: 'ticket', ticket: id, by: 'lin', change: { type: 'moved', status: 'resolved', note: '' } },
      { type: 'clock', ticket: id, at: null },
    ])
  })

  it('does not move where the rules of its life forbid it', () => {
    const told = story().given(says('等了一个星期还没到', heard('complaint', { category: 'late' })))
    const id = told.before().tickets[0]?.id ?? ''
    const move = (status: 'closed' | 'open') => ({ type: 'ticket.acted', ticket: id, command: { type: 'change', change: { type: 'moved', status, note: '' } }, by: LIN }) as const
    const { effects, tickets } = told.given(move('closed')).when(move('open'))
    expect(effects).toEqual([expect.objectContaining({ type: 'refusal', code: 'final' })])
    expect(tickets).toMatchObject([{ status: 'closed' }])
  })
})

describe('when deciding fails', () => {
  it('the message is kept and a person is called', () => {
    const { conversation, effects } = story({}, undefined, stumble).when(says('等了一个星期还没到', heard('complaint', { category: 'late' })))
    expect(conversation.speaker).toMatchObject({ type: 'queue', queue: 'service' })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'handover', priority: 'major' }))
  })

  it('nothing is said over a person who has the word', () => {
    const told = taken().before()
    const fact = { id: 'f', at: MORNING, conversation: 'c_1', ...says('?') } as Parameters<typeof stumble>[1]
    expect(stumble(told, fact, pack).effects).toEqual([])
  })

  it('a timer does not ring for ever', () => {
    const { effects, conversation } = story({}, undefined, stumble).when(rings('queue.wait'))
    expect([effects, conversation.speaker]).toEqual([[{ type: 'timer', timer: 'queue.wait', at: null }], { type: 'bot' }])
  })

  it('a fact of the desk changes nothing', () => {
    expect(story({}, undefined, stumble).when(takes('lin')).effects).toEqual([])
  })
})
