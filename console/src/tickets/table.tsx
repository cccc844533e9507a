/** The list of tickets, a table on a desk and cards on a phone. Each line must be a link, so that it opens in a window of its own. */
import { Empty } from 'antd'
import type { Ticket } from '../../api.ts'
import { usePack } from '../lib/desk.ts'
import { write } from '../lib/route.ts'
import { useNow } from '../lib/screen.ts'
import { moment } from '../lib/time.ts'
import { nameOf, pick, useLang } from '../text/index.ts'
import { Pressing } from '../ticket/deadlines.tsx'
import { Flags, Severity, Status } from '../ticket/marks.tsx'

export function TicketTable({ items, open }: { items: readonly Ticket[]; open: string | null }) {
  const { words } = useLang()
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={words.table.empty} />
  return (
    <div className="table">
      <div className="row is-head" aria-hidden="true">
        {[words.table.number, words.ticket.category, words.ticket.status, words.table.deadline, words.ticket.department, words.ticket.assignee, words.table.opened]
          .map((title) => <span key={title}>{title}</span>)}
      </div>
      <ul aria-label={words.tickets}>{items.map((ticket) => <li key={ticket.id}><Row ticket={ticket} open={ticket.id === open} /></li>)}</ul>
    </div>
  )
}

function Row({ ticket, open }: { ticket: Ticket; open: boolean }) {
  const { words, lang } = useLang()
  const pack = usePack(ticket.pack)
  const now = useNow(30_000)
  const { story } = ticket
  return (
    <a className={`row is-${ticket.severity}${open ? ' is-open' : ''}`} href={write({ page: 'tickets', ticket: ticket.id })} data-ticket={ticket.number}>
      <span className="cell-number"><b className="mono">{ticket.number}</b><small className="faint">{pick(pack?.names, lang) ?? ticket.pack}</small></span>
      <span className="cell-what">
        <span><em className="kind">{words.kinds[ticket.kind] ?? ticket.kind}</em> {ticket.category ? nameOf(pack?.categories, ticket.category, lang) : words.ticket.unclassified}
          {ticket.severity !== 'normal' && <Severity severity={ticket.severity} />}<Flags flags={ticket.flags} />{ticket.urges.length > 0 && <strong className="urged">{words.ticket.urged(ticket.urges.length)}</strong>}</span>
        <small className="faint" dir="auto">{story.at(0)?.text ?? ''}</small>
      </span>
      <span><Status status={ticket.status} /></span>
      <span><Pressing ticket={ticket} /></span>
      <span>{nameOf(pack?.departments, ticket.department, lang)}</span>
      <span>{ticket.assignee ?? <span className="faint">{words.ticket.nobody}</span>}</span>
      <span className="faint">{moment(ticket.openedAt, now)}</span>
    </a>
  )
}
