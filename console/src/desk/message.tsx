/** One message of the history as the agent sees it: whose it is, what it holds, how its delivery stands. It must hide nothing it cannot draw. */
import { Bubble } from '@ant-design/x'
import { Tooltip } from 'antd'
import { memo, type ReactNode } from 'react'
import type { DeliveryStatus, Message, Summary } from '../../api.ts'
import { Icon, type IconName } from '../icons.tsx'
import { explain, isHeldBy, useDesk } from '../lib/desk.ts'
import { draftKey, read, write } from '../lib/kept.ts'
import type { Outgoing } from '../lib/outgoing.ts'
import { clock } from '../lib/time.ts'
import { useLang, type Words } from '../text/index.ts'
import { ContentView, eventLine } from './content.tsx'
import { UnderstoodChip } from './understood.tsx'

export const MessageView = memo(function MessageView({ message, conversation, joined }: { message: Message; conversation: Summary; joined: boolean }) {
  const { words } = useLang()
  const { me } = useDesk()
  if (message.content.type === 'event') return <Line at={message.at}>{eventLine(message.content, words)}</Line>
  if (message.from === 'system') return <Note message={message} />

  const ours = message.from !== 'customer'
  const label = message.from === 'customer' ? conversation.name || words.message.customer
    : message.from === 'bot' ? <>{words.message.bot} <em className="ai">{words.message.ai}</em></>
    : message.agent === me.name ? words.message.me : message.agent || words.message.agent
  return (
    <Bubble
      className={`message is-${message.from}${joined ? ' is-joined' : ''}`} placement={ours ? 'end' : 'start'} variant="borderless"
      content={<ContentView content={message.content} />}
      header={joined ? undefined : <span className="message-head"><b dir="auto">{label}</b> <time>{clock(new Date(message.at))}</time></span>}
      footer={<Foot>
        {message.understood && <UnderstoodChip understood={message.understood} pack={conversation.pack} />}
        {message.abstained && <span className="abstained">{words.message.abstained}</span>}
        {ours && message.status && <Delivery status={message.status} {...(message.reason === undefined ? {} : { reason: message.reason })} />}
        {message.from === 'agent' && isHeldBy(conversation, me) && isLost(message.status) && message.content.type === 'text' && (
          <button type="button" className="link" onClick={() => reuse(draftKey(me.id, conversation.id), message.content)}>{words.delivery.reuse}</button>
        )}
      </Foot>}
      data-message={message.id} data-from={message.from} data-status={message.status}
    />
  )
})

/** A reply the server may not have yet. */
export function OutgoingView({ item }: { item: Outgoing }) {
  const { words } = useLang()
  const { outbox } = useDesk()
  return (
    <Bubble
      className="message is-agent is-outgoing" placement="end" variant="borderless" content={<div className="text" dir="auto">{item.text}</div>}
      header={<span className="message-head"><b>{words.message.me}</b> <time>{clock(new Date(item.at))}</time></span>}
      footer={<Foot>
        {item.state !== 'failed' && <Delivery status="sending" />}
        {item.state === 'failed' && (
          <>
            <Delivery status="failed" reason={item.refusal ? explain(item.refusal, words) : words.delivery.unreadable} />
            <button type="button" className="link" onClick={() => outbox.retry(item.key)}>{words.delivery.resend}</button>
            <button type="button" className="link faint" onClick={() => outbox.drop(item.key)}>{words.delivery.discard}</button>
          </>
        )}
      </Foot>}
      data-from="agent" data-status={item.state === 'failed' ? 'failed' : 'sending'}
    />
  )
}

/** For colleagues' eyes; it must look like nothing that went to a customer. */
function Note({ message }: { message: Message }) {
  const { words } = useLang()
  return (
    <div className="note" data-message={message.id} data-from="note">
      <span className="message-head"><Icon name="pen" size={12} /> <b>{words.message.note}</b> {message.agent} <time>{clock(new Date(message.at))}</time></span>
      <ContentView content={message.content} />
    </div>
  )
}

const isLost = (status: DeliveryStatus | undefined) => status === 'failed' || status === 'ambiguous' || status === 'refused'

/** The words go back into the box; the agent reads them once more and sends them as a new message. */
function reuse(draft: string, content: Message['content']) {
  if (content.type === 'text') write(draft, [read(draft), content.text].filter(Boolean).join('\n'))
}

const Foot = ({ children }: { children: ReactNode }) => <div className="message-foot">{children}</div>

function Line({ at, children }: { at: number; children: ReactNode }) {
  return <div className="line" data-from="system"><span>{children}</span> <time>{clock(new Date(at))}</time></div>
}

const DELIVERY_ICONS: Record<DeliveryStatus, IconName> = {
  pending: 'clock', sending: 'clock', sent: 'check', delivered: 'checks', read: 'checks', failed: 'alert', ambiguous: 'alert', refused: 'stop',
}

/** Quiet while all is well; in words, with the reason, when it is not. */
function Delivery({ status, reason }: { status: DeliveryStatus; reason?: string }) {
  const { words } = useLang()
  const bad = isLost(status)
  const hint = hintOf(status, words)
  return (
    <Tooltip title={[words.delivery[status], hint, reason].filter(Boolean).join(' · ')} mouseEnterDelay={0.4}>
      <span className={`delivery is-${status}`} role={bad ? 'alert' : undefined}>
        <Icon name={DELIVERY_ICONS[status]} size={13} />
        {(bad || status === 'read' || status === 'sending' || status === 'pending') && <span>{words.delivery[status]}{bad && reason ? `：${reason}` : ''}</span>}
        {bad && hint && <small>{hint}</small>}
        {!bad && <span className="unseen">{words.delivery[status]}</span>}
      </span>
    </Tooltip>
  )
}

function hintOf(status: DeliveryStatus, words: Words): string | undefined {
  return status === 'ambiguous' ? words.delivery.ambiguousHint : status === 'refused' ? words.delivery.refusedHint : undefined
}
