/** One conversation in the left pane. It must show the customer's own last words, never a summary made of them. */
import { memo } from 'react'
import type { Summary } from '../../api.ts'
import { isHeldBy, reasonWords, useDesk, useDoorName, usePack } from '../lib/desk.ts'
import { draftKey, useKept } from '../lib/kept.ts'
import { go, write } from '../lib/route.ts'
import { useNow } from '../lib/screen.ts'
import { shortMoment, span } from '../lib/time.ts'
import { nameOf, pick, useLang } from '../text/index.ts'

export const ListItem = memo(function ListItem({ item, open, claim }: { item: Summary; open: boolean; claim: (id: string) => void }) {
  const { words, lang } = useLang()
  const { me } = useDesk()
  const pack = usePack(item.pack)
  const door = useDoorName()
  const [draft] = useKept(draftKey(me.id, item.id))
  const waits = item.speaker.type === 'queue'
  const now = useNow(waits ? 1_000 : 30_000)
  const priority = item.priority ?? item.ticket?.severity ?? 'normal'
  const isMine = isHeldBy(item, me)
  const who = item.lastFrom === 'bot' ? words.list.bot : item.lastFrom === 'agent' ? (isMine ? words.list.you : words.list.agent) : ''

  return (
    <li className={`item is-${priority}${open ? ' is-open' : ''}${item.unread > 0 ? ' is-unread' : ''}`}>
      <a href={write({ page: 'desk', conversation: item.id })} aria-current={open} data-conversation={item.id} onClick={(event) => openHere(event, item.id)}>
        <div className="item-top">
          <b dir="auto">{item.name || words.list.anonymous}</b>
          {waits
            ? <time className={`waited${now - (item.waitingSince ?? item.speaker.since) > 180_000 ? ' is-long' : ''}`}>{words.list.waited(span(now - (item.waitingSince ?? item.speaker.since), words))}</time>
            : <time>{shortMoment(item.lastAt, now) || words.units.now}</time>}
        </div>
        <div className="item-text" dir="auto">
          {draft ? <><em className="draft">[{words.composer.draft}]</em> {draft}</> : item.asked ? item.asked : <>{who && <span className="faint">{who}</span>}{item.lastText || words.message.empty}</>}
        </div>
        {waits && item.reason && <div className="item-reason">{reasonWords(item.reason, words)}</div>}
        <div className="item-foot">
          {item.trouble && <strong className="trouble">{words.delivery[item.trouble]}</strong>}
          <span>{pick(pack?.names, lang) ?? item.pack}</span>
          <span>{door(item.channel)}</span>
          {waits && item.speaker.queue && <span>{nameOf(pack?.departments, item.speaker.queue, lang)}</span>}
          {item.speaker.type === 'agent' && !isMine && <span>{item.speaker.agent}</span>}
          {(priority === 'emergency' || priority === 'major') && <strong className={`severity is-${priority}`}>{words.severities[priority]}</strong>}
          {item.ticket && <span className="mono">{item.ticket.number}</span>}
          {item.unread > 0 && <em className="unread" title={words.list.unread(item.unread)}>{item.unread > 99 ? '99+' : item.unread}</em>}
        </div>
      </a>
      {waits && <button type="button" className="item-claim" onClick={() => claim(item.id)}>{words.thread.claim}</button>}
    </li>
  )
})

/** A plain click replaces the address: an agent's way back is the list, not each customer looked at. */
function openHere(event: React.MouseEvent, id: string) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  go({ page: 'desk', conversation: id })
}
