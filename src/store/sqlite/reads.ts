/** What people look at, out of SQLite: lists, histories, tickets. Reads only. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Fact, Ticket } from '../../../core/model.ts'
import { wholeTicket } from '../../../core/tickets/life.ts'
import type { Store, Summary, TicketHistory } from '../store.ts'
import type { Row } from './row.ts'

type Reads = Pick<Store, 'summaries' | 'summary' | 'messages' | 'factOf' | 'tickets' | 'ticket' | 'ticketsOf' | 'history' | 'casesIn' | 'gaps' | 'counts'>

export function readRows(db: DatabaseSync): Reads {
  const sql = {
    summary: db.prepare('SELECT * FROM conversations WHERE id = ?'),
    messages: db.prepare(`SELECT m.*, (SELECT state FROM outbox o WHERE o.message = m.id ORDER BY
        CASE state WHEN 'failed' THEN 0 WHEN 'ambiguous' THEN 1 WHEN 'refused' THEN 2 WHEN 'pending' THEN 3 WHEN 'sending' THEN 4 ELSE 5 END, seq DESC LIMIT 1) AS status,
        (SELECT reason FROM outbox o WHERE o.message = m.id AND reason IS NOT NULL LIMIT 1) AS reason
      FROM (SELECT * FROM messages WHERE conversation = ? ORDER BY seq DESC LIMIT ?) m ORDER BY m.seq`),
    fact: db.prepare('SELECT body FROM facts WHERE id = ?'),
    ticket: db.prepare('SELECT body FROM tickets WHERE id = ?'),
    ticketsOf: db.prepare('SELECT body FROM tickets WHERE customer = ? ORDER BY seq DESC LIMIT 50'),
    history: db.prepare('SELECT at, actor, change FROM ticket_history WHERE ticket = ? ORDER BY seq'),
    cases: db.prepare(`SELECT h.ticket, h.at, h.actor, h.change, c.channel FROM ticket_history h
      JOIN tickets t ON t.id = h.ticket JOIN conversations c ON c.id = t.conversation
      WHERE t.pack = ?1 AND h.at < ?3 AND h.ticket IN (
        SELECT ticket FROM ticket_history WHERE at >= ?2 AND at < ?3 AND (ended = 1 OR type IN ('opened', 'urged', 'reopened', 'result.answered')))
      ORDER BY h.ticket, h.seq`),
    gaps: db.prepare('SELECT question, lang, max(at) AS at, count(*) AS n FROM gaps WHERE pack = ? GROUP BY question, lang ORDER BY at DESC LIMIT ?'),
  }

  return {
    summaries({ speaker, agent, q, before, limit }) {
      const [where, values] = conditions([
        speaker && ['speaker = ?', speaker],
        agent && ['agent = ?', agent],
        before && ['last_at < ?', before],
        q && [`(last_text LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\' OR customer IN (SELECT customer FROM tickets WHERE number = ?))`, like(q), like(q), q],
      ])
      const order = speaker === 'queue' ? 'last_at ASC' : 'last_at DESC'
      return (db.prepare(`SELECT * FROM conversations ${where} ORDER BY ${order} LIMIT ?`).all(...values, limit) as Row[]).map(summaryRow)
    },
    summary(id) {
      const row = sql.summary.get(id) as Row | undefined
      return row ? summaryRow(row) : null
    },
    messages: (conversation, limit) =>
      (sql.messages.all(conversation, limit) as Row[]).map(({ id, sender, agent, content, at, abstained, status, reason }) => ({
        id, conversation, from: sender, agent, content: JSON.parse(content), at, abstained: abstained === 1, status, reason,
      })),
    factOf(message) {
      const row = (sql.fact.get(message) ?? sql.fact.get(message.replace(/\/[^/]*$/, ''))) as { body: string } | undefined
      return row ? (JSON.parse(row.body) as Fact) : null
    },
    tickets({ pack, status, kind, category, department, customer, q, dueBefore, before, limit }) {
      const [where, values] = conditions([
        pack && ['pack = ?', pack],
        status && status.length > 0 && [`status IN (${status.map(() => '?').join(', ')})`, ...status],
        kind && ['kind = ?', kind],
        category && ['category = ?', category],
        department && ['department = ?', department],
        customer && ['customer = ?', customer],
        dueBefore && ['due_at < ?', dueBefore],
        before && ['opened_at < ?', before],
        q && found(q),
      ])
      return bodies(db.prepare(`SELECT body FROM tickets ${where} ORDER BY opened_at DESC, seq DESC LIMIT ?`).all(...values, limit))
    },
    ticket: (id) => bodies([sql.ticket.get(id)].filter(Boolean))[0] ?? null,
    ticketsOf: (customer) => bodies(sql.ticketsOf.all(customer)),
    history: (ticket) =>
      (sql.history.all(ticket) as { at: number; actor: string; change: string }[]).map(
        ({ at, actor, change }): TicketHistory => ({ at, by: actor, change: JSON.parse(change) }),
      ),
    casesIn(pack, from, until) {
      const cases: { channel: string; entries: TicketHistory[] }[] = []
      let ticket = ''
      for (const row of sql.cases.iterate(pack, from, until) as Iterable<{ ticket: string; at: number; actor: string; change: string; channel: string }>) {
        if (row.ticket !== ticket) cases.push({ channel: row.channel, entries: [] })
        ticket = row.ticket
        cases.at(-1)?.entries.push({ at: row.at, by: row.actor, change: JSON.parse(row.change) })
      }
      return cases
    },
    gaps: (pack, limit) => sql.gaps.all(pack, limit) as unknown as ReturnType<Store['gaps']>,
    counts() {
      const counts: Record<string, number> = {}
      const one = (key: string, query: string) => {
        counts[key] = (db.prepare(query).get() as { n: number }).n
      }
      one('inbox', 'SELECT count(*) AS n FROM inbox')
      one('waiting', 'SELECT count(*) AS n FROM inbox WHERE done = 0')
      one('facts', 'SELECT count(*) AS n FROM facts')
      one('tickets', 'SELECT count(*) AS n FROM tickets')
      for (const { state, n } of db.prepare('SELECT state, count(*) AS n FROM outbox GROUP BY state').all() as { state: string; n: number }[])
        counts[`outbox.${state}`] = n
      for (const { speaker, n } of db.prepare('SELECT speaker, count(*) AS n FROM conversations GROUP BY speaker').all() as { speaker: string; n: number }[])
        counts[`speaker.${speaker}`] = n
      return counts
    },
  }
}

type Part = readonly [string, ...SQLInputValue[]]

function conditions(parts: readonly (Part | undefined | null | false | '' | 0)[]): [string, SQLInputValue[]] {
  const kept = parts.filter((part): part is Part => Boolean(part))
  return [kept.length > 0 ? `WHERE ${kept.map(([clause]) => clause).join(' AND ')}` : '', kept.flatMap(([, ...values]) => values)]
}

/** Words of three letters and more stand in the index; shorter ones are looked for row by row. A number stands alone. */
function found(q: string): Part {
  if ([...q].length < 3) return [`body LIKE ? ESCAPE '\\'`, like(q)]
  return ['seq IN (SELECT rowid FROM ticket_words WHERE ticket_words MATCH ?)', `"${q.replaceAll('"', '""')}"`]
}

const like = (q: string): string => `%${q.replace(/[\\%_]/g, '\\$&')}%`
const bodies = (rows: readonly unknown[]): Ticket[] => rows.map((row) => wholeTicket(JSON.parse((row as { body: string }).body)))

function summaryRow(row: Row): Summary {
  const { name, body, last_at, last_text, last_from, handover, unread } = row
  const conversation = JSON.parse(body)
  return {
    conversation, name, speaker: conversation.speaker, lastAt: last_at, lastText: last_text, lastFrom: last_from,
    handover: handover ? JSON.parse(handover) : null, unread,
  }
}
