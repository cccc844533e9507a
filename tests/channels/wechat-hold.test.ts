/** The five seconds: an answer in time goes in the reply, a late one by the ordinary way, and a repeated request joins the first. */
import { afterEach, describe, expect, it } from '@jest/globals'
import type { HeldPart } from '../../core/channel.ts'
import { UNAVAILABLE } from '../../simulators/wechat/account.ts'
import { until } from './until.ts'
import { type Bench, type BenchOptions, heldPart, openBench } from './wechat/bench.ts'

let bench: Bench
afterEach(() => bench.close())
const open = async (options: BenchOptions) => {
  bench = await openBench(options)
  return { ...bench, mary: bench.platform.customer('oMary_1') }
}

describe('the five seconds', () => {
  it('an answer that is not ready is not waited for: the message is acknowledged', async () => {
    const { mary, memory } = await open({ settings: { holdMs: '20' } })
    memory.answerWith(() => new Promise(() => {}))
    expect((await mary.say('慢')).outcome).toBe('accepted')
    expect(mary.received()).toEqual([])
  })

  it('no event of leaving waits for an answer', async () => {
    const { mary, memory } = await open({ settings: { holdMs: '4900' } })
    let asked = 0
    memory.answerWith(async () => {
      asked++
      return null
    })
    await mary.unfollow()
    expect(asked).toBe(0)
  })

  it('a request that was cut is joined by its repetition, which gets the answer; the turn is one', async () => {
    const { mary, memory } = await open({ settings: { holdMs: '4900' }, answerWithinMs: 300 })
    const { part, settled } = heldPart('迟到的答复')
    const asked: string[] = []
    let give: (part: HeldPart) => void = () => {}
    // the house gives the part to one caller: here to the newest, as the outbox does
    memory.answerWith((key) => {
      asked.push(key)
      return new Promise((resolve) => {
        give = resolve
        if (asked.length === 2) give(part)
      })
    })
    const { outcome, attempts } = await mary.say('请问')
    expect(attempts.map(({ verdict }) => verdict)).toEqual(['again', 'passive'])
    expect(outcome).toBe('passive')
    expect(mary.received()).toMatchObject([{ text: '迟到的答复' }])
    expect(settled).toEqual([true])
    expect(memory.inbound).toHaveLength(1)
  })

  it('a part that comes when nobody waits any more is given back to be sent the ordinary way', async () => {
    const { mary, memory, served } = await open({ settings: { holdMs: '4900' }, answerWithinMs: 150 })
    const { part, settled } = heldPart('太晚')
    const gives: ((part: HeldPart | null) => void)[] = []
    memory.answerWith(() => new Promise((resolve) => gives.push(resolve)))
    const { outcome } = await mary.say('请问')
    expect(outcome).toBe('unavailable')
    expect(mary.received()).toMatchObject([{ from: 'platform', text: UNAVAILABLE }])
    await until(() => served.hungUp() === 3)
    gives[0]?.(part)
    await until(() => settled.length > 0)
    expect(settled).toEqual([false])
  })

  it('a part that cannot be a reply is given back, and the message acknowledged', async () => {
    const { mary, memory } = await open({ settings: { holdMs: '4900' } })
    const { part, settled } = heldPart('字'.repeat(700))
    memory.answerWith(async () => part)
    expect((await mary.say('请问')).outcome).toBe('accepted')
    expect(settled).toEqual([false])
  })

  it('closing the door lets the waiting request go', async () => {
    const { mary, memory, served } = await open({ settings: { holdMs: '4900' } })
    memory.answerWith(() => new Promise(() => {}))
    const delivery = mary.say('请问')
    await memory.arrived(0)
    await new Promise((resolve) => setImmediate(resolve))
    await served.channel.close?.()
    expect((await delivery).outcome).toBe('accepted')
  })
})

describe('what the platform shows for a wrong answer', () => {
  it('a failing desk is tried three times, then the customer is told', async () => {
    const { mary, memory } = await open({})
    memory.failAccept(3)
    const { outcome, attempts } = await mary.say('在吗')
    expect(attempts.map(({ status }) => status)).toEqual([500, 500, 500])
    expect(outcome).toBe('unavailable')
    expect(memory.inbound).toEqual([])
  })

  it('a desk that recovers gets the message once', async () => {
    const { mary, memory } = await open({})
    memory.failAccept(2)
    const { outcome, attempts } = await mary.say('在吗')
    expect(attempts.map(({ verdict }) => verdict)).toEqual(['again', 'again', 'accepted'])
    expect(outcome).toBe('accepted')
    expect(memory.inbound).toHaveLength(1)
  })
})
