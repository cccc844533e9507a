/** The middle pane: one conversation, who holds it, and the acts that change that. It must show history as the server has it, plus what is on its way. */
import { Spin } from 'antd'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ConversationDetail, Message, Summary } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { explain, reasonWords, useDesk } from '../lib/desk.ts'
import { type Outgoing, useOutgoing } from '../lib/outgoing.ts'
import type { Resource } from '../lib/resource.ts'
import { useNow } from '../lib/screen.ts'
import { dayHeading, isSameDay, moment } from '../lib/time.ts'
import { useLang } from '../text/index.ts'
import { Composer } from './composer.tsx'
import { MessageView, OutgoingView } from './message.tsx'
import { ThreadHead } from './thread-head.tsx'

type Props = {
  open: string | null
  detail: Resource<ConversationDetail>
  composer: RefObject<{ focus: () => void } | null>
  claim: (id: string) => void
  refresh: () => void
  back: boolean
  showDetails: (() => void) | undefined
}

/** Nearer to the end than this counts as "at the end": new messages then scroll by themselves. */
const AT_END_PX = 80

export function Thread({ open, detail, composer, claim, refresh, back, showDetails }: Props) {
  const { words } = useLang()
  const { outbox } = useDesk()
  const outgoing = useOutgoing(outbox).filter((each) => each.conversation === open)
  const data = detail.data
  useEffect(() => {
    if (data) outbox.settle(data.conversation.id, data.messages)
  }, [data, outbox])

  if (open === null) {
    return (
      <section className="thread is-empty">
        <div className="centre"><Icon name="chat" size={36} className="faint" /><p>{words.thread.pick}</p><p className="faint">{words.thread.pickHint}</p></div>
      </section>
    )
  }
  if (!data) {
    return (
      <section className="thread">
        <div className="centre">
          {detail.refusal
            ? <p className="problem">{words.errors.load} · {explain(detail.refusal, words)} <button type="button" className="link" onClick={detail.reload}>{words.errors.retry}</button></p>
            : <Spin />}
        </div>
      </section>
    )
  }
  const { conversation, messages, handover } = data
  return (
    <section className="thread" aria-label={conversation.name ?? words.list.anonymous}>
      <ThreadHead conversation={conversation} claim={claim} refresh={refresh} back={back} showDetails={showDetails} />
      {detail.refusal && <p className="problem is-bar">{explain(detail.refusal, words)}</p>}
      {handover && conversation.speaker.type !== 'bot' && <Handover handover={handover} />}
      <History messages={messages} outgoing={outgoing} conversation={conversation} />
      <Composer conversation={conversation} messages={messages} handle={composer} claim={claim} refresh={refresh} />
    </section>
  )
}

function Handover({ handover }: { handover: NonNullable<ConversationDetail['handover']> }) {
  const { words } = useLang()
  const now = useNow(30_000)
  const [whole, setWhole] = useState(false)
  return (
    <button type="button" className={`handover${whole ? ' is-whole' : ''}`} aria-expanded={whole} onClick={() => setWhole(!whole)}>
      <span className="handover-head">
        <b>{words.thread.handover}</b>
        {handover.reason && <span>{reasonWords(handover.reason, words)}</span>}
        {(handover.priority === 'emergency' || handover.priority === 'major') && <strong className={`severity is-${handover.priority}`}>{words.severities[handover.priority]}</strong>}
        <time>{moment(handover.at, now)}</time>
        <em>{whole ? words.thread.folded : words.thread.whole}</em>
      </span>
      {handover.summary && <span className="handover-summary" dir="auto">{handover.summary}</span>}
    </button>
  )
}

function History({ messages, outgoing, conversation }: { messages: readonly Message[]; outgoing: readonly Outgoing[]; conversation: Summary }) {
  const { words, lang } = useLang()
  const now = useNow(30_000)
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [below, setBelow] = useState(false)
  const known = new Set(messages.map((message) => message.id))
  const onTheWay = outgoing.filter((each) => !each.message || !known.has(each.message))
  const last = messages.at(-1)?.id
  const count = messages.length + onTheWay.length

  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
    else setBelow(true)
  }, [last, count])
  useLayoutEffect(() => {
    if (onTheWay.length > 0) toEnd()
  }, [onTheWay.length])
  // The composer and the banners above change the height of the box: whoever was at the end stays there.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => {
      if (atEnd.current) toEnd()
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const onScroll = () => {
    const element = box.current
    if (!element) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX
    if (atEnd.current) setBelow(false)
  }
  return (
    <div className="history-wrap">
      <div className="history" ref={box} onScroll={onScroll} role="log" aria-live="polite">
        {count === 0 && <p className="faint centre">{words.thread.empty}</p>}
        {messages.map((message, index) => {
          const before = messages[index - 1]
          const day = !before || !isSameDay(before.at, message.at)
          return (
            <div key={message.id} className="entry">
              {day && <div className="day"><span>{dayHeading(message.at, now, lang, words)}</span></div>}
              <MessageView message={message} conversation={conversation} joined={!day && isJoined(before, message)} />
            </div>
          )
        })}
        {onTheWay.map((each) => <OutgoingView key={each.key} item={each} />)}
      </div>
      {below && <button type="button" className="below" onClick={toEnd}>{words.thread.newMessages} ↓</button>}
    </div>
  )
}

/** Written right after the one before by the same hand: no second label. */
function isJoined(before: Message | undefined, message: Message): boolean {
  return before !== undefined && before.from === message.from && before.agent === message.agent && message.at - before.at < 120_000
}
