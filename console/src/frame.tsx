/** The signed-in console around its pages: navigation, presence, the state of the connection. It must not show customers' matter itself. */
import { Badge, Button, Dropdown, Spin } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Agent, Api, Setup } from '../api.ts'
import { DeskPage } from './desk/page.tsx'
import { Icon } from './icons.tsx'
import { useAlerts } from './lib/alerts.ts'
import { type Desk, DeskContext } from './lib/desk.ts'
import { createEvents, type Events } from './lib/events.ts'
import { read, write } from './lib/kept.ts'
import { createOutbox } from './lib/outgoing.ts'
import { useResource } from './lib/resource.ts'
import { write as address, go, useRoute } from './lib/route.ts'
import { Mark } from './login.tsx'
import { Colleagues, PreferencesButton, PresenceSwitch } from './switches.tsx'
import { useWords } from './text/index.ts'

const TicketsPage = lazy(() => import('./tickets/page.tsx'))
const PeoplePage = lazy(() => import('./people/page.tsx'))

/** An agent who went away on purpose stays away when the page is loaded again. */
const AWAY = 'yingda.away'
const LIST_LIMIT = 50

export function Frame({ api, me, setup, embedded, leave }: { api: Api; me: Agent; setup: Setup; embedded: boolean; leave: () => Promise<void> }) {
  const events = useEventStream()
  if (!events) return null
  return <Signed {...{ api, me, setup, embedded, leave, events }} />
}

function Signed({ api, me, setup, embedded, leave, events }: { api: Api; me: Agent; setup: Setup; embedded: boolean; leave: () => Promise<void>; events: Events }) {
  const words = useWords()
  const route = useRoute()
  const outbox = useMemo(() => createOutbox(api, me.id), [api, me.id])
  const presence = useResource('presence', (signal) => api.presence(signal), events, (changed) => changed.conversation === undefined)
  const queue = useResource('list queue', (signal) => api.conversations({ view: 'queue', limit: LIST_LIMIT }, signal), events, () => true)
  const mine = useResource('list mine', (signal) => api.conversations({ view: 'mine', limit: LIST_LIMIT }, signal), events, () => true)
  const colleagues = presence.data?.agents ?? NOBODY
  const desk = useMemo<Desk>(() => ({ api, me, setup, events, outbox, colleagues, embedded }), [api, me, setup, events, outbox, colleagues, embedded])
  const { online, change } = usePresence(api, me, events, presence.reload)
  useAlerts(queue.data?.items, mine.data?.items, words, openConversation)

  const waiting = queue.data?.items.length ?? 0
  return (
    <DeskContext value={desk}>
      <div className={`frame${embedded ? ' is-embedded' : ''}`}>
        <header className="bar">
          {!embedded && <a className="brand" href="#/c"><Mark /><b>{words.product}</b></a>}
          <nav>
            <a href={address({ page: 'desk', conversation: null })} aria-current={route.page === 'desk' ? 'page' : undefined}>
              <Icon name="chat" /> {words.desk} {waiting > 0 && <Badge count={waiting} size="small" color="var(--waiting)" />}
            </a>
            <a href={address({ page: 'tickets', ticket: null })} aria-current={route.page === 'tickets' ? 'page' : undefined}>
              <Icon name="ticket" /> {words.tickets}
            </a>
            {me.role === 'admin' && !embedded && (
              <a href={address({ page: 'people' })} aria-current={route.page === 'people' ? 'page' : undefined}><Icon name="person" /> {words.people.nav}</a>
            )}
          </nav>
          <div className="bar-right">
            <PresenceSwitch online={online} change={change} />
            {!embedded && <Colleagues />}
            {!embedded && <PreferencesButton />}
            {!embedded && <Dropdown trigger={['click']} placement="bottomRight" menu={{ items: [{ key: 'me', label: `${me.name} · ${words.roles[me.role] ?? me.role}`, disabled: true }, { type: 'divider' }, { key: 'out', label: words.login.logout, onClick: () => void leave() }] }}>
              <Button type="text" className="me" aria-label={me.name}><span className="avatar">{me.name.slice(0, 1).toUpperCase()}</span></Button>
            </Dropdown>}
          </div>
        </header>
        <Lost events={events} />
        {route.page === 'desk'
          ? <DeskPage open={route.conversation} queue={queue} mine={mine} />
          : <Suspense fallback={<div className="centre"><Spin /></div>}>{route.page === 'tickets' ? <TicketsPage open={route.ticket} /> : <PeoplePage changed={presence.reload} />}</Suspense>}
      </div>
    </DeskContext>
  )
}

const NOBODY: readonly never[] = []
const openConversation = (id: string) => go({ page: 'desk', conversation: id })

function Lost({ events }: { events: Events }) {
  const words = useWords()
  const link = useSyncExternalStore(events.onLink, events.link)
  return link === 'lost' ? <div className="lost" role="status"><span className="dots" /> {words.link.lost}</div> : null
}

function useEventStream(): Events | null {
  const [events, setEvents] = useState<Events | null>(null)
  useEffect(() => {
    const stream = createEvents('/api/events')
    setEvents(stream)
    return () => stream.close()
  }, [])
  return events
}

/** Signing in is coming to work: online at once, and again after each interruption, unless the agent said otherwise. */
function usePresence(api: Api, me: Agent, events: Events, told: () => void) {
  const key = `${AWAY}.${me.id}`
  const [online, setOnline] = useState(() => read(key) !== 'yes')
  const change = useCallback(async (next: boolean) => {
    setOnline(next)
    write(key, next ? '' : 'yes')
    const result = await api.setPresence(next)
    if (!result.ok) setOnline(!next)
    told()
  }, [api, key, told])
  useEffect(() => {
    const say = () => {
      if (events.link() === 'up') void api.setPresence(read(key) !== 'yes').then(told)
    }
    say()
    return events.onLink(say)
  }, [api, events, key, told])
  return { online, change: (next: boolean) => void change(next) }
}
