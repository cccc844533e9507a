/** All tickets: found by number, words and filters, opened in a drawer. It must keep the server's order and say when the list is not all. */
import { Button, Drawer, Spin } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Ticket, TicketFilter } from '../../api.ts'
import { explain, useDesk } from '../lib/desk.ts'
import { useResource } from '../lib/resource.ts'
import { go, write } from '../lib/route.ts'
import { useLang } from '../text/index.ts'
import { TicketPanel } from '../ticket/panel.tsx'
import { Filters } from './filters.tsx'
import { TicketTable } from './table.tsx'

const PAGE = 50
const MOST = 200

export default function TicketsPage({ open }: { open: string | null }) {
  const { words } = useLang()
  const { api, events } = useDesk()
  const [filter, setFilter] = useState<TicketFilter>({})
  const [limit, setLimit] = useState(PAGE)
  const asked = useMemo(() => JSON.stringify(filter), [filter])
  useEffect(() => setLimit(PAGE), [asked])
  const list = useResource(`tickets ${limit} ${asked}`, (signal) => api.tickets({ ...filter, limit }, signal), events, (changed) => changed.ticket !== undefined)
  const items = list.data?.items ?? []
  return (
    <main className="tickets">
      <Filters filter={filter} set={setFilter} count={list.data ? items.length : null} />
      <div className="tickets-list">
        {list.refusal && <p className="problem">{words.errors.load} · {explain(list.refusal, words)} <button type="button" className="link" onClick={list.reload}>{words.errors.retry}</button></p>}
        {list.data ? <TicketTable items={items} open={open} /> : !list.refusal && <div className="centre"><Spin /></div>}
        {items.length >= limit && limit < MOST && <Button type="text" block loading={list.loading} onClick={() => setLimit(limit + PAGE)}>{words.table.more}</Button>}
        {items.length >= MOST && <p className="faint list-more">{words.list.capped}</p>}
      </div>
      <Drawer open={open !== null} onClose={() => go({ page: 'tickets', ticket: null })} size={Math.min(520, window.innerWidth)} className="side-drawer" title={open === null ? null : <OpenedTitle id={open} items={items} />}>
        {open !== null && <Opened key={open} id={open} />}
      </Drawer>
    </main>
  )
}

function OpenedTitle({ id, items }: { id: string; items: readonly Ticket[] }) {
  const { words } = useLang()
  const conversation = items.find((ticket) => ticket.id === id)?.conversation
  return conversation ? <a href={write({ page: 'desk', conversation })}>{words.side.openConversation} →</a> : words.tickets
}

function Opened({ id }: { id: string }) {
  const { words } = useLang()
  const { api, events } = useDesk()
  const { data, refusal, put } = useResource(`ticket ${id}`, (signal) => api.ticket(id, signal), events, (changed) => changed.ticket === id)
  const changed = useCallback((ticket: Ticket) => put(() => ticket), [put])
  if (data) return <TicketPanel ticket={data} changed={changed} />
  return refusal ? <p className="problem">{refusal.status === 404 ? words.ticket.missing : explain(refusal, words)}</p> : <div className="centre"><Spin /></div>
}
