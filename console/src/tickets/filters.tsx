/** The filters over the ticket list. It must offer only categories and departments of the chosen business. */
import { Button, Input, Select, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { TICKET_KINDS } from '../../../core/model.ts'
import type { Named, TicketFilter, TicketStatus } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { useDesk } from '../lib/desk.ts'
import { pick, useLang } from '../text/index.ts'

const STATUSES: readonly TicketStatus[] = ['open', 'in_progress', 'resolved', 'closed', 'withdrawn']
const TYPING_PAUSE_MS = 250

export function Filters({ filter, set, count }: { filter: TicketFilter; set: (filter: TicketFilter) => void; count: number | null }) {
  const { words, lang } = useLang()
  const { setup } = useDesk()
  const [typed, setTyped] = useState(filter.q ?? '')
  const change = (part: { [K in keyof TicketFilter]?: TicketFilter[K] | undefined }) => set(known({ ...filter, ...part }))
  useEffect(() => {
    const timer = setTimeout(() => typed.trim() !== (filter.q ?? '') && change({ q: typed.trim() }), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  const packs = filter.pack === undefined ? setup.packs : setup.packs.filter(({ id }) => id === filter.pack)
  const named = (lists: readonly (readonly Named[])[]) => {
    const byKey = new Map(lists.flat().map(({ key, names }) => [key, pick(names, lang) ?? key]))
    return [...byKey].map(([value, label]) => ({ value, label }))
  }
  const worded = (keys: readonly string[], list: Readonly<Record<string, string>>) => keys.map((key) => ({ value: key, label: list[key] ?? key }))
  const choice = (name: 'pack' | 'status' | 'kind' | 'category' | 'department', label: string, options: readonly { value: string; label: string }[]) => (
    <Select
      key={name} allowClear showSearch={{ optionFilterProp: 'label' }} className="filter" popupMatchSelectWidth={false} placeholder={label} aria-label={label} data-filter={name}
      value={filter[name] ?? null} options={[...options]} onChange={(value: string | null) => change({ [name]: value ?? undefined, ...(name === 'pack' ? { category: undefined, department: undefined } : {}) })}
    />
  )
  return (
    <header className="filters">
      <Input className="filter-search" value={typed} onChange={(event) => setTyped(event.target.value)} allowClear prefix={<Icon name="search" />} placeholder={words.table.search} aria-label={words.table.search} />
      {setup.packs.length > 1 && choice('pack', words.table.pack, setup.packs.map(({ id, names }) => ({ value: id, label: pick(names, lang) ?? id })))}
      {choice('status', words.ticket.status, [{ value: 'open,in_progress', label: words.table.live }, ...worded(STATUSES, words.statuses)])}
      {choice('kind', words.ticket.kind, worded(TICKET_KINDS, words.kinds))}
      {choice('category', words.ticket.category, named(packs.map(({ categories }) => categories)))}
      {choice('department', words.ticket.department, named(packs.map(({ departments }) => departments)))}
      <span className="filter-switch"><Switch size="small" aria-label={words.table.overdueOnly} checked={filter.overdue ?? false} onChange={(on) => change({ overdue: on || undefined })} /> {words.table.overdueOnly}</span>
      {Object.keys(filter).length > 0 && <Button type="text" onClick={() => {
        setTyped('')
        set({})
      }}>{words.table.reset}</Button>}
      {count !== null && <span className="faint count">{words.table.count(count)}</span>}
    </header>
  )
}

function known(filter: { [K in keyof TicketFilter]?: TicketFilter[K] | undefined }): TicketFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')) as TicketFilter
}
