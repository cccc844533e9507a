/** How far the handling of a ticket has come: its stage, opinions, approvals, and what the customer says of the result. It must show nothing where there is nothing. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Ticket } from '../../api.ts'
import { moment } from '../lib/time.ts'
import { useWords } from '../text/index.ts'
import type { Act } from './act.ts'

export function Handling({ ticket, act, now }: { ticket: Ticket; act: Act; now: number }) {
  const words = useWords()
  const { result, approvals, opinions } = ticket
  const verdict = result?.satisfied === null ? words.ticket.awaiting : result?.satisfied ? words.ticket.satisfied : words.ticket.unsatisfied
  if (!result && approvals.length === 0 && opinions.length === 0) return null
  return (
    <section className="handling">
      {result && <div className={`result is-${result.satisfied === null ? 'open' : result.satisfied ? 'good' : 'bad'}`}><h4>{words.ticket.result} <em>{verdict}</em></h4><p dir="auto">{result.text}</p></div>}
      {approvals.map((approval) => (
        <div key={approval.id} className="approval" data-approval={approval.state}>
          <h4>{words.ticket.approvals} <em>{words.ticket.decided[approval.state] ?? approval.state}</em></h4>
          <p dir="auto">{approval.amount !== null && <b>{words.ticket.yuan(approval.amount)} </b>}{approval.reason} <span className="faint">{approval.askedBy} · {moment(approval.askedAt, now)}</span></p>
          {approval.note && <p className="faint" dir="auto">{approval.decidedBy}：{approval.note}</p>}
          {approval.state === 'pending' && <Decide id={approval.id} act={act} />}
        </div>
      ))}
      {opinions.length > 0 && <div><h4>{words.ticket.opinions}</h4><ul className="sayings">{opinions.map(({ at, by, text }) => <li key={`${at} ${by}`}><span dir="auto">{text}</span> <time>{by} · {moment(at, now)}</time></li>)}</ul></div>}
    </section>
  )
}

function Decide({ id, act }: { id: string; act: Act }) {
  const words = useWords()
  const [note, setNote] = useState('')
  return (
    <div className="decide">
      <Input size="small" value={note} onChange={(event) => setNote(event.target.value)} placeholder={words.ticket.reason} aria-label={words.ticket.reason} maxLength={4_000} />
      <Button size="small" type="primary" onClick={() => void act({ type: 'decide-approval', id, grant: true, note })}>{words.ticket.grant}</Button>
      <Button size="small" danger disabled={note.trim() === ''} onClick={() => void act({ type: 'decide-approval', id, grant: false, note })}>{words.ticket.refuse}</Button>
    </div>
  )
}
