/** By when a ticket is due, how long is left, and how that moment was reached. It must count in front of the agent's eyes. */
import type { Deadline, Ticket } from '../../api.ts'
import { useNow } from '../lib/screen.ts'
import { type DeadlineState, deadlineState, moment, pressing, span } from '../lib/time.ts'
import { useWords, type Words } from '../text/index.ts'

export function Deadlines({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow(1_000)
  if (ticket.deadlines.length === 0) return null
  return (
    <section className="deadlines" aria-label={words.ticket.deadlines}>
      {ticket.deadlines.map((deadline) => {
        const state = deadlineState(ticket, deadline, now)
        return (
          <details key={deadline.key} className={`deadline is-${state}`} data-deadline={deadline.key} data-state={state}>
            <summary>
              <b>{words.deadlines[deadline.key] ?? deadline.key}</b> <span>{standing(deadline, state, now, words)}</span> <time>{moment(deadline.dueAt, now)}</time>
            </summary>
            <ol aria-label={words.ticket.why}>{deadline.explain.map((step) => <li key={step}>{step}</li>)}</ol>
          </details>
        )
      })}
    </section>
  )
}

/** The one that presses most, for lists. */
export function Pressing({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const now = useNow(30_000)
  const first = pressing(ticket, now)
  if (!first) return <span className="faint">{ticket.deadlines.length === 0 ? words.ticket.noDeadline : words.ticket.done}</span>
  const { deadline, state } = first
  return (
    <span className={`pressing is-${state}`} title={`${words.deadlines[deadline.key] ?? deadline.key} · ${moment(deadline.dueAt, now)}`}>
      {standing(deadline, state, now, words)} <small>{words.deadlines[deadline.key] ?? deadline.key}</small>
    </span>
  )
}

function standing(deadline: Deadline, state: DeadlineState, now: number, words: Words): string {
  if (state === 'done') return words.ticket.done
  if (state === 'met') return words.ticket.met
  return state === 'overdue' ? words.ticket.overdue(span(now - deadline.dueAt, words)) : words.ticket.remaining(span(deadline.dueAt - now, words))
}
