/** One ticket, whole: what it is, by when it is due, what was said and done, and the acts on it. It must fit a narrow column beside a conversation. */
import { App } from 'antd'
import type { ReactNode } from 'react'
import type { Ticket } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { useDesk, usePack } from '../lib/desk.ts'
import { useNow } from '../lib/screen.ts'
import { isFinal, moment } from '../lib/time.ts'
import { nameOf, useLang } from '../text/index.ts'
import { useAct } from './act.ts'
import { Acts } from './acts.tsx'
import { Deadlines } from './deadlines.tsx'
import { Fields } from './fields.tsx'
import { Handling } from './handling.tsx'
import { History } from './history.tsx'
import { Flags, Severity, Status } from './marks.tsx'

export function TicketPanel({ ticket, changed }: { ticket: Ticket; changed: (ticket: Ticket) => void }) {
  const { words, lang } = useLang()
  const { me } = useDesk()
  const pack = usePack(ticket.pack)
  const now = useNow(30_000)
  const act = useAct(ticket, changed)
  const final = isFinal(ticket)
  const { story, urges } = ticket
  return (
    <article className="ticket" data-ticket={ticket.number}>
      <header className="ticket-head">
        <div><TicketNumber ticket={ticket} /><Status status={ticket.status} /></div>
        <div className="ticket-marks"><span>{words.kinds[ticket.kind] ?? ticket.kind}</span><Severity severity={ticket.severity} /><Flags flags={ticket.flags} />{urges.length > 0 && <strong className="urged">{words.ticket.urged(urges.length)}</strong>}</div>
      </header>
      <Deadlines ticket={ticket} />
      <Acts ticket={ticket} act={act} />
      <dl className="facts">
        <dt>{words.ticket.category}</dt><dd>{ticket.category ? nameOf(pack?.categories, ticket.category, lang) : <span className="faint">{words.ticket.unclassified}</span>}</dd>
        {ticket.subject && <><dt>{words.ticket.subject}</dt><dd>{nameOf(pack?.subjects, ticket.subject, lang)}</dd></>}
        <dt>{words.ticket.department}</dt><dd>{nameOf(pack?.departments, ticket.department, lang)}</dd>
        {ticket.stage && <><dt>{words.ticket.stage}</dt><dd>{nameOf(pack?.stages, ticket.stage.key, lang)} <span className="faint">{moment(ticket.stage.since, now)}</span></dd></>}
        <dt>{words.ticket.assignee}</dt>
        <dd>
          {ticket.assignee ?? <span className="faint">{words.ticket.nobody}</span>}
          {!final && ticket.assignee !== me.name && <button type="button" className="link" onClick={() => void act({ type: 'change', change: { type: 'assigned', agent: me.name } })}>{words.ticket.assignMe}</button>}
          {!final && ticket.assignee === me.name && <button type="button" className="link" onClick={() => void act({ type: 'change', change: { type: 'assigned', agent: null } })}>{words.ticket.unassign}</button>}
        </dd>
        <dt>{words.ticket.opened}</dt><dd>{moment(ticket.openedAt, now)}</dd>
      </dl>
      <Handling ticket={ticket} act={act} now={now} />
      <Fields ticket={ticket} act={final ? null : act} />
      {story.length > 0 && <Part title={words.ticket.story} n={story.length}><Sayings of={story} now={now} /></Part>}
      {urges.length > 0 && <Part title={words.ticket.urges} n={urges.length}><Sayings of={urges} now={now} /></Part>}
      <Part title={words.ticket.history} n={ticket.history.length} folded><History ticket={ticket} now={now} /></Part>
    </article>
  )
}

/** A click copies it: it is what agents look for, read out and paste all day. */
export function TicketNumber({ ticket }: { ticket: Pick<Ticket, 'number'> }) {
  const { words } = useLang()
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard?.writeText(ticket.number)
    void message.success(words.ticket.copied)
  }
  return (
    <button type="button" className="ticket-number mono" title={words.ticket.copy} aria-label={`${words.ticket.copy} ${ticket.number}`} onClick={() => void copy()}>
      {ticket.number} <Icon name="copy" size={13} />
    </button>
  )
}

function Part({ title, n, folded, children }: { title: string; n: number; folded?: boolean; children: ReactNode }) {
  return <details className="part" open={!folded}><summary>{title} <em>{n}</em></summary>{children}</details>
}

function Sayings({ of, now }: { of: readonly { at: number; text: string }[]; now: number }) {
  return <ul className="sayings">{of.map(({ at, text }) => <li key={`${at} ${text}`}><span dir="auto">{text}</span> <time>{moment(at, now)}</time></li>)}</ul>
}
