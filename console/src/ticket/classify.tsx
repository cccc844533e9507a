/** Puts a ticket under another category, department or severity. It must send only what was changed, so that two agents do not undo each other. */
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { FLAGS, SEVERITIES, TICKET_KINDS } from '../../../core/model.ts'
import type { Flag, Named, Severity, Ticket, TicketKind } from '../../api.ts'
import { usePack } from '../lib/desk.ts'
import { pick, useLang } from '../text/index.ts'
import type { Act } from './act.ts'

type Classes = { kind: TicketKind; category: string | null; subject: string | null; department: string; severity: Severity; flags: readonly Flag[] }

export function Classify({ ticket, act, close }: { ticket: Ticket; act: Act; close: () => void }) {
  const { words, lang } = useLang()
  const pack = usePack(ticket.pack)
  const [edited, setEdited] = useState<Partial<Classes>>({})
  const [busy, setBusy] = useState(false)
  const now: Classes = { ...ticket, ...edited }
  const set = (part: Partial<Classes>) => setEdited({ ...edited, ...part })
  const named = (list: readonly Named[] | undefined) =>
    (list ?? []).map(({ key, names }) => ({ value: key, label: pick(names, lang) ?? key }))
  const worded = <T extends string>(keys: readonly T[], list: Readonly<Record<string, string>>) => keys.map((key) => ({ value: key, label: list[key] ?? key }))

  async function save() {
    const different = Object.fromEntries(Object.entries(edited).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(ticket[key as keyof Classes])))
    if (Object.keys(different).length === 0) return close()
    setBusy(true)
    const made = await act({ type: 'change', change: { type: 'classified', ...different } })
    setBusy(false)
    if (made) close()
  }
  return (
    <div className="classify">
      <Row label={words.ticket.kind}><Select value={now.kind} onChange={(kind) => set({ kind })} options={worded(TICKET_KINDS, words.kinds)} aria-label={words.ticket.kind} /></Row>
      <Row label={words.ticket.category}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} value={now.category} onChange={(category) => set({ category: category ?? null })} options={named(pack?.categories)} aria-label={words.ticket.category} />
      </Row>
      {(pack?.subjects.length ?? 0) > 0 && (
        <Row label={words.ticket.subject}><Select allowClear value={now.subject} onChange={(subject) => set({ subject: subject ?? null })} options={named(pack?.subjects)} aria-label={words.ticket.subject} /></Row>
      )}
      <Row label={words.ticket.department}><Select showSearch={{ optionFilterProp: 'label' }} value={now.department} onChange={(department) => set({ department })} options={named(pack?.departments)} aria-label={words.ticket.department} /></Row>
      <Row label={words.ticket.severity}><Select value={now.severity} onChange={(severity) => set({ severity })} options={worded([...SEVERITIES].reverse(), words.severities)} aria-label={words.ticket.severity} /></Row>
      <Row label={words.ticket.flags}><Select mode="multiple" value={[...now.flags]} onChange={(flags) => set({ flags })} options={worded(FLAGS, words.flags)} aria-label={words.ticket.flags} /></Row>
      <div className="classify-foot"><Button size="small" onClick={close}>{words.ticket.cancel}</Button><Button size="small" type="primary" loading={busy} onClick={() => void save()} data-act="save-class">{words.ticket.save}</Button></div>
    </div>
  )
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => <div className="classify-row"><span>{label}</span>{children}</div>
