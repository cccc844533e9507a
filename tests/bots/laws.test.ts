/** Laws that hold whatever is said and in whatever order: a decision is repeatable, touches nothing it was given, and lets one party speak. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decide, stumble } from '../../bots/decide.ts'
import { type Before, type Conversation, type Fact, INTENTS } from '../../core/model.ts'
import { pack } from './pack.ts'
import { EVERYBODY, entity, type Happens, heard, leaves, passage, replies, rings, says, sends, story, takes } from './spec.ts'

const words = fc.constantFrom('是的', '不用了', '1', '2', '跳过', '13800001111', 'AB123456', '等了一个星期还没到', '多久？', '机器人', 'K20261125001', '', '\ud800', '👩‍👩‍👧', 'x'.repeat(3_000))
const understood = fc
  .record({
    intent: fc.constantFrom(...INTENTS), also: fc.subarray([...INTENTS], { maxLength: 2 }), category: fc.constantFrom(undefined, 'late', 'broken', 'unheard-of'),
    severity: fc.constantFrom('minor', 'normal', 'major', 'emergency'), flags: fc.subarray(['regulator', 'vulnerable', 'media']), matter: fc.constantFrom('same', 'another', 'unsaid'),
    corrects: fc.boolean(), phone: fc.constantFrom(undefined, '13800001111', '13900002222'), order: fc.constantFrom(undefined, 'AB123456', 'CD654321'),
    score: fc.constantFrom(undefined, 0.3, 0.45, 0.9), lang: fc.constantFrom('zh-CN', 'zh-TW', 'en'),
  })
  .map(({ intent, category, phone, order, score, ...more }) =>
    heard(intent, {
      ...(more as object), ...(category ? { category } : {}), entities: [...(phone ? [entity('phone', phone)] : []), ...(order ? [entity('order', order)] : [])],
      passages: score ? [passage('1', 'one', score), passage('2', 'two', score)] : [], answerable: (score ?? 0) >= 0.5,
    }),
  )
const staffed = fc.subarray(EVERYBODY)
const agent = fc.constantFrom('lin', 'wang')

const happens: fc.Arbitrary<Happens> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(words, understood, staffed).map(([text, ear, there]) => says(text, ear, there)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom({ type: 'unknown', kind: 'x', raw: '{}' } as const, { type: 'attachment', kind: 'image', ref: 'r' } as const), staffed).map(([content, there]) => sends(content, there)) },
  { weight: 2, arbitrary: agent.map(takes) },
  { weight: 2, arbitrary: fc.tuple(agent, fc.constantFrom('bot', 'queue', 'closed')).map(([who, to]) => leaves(who, to as 'bot')) },
  { weight: 1, arbitrary: agent.map((who) => replies(who, 'hello')) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('queue.wait', 'lookup:AB123456', 'gone'), staffed).map(([timer, there]) => rings(timer, there)) },
  { weight: 1, arbitrary: fc.constantFrom<Happens>({ type: 'lookup.failed', key: 'AB123456', purpose: 'track', reason: 'down', staffed: [] }, { type: 'lookup.answered', key: 'AB123456', purpose: 'track', output: { state: 'x' }, staffed: [] }) },
)
const life = fc.array(happens, { minLength: 1, maxLength: 25 })

/** Runs a conversation and looks at each step of it. */
function each(facts: readonly Happens[], look: (step: { before: Before; fact: Fact; then: ReturnType<ReturnType<typeof story>['when']> }) => void): void {
  const told = story({ introduced: false })
  for (const fact of facts) {
    const before = frozen(told.before())
    const then = told.when(fact)
    look({ before, fact: then.fact, then })
  }
}

describe('whatever is said, in whatever order', () => {
  it('the same conversation, fact and pack make the same decision, and nothing that was given is changed', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ before, fact }) => {
          expect(decide(before, frozen(fact), frozen(pack))).toEqual(decide(before, fact, pack))
        }),
      ),
      { numRuns: 150 },
    )
  })

  it('the right to speak changes exactly when its epoch grows', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ before, then }) => {
          const [old, now] = [before.conversation, then.conversation]
          expect(now.epoch).toBeGreaterThanOrEqual(old.epoch)
          if (speakerOf(old) !== speakerOf(now)) expect(now.epoch).toBeGreaterThan(old.epoch)
        }),
      ),
      { numRuns: 300 },
    )
  })

  it('a customer is told at most one thing a turn, and never an empty one', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ then }) => {
          const said = then.effects.flatMap((effect) => (effect.type === 'say' ? [effect.content] : []))
          expect(said.length).toBeLessThanOrEqual(1)
          for (const content of said) expect(content.type === 'text' && content.text.trim()).toBeTruthy()
        }),
      ),
      { numRuns: 300 },
    )
  })

  it('while an agent has the word the bot says nothing but safety words and consent', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ before, fact, then }) => {
          if (before.conversation.speaker.type !== 'agent' || fact.type !== 'customer.said') return
          const allowed = ['emergency', 'opt_in', 'opt_out'].includes(fact.understood.intent.label) || (fact.content.type === 'event' && fact.content.name === 'joined')
          if (!allowed) expect(then.said).toEqual([])
        }),
      ),
      { numRuns: 300 },
    )
  })

  it('no two tickets have one number, and every ticket has a department and a number', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ then: { tickets } }) => {
          expect(new Set(tickets.map(({ number }) => number)).size).toBe(tickets.length)
          for (const { number, department } of tickets) expect([number, pack.departments.some(({ key }) => key === department)]).toEqual([expect.stringMatching(/^[KR]\d{7,}$/), true])
        }),
      ),
      { numRuns: 300 },
    )
  })

  it('what cannot be answered is never answered with a citation', () => {
    fc.assert(
      fc.property(life, (facts) =>
        each(facts, ({ before, fact, then }) => {
          if (fact.type !== 'customer.said' || fact.understood.answerable || before.conversation.flow?.type === 'clarify') return
          expect(then.say?.content ?? {}).not.toHaveProperty('citations')
        }),
      ),
      { numRuns: 300 },
    )
  })

  it('stumbling never fails itself, whatever it is given', () => {
    fc.assert(fc.property(life, (facts) => each(facts, ({ before, fact }) => expect(() => stumble(before, fact, pack)).not.toThrow())), { numRuns: 100 })
  })
})

function speakerOf({ speaker }: Conversation): string {
  return speaker.type === 'agent' ? `agent ${speaker.agent}` : speaker.type === 'queue' ? `queue ${speaker.queue}` : 'bot'
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
