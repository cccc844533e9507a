/** Questions: an answer with its clause, an honest "I do not know", or one clarifying question. */
import { describe, expect, it } from '@jest/globals'
import { heard, passage, says, sends, story } from './spec.ts'

const days = passage('2', 'Three days.')

describe('a question', () => {
  it('is answered by quoting the clause, which is cited', () => {
    const { said, say, conversation } = story().when(says('多久送到', heard('question', { passages: [days] })))
    expect(said).toEqual(['answer text=Three days.'])
    expect(say).toMatchObject({ by: 'bot', content: { citations: [days.citation] } })
    expect(conversation.topic).toMatchObject({ question: '多久送到', citation: days.citation })
  })

  it('is answered by a second clause, too, when it is of the same article and nearly as good', () => {
    const second = passage('3', 'Sundays not.', 0.85)
    const stranger = passage('1', 'Something else.', 0.85, 'returns')
    expect(story().when(says('?', heard('question', { passages: [days, second] }))).said).toEqual(['answer text=Three days.', 'answer.more text=Sundays not.'])
    expect(story().when(says('?', heard('question', { passages: [days, stranger] }))).said).toHaveLength(1)
    expect(story().when(says('?', heard('question', { passages: [days, { ...second, score: 0.6 }] }))).said).toHaveLength(1)
  })

  it('that nothing answers is admitted, kept for the editors, and a person is offered', () => {
    const { said, say, effects, conversation } = story().when(says('能养鲸鱼吗', heard('question')))
    expect(said).toEqual(['abstain org=Lampen'])
    expect(say).toMatchObject({ abstained: true, content: { type: 'text' } })
    expect(say?.content).not.toHaveProperty('citations')
    expect(effects).toContainEqual({ type: 'gap', question: '能养鲸鱼吗', lang: 'zh-CN' })
    expect(conversation).toMatchObject({ misses: 1, flow: { type: 'offer', purpose: 'human', text: '能养鲸鱼吗' } })
  })

  it('below the threshold is not answered, however good the passage reads', () => {
    const { say } = story().when(says('这个能不能请你们详细地讲一讲到底怎么办呢', heard('question', { passages: [{ ...days, score: 0.45 }], answerable: false })))
    expect(say?.abstained).toBe(true)
  })

  it('counts an answer as help: the misses before it are forgotten', () => {
    const told = story().given(says('a', heard('question')), says('b', heard('question')))
    expect(told.before().conversation.misses).toBe(2)
    expect(told.when(says('多久', heard('question', { passages: [days] }))).conversation.misses).toBe(0)
  })

  it('beside a complaint is answered in the same message', () => {
    const { said } = story().when(says('灯坏了，保修多久', heard('complaint', { category: 'broken', also: ['question'], passages: [days] })))
    expect(said[0]).toMatch(/^ticket.opened.complaint /)
    expect(said).toContain('answer.more text=Three days.')
  })
})

describe('a short question between two readings', () => {
  const near = [passage('1', '一号条款', 0.48), passage('2', '二号条款', 0.45), passage('9', 'far', 0.2)]
  const unsure = heard('question', { passages: near, answerable: false })

  it('is asked back, with the readings as choices and a way out', () => {
    const { said, say } = story().when(says('几天', unsure))
    expect(said).toEqual(['clarify'])
    expect(say?.content).toMatchObject({ choices: [{ id: '1', label: 'Title of delivery：一号条款' }, { id: '2', label: 'Title of delivery：二号条款' }, { id: '3', label: 'clarify.none' }] })
  })

  it.each(['2', '２', 'Title of delivery：二号条款'])('is answered when "%s" picks one', (pick) => {
    const { said, say } = story().given(says('几天', unsure)).when(says(pick))
    expect(said).toEqual(['answer text=二号条款'])
    expect(say?.content).toMatchObject({ citations: [{ clause: '2' }] })
  })

  it('is given up honestly when none of them was meant', () => {
    const { said, say, conversation } = story().given(says('几天', unsure)).when(says('3'))
    expect(said).toEqual(['abstain org=Lampen'])
    expect(say?.abstained).toBe(true)
    expect(conversation.flow).toMatchObject({ type: 'offer' })
  })

  it('is forgotten when the customer says something else instead', () => {
    const { said } = story().given(says('几天', unsure)).when(says('你好', heard('greeting')))
    expect(said).toEqual(['greeting org=Lampen'])
  })
})

describe('an offered person', () => {
  const offered = () => story().given(says('能养鲸鱼吗', heard('question')))

  it.each(['好的', '要', 'yes', '可以'])('comes on "%s"', (yes) => {
    expect(offered().when(says(yes)).conversation.speaker).toMatchObject({ type: 'queue', queue: 'service' })
  })

  it.each(['不用了', 'no', '算了'])('does not come on "%s"', (no) => {
    const { said, conversation } = offered().when(says(no))
    expect(said).toEqual(['offer.declined'])
    expect(conversation).toMatchObject({ speaker: { type: 'bot' }, flow: null })
  })

  it('stands back when another question is asked', () => {
    expect(offered().when(says('多久送到', heard('question', { passages: [days] }))).said).toEqual(['answer text=Three days.'])
  })
})

describe('manners', () => {
  it('introduces itself once, before the first words', () => {
    const told = story({ introduced: false })
    expect(told.when(says('你好', heard('greeting'))).said).toEqual(['intro org=Lampen', 'greeting org=Lampen'])
    expect(told.when(says('你好', heard('greeting'))).said).toEqual(['greeting org=Lampen'])
  })

  it.each(['greeting', 'thanks', 'goodbye'] as const)('answers %s in kind', (intent) => {
    expect(story().when(says('…', heard(intent))).said[0]).toMatch(new RegExp(`^${intent}`))
  })

  it('answers in the language of the last message, changed in mid-conversation', () => {
    const told = story()
    expect(told.when(says('thanks', heard('thanks', { lang: 'en' }))).said).toEqual(['en thanks'])
    expect(told.when(says('謝謝', heard('thanks', { lang: 'zh-TW' }))).said).toEqual(['tw thanks'])
  })

  it('says what it is for when asked for something else, and counts it as not known', () => {
    const { said, say, conversation } = story().when(says('写首诗', heard('out_of_scope')))
    expect(said).toEqual(['scope org=Lampen'])
    expect([say?.abstained, conversation.misses]).toEqual([true, 1])
  })

  it('greets who has just joined, and only who is new', () => {
    const joined = { type: 'event', name: 'joined' } as const
    expect(story({ introduced: false }).when(sends(joined)).said).toEqual(['intro org=Lampen', 'greeting org=Lampen'])
    expect(story().when(sends(joined)).said).toEqual([])
    expect(story().when(sends({ type: 'event', name: 'left' })).effects).toEqual([])
  })

  it.each([
    ['nothing', { type: 'text', text: '  ' }, 'empty'],
    ['a kind nobody knows', { type: 'unknown', kind: 'sticker', raw: '<x/>' }, 'unreadable'],
    ['voice without words', { type: 'attachment', kind: 'voice', ref: 'r' }, 'unreadable'],
    ['a picture', { type: 'attachment', kind: 'image', ref: 'r' }, 'attachment.got kind=image'],
    ['a place', { type: 'location', latitude: 1, longitude: 2 }, 'attachment.got kind=location'],
  ] as const)('takes %s without falling over', (_what, content, reply) => {
    expect(story().when(sends(content)).said).toEqual([reply])
  })

  it('hears voice by its transcript', () => {
    const spoken = { type: 'customer.said', content: { type: 'attachment', kind: 'voice', ref: 'r', transcript: '多久送到' }, understood: heard('question', { passages: [days] }), staffed: [] } as const
    expect(story().when(spoken).said).toEqual(['answer text=Three days.'])
  })
})
