/** Rows for tests of the store and of what stands on it: small, complete, and different only where a test says so. */
import type { Conversation, Effect, Fact, Ticket } from '../../core/model.ts'
import { NEW_PARTS } from '../../core/tickets/life.ts'
import type { InboxRow, OutboxRow, TurnWrite } from '../../src/store/store.ts'

/** A Wednesday morning in Shanghai. */
export const AT = Date.parse('2026-11-25T10:00:00+08:00')

export function inbox(key: string, more: Partial<InboxRow> = {}): InboxRow {
  return {
    id: `m_${key}`, channel: 'door', account: 'main', key, conversation: 'c_1', customer: 'u_1', address: 'anna', name: 'Anna',
    content: { type: 'text', text: `message ${key}` }, at: AT, receivedAt: AT, ...more,
  }
}

export function conversation(more: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c_1', pack: 'gas', channel: 'door', account: 'main', address: 'anna', customer: 'u_1', lang: 'zh-CN', openedAt: AT, speaker: { type: 'bot' },
    epoch: 1, introduced: true, flow: null, topic: null, ticket: null, consent: 'unset', misses: 0, lastCustomerAt: AT, ...more,
  }
}

export function ticket(number: string, more: Partial<Ticket> = {}): Ticket {
  return {
    id: `t_${number}`, number, pack: 'gas', kind: 'complaint', category: 'billing', subject: null, severity: 'normal', flags: [], department: 'billing', status: 'open',
    conversation: 'c_1', customer: 'u_1', lang: 'zh-CN', openedAt: AT, deadlines: [], fields: {}, story: [], urges: [], assignee: null, ...NEW_PARTS, ...more,
  }
}

type Turn = {
  fact: string
  at?: number
  conversation?: Conversation
  effects?: readonly Effect[]
  /** Words to be sent, one message each. */
  says?: readonly string[]
  part?: Partial<OutboxRow>
}

/** What one turn writes: the customer's words, the desk's words as messages and as parts, and the effects. */
export function turn({ fact: id, at = AT, conversation: state = conversation(), effects = [], says = [], part = {} }: Turn): TurnWrite {
  const fact = { id, at, conversation: state.id, type: 'timer.rang', timer: 'test', staffed: [] } satisfies Fact
  const { channel, account, address } = state
  const content = (text: string) => ({ type: 'text', text }) as const
  return {
    fact, conversation: state, effects,
    messages: [
      { id, conversation: state.id, from: 'customer', agent: null, content: content(`said ${id}`), at },
      ...says.map((text, index) => ({ id: `${id}/${index}`, conversation: state.id, from: 'bot' as const, agent: null, content: content(text), at })),
    ],
    parts: says.map((text, index) => ({
      id: `${id}/${index}/0`, message: `${id}/${index}`, conversation: state.id, channel, account, address, content: content(text), by: 'bot', agent: null,
      epoch: state.epoch, answers: id, ...part,
    })),
  }
}
