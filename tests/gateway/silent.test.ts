/** Messages that a door marks as not to be answered: in the history like any other, with a turn of their own, and no reply; also after a process died before it. */
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import type { Inbound } from '../../core/channel.ts'
import { DOOR, openRoom, type Room, wrote } from './room.ts'

const byMachine = (key: string): Inbound => ({ ...wrote('anna', key), content: { type: 'text', text: 'Out of office', silent: 'machine' } })

let room: Room
beforeEach(async () => {
  room = await openRoom()
})
afterEach(() => room.close())

it('is kept and not answered', async () => {
  await room.gateway.accept(DOOR, [byMachine('k1')])
  await room.gateway.idle()
  expect(room.history('anna')).toEqual(['customer: Out of office'])
  expect(room.committed).toMatchObject([{ parts: [] }])
})

it('is not answered by the process that takes it up later either', async () => {
  await room.gateway.stop()
  await room.gateway.accept(DOOR, [byMachine('k1')])
  room = await room.restart()
  expect(await room.gateway.recover()).toBe(1)
  await room.gateway.idle()
  expect(room.history('anna')).toEqual(['customer: Out of office'])
})
