/** Where an agent writes: replies, internal notes, proposed answers to start from. It must never lose what was typed, nor send while an input method is composing. */
import { Sender } from '@ant-design/x'
import { App, Button, Segmented, Tooltip } from 'antd'
import { type ComponentRef, type KeyboardEvent, type RefObject, useImperativeHandle, useRef, useState } from 'react'
import type { Message, Suggestion, Summary } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { explain, isHeldBy, useDesk } from '../lib/desk.ts'
import { draftKey, read, useKept, write } from '../lib/kept.ts'
import { useResource } from '../lib/resource.ts'
import { useWords } from '../text/index.ts'

type Props = {
  conversation: Summary
  messages: readonly Message[]
  handle: RefObject<{ focus: () => void } | null>
  claim: (id: string) => void
  refresh: () => void
}

export function Composer({ conversation, messages, handle, claim, refresh }: Props) {
  const words = useWords()
  const { api, me, outbox } = useDesk()
  const { message } = App.useApp()
  const [mode, setMode] = useState<'reply' | 'note'>('reply')
  const isMine = isHeldBy(conversation, me)
  const key = mode === 'reply' ? draftKey(me.id, conversation.id) : `${draftKey(me.id, conversation.id)}.note`
  const [text, setText] = useKept(key)
  const sender = useRef<ComponentRef<typeof Sender>>(null)
  useImperativeHandle(handle, () => ({ focus: () => sender.current?.focus() }))
  const writable = isMine || mode === 'note'

  async function sendReply(body: string) {
    const { result, drop } = await outbox.send(conversation.id, body)
    if (!result.ok && result.status >= 400 && result.status < 500) {
      // Refused, so the customer surely did not get it: the words go back to where they were written, before anything typed since.
      drop()
      const draft = draftKey(me.id, conversation.id)
      write(draft, [body, read(draft)].filter(Boolean).join('\n'))
      if (result.status !== 401) void message.warning(result.code === 'not-yours' ? words.thread.notYours : explain(result, words), 6)
    }
    refresh()
  }
  async function saveNote(body: string) {
    const result = await api.note(conversation.id, body)
    if (result.ok) void message.success(words.composer.saved)
    else {
      write(`${draftKey(me.id, conversation.id)}.note`, body)
      void message.error(explain(result, words))
    }
    refresh()
  }
  function submit() {
    const body = text.trim()
    if (body === '' || !writable) return
    setText('')
    void (mode === 'reply' ? sendReply(body) : saveNote(body))
  }
  /** Some browsers end the composition before the Enter that ended it arrives; 229 is what they then call that Enter. `false`: the box does nothing itself. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return undefined
    if (event.nativeEvent.isComposing || event.keyCode === 229) return false
    event.preventDefault()
    submit()
    return false
  }

  return (
    <footer className="composer">
      {isMine && mode === 'reply' && (
        <Suggestions conversation={conversation} messages={messages} use={(suggestion) => {
          setText(text.trim() === '' ? suggestion : `${text.trimEnd()}\n${suggestion}`)
          sender.current?.focus()
        }} />
      )}
      {writable ? (
        <Sender
          ref={sender} value={text} onChange={(value) => setText(value)} onKeyDown={onKeyDown} autoSize={{ minRows: 2, maxRows: 9 }} suffix={false}
          placeholder={mode === 'reply' ? words.composer.replyHint : words.composer.noteHint} className={`sender is-${mode}`}
          footer={
            <div className="composer-foot">
              <Mode mode={mode} setMode={setMode} />
              <Button type="primary" data-act="send" disabled={text.trim() === ''} onClick={submit} icon={mode === 'reply' ? <Icon name="send" /> : <Icon name="pen" />}>
                {mode === 'reply' ? words.composer.send : words.composer.save}
              </Button>
            </div>
          }
        />
      ) : <NotMine conversation={conversation} draft={text} claim={claim} note={() => setMode('note')} />}
    </footer>
  )
}

function Mode({ mode, setMode }: { mode: 'reply' | 'note'; setMode: (mode: 'reply' | 'note') => void }) {
  const words = useWords()
  return (
    <Segmented size="small" value={mode} onChange={setMode} options={[{ value: 'reply' as const, label: words.composer.reply }, { value: 'note' as const, label: words.composer.note }]} />
  )
}

/** In place of the box where the agent may not speak: who does, and what he had begun to write. */
function NotMine({ conversation, draft, claim, note }: { conversation: Summary; draft: string; claim: (id: string) => void; note: () => void }) {
  const words = useWords()
  const { speaker } = conversation
  return (
    <div className="not-mine">
      {draft !== '' && <p className="kept-draft" dir="auto"><span className="faint">{words.composer.kept}</span>{draft}</p>}
      <span>{speaker.type === 'agent' ? words.composer.otherSpeaks(speaker.agent ?? '') : speaker.type === 'queue' ? words.composer.waits : words.composer.botSpeaks}</span>
      <span>
        <Button type="text" onClick={note} icon={<Icon name="pen" />}>{words.composer.note}</Button>
        {speaker.type !== 'agent' && <Button type={speaker.type === 'queue' ? 'primary' : 'default'} onClick={() => claim(conversation.id)}>{words.thread.claim}</Button>}
      </span>
    </div>
  )
}

/** Asked for once for each message of the customer; a click puts the words into the box, it never sends them. */
function Suggestions({ conversation, messages, use }: { conversation: Summary; messages: readonly Message[]; use: (text: string) => void }) {
  const words = useWords()
  const { api, events } = useDesk()
  const asked = messages.findLast((message) => message.from === 'customer' && message.content.type === 'text')?.id
  const { data } = useResource(asked === undefined ? null : `suggest ${conversation.id} ${asked}`, (signal) => api.suggestions(conversation.id, signal), events, () => false)
  if (!data || data.items.length === 0) return null
  return (
    <section className="suggestions" aria-label={words.composer.suggested}>
      <Icon name="spark" size={14} />
      {data.items.slice(0, 3).map((item) => (
        <Tooltip key={item.text} title={<SuggestionMore item={item} />} placement="topLeft" mouseEnterDelay={0.3} styles={{ root: { maxWidth: 420 } }}>
          <button type="button" className="suggestion" onClick={() => use(item.text)}>{item.text}</button>
        </Tooltip>
      ))}
    </section>
  )
}

function SuggestionMore({ item }: { item: Suggestion }) {
  const words = useWords()
  return (
    <div className="suggestion-more">
      <p>{item.text}</p>
      {item.citations.map((each) => <small key={`${each.article} ${each.clause}`}>{words.message.cite(each.title, each.clause)} · {words.message.citeDetail(each.version, each.validFrom)}</small>)}
    </div>
  )
}
