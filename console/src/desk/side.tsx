/** The right pane: who the customer is and the tickets he has, the one spoken about open. It must show a ticket as the server has it. */
import { useCallback } from 'react'
import type { ConversationDetail, Summary, Ticket } from '../../api.ts'
import { useDoorName, usePack } from '../lib/desk.ts'
import type { Resource } from '../lib/resource.ts'
import { nameOf, pick, useLang } from '../text/index.ts'
import { Pressing } from '../ticket/deadlines.tsx'
import { Severity, Status } from '../ticket/marks.tsx'
import { TicketPanel } from '../ticket/panel.tsx'

export function Side({ detail }: { detail: Resource<ConversationDetail> }) {
  const { words } = useLang()
  const { put } = detail
  const changed = useCallback((ticket: Ticket) => put((before) => before && { ...before, tickets: before.tickets.map((each) => (each.id === ticket.id ? ticket : each)) }), [put])
  if (!detail.data) return null
  const { conversation, tickets } = detail.data
  const current = tickets.find(({ id }) => id === conversation.ticket?.id) ?? tickets[0]
  const others = tickets.filter((ticket) => ticket !== current)
  return (
    <div className="side-in">
      <Customer conversation={conversation} />
      {current ? <TicketPanel key={current.id} ticket={current} changed={changed} /> : <p className="faint side-none">{words.side.noTicket}</p>}
      {others.map((ticket) => <Other key={ticket.id} ticket={ticket} changed={changed} />)}
    </div>
  )
}

function Customer({ conversation }: { conversation: Summary }) {
  const { words, lang } = useLang()
  const pack = usePack(conversation.pack)
  const door = useDoorName()
  return (
    <section className="customer" aria-label={words.side.customer}>
      <h3 dir="auto">{conversation.name || words.list.anonymous}</h3>
      <dl className="facts">
        <dt>{words.side.pack}</dt><dd>{pick(pack?.organisation, lang) ?? conversation.pack}</dd>
        <dt>{words.side.channel}</dt><dd>{door(conversation.channel)} <span className="faint">{conversation.account}</span></dd>
        <dt>{words.side.language}</dt><dd>{words.langs[conversation.lang] ?? conversation.lang}</dd>
        <dt>{words.side.id}</dt><dd className="mono faint">{conversation.customer}</dd>
      </dl>
    </section>
  )
}

/** One line until it is opened. */
function Other({ ticket, changed }: { ticket: Ticket; changed: (ticket: Ticket) => void }) {
  const { words, lang } = useLang()
  const pack = usePack(ticket.pack)
  return (
    <details className="other">
      <summary>
        <span className="mono">{ticket.number}</span> <Status status={ticket.status} />
        <span className="faint">{ticket.category ? nameOf(pack?.categories, ticket.category, lang) : words.kinds[ticket.kind]}</span>
        {(ticket.severity === 'major' || ticket.severity === 'emergency') && <Severity severity={ticket.severity} />} <Pressing ticket={ticket} />
      </summary>
      <TicketPanel ticket={ticket} changed={changed} />
    </details>
  )
}
