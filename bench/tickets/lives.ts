/** Tickets with lives behind them: opened over two years, said more about, worked on, most of them closed. The same number gives the same tickets. */
import type { Conversation, Effect, Ticket, TicketChange } from '../../core/model.ts'
import type { Pack } from '../../core/pack.ts'
import { deadlinesFor } from '../../core/tickets/deadlines.ts'
import { NEW_PARTS } from '../../core/tickets/life.ts'
import type { TurnWrite } from '../../src/store/store.ts'

const SPAN_MS = 730 * 86_400_000
const BATCH = 2_000
const WORDS = ['热水器半夜自己熄火，师傅约了三次都没来', '这个月多收了三百多块，抄表的人没进过门', '海棠路18号门口挖开以后一直没填', '停气没人通知，一锅汤全倒了', 'The inspector sold my mother a hose she did not need']

export function* lives(n: number, pack: Pack, now: number): Iterable<TurnWrite[]> {
  for (let start = 0; start < n; start += BATCH) yield Array.from({ length: Math.min(BATCH, n - start) }, (_, i) => life(start + i, n, pack, now))
}

function life(i: number, n: number, pack: Pack, now: number): TurnWrite {
  const at = Math.round(now - SPAN_MS + (SPAN_MS * (i + 1)) / n)
  const category = pack.categories[(i * 7) % pack.categories.length] as Pack['categories'][number]
  const facts = { kind: 'complaint', category: category.key, subject: null, severity: i % 5 === 0 ? 'major' : 'normal', flags: [], department: category.department } as const
  const conversation: Conversation = {
    id: `c_${i}`, pack: pack.id, channel: i % 3 === 0 ? 'wechat' : 'web', account: 'main', address: `a_${i}`, customer: `u_${i}`, lang: 'zh-CN', openedAt: at, speaker: { type: 'bot' },
    epoch: 1, introduced: true, flow: null, topic: null, ticket: null, consent: 'unset', misses: 0, lastCustomerAt: at,
  }
  const text = WORDS[i % WORDS.length] as string
  const ticket: Ticket = {
    id: `t_${i}`, number: `GC${String(i).padStart(9, '0')}`, pack: pack.id, ...facts, status: 'open', conversation: conversation.id, customer: conversation.customer, lang: 'zh-CN',
    openedAt: at, deadlines: deadlinesFor(pack, facts, at), fields: { phone: `138${String(i).padStart(8, '0')}` }, story: [{ at, text }], urges: [], assignee: null, ...NEW_PARTS,
  }
  const old = at < now - 10 * 86_400_000
  const changes: TicketChange[] = [
    { type: 'opened', ticket }, { type: 'said', text: `${text}（补充）` }, { type: 'field.set', field: 'address', value: `海棠路${i % 300}号` },
    { type: 'assigned', agent: 'lin' }, { type: 'moved', status: 'in_progress', note: '' },
    ...(old ? ([{ type: 'recorded', values: { responsibility: 'ours', compensation: String((i % 7) * 50) } }, { type: 'result.told', text: '已处理' }, { type: 'moved', status: 'closed', note: '' }] as const) : []),
  ]
  const effects: Effect[] = changes.map((change) => ({ type: 'ticket', ticket: ticket.id, change, by: 'lin' }))
  if (!old) effects.push({ type: 'clock', ticket: ticket.id, at: at + 3_600_000 * 40 })
  return { fact: { id: `f_${i}`, at, conversation: conversation.id, type: 'timer.rang', timer: 'bench', staffed: [] }, conversation, effects, messages: [], parts: [] }
}
