/** How the contract of a door is put to the personal WeChat door: wechaty itself runs, with its mock as the puppet. */
import { door } from '../../../channels/wechaty/index.ts'
import type { Bench, Descriptor } from '../contract.ts'
import type { MemoryHouse } from '../house.ts'
import type { Served } from '../serve.ts'
import { createPhone, heard, KIND } from '../wechaty/bench.ts'

const NO_WIRE = 'only the puppet speaks to this door, within the same process'

export const descriptor: Descriptor = {
  door,
  open,
  wrong: { puppet: 'My Puppet', acceptRisk: 'no', perMinute: '0', timeoutMs: 'soon' },
  skip: {
    unforgeable: NO_WIRE, garbage: NO_WIRE,
    'idempotent send': 'WeChat has no key by which a repeated message is known again',
    refused: 'a puppet does not say that a message was refused, only that something failed',
  },
}

async function open(): Promise<Bench> {
  const phone = createPhone()
  let memory = {} as MemoryHouse
  let channel = {} as Served['channel']
  const deliver: Bench['deliver'] = ({ user, text, id }) => heard(memory, `${user}-${id}`, () => void phone.write(user, text, { id }))
  return {
    settings: { ...phone.settings, perMinute: '3' },
    async joined(served) {
      memory = served.memory
      channel = served.channel
      await phone.login(channel)
    },
    deliver,
    forgeries: [],
    garbage: [],
    unknown: () => heard(memory, 'mary-7', () => void phone.write('mary', '', { id: '7', kind: KIND.url })),
    faults: {
      async throttled() {
        phone.contact('bob')
        for (let n = 0; n < 3; n++) await channel.send('contact:bob', { type: 'text', text: '占满' }, String(n), { kind: 'bot' })
      },
      async unreachable() {
        await deliver({ user: 'mary', text: '在吗', id: '9001' })
        await phone.mocker.puppet.logout('another telephone')
      },
      'server-error': () => void phone.faults.push('broken-after-acceptance'),
      'no-answer': () => void phone.faults.push('silent'),
      'cut-after-acceptance': () => void phone.faults.push('broken-after-acceptance'),
    },
    shown: (user) => phone.shown(user),
    close: async () => undefined,
  }
}
