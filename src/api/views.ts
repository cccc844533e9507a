/** What the console is shown of conversations and tickets; shapes only, nothing is decided here. */
import type { Ticket, TicketStatus } from '../../core/model.ts'
import { applyChange } from '../../core/tickets/life.ts'
import type { Store, Summary } from '../store/store.ts'

export function summaryView({ conversation, name, speaker, lastText, lastAt, lastFrom, handover, unread }: Summary, store: Store): object {
  const { id, pack, channel, account, customer, lang, epoch } = conversation
  const ticket = conversation.ticket ? store.ticket(conversation.ticket) : null
  return {
    id, pack, channel, account, customer, name: name ?? `${channel} ${customer.slice(-4)}`, lang, speaker, epoch, lastText, lastAt, lastFrom, unread,
    ...(ticket ? { ticket: { id: ticket.id, number: ticket.number, category: ticket.category, severity: ticket.severity } } : {}),
    ...(speaker.type === 'queue' ? { waitingSince: speaker.since, asked: askedView(id, store) } : {}),
    ...(handover ? { reason: handover.reason, priority: handover.priority } : {}),
    ...(speaker.type === 'agent' ? troubleView(id, store) : {}),
  }
}

/** What the customer said last: in the queue the bot's own last words are "please wait", which tells an agent nothing. */
function askedView(conversation: string, store: Store): string {
  const last = store.messages(conversation, 10).findLast(({ from, content }) => from === 'customer' && content.type === 'text')
  return last?.content.type === 'text' ? last.content.text.slice(0, 200) : ''
}

/** An agent who has moved on must still see that his last words did not arrive. */
function troubleView(conversation: string, store: Store): object {
  const last = store.messages(conversation, 10).findLast(({ from }) => from === 'agent')
  return last?.status === 'failed' || last?.status === 'ambiguous' || last?.status === 'refused' ? { trouble: last.status } : {}
}

export function conversationView(summary: Summary, store: Store): object {
  const { conversation, handover } = summary
  return {
    conversation: summaryView(summary, store),
    messages: store.messages(conversation.id, 500).map(({ id, from, agent, content, at, status, reason, abstained }) => ({
      id, from, ...(agent === null ? {} : { agent }), content, at, ...(status === null ? {} : { status }), ...(reason === null ? {} : { reason }),
      ...(abstained ? { abstained } : {}), ...(from === 'customer' ? { understood: understoodView(id, store) } : {}),
    })),
    tickets: store.ticketsOf(conversation.customer).map((ticket) => ticketView(ticket, store)),
    ...(handover ? { handover } : {}),
  }
}

const STATUSES: readonly TicketStatus[] = ['open', 'in_progress', 'resolved', 'closed']

/** `next`: what it may be moved to from where it is. */
export function ticketView(ticket: Ticket, store: Store): object {
  const next = STATUSES.filter((status) => status !== ticket.status && applyChange(ticket, { type: 'moved', status, note: '' }, 0).ok)
  return { ...ticket, next, history: store.history(ticket.id) }
}

function understoodView(message: string, store: Store): object | undefined {
  const fact = store.factOf(message)
  if (fact?.type !== 'customer.said') return undefined
  const { intent, also, category, severity, flags, passages, entities, answerable } = fact.understood
  return {
    intent: intent.label, confidence: intent.confidence, evidence: intent.evidence, also: also.map(({ label }) => label),
    ...(category ? { category: category.label } : {}), severity: severity.label, answerable,
    flags: flags.map(({ label }) => label), entities: entities.map(({ type, value }) => ({ type, value })), citations: passages.slice(0, 3).map(({ citation }) => citation),
  }
}
