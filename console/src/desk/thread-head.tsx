/** Over a conversation: who it is, who holds it, and the acts of taking and giving it. It must not act without the server's word. */
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { useState } from 'react'
import type { Leave, Summary } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { explain, isHeldBy, useDesk, useDoorName, usePack } from '../lib/desk.ts'
import { go } from '../lib/route.ts'
import { useNow } from '../lib/screen.ts'
import { span } from '../lib/time.ts'
import { nameOf, pick, useLang, type Words } from '../text/index.ts'

type Props = { conversation: Summary; claim: (id: string) => void; refresh: () => void; back: boolean; showDetails: (() => void) | undefined }

export function ThreadHead({ conversation, claim, refresh, back, showDetails }: Props) {
  const { words, lang } = useLang()
  const { api, me } = useDesk()
  const { message, modal } = App.useApp()
  const pack = usePack(conversation.pack)
  const door = useDoorName()
  const [busy, setBusy] = useState(false)
  const isMine = isHeldBy(conversation, me)

  async function leave(to: Leave) {
    setBusy(true)
    const result = await api.leave(conversation.id, to)
    setBusy(false)
    if (result.ok) void message.success(words.thread.left)
    else void message.error(result.code === 'not-yours' ? words.thread.notYours : explain(result, words))
    refresh()
  }
  const queues: NonNullable<MenuProps['items']> = (pack?.departments ?? []).filter(({ key }) => key !== conversation.speaker.queue).map((department) => ({
    key: department.key, label: nameOf(pack?.departments, department.key, lang), onClick: () => void leave({ to: 'queue', queue: department.key }),
  }))
  const confirmClose = () => modal.confirm({
    title: words.thread.close, content: words.thread.closeSure, okText: words.thread.close, onOk: () => leave({ to: 'closed' }),
  })

  return (
    <header className="thread-head">
      {back && <Button type="text" aria-label={words.thread.back} icon={<Icon name="back" size={18} />} onClick={() => go({ page: 'desk', conversation: null })} />}
      <div className="thread-who">
        <b dir="auto">{conversation.name || words.list.anonymous}</b>
        <span className="faint">{pick(pack?.names, lang) ?? conversation.pack} · {door(conversation.channel)}</span>
        <HolderMark conversation={conversation} words={words} />
      </div>
      <div className="thread-acts">
        {!isMine && conversation.speaker.type !== 'agent' && (
          <Button type="primary" onClick={() => claim(conversation.id)} data-act="claim">{words.thread.claim}</Button>
        )}
        {isMine && (
          <>
            <Button onClick={() => void leave({ to: 'bot' })} loading={busy} data-act="to-bot">{words.thread.toBot}</Button>
            <Dropdown
              trigger={['click']} placement="bottomRight"
              menu={{ items: [{ key: 'queues', label: words.thread.toQueue, children: queues }, { type: 'divider' }, { key: 'close', label: words.thread.close, onClick: confirmClose }] }}
            >
              <Button aria-label={words.thread.more} icon={<Icon name="more" />} data-act="more" />
            </Dropdown>
          </>
        )}
        {showDetails && <Button type="text" aria-label={words.thread.details} icon={<Icon name="panel" size={18} />} onClick={showDetails} />}
      </div>
    </header>
  )
}

/** Which one of the three may speak, and for how long already. */
export function HolderMark({ conversation, words }: { conversation: Summary; words: Words }) {
  const { me } = useDesk()
  const { lang } = useLang()
  const pack = usePack(conversation.pack)
  const now = useNow(1_000)
  const { speaker } = conversation
  if (speaker.type === 'queue') {
    const queue = nameOf(pack?.departments, speaker.queue, lang)
    return (
      <span className="holder is-queue">
        <i /> {queue ? words.holder.queue(queue) : words.holder.queueAny} · {span(now - (conversation.waitingSince ?? speaker.since), words)}
      </span>
    )
  }
  if (speaker.type === 'bot') return <span className="holder is-bot"><i /> {words.holder.bot}</span>
  const mine = speaker.agent === me.name
  return <span className={`holder is-agent${mine ? ' is-mine' : ''}`}><i /> {mine ? words.holder.me : words.holder.agent(speaker.agent ?? '')}</span>
}
