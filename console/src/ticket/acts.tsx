/** What an agent does with a ticket: moves it, classifies it anew, writes a note. It must offer only what the server says may follow. */
import { Button, Checkbox, Dropdown, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Ticket, TicketStatus } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { useDesk } from '../lib/desk.ts'
import { useKept } from '../lib/kept.ts'
import { isFinal } from '../lib/time.ts'
import { useWords } from '../text/index.ts'
import type { Change } from './change.ts'
import { Classify } from './classify.tsx'

export function Acts({ ticket, change }: { ticket: Ticket; change: Change }) {
  const words = useWords()
  const [moving, setMoving] = useState<TicketStatus | null>(null)
  const [open, setOpen] = useState<'classify' | 'note' | null>(null)
  const toggle = (what: 'classify' | 'note') => setOpen(open === what ? null : what)
  return (
    <div className="ticket-acts">
      <div>
        {ticket.next.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items: ticket.next.map((status) => ({ key: status, label: words.statuses[status] ?? status, onClick: () => setMoving(status) })) }}>
            <Button size="small" type="primary" data-act="move">{words.ticket.move}</Button>
          </Dropdown>
        )}
        {!isFinal(ticket) && <Button size="small" data-act="classify" aria-expanded={open === 'classify'} onClick={() => toggle('classify')}>{words.ticket.classify}</Button>}
        <Button size="small" data-act="ticket-note" aria-expanded={open === 'note'} icon={<Icon name="pen" size={13} />} onClick={() => toggle('note')}>{words.ticket.note}</Button>
      </div>
      {isFinal(ticket) && <p className="faint">{words.ticket.final}</p>}
      {open === 'classify' && <Classify ticket={ticket} change={change} close={() => setOpen(null)} />}
      {open === 'note' && <NoteBox ticket={ticket} change={change} close={() => setOpen(null)} />}
      {moving && <Move ticket={ticket} status={moving} change={change} close={() => setMoving(null)} />}
    </div>
  )
}

/** A status is told to nobody without a line that says why: whoever reads the history in a year has only that. */
function Move({ ticket, status, change, close }: { ticket: Ticket; status: TicketStatus; change: Change; close: () => void }) {
  const words = useWords()
  const { me } = useDesk()
  const [note, setNote] = useKept(`yingda.move.${me.id}.${ticket.id}`)
  const [tell, setTell] = useState(false)
  const [busy, setBusy] = useState(false)
  const needed = status === 'resolved' || status === 'closed'
  async function move() {
    setBusy(true)
    const made = await change({ type: 'moved', status, note: note.trim() }, tell)
    setBusy(false)
    if (!made) return
    setNote('')
    close()
  }
  return (
    <Modal
      open title={words.ticket.moveTitle(ticket.number, words.statuses[status] ?? status)} width={440} onCancel={close} onOk={() => void move()} confirmLoading={busy}
      okText={words.ticket.save} cancelText={words.ticket.cancel} okButtonProps={{ disabled: needed && note.trim() === '' }}
    >
      <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4_000} placeholder={words.ticket.moveNote} aria-label={words.ticket.moveNote} autoFocus />
      {needed && note.trim() === '' && <p className="faint">{words.ticket.noteRequired}</p>}
      <Checkbox className="tell" checked={tell} onChange={(event) => setTell(event.target.checked)}>{words.ticket.tell} <span className="faint">{words.ticket.tellHint}</span></Checkbox>
    </Modal>
  )
}

function NoteBox({ ticket, change, close }: { ticket: Ticket; change: Change; close: () => void }) {
  const words = useWords()
  const { me } = useDesk()
  const [text, setText] = useKept(`yingda.ticket-note.${me.id}.${ticket.id}`)
  const [busy, setBusy] = useState(false)
  async function save() {
    setBusy(true)
    const made = await change({ type: 'noted', text: text.trim() })
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
