/** The agent's desk: list, conversation, customer and tickets side by side, and the keys that move between them. It must not draw any of the three itself. */
import { App, Drawer } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Summary, View } from '../../api.ts'
import { explain, useDesk } from '../lib/desk.ts'
import { type Resource, useResource } from '../lib/resource.ts'
import { go } from '../lib/route.ts'
import { useRoom } from '../lib/screen.ts'
import { useWords } from '../text/index.ts'
import { Keys } from './keys.tsx'
import { ConversationList } from './list.tsx'
import { Side } from './side.tsx'
import { Thread } from './thread.tsx'

type List = Resource<{ items: readonly Summary[] }>

export function DeskPage({ open, queue, mine }: { open: string | null; queue: List; mine: List }) {
  const { api, events } = useDesk()
  const words = useWords()
  const { message } = App.useApp()
  const room = useRoom()
  const [view, setView] = useState<View>('queue')
  const [help, setHelp] = useState(false)
  const [details, setDetails] = useState(false)
  const shown = useRef<readonly Summary[]>([])
  const search = useRef<{ focus: () => void } | null>(null)
  const composer = useRef<{ focus: () => void } | null>(null)

  const detail = useResource(
    open === null ? null : `conversation ${open}`,
    (signal) => api.conversation(open ?? '', signal),
    events,
    (changed) => changed.conversation === open || (changed.ticket !== undefined && changed.conversation === undefined),
  )

  const { reload: reloadQueue } = queue
  const { reload: reloadMine } = mine
  const { reload: reloadDetail, put } = detail
  const refresh = useCallback(() => {
    reloadQueue()
    reloadMine()
    reloadDetail()
  }, [reloadQueue, reloadMine, reloadDetail])

  const claim = useCallback(async (id: string) => {
    const result = await api.claim(id)
    if (result.ok) {
      put((before) => before && before.conversation.id === id ? { ...before, conversation: result.value.conversation } : before)
      setView('mine')
      void message.success(words.thread.claimed)
      go({ page: 'desk', conversation: id })
      setTimeout(() => composer.current?.focus(), 50)
    } else if (result.code === 'taken') {
      void message.warning(words.thread.taken(result.by ?? words.thread.takenSomeone), 5)
    } else void message.error(explain(result, words))
    refresh()
  }, [api, put, message, words, refresh])

  // Reading a conversation of mine marks it read at the server, which tells nobody; the list has to hear of it.
  const unread = mine.data?.items.find((each) => each.id === open)?.unread ?? 0
  useEffect(() => {
    if (unread > 0 && detail.data && !detail.loading) reloadMine()
  }, [unread, detail.data, detail.loading, reloadMine])

  const step = useCallback((by: 1 | -1) => {
    const items = shown.current
    const at = items.findIndex((each) => each.id === open)
    const next = items[at === -1 ? (by === 1 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by))]
    if (next) go({ page: 'desk', conversation: next.id }, open !== null)
  }, [open])

  const holder = detail.data?.conversation.speaker
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const acts: Record<string, () => void> = {
        j: () => step(1), k: () => step(-1), r: () => composer.current?.focus(), '/': () => search.current?.focus(), '?': () => setHelp(true),
        arrowdown: () => step(1), arrowup: () => step(-1),
        c: () => open !== null && holder && holder.type !== 'agent' && void claim(open), 1: () => setView('queue'), 2: () => setView('mine'), 3: () => setView('all'),
      }
      const act = acts[event.key.toLowerCase()]
      if (!act || (event.key.startsWith('Arrow') && !isInList(event.target))) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [step, claim, open, holder])

  const list = (
    <ConversationList
      view={view} setView={setView} queue={queue} mine={mine} open={open} shown={shown} search={search} help={() => setHelp(true)} step={step}
      claim={(id) => void claim(id)}
    />
  )
  const side = open === null ? null : <Side key={open} detail={detail} />
  const thread = (
    <Thread
      key={open ?? ''} open={open} detail={detail} composer={composer} claim={(id) => void claim(id)} refresh={refresh} back={room === 'stacked'}
      showDetails={room === 'three' ? undefined : () => setDetails(true)}
    />
  )
  return (
    <div className={`desk is-${room}`}>
      {(room !== 'stacked' || open === null) && list}
      {(room !== 'stacked' || open !== null) && thread}
      {room === 'three'
        ? side && <aside className="side">{side}</aside>
        : <Drawer open={details && open !== null} onClose={() => setDetails(false)} size={Math.min(400, window.innerWidth - 24)} title={words.thread.details} className="side-drawer">{side}</Drawer>}
      <Keys open={help} close={() => setHelp(false)} />
    </div>
  )
}

/** Elsewhere the arrows scroll. */
const isInList = (target: EventTarget | null) => target instanceof Element && target.closest('.list-items') !== null

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=combobox], [role=dialog], [role=menu]') !== null)
}
