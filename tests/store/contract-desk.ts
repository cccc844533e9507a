/** The contract of every store, second part: delivery in order and never twice on doubt; what people look at; the small state of channels. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { OutboxRow, Store } from '../../src/store/store.ts'
import type { StoreUnderTest } from './contract.ts'
import { AT, conversation, ticket, turn } from './rows.ts'

export function deliveryContract(name: string, { open, clear }: StoreUnderTest): void {
  describe(`${name}: delivery`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => {
      await store.close()
      await clear()
    })
    const say = (fact: string, says: readonly string[], part: Partial<OutboxRow> = {}, state = conversation()) =>
      store.turn(state.id, fact, () => turn({ fact, says, part, conversation: state }))
    const sent = (id: string, providerId?: string) => store.settlePart(id, { state: 'sent', at: AT, ...(providerId ? { providerId } : {}) })
    const stateOf = async (fact: string) => (await store.partsOf(fact)).map(({ state }) => state)

    it('hands out the parts of a conversation in order, the next one when the one before has come to rest', async () => {
      await say('m_1', ['one', 'two'])
      await say('m_2', ['three'])
      const order: string[] = []
      for (let part = await store.takePart('c_1', AT); part; part = await store.takePart('c_1', AT)) {
        expect(await store.takePart('c_1', AT)).toBeNull()
        order.push(part.id)
        await sent(part.id)
      }
      expect(order).toEqual(['m_1/0/0', 'm_1/1/0', 'm_2/0/0'])
    })

    it('gives one part to one of two who ask at the same time', async () => {
      await say('m_1', ['one'])
      const taken = await Promise.all([store.takePart('c_1', AT), store.takePart('c_1', AT), store.takePart('c_1', AT)])
      expect(taken.filter(Boolean).map((part) => [part?.state, part?.attempts])).toEqual([['sending', 1]])
    })

    it('holds a part back until its time, and what stands behind it as well', async () => {
      await say('m_1', ['one', 'two'])
      await store.takePart('c_1', AT)
      await store.settlePart('m_1/0/0', { state: 'pending', at: AT, reason: 'busy', nextAt: AT + 500 })
      expect(await store.takePart('c_1', AT)).toBeNull()
      expect(await store.nextPartAt('c_1')).toBe(AT + 500)
      expect((await store.takePart('c_1', AT + 500))?.attempts).toBe(2)
    })

    it('refuses words of the bot whose right to speak has passed; a person’s words stand', async () => {
      await say('m_1', ['old words'])
      await say('m_2', ['a person speaks'], { by: 'agent', agent: 'lin' })
      await say('m_3', ['new words'], {}, conversation({ epoch: 2, speaker: { type: 'agent', agent: 'lin', since: AT } }))
      expect((await store.takePart('c_1', AT))?.id).toBe('m_2/0/0')
      const [old] = await store.partsOf('m_1')
      expect([old?.state, old?.reason]).toEqual(['refused', expect.stringContaining('right to speak')])
      await sent('m_2/0/0')
      expect((await store.takePart('c_1', AT))?.id).toBe('m_3/0/0')
    })

    it('names the conversations that have something due, each once', async () => {
      await say('m_1', ['one', 'two'])
      await say('m_2', ['three'], {}, conversation({ id: 'c_2' }))
      expect([...(await store.dueConversations(AT, 10))].sort()).toEqual(['c_1', 'c_2'])
      await store.takePart('c_2', AT)
      await sent('m_2/0/0')
      expect(await store.dueConversations(AT, 10)).toEqual(['c_1'])
    })

    it('after a crash gives back what may be repeated, and marks as ambiguous what may not', async () => {
      await say('m_1', ['one'])
      await say('m_2', ['two'], {}, conversation({ id: 'c_2', channel: 'other' }))
      await store.takePart('c_1', AT)
      await store.takePart('c_2', AT)
      await store.close()
      store = await open()
      expect(await store.reclaim(new Set(['door']))).toEqual({ pending: 1, ambiguous: 1 })
      expect([await stateOf('m_1'), await stateOf('m_2')]).toEqual([['pending'], ['ambiguous']])
      expect((await store.takePart('c_1', AT))?.id).toBe('m_1/0/0')
      expect(await store.takePart('c_2', AT)).toBeNull()
      expect((await store.messages('c_2', 10)).at(-1)).toMatchObject({ status: 'ambiguous', reason: expect.stringContaining('may have arrived') })
    })

    it('lets the provider’s later word move a message forward only', async () => {
      await say('m_1', ['one'])
      await store.takePart('c_1', AT)
      await sent('m_1/0/0', 'p-1')
      const told: (string | null)[] = []
      for (const status of ['delivered', 'sent', 'read', 'delivered', 'failed'] as const) told.push(await store.receipt('door', 'main', 'p-1', status))
      expect(told).toEqual(['c_1', null, 'c_1', null, null])
      expect(await stateOf('m_1')).toEqual(['read'])
      expect(await store.receipt('door', 'main', 'p-2', 'read')).toBeNull()
      expect(await store.receipt('door', 'second', 'p-1', 'read')).toBeNull()
    })

    it('resolves doubt by the provider’s word', async () => {
      await say('m_1', ['one'])
      await store.takePart('c_1', AT)
      await store.settlePart('m_1/0/0', { state: 'ambiguous', at: AT, providerId: 'p-1', reason: 'timed out' })
      expect(await store.receipt('door', 'main', 'p-1', 'delivered')).toBe('c_1')
      expect(await stateOf('m_1')).toEqual(['delivered'])
    })
  })

  describe(`${name}: what people look at`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => {
      await store.close()
      await clear()
    })

    it('lists conversations by who has the word, the longest waiting first in the queue', async () => {
      for (const [index, type] of (['queue', 'bot', 'queue'] as const).entries()) {
        const speaker = type === 'queue' ? { type, queue: 'billing', since: AT } : { type }
        await store.turn(`c_${index}`, `m_${index}`, () => turn({ fact: `m_${index}`, at: AT + index, conversation: conversation({ id: `c_${index}`, speaker }) }))
      }
      expect((await store.summaries({ speaker: 'queue', limit: 10 })).map(({ conversation: { id } }) => id)).toEqual(['c_0', 'c_2'])
      expect((await store.summaries({ limit: 10 })).map(({ conversation: { id } }) => id)).toEqual(['c_2', 'c_1', 'c_0'])
      expect((await store.summaries({ limit: 10, before: AT + 2 })).map(({ conversation: { id } }) => id)).toEqual(['c_1', 'c_0'])
      expect(await store.summaries({ q: '100%', limit: 10 })).toEqual([])
      expect(await store.summaries({ q: 'said m_1', limit: 10 })).toHaveLength(1)
    })

    it('keeps why somebody was handed over until the bot has the word again, and counts what is unread', async () => {
      const queued = conversation({ speaker: { type: 'queue', queue: 'billing', since: AT }, epoch: 2 })
      const handover = { type: 'handover', queue: 'billing', reason: 'asked', summary: 'wants a person', priority: 'normal' } as const
      await store.turn('c_1', 'm_1', () => turn({ fact: 'm_1', conversation: queued, effects: [handover] }))
      await store.turn('c_1', 'm_2', () => turn({ fact: 'm_2', conversation: queued }))
      expect(await store.summary('c_1')).toMatchObject({ unread: 2, handover: { queue: 'billing', summary: 'wants a person' } })
      await store.markRead('c_1')
      await store.turn('c_1', 'm_3', () => turn({ fact: 'm_3', conversation: conversation({ epoch: 3 }) }))
      expect(await store.summary('c_1')).toMatchObject({ unread: 1, handover: null })
      expect(await store.summary('c_none')).toBeNull()
    })

    it('finds tickets by what is asked for, newest first, and takes % and _ as they stand', async () => {
      const given = [ticket('GC1'), ticket('GC2', { kind: 'request', status: 'resolved', openedAt: AT + 1 }), ticket('GC3', { category: 'outage', department: 'network', openedAt: AT + 2, fields: { name: '100%' } })]
      for (const one of given)
        await store.turn('c_1', `m_${one.number}`, () => turn({ fact: `m_${one.number}`, effects: [{ type: 'ticket', ticket: one.id, by: 'customer', change: { type: 'opened', ticket: one } }] }))
      const found = async (query: object) => (await store.tickets({ limit: 10, ...query })).map(({ number }) => number)
      expect(await found({})).toEqual(['GC3', 'GC2', 'GC1'])
      expect(await found({ status: ['open'] })).toEqual(['GC3', 'GC1'])
      expect(await found({ kind: 'request' })).toEqual(['GC2'])
      expect(await found({ category: 'outage', department: 'network' })).toEqual(['GC3'])
      expect(await found({ q: '100%' })).toEqual(['GC3'])
      expect(await found({ q: 'GC1' })).toEqual(['GC1'])
      expect(await found({ q: '%' })).toEqual(['GC3'])
      expect(await found({ before: AT + 1 })).toEqual(['GC1'])
      expect(await found({ pack: 'bank' })).toEqual([])
      expect(await found({ customer: 'u_2' })).toEqual([])
    })

    it('knows agents and their sessions until these end', async () => {
      await store.putAgent({ id: 'a_1', name: 'Lin', password: 'x', role: 'agent', departments: ['billing'], roles: ['agent'], delegation: null })
      await store.putAgent({ id: 'a_1', name: 'Lin', password: 'y', role: 'supervisor', departments: [], roles: [], delegation: { to: 'Wu', from: AT, until: AT + 1 } })
      expect(await store.agents()).toEqual([{ id: 'a_1', name: 'Lin', password: 'y', role: 'supervisor', departments: [], roles: [], delegation: { to: 'Wu', from: AT, until: AT + 1 } }])
      await store.putSession('token', 'a_1', 'csrf', AT + 10)
      expect(await store.session('token', AT)).toEqual({ agent: 'a_1', csrf: 'csrf' })
      expect(await store.session('token', AT + 10)).toBeNull()
      await store.dropSession('token')
      expect(await store.session('token', AT)).toBeNull()
    })

    it('keeps a note once, in its place in the history, and shows it to nobody outside', async () => {
      await store.turn('c_1', 'm_1', () => turn({ fact: 'm_1' }))
      const note = { id: 'note_1', conversation: 'c_1', from: 'system', agent: 'Lin', content: { type: 'text', text: 'call back' }, at: AT } as const
      await store.note(note)
      await store.note(note)
      expect((await store.messages('c_1', 10)).map(({ from }) => from)).toEqual(['customer', 'system'])
      expect(await store.dueConversations(AT, 10)).toEqual([])
    })

    it('keeps the small state of a channel account apart from every other', async () => {
      const state = store.state('door', 'main')
      await state.set('token', { value: 'x', until: 1 })
      await state.set('token', { value: 'y', until: 2 })
      expect(await state.get('token')).toEqual({ value: 'y', until: 2 })
      expect(await store.state('door', 'second').get('token')).toBeUndefined()
      await state.delete('token')
      expect(await state.get('token')).toBeUndefined()
    })

    it('numbers a journal’s entries from one, a key once', async () => {
      const journal = store.journal('door', 'main')
      const appended = await Promise.all([journal.append('t', 'a', 1), journal.append('t', 'b', 2), journal.append('t', 'a', 3), journal.append('u', 'a', 4)])
      expect(appended).toEqual([{ seq: 1, fresh: true }, { seq: 2, fresh: true }, { seq: 1, fresh: false }, { seq: 1, fresh: true }])
      expect(await journal.read('t', 0, 10)).toEqual([{ seq: 1, key: 'a', entry: 1 }, { seq: 2, key: 'b', entry: 2 }])
      expect(await journal.read('t', 1, 10)).toEqual([{ seq: 2, key: 'b', entry: 2 }])
    })

    it('makes a secret once', async () => {
      expect([await store.secret('s', () => 'first'), await store.secret('s', () => 'second')]).toEqual(['first', 'first'])
    })
  })
}
