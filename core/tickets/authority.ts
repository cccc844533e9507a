/** Who may decide what, by the pack's levels of authority. Nothing may be promised to a customer beyond the level reached. */
import { addWorking } from '../calendar/calendar.ts'
import type { Actor, Approval, Promised, Ticket } from '../model.ts'
import type { Pack } from '../pack.ts'
import type { Authority } from '../workflow.ts'
import { hoursOf } from './routing.ts'

export const authorityFor = (pack: Pack, kind: string): Authority | null => pack.cases.authority.find((authority) => authority.kind === kind) ?? null

/** The lowest level that covers an amount; null when even the highest does not. */
export function levelFor(authority: Authority, amount: number | null): number | null {
  const level = authority.levels.findIndex(({ upTo }) => upTo === null || amount === null || amount <= upTo)
  return level < 0 ? null : level
}

/** May this person grant it: he holds the role asked for, or one above it; never he who asked. */
export function mayDecide(authority: Authority, approval: Approval, by: Actor): boolean {
  if (approval.askedBy === by.name) return false
  const asked = authority.levels.findIndex(({ role }) => role === approval.role)
  return by.role === 'admin' || authority.levels.some(({ role }, level) => level >= asked && by.roles.includes(role))
}

/** True when the person's own level, or something granted on this ticket, covers what is to be promised. */
export function covered(pack: Pack, ticket: Pick<Ticket, 'approvals'>, promised: Promised, by: Actor): boolean {
  const authority = authorityFor(pack, promised.kind)
  if (!authority) return false
  const own = authority.levels.some(({ role, upTo }) => by.roles.includes(role) && (upTo === null || (promised.amount !== null && promised.amount <= upTo)))
  return own || ticket.approvals.some(({ kind, state, amount }) => kind === promised.kind && state === 'granted' && (amount === null || (promised.amount !== null && promised.amount <= amount)))
}

/** The level above, when one has let the time pass; null at the top. */
export function climb(authority: Authority, approval: Approval, at: number, department: string, pack: Pack): { role: string; dueAt: number | null } | null {
  const next = authority.levels[authority.levels.findIndex(({ role }) => role === approval.role) + 1]
  return next ? { role: next.role, dueAt: decideBy(authority, at, department, pack) } : null
}

/** By when a level is to decide; its clock runs in the ticket's department's hours. */
export const decideBy = ({ within }: Authority, at: number, department: string, pack: Pack): number | null =>
  within ? addWorking(at, within.n, within.unit, hoursOf(pack, department), pack).at : null

const SUM = /(?:¥|￥|RMB|CNY|人民币|人民幣)\s*(\d[\d,]*(?:\.\d+)?)|(\d[\d,]*(?:\.\d+)?)\s*(万|萬)?\s*(?:元|块|塊|yuan|RMB|CNY)/gi
const GIVES = /(?:赔|賠|补偿|補償|退还|退還|退款|退您|折让|折讓|补您|補您|给您|給您|compensat|refund|reimburse|pay you|allowance)/i
const OPEN = /(?:您(?:要求|提出|希望|主张|主張|说的|說的)|申请|申請|审批|審批|核实|核實|是否|能否|不能|无法|無法|whether|not able|cannot|can't|request(?:ed)?|claim(?:ed)?)/i

/** Money that words promise to a customer, sentence by sentence: "赔您 5000 元"; a sum that is only spoken about promises nothing. */
export function promisedIn(text: string): Promised | null {
  let most: number | null = null
  for (const sentence of text.normalize('NFKC').split(/[。！？!?;；\n]/)) {
    if (!GIVES.test(sentence) || OPEN.test(sentence)) continue
    for (const [, plain, counted, tenThousand] of sentence.matchAll(SUM)) {
      const amount = Number((plain ?? counted ?? '').replaceAll(',', '')) * (tenThousand ? 10_000 : 1)
      if (amount > (most ?? 0)) most = amount
    }
  }
  return most === null ? null : { kind: 'compensation', amount: most }
}
