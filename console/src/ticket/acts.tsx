/** What an agent does with a ticket. It must offer only what its status lets follow, and leave every other rule to the server's answer. */
import { Button, Dropdown, Input, type MenuProps } from 'antd'
import { useState } from 'react'
import type { Ticket } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { useDesk } from '../lib/desk.ts'
import { useKept } from '../lib/kept.ts'
import { isFinal } from '../lib/time.ts'
import { useWords } from '../text/index.ts'
import type { Act } from './act.ts'
import { Ask, type Asked } from './ask.tsx'
import { Classify } from './classify.tsx'

export function Acts({ ticket, act }: { ticket: Ticket; act: Act }) {
  const words = useWords()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [open, setOpen] = useState<'classify' | 'note' | null>(null)
  const toggle = (what: 'classify' | 'note') => setOpen(open === what ? null : what)
  const final = isFinal(ticket)
  const paused = ticket.pauses.some(({ until }) => until === null)
  const moves = ticket.next.filter((status) => status !== 'closed' && !(status === 'in_progress' && ticket.status !== 'open'))
  const items: NonNullable<MenuProps['items']> = [
    ...moves.map((status) => ({ key: status, label: words.ticket.move(words.statuses[status] ?? status), onClick: () => setAsked({ type: 'move', status }) })),
    ...(final ? [] : [
      { key: 'transfer', label: words.ticket.transfer, onClick: () => setAsked({ type: 'transfer' }) },
      paused
        ? { key: 'resume', label: words.ticket.resume, onClick: () => void act({ type: 'resume' }) }
        : { key: 'pause', label: words.ticket.pause, onClick: () => setAsked({ type: 'pause' }) },
      { key: 'close', label: words.ticket.close, onClick: () => setAsked({ type: 'close' }) },
    ]),
    ...(ticket.status === 'resolved' || ticket.status === 'closed' ? [{ key: 'reopen', label: words.ticket.reopen, onClick: () => setAsked({ type: 'reopen' }) }] : []),
  ]
  return (
    <div className="ticket-acts">
      <div>
        {ticket.status === 'open' && <Button size="small" type="primary" data-act="accept" onClick={() => void act({ type: 'accept' })}>{words.ticket.accept}</Button>}
        {!final && <Button size="small" type={ticket.status === 'in_progress' ? 'primary' : 'default'} data-act="tell" onClick={() => setAsked({ type: 'tell' })}>{words.ticket.tellResult}</Button>}
        {!final && <Button size="small" data-act="classify" aria-expanded={open === 'classify'} onClick={() => toggle('classify')}>{words.ticket.classify}</Button>}
        <Button size="small" data-act="ticket-note" aria-expanded={open === 'note'} icon={<Icon name="pen" size={13} />} onClick={() => toggle('note')}>{words.ticket.note}</Button>
        {items.length > 0 && <Dropdown trigger={['click']} menu={{ items }}><Button size="small" data-act="ticket-more" aria-label={words.ticket.acts} icon={<Icon name="more" size={14} />} /></Dropdown>}
      </div>
      {final && <p className="faint">{words.ticket.final}</p>}
      {paused && <p className="paused">{words.ticket.paused}</p>}
      {open === 'classify' && <Classify ticket={ticket} act={act} close={() => setOpen(null)} />}
      {open === 'note' && <NoteBox ticket={ticket} act={act} close={() => setOpen(null)} />}
      {asked && <Ask ticket={ticket} asked={asked} act={act} close={() => setAsked(null)} />}
    </div>
  )
}

function NoteBox({ ticket, act, close }: { ticket: Ticket; act: Act; close: () => void }) {
  const words = useWords()
  const { me } = useDesk()
  const [text, setText] = useKept(`yingda.ticket-note.${me.id}.${ticket.id}`)
  const [busy, setBusy] = useState(false)
  async function save() {
    setBusy(true)
    const made = await act({ type: 'change', change: { type: 'noted', text: text.trim() } })
    setBusy(false)
    if (!made) return
    setText('')
    close()
  }
  return (
    <div className="note-box">
      <Input.TextArea value={text} onChange={(event) => setText(event.target.value)} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={8_000} placeholder={words.ticket.notePlaceholder} aria-label={words.ticket.note} autoFocus />
      <div><span className="faint">{words.ticket.noteHint}</span><Button size="small" type="primary" disabled={text.trim() === ''} loading={busy} onClick={() => void save()} data-act="save-note">{words.ticket.save}</Button></div>
    </div>
  )
}
