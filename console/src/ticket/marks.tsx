/** The small marks of a ticket: status, severity, flags. Each must say in words what its colour says. */
import type { Flag, Severity as Level, TicketStatus } from '../../api.ts'
import { useWords } from '../text/index.ts'

export function Status({ status }: { status: TicketStatus }) {
  const words = useWords()
  return <span className={`status is-${status}`}><i /> {words.statuses[status] ?? status}</span>
}

export function Severity({ severity }: { severity: Level }) {
  const words = useWords()
  return <strong className={`severity is-${severity}`}>{words.severities[severity] ?? severity}</strong>
}

export function Flags({ flags }: { flags: readonly Flag[] }) {
  const words = useWords()
  return <>{flags.map((flag) => <em key={flag} className="flag">{words.flags[flag] ?? flag}</em>)}</>
}
