/** The gateway: stored before acknowledged, one turn a message, in order in a conversation, nothing lost by a bug or a dead process. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { decide } from '../../bots/decide.ts'
import { heard } from '../bots/spec.ts'
import { DOOR, openRoom, type Room, wrote } from './room.ts'

let room: Room
beforeEach(async () => {
  room = await openRoom()
})
afterEach(() => room.close())

describe('what comes in', () => {
  it('is stored when accept resolves, and has its turn behind it', async () => {
    const [accepted] = await room.gateway.accept(DOOR, [wrote('anna', 'k1')])
    expect(accepted).toEqual({ id: room.gateway.inboxId(DOOR, 'k1'), key: 'k1', fresh: true })
    expect(room.store.counts().inbox).toBe(1)
    await room.gateway.idle()
    expect(room.history('anna')).toEqual(['customer: thanks', expect.stringContaining('bot: intro')])
  })

  it('three times, in parallel, is one turn and one reply', async () => {
    const accepted = await Promise.all([1, 2, 3].map(() => room.gateway.accept(DOOR, [wrote('anna', 'k1')])))
    await room.gateway.idle()
    expect(accepted.flat().filter(({ fresh }) => fresh)).toHaveLength(1)
    expect(room.committed).toHaveLength(1)
    expect(room.history('anna')).toHaveLength(2)
  })

  it('again after its turn is not news', async () => {
    await room.gateway.accept(DOOR, [wrote('anna', 'k1')])
    await room.gateway.idle()
    expect(await room.gateway.accept(DOOR, [wrote('anna', 'k1')])).toMatchObject([{ fresh: false }])
    await room.gateway.idle()
    expect(room.committed).toHaveLength(1)
  })

  it('has turns in the order in which it came, conversation by conversation', async () => {
    const names = ['anna', 'bela', 'carl']
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`)
    await Promise.all(texts.flatMap((text, index) => names.map((name) => room.gateway.accept(DOOR, [wrote(name, `${name}-${index}`, text)]))))
    await room.gateway.idle()
    for (const name of names) expect(room.history(name).filter((line) => line.startsWith('customer'))).toEqual(texts.map((text) => `customer: ${text}`))
  })

  it('keeps what no text can hold, as replacement characters', async () => {
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'a\ud800b')])
    await room.gateway.idle()
    expect(room.history('anna')[0]).toBe('customer: a\ufffdb')
  })

  it.each(['', ' ', '\u0000', '\u202e反', '👨‍👩‍👧‍👦', 'x'.repeat(50_000), "'; DROP TABLE inbox; --"])('does not fall over %j', async (text) => {
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', text)])
    await room.gateway.idle()
    expect(room.history('anna')[0]).toBe(`customer: ${text}`)
    expect(room.failed).toEqual([])
  })

  it('for an account that is not configured is kept until it is', async () => {
    await room.gateway.accept({ channel: 'door', account: 'later' }, [wrote('anna', 'k1')])
    await room.gateway.idle()
    expect(room.committed).toEqual([])
    expect(room.store.backlog(10)).toHaveLength(1)
  })
})

describe('facts of the desk and the clock', () => {
  it('go through the same lane, and once', async () => {
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'human')])
    await room.gateway.idle()
    const id = room.conversation('anna')
    const took = () => room.gateway.happen(id, { id: 'claim_1', type: 'agent.took', agent: 'lin' })
    const [first, second] = await Promise.all([took(), took()])
    expect([first?.conversation.speaker, second]).toEqual([expect.objectContaining({ type: 'agent', agent: 'lin' }), null])
  })

  it('of two agents who claim at the same moment, the later is told whose it is', async () => {
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'human')])
    await room.gateway.idle()
    const id = room.conversation('anna')
    const claims = await Promise.all(['lin', 'wang', 'chen'].map((agent) => room.gateway.happen(id, { id: `claim_${agent}`, type: 'agent.took', agent })))
    const won = claims.filter((write) => write?.effects.some((effect) => effect.type === 'say'))
    expect(won).toHaveLength(1)
    expect(new Set(claims.map((write) => JSON.stringify(write?.conversation.speaker))).size).toBe(1)
  })

  it('in a conversation that nobody knows are an error of the caller', async () => {
    await expect(room.gateway.happen('c_none', { id: 'x', type: 'agent.took', agent: 'lin' })).rejects.toThrow('no conversation c_none')
  })
})

describe('when something breaks', () => {
  it('a decision that throws does not lose the message: a person is called', async () => {
    await room.close()
    room = await openRoom({
      decide(before, fact, pack) {
        if (fact.type === 'customer.said' && fact.content.type === 'text' && fact.content.text === 'boom') throw new Error('bug')
        return decide(before, fact, pack)
      },
    })
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'boom'), wrote('bela', 'k2')])
    await room.gateway.idle()
    expect(room.failed).toHaveLength(1)
    expect(room.store.summaries({ speaker: 'queue', limit: 10 }).map(({ conversation }) => conversation.address)).toEqual(['anna'])
    expect(room.history('bela')).toHaveLength(2)
  })

  it('an ear that throws leaves the message waiting, and the lane goes on', async () => {
    await room.close()
    let broken = true
    const understand = ({ text }: { text: string }) => {
      if (broken && text === 'boom') throw new Error('deaf')
      return heard('thanks')
    }
    room = await openRoom({ understand })
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'boom')])
    await room.gateway.accept(DOOR, [wrote('anna', 'k2')])
    await room.gateway.idle()
    expect(room.failed).toHaveLength(1)
    expect(room.store.backlog(10).map(({ key }) => key)).toEqual(['k1'])
    broken = false
    expect(await room.gateway.recover()).toBe(1)
    await room.gateway.idle()
    expect(room.store.backlog(10)).toEqual([])
  })

  it('what a dead process accepted has its turn in the next one, in order', async () => {
    await room.gateway.stop()
    await room.gateway.accept(DOOR, [wrote('anna', 'k1', 'one'), wrote('anna', 'k2', 'two'), wrote('bela', 'k3', 'three')])
    room = await room.restart()
    expect(await room.gateway.recover()).toBe(3)
    await room.gateway.idle()
    expect(room.history('anna').filter((line) => line.startsWith('customer'))).toEqual(['customer: one', 'customer: two'])
    expect(await room.gateway.recover()).toBe(0)
  })

  it('a message that is delivered again while the backlog is worked off has one turn', async () => {
    await room.gateway.stop()
    await room.gateway.accept(DOOR, [wrote('anna', 'k1')])
    room = await room.restart()
    await Promise.all([room.gateway.recover(), room.gateway.accept(DOOR, [wrote('anna', 'k1')])])
    await room.gateway.idle()
    expect(room.committed).toHaveLength(1)
  })
})
