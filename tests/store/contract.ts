/** The contract of every store: what was accepted has one turn, written whole or not at all, in order, and is there after a restart. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.ts'
import { AT, conversation, inbox, ticket, turn } from './rows.ts'

export type StoreUnderTest = {
  open(): Promise<Store>
  /** Throws away what was stored. */
  clear(): Promise<void>
}

export function storeContract(name: string, { open, clear }: StoreUnderTest): void {
  describe(`${name}: inbox and turns`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => {
      await store.close()
      await clear()
    })

    it('stores a key once, however often and however parallel it comes', async () => {
      const parallel = await Promise.all([store.accept([inbox('a')]), store.accept([inbox('a')]), store.accept([inbox('a'), inbox('b')])])
      expect(parallel.flat().filter(({ fresh }) => fresh).map(({ key }) => key).sort()).toEqual(['a', 'b'])
      expect(await store.accept([inbox('a')])).toEqual([{ id: 'm_a', key: 'a', fresh: false }])
      expect(await store.backlog(10)).toHaveLength(2)
    })

    it('keeps the same key of two accounts apart', async () => {
      await store.accept([inbox('a')])
      expect(await store.accept([inbox('a', { id: 'm_other', account: 'second' })])).toEqual([{ id: 'm_other', key: 'a', fresh: true }])
    })

    it('gives back what came in as it was, whatever a customer types', async () => {
      const row = inbox('a', { name: null, content: { type: 'text', text: `燃气坏了 👨‍👩‍👧 \u0000 \u202eabc ' " ; -- ${'长'.repeat(20_000)}` } })
      await store.accept([row])
      expect(await store.backlog(10)).toEqual([row])
    })

    it('hands out the backlog oldest first, and only what has had no turn', async () => {
      await store.accept([inbox('a'), inbox('b'), inbox('c')])
      await store.turn('c_1', 'm_b', () => turn({ fact: 'm_b' }))
      expect((await store.backlog(10)).map(({ key }) => key)).toEqual(['a', 'c'])
      expect((await store.backlog(1)).map(({ key }) => key)).toEqual(['a'])
    })

    it('takes a turn once: the second time nothing is run and nothing is written', async () => {
      const write = turn({ fact: 'm_a', says: ['good morning'] })
      expect(await store.turn('c_1', 'm_a', () => write)).toEqual(write)
      let ran = false
      const again = await store.turn('c_1', 'm_a', () => {
        ran = true
        return write
      })
      expect({ again, ran }).toEqual({ again: null, ran: false })
      expect(await store.messages('c_1', 10)).toHaveLength(2)
    })

    it('gives a turn the state that the turn before it left, also in the same tick', async () => {
      const seen: (number | undefined)[] = []
      const step = (fact: string) =>
        store.turn('c_1', fact, (before) => {
          const misses = before?.conversation.misses
          seen.push(misses)
          return turn({ fact, conversation: conversation({ misses: (misses ?? 0) + 1 }) })
        })
      await Promise.all([step('m_1'), step('m_2'), step('m_3')])
      expect(seen).toEqual([undefined, 1, 2])
      expect((await store.load('c_1'))?.conversation.misses).toBe(3)
    })

    it('writes nothing of a turn that fails, and takes no other with it', async () => {
      await store.accept([inbox('a'), inbox('b')])
      const bad = store.turn('c_1', 'm_a', () => turn({ fact: 'm_a', says: ['never'], effects: [{ type: 'ticket', ticket: 't_none', by: 'customer', change: { type: 'said', text: '?' } }] }))
      const good = store.turn('c_2', 'm_b', () => turn({ fact: 'm_b', conversation: conversation({ id: 'c_2' }) }))
      const [first, second] = await Promise.allSettled([bad, good])
      expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled'])
      expect(await store.load('c_1')).toBeNull()
      expect(await store.messages('c_1', 10)).toEqual([])
      expect((await store.backlog(10)).map(({ key }) => key)).toEqual(['a'])
    })

    it('counts the serials of a pack on, so that two tickets of one day have two numbers', async () => {
      const scope = 'gas:GC{yyyy}{mm}{dd}{serial:4}:2026-11-25'
      const given: number[] = []
      const open = (fact: string, id: string) =>
        store.turn(id, fact, (before) => {
          const value = ((before ?? store.beforeOf(conversation({ id }))).serials[scope] ?? 0) + 1
          given.push(value)
          const opened = ticket(`GC20261125000${value}`, { conversation: id })
          return turn({ fact, conversation: conversation({ id }), effects: [{ type: 'serial', scope, value }, { type: 'ticket', ticket: opened.id, by: 'customer', change: { type: 'opened', ticket: opened } }] })
        })
      await Promise.all([open('m_1', 'c_1'), open('m_2', 'c_2')])
      await open('m_3', 'c_1')
      expect(given).toEqual([1, 2, 3])
      expect((await store.load('c_1'))?.serials).toEqual({ [scope]: 3 })
      expect((await store.beforeOf(conversation({ id: 'c_9', pack: 'gas-north' }))).serials).toEqual({})
    })

    it('applies the changes of a ticket in order and keeps its whole history', async () => {
      const opened = ticket('GC1')
      await store.turn('c_1', 'm_1', () => turn({ fact: 'm_1', effects: [{ type: 'ticket', ticket: opened.id, by: 'customer', change: { type: 'opened', ticket: opened } }] }))
      await store.turn('c_1', 'm_2', () =>
        turn({
          fact: 'm_2', at: AT + 1_000,
          effects: [
            { type: 'ticket', ticket: opened.id, by: 'customer', change: { type: 'field.set', field: 'phone', value: '13800000000' } },
            { type: 'ticket', ticket: opened.id, by: 'customer', change: { type: 'field.set', field: 'phone', value: '13900000000' } },
            { type: 'ticket', ticket: opened.id, by: 'lin', change: { type: 'moved', status: 'in_progress', note: '' } },
          ],
        }),
      )
      expect(await store.ticket(opened.id)).toEqual({ ...opened, fields: { phone: '13900000000' }, status: 'in_progress' })
      expect((await store.history(opened.id)).map(({ at, by, change }) => [at, by, change.type])).toEqual([
        [AT, 'customer', 'opened'], [AT + 1_000, 'customer', 'field.set'], [AT + 1_000, 'customer', 'field.set'], [AT + 1_000, 'lin', 'moved'],
      ])
      expect((await store.load('c_1'))?.tickets.map(({ id }) => id)).toEqual([opened.id])
    })

    it('refuses a second ticket with the same number', async () => {
      const open = (fact: string, id: string) =>
        store.turn('c_1', fact, () => turn({ fact, effects: [{ type: 'ticket', ticket: id, by: 'customer', change: { type: 'opened', ticket: ticket('GC1', { id }) } }] }))
      await open('m_1', 't_1')
      await expect(open('m_2', 't_2')).rejects.toThrow()
    })

    it('sets, moves and drops timers, and hands out what is due, earliest first', async () => {
      const set = (fact: string, timer: string, at: number | null) => store.turn('c_1', fact, () => turn({ fact, effects: [{ type: 'timer', timer, at }] }))
      await set('m_1', 'late', AT + 3)
      await set('m_2', 'early', AT + 1)
      await set('m_3', 'moved', AT)
      await set('m_4', 'moved', AT + 2)
      await set('m_5', 'dropped', AT)
      await set('m_6', 'dropped', null)
      expect((await store.dueTimers(AT + 2, 10)).map(({ timer }) => timer)).toEqual(['early', 'moved'])
      expect((await store.dueTimers(AT + 9, 1)).map(({ timer }) => timer)).toEqual(['early'])
    })

    it('collects what nobody has written, the same question once', async () => {
      for (const [index, question] of ['能养鲸鱼吗', '能养鲸鱼吗', '几点开门'].entries())
        await store.turn('c_1', `m_${index}`, () => turn({ fact: `m_${index}`, at: AT + index, effects: [{ type: 'gap', question, lang: 'zh-CN' }] }))
      expect((await store.gaps('gas', 10)).map(({ question, n }) => [question, n])).toEqual([['几点开门', 1], ['能养鲸鱼吗', 2]])
      expect(await store.gaps('bank', 10)).toEqual([])
    })

    it('finds the fact behind a message of either side', async () => {
      await store.turn('c_1', 'm_1', () => turn({ fact: 'm_1', says: ['hello'] }))
      expect((await store.factOf('m_1'))?.id).toBe('m_1')
      expect((await store.factOf('m_1/0'))?.id).toBe('m_1')
      expect(await store.factOf('m_2')).toBeNull()
    })

    it('still has everything after it was closed and opened again', async () => {
      await store.accept([inbox('a'), inbox('b')])
      await store.turn('c_1', 'm_a', () => turn({ fact: 'm_a', says: ['hello'], effects: [{ type: 'timer', timer: 'x', at: AT }] }))
      await store.close()
      store = await open()
      expect((await store.backlog(10)).map(({ key }) => key)).toEqual(['b'])
      expect(await store.messages('c_1', 10)).toHaveLength(2)
      expect(await store.dueTimers(AT, 10)).toHaveLength(1)
      expect((await store.takePart('c_1', AT))?.id).toBe('m_a/0/0')
      expect(await store.turn('c_1', 'm_a', () => turn({ fact: 'm_a' }))).toBeNull()
    })
  })
}
