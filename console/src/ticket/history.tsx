/** Who did what to a ticket and when, newest first. It must show an entry of a kind it does not know rather than leave a hole. */
import type { HistoryEntry, PackSetup, Ticket, TicketChange } from '../../api.ts'
import { usePack } from '../lib/desk.ts'
import { moment } from '../lib/time.ts'
import { nameOf, useLang, type Words } from '../text/index.ts'

type Reading = { words: Words; lang: ReturnType<typeof useLang>['lang']; pack: PackSetup | undefined }

export function History({ ticket, now }: { ticket: Ticket; now: number }) {
  const { words, lang } = useLang()
  const pack = usePack(ticket.pack)
  const entries = ticket.history.map((entry, index) => ({ entry, index })).reverse()
  return (
    <ol className="trail">
      {entries.map(({ entry, index }) => (
        <li key={`${entry.at} ${index}`}>
          <Entry entry={entry} reading={{ words, lang, pack }} />
          <span className="faint">{words.history.by[entry.by] ?? entry.by} · {moment(entry.at, now)}</span>
        </li>
      ))}
    </ol>
  )
}

function Entry({ entry: { change }, reading }: { entry: HistoryEntry; reading: Reading }) {
  const detail = detailOf(change, reading)
  return <><b>{titleOf(change, reading)}</b>{detail && <span dir="auto">{detail}</span>}</>
}

function titleOf(change: TicketChange, { words, lang, pack }: Reading): string {
  switch (change.type) {
    case 'field.set':
      return words.history.set(nameOf(pack?.fields, change.field, lang), change.value)
    case 'field.unset':
      return words.history.unset(nameOf(pack?.fields, change.field, lang))
    case 'stage.entered':
      return `${words.history.types[change.type]} · ${nameOf(pack?.stages, change.stage, lang)}`
    case 'assigned':
      return change.agent === null ? words.history.unassigned : words.history.assigned(change.agent)
    case 'moved':
      return words.history.moved(words.statuses[change.status] ?? change.status)
    default:
      return words.history.types[change.type] ?? change.type
  }
}

function detailOf(change: TicketChange, { words, lang, pack }: Reading): string {
  if (change.type === 'classified' || change.type === 'raised') {
    const { kind, category, department } = { kind: undefined, category: undefined, department: undefined, ...change }
    return [
      kind && (words.kinds[kind] ?? kind), nameOf(pack?.categories, category, lang), nameOf(pack?.departments, department, lang),
      change.severity && words.severities[change.severity], ...(change.flags ?? []).map((flag) => words.flags[flag] ?? flag),
    ].filter(Boolean).join(' · ')
  }
  // Most kinds carry the words of a person under one of these names.
  const { text, note, reason } = change as { text?: string; note?: string; reason?: string }
  return text ?? note ?? reason ?? ''
}
