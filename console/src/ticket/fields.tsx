/** What intake took down, each value editable in its place. It must keep the pack's order of fields and show unknown ones as they are. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Ticket } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { usePack } from '../lib/desk.ts'
import { nameOf, pick, useLang } from '../text/index.ts'
import type { Act } from './act.ts'

/** `act` null: to be read only. */
export function Fields({ ticket, act }: { ticket: Ticket; act: Act | null }) {
  const { words, lang } = useLang()
  const pack = usePack(ticket.pack)
  const [editing, setEditing] = useState<string | null>(null)
  const order = (pack?.fields ?? []).map(({ key }) => key)
  const filled = Object.keys(ticket.fields).sort((a, b) => place(order, a) - place(order, b))
  const free = (pack?.fields ?? []).filter(({ key }) => ticket.fields[key] === undefined)
  const adding = editing !== null && !filled.includes(editing)
  if (filled.length === 0 && !act) return null
  return (
    <section className="fields" aria-label={words.ticket.fields}>
      <h4>{words.ticket.fields}</h4>
      <dl className="facts">
        {filled.map((key) => (
          <div key={key} className="field" data-field={key}>
            <dt>{nameOf(pack?.fields, key, lang)}</dt>
            <dd>
              {editing === key && act
                ? <Edit ticket={ticket} field={key} act={act} close={() => setEditing(null)} />
                : <><span dir="auto">{ticket.fields[key]}</span>{act && <button type="button" className="link edit" aria-label={`${words.ticket.edit} ${nameOf(pack?.fields, key, lang)}`} onClick={() => setEditing(key)}><Icon name="pen" size={13} /></button>}</>}
            </dd>
          </div>
        ))}
        {adding && act && <div className="field" data-field={editing}><dt>{nameOf(pack?.fields, editing, lang)}</dt><dd><Edit ticket={ticket} field={editing} act={act} close={() => setEditing(null)} /></dd></div>}
      </dl>
      {act && !adding && free.length > 0 && (
        <Select
          size="small" variant="borderless" className="add-field" value={null} placeholder={`＋ ${words.ticket.addField}`} aria-label={words.ticket.addField} popupMatchSelectWidth={false}
          onChange={(key: string | null) => setEditing(key)} options={free.map(({ key, names }) => ({ value: key, label: pick(names, lang) ?? key }))}
        />
      )}
    </section>
  )
}

function Edit({ ticket, field, act, close }: { ticket: Ticket; field: string; act: Act; close: () => void }) {
  const { words } = useLang()
  const before = ticket.fields[field] ?? ''
  const [value, setValue] = useState(before)
  const [busy, setBusy] = useState(false)
  async function save() {
    const next = value.trim()
    if (next === before) return close()
    setBusy(true)
    const made = await act({ type: 'change', change: next === '' ? { type: 'field.unset', field } : { type: 'field.set', field, value: next } })
    setBusy(false)
    if (made) close()
  }
  return (
    <span className="field-edit">
      <Input
        size="small" value={value} maxLength={2_000} autoFocus aria-label={field} disabled={busy} onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void save()
        }}
      />
      <Button size="small" type="primary" loading={busy} aria-label={words.ticket.save} icon={<Icon name="check" size={14} />} onClick={() => void save()} />
    </span>
  )
}

const place = (order: readonly string[], key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
