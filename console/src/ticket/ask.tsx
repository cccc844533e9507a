/** Asks for the words that an act needs before it is done: a result, a reason, a note. What was written is kept until the act has been done. */
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Ticket, TicketCommand, TicketStatus } from '../../api.ts'
import { useDesk, usePack } from '../lib/desk.ts'
import { useKept } from '../lib/kept.ts'
import { pick, useLang, type Words } from '../text/index.ts'
import type { Act } from './act.ts'

export type Asked = { type: 'move'; status: TicketStatus } | { type: 'tell' | 'transfer' | 'pause' | 'close' | 'reopen' }

export function Ask({ ticket, asked, act, close }: { ticket: Ticket; asked: Asked; act: Act; close: () => void }) {
  const { words, lang } = useLang()
  const { me } = useDesk()
  const pack = usePack(ticket.pack)
  const [text, setText] = useKept(`yingda.ask.${me.id}.${ticket.id}.${asked.type}`)
  const [department, setDepartment] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { title, label, needed } = wording(asked, words)
  const ready = (!needed || text.trim() !== '') && (asked.type !== 'transfer' || department !== null)
  async function save() {
    setBusy(true)
    const made = await act(commandOf(asked, text.trim(), department ?? ''))
    setBusy(false)
    if (!made) return
    setText('')
    close()
  }
  return (
    <Modal
      open title={<>{title} <span className="mono faint">{ticket.number}</span></>} width={460} onCancel={close} onOk={() => void save()} confirmLoading={busy} okText={title} cancelText={words.ticket.cancel}
      okButtonProps={{ disabled: !ready, ...{ 'data-act': 'ask-ok' } }}
    >
      <div className="ask">
        {asked.type === 'transfer' && (
          <Select
            showSearch={{ optionFilterProp: 'label' }} value={department} onChange={setDepartment} placeholder={words.ticket.transferTo} aria-label={words.ticket.transferTo}
            options={(pack?.departments ?? []).filter(({ key }) => key !== ticket.department).map(({ key, names }) => ({ value: key, label: pick(names, lang) ?? key }))}
          />
        )}
        <Input.TextArea value={text} onChange={(event) => setText(event.target.value)} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4_000} placeholder={label} aria-label={label} autoFocus />
        {asked.type === 'tell' && <p className="faint">{words.ticket.tellHint}</p>}
      </div>
    </Modal>
  )
}

function wording(asked: Asked, words: Words): { title: string; label: string; needed: boolean } {
  const { ticket } = words
  switch (asked.type) {
    case 'move':
      return { title: ticket.move(words.statuses[asked.status] ?? asked.status), label: ticket.moveNote, needed: asked.status === 'resolved' }
    case 'tell':
      return { title: ticket.tellResult, label: ticket.tellLabel, needed: true }
    case 'close':
      return { title: ticket.close, label: ticket.moveNote, needed: true }
    default:
      return { title: ticket[asked.type], label: ticket.reason, needed: true }
  }
}

function commandOf(asked: Asked, text: string, department: string): TicketCommand {
  switch (asked.type) {
    case 'move':
      return { type: 'change', change: { type: 'moved', status: asked.status, note: text } }
    case 'tell':
      return { type: 'tell', text }
    case 'transfer':
      return { type: 'transfer', department, reason: text }
    case 'close':
      return { type: 'close', note: text }
    default:
      return { type: asked.type, reason: text }
  }
}
