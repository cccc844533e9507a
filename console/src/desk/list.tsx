/** The left pane: who waits, what is mine, everything. It must keep the server's order, which is the order of urgency. */
import { Button, Empty, Input, type InputRef, Segmented, Spin, Tooltip } from 'antd'
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Summary, View } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { explain, useDesk } from '../lib/desk.ts'
import { type Resource, useResource } from '../lib/resource.ts'
import { useWords } from '../text/index.ts'
import { ListItem } from './list-item.tsx'

type List = Resource<{ items: readonly Summary[] }>
type Props = {
  view: View
  setView: (view: View) => void
  queue: List
  mine: List
  open: string | null
  /** Told what is on screen, in order, for the keys that move. */
  shown: RefObject<readonly Summary[]>
  search: RefObject<{ focus: () => void } | null>
  help: () => void
  step: (by: 1 | -1) => void
  claim: (id: string) => void
}

const PAGE = 50
/** The server lists no more at once. */
const MOST = 200
const TYPING_PAUSE_MS = 250

export function ConversationList({ view, setView, queue, mine, open, shown, search, help, step, claim }: Props) {
  const words = useWords()
  const { api, events } = useDesk()
  const input = useRef<InputRef>(null)
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  const [limit, setLimit] = useState(PAGE)
  useImperativeHandle(search, () => ({ focus: () => input.current?.focus({ cursor: 'all' }) }))
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  useEffect(() => setLimit(PAGE), [view, q])

  /** Only what the frame does not hold already: everything, searches, and longer lists. */
  const own = view === 'all' || q !== '' || limit > PAGE
  const asked = useResource(
    own ? `list ${view} ${limit} ${q}` : null,
    (signal) => api.conversations({ view, limit, ...(q === '' ? {} : { q }) }, signal),
    events, () => true,
  )
  const list = own ? asked : view === 'queue' ? queue : mine
  const items = list.data?.items ?? []
  shown.current = items
  const unread = (mine.data?.items ?? []).filter((each) => each.unread > 0).length

  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [open])

  return (
    <section className="list" aria-label={words.desk}>
      <div className="list-head">
        <Segmented
          block value={view} onChange={setView}
          options={[
            { value: 'queue' as const, label: <Counted label={words.list.queue} n={queue.data?.items.length} strong /> },
            { value: 'mine' as const, label: <Counted label={words.list.mine} n={mine.data?.items.length} dot={unread > 0} /> },
            { value: 'all' as const, label: words.list.all },
          ]}
        />
        <Input
          ref={input} value={typed} onChange={(event) => setTyped(event.target.value)} allowClear prefix={<Icon name="search" />} placeholder={words.list.search}
          aria-label={words.list.search}
          suffix={<Tooltip title={words.list.keys}><button type="button" className="link help" aria-label={words.list.keys} onClick={help}>?</button></Tooltip>}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
            if (event.key === 'ArrowDown' && !event.nativeEvent.isComposing) step(1)
          }}
        />
      </div>
      <div className="list-items" ref={place}>
        <ul aria-label={words.desk}>{items.map((item) => <ListItem key={item.id} item={item} open={item.id === open} claim={claim} />)}</ul>
        {list.refusal && <p className="problem">{words.errors.load} · {explain(list.refusal, words)} <button type="button" className="link" onClick={list.reload}>{words.errors.retry}</button></p>}
        {list.loading && list.data === undefined && <div className="centre"><Spin /></div>}
        {list.data && items.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyText(view, q !== '', words.list)} />}
        {items.length >= limit && limit >= MOST && <p className="faint list-more">{words.list.capped}</p>}
        {items.length >= limit && limit < MOST && <Button type="text" block loading={list.loading} onClick={() => setLimit(limit + PAGE)}>{words.list.more}</Button>}
      </div>
    </section>
  )
}

function Counted({ label, n, strong, dot }: { label: string; n: number | undefined; strong?: boolean; dot?: boolean }) {
  return <span className="counted">{label}{n ? <em className={strong ? 'is-strong' : ''}>{n >= PAGE ? `${PAGE}+` : n}</em> : null}{dot && <i />}</span>
}

function emptyText(view: View, searched: boolean, list: { emptySearch: string; emptyQueue: string; emptyMine: string; emptyAll: string }) {
  if (searched) return list.emptySearch
  return view === 'queue' ? list.emptyQueue : view === 'mine' ? list.emptyMine : list.emptyAll
}
