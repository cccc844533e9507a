/** Inbox and turns in SQLite: what comes in is stored once, and a turn is written whole or not at all. */
import type { DatabaseSync } from 'node:sqlite'
import type { Before, Conversation, Effect, Ticket, TicketChange } from '../../../core/model.ts'
import { applyChange, isFinal, wholeTicket } from '../../../core/tickets/life.ts'
import type { InboxRow, Store, TurnWrite } from '../store.ts'
import type { Group } from './group.ts'
import type { Row } from './row.ts'

type Turns = Pick<Store, 'accept' | 'backlog' | 'load' | 'beforeOf' | 'turn'>

export function turnRows(db: DatabaseSync, group: Group): Turns {
  const sql = {
    accept: db.prepare(`INSERT INTO inbox (id, channel, account, key, conversation, customer, address, name, content, at, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
    backlog: db.prepare('SELECT * FROM inbox WHERE done = 0 ORDER BY seq LIMIT ?'),
    done: db.prepare('UPDATE inbox SET done = 1 WHERE id = ?'),
    conversation: db.prepare('SELECT body FROM conversations WHERE id = ?'),
    tickets: db.prepare('SELECT body FROM tickets WHERE customer = ? ORDER BY seq DESC LIMIT 20'),
    ticket: db.prepare('SELECT body FROM tickets WHERE id = ?'),
    // A scope ends with its period ("", "2026", "2026-11", "2026-11-25"); of the past only what a time zone may still call today is wanted.
    serials: db.prepare(`SELECT scope, value FROM serials WHERE scope >= ? AND scope < ? AND (period = '' OR period >= substr(?, 1, length(period)))`),
    factSeen: db.prepare('SELECT 1 FROM facts WHERE id = ?'),
    fact: db.prepare('INSERT INTO facts (id, conversation, at, type, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    name: db.prepare('SELECT name FROM inbox WHERE id = ?'),
    put: db.prepare(`INSERT INTO conversations (id, channel, account, customer, pack, name, body, version, speaker, agent, epoch, last_at, last_text, last_from, handover, unread)
      VALUES (:id, :channel, :account, :customer, :pack, :name, :body, 1, :speaker, :agent, :epoch, :lastAt, :lastText, :lastFrom, :handover, :unread)
      ON CONFLICT (id) DO UPDATE SET body = :body, version = version + 1, speaker = :speaker, agent = :agent, epoch = :epoch, name = coalesce(:name, name),
        last_at = CASE WHEN :lastText <> '' THEN :lastAt ELSE last_at END, last_text = CASE WHEN :lastText <> '' THEN :lastText ELSE last_text END,
        last_from = CASE WHEN :lastText <> '' THEN :lastFrom ELSE last_from END,
        handover = CASE WHEN :speaker = 'bot' THEN NULL ELSE coalesce(:handover, handover) END, unread = CASE WHEN :lastFrom = 'agent' THEN 0 ELSE unread + :unread END`),
    message: db.prepare('INSERT INTO messages (id, conversation, sender, agent, content, at, abstained) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    part: db.prepare(`INSERT INTO outbox (id, message, conversation, channel, account, address, content, sender, agent, epoch, answers)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
    openTicket: db.prepare(`INSERT INTO tickets (id, number, pack, conversation, customer, kind, category, department, severity, status, opened_at, due_at, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    words: db.prepare('INSERT OR REPLACE INTO ticket_words (rowid, words) SELECT seq, ? FROM tickets WHERE id = ?'),
    putTicket: db.prepare('UPDATE tickets SET kind = ?, category = ?, department = ?, severity = ?, status = ?, due_at = ?, body = ? WHERE id = ?'),
    history: db.prepare('INSERT INTO ticket_history (id, ticket, at, actor, change, type, ended) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    serial: db.prepare('INSERT INTO serials (scope, period, value) VALUES (?, ?, ?) ON CONFLICT (scope) DO UPDATE SET value = max(value, excluded.value)'),
    timer: db.prepare('INSERT INTO timers (conversation, timer, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at'),
    dropTimer: db.prepare('DELETE FROM timers WHERE conversation = ? AND timer = ?'),
    clock: db.prepare('UPDATE tickets SET next_at = ? WHERE id = ?'),
    notice: db.prepare('INSERT INTO notices (id, ticket, role, department, what, at) VALUES (?, ?, ?, ?, ?, ?)'),
    gap: db.prepare('INSERT INTO gaps (id, pack, conversation, question, lang, at) VALUES (?, ?, ?, ?, ?, ?)'),
    consent: db.prepare('INSERT INTO consents (id, channel, account, address, state, at) VALUES (?, ?, ?, ?, ?, ?)'),
  }

  return {
    accept: (rows) =>
      group.write(() =>
        rows.map((row) => {
          const { changes } = sql.accept.run(
            row.id, row.channel, row.account, row.key, row.conversation, row.customer, row.address, row.name, JSON.stringify(row.content), row.at, row.receivedAt,
          )
          return { id: row.id, key: row.key, fresh: changes > 0 }
        }),
      ),
    backlog: (limit) => (sql.backlog.all(limit) as Row[]).map(inboxRow),
    load: (id) => load(id),
    beforeOf: (fresh) => before(fresh),
    turn: (conversation, factId, run, given = {}) =>
      group.write(() => {
        // The fact's unique id is what makes a turn happen once: a second one finds the row and writes nothing.
        if (seen(factId)) {
          sql.done.run(factId)
          return null
        }
        const write = run(load(conversation, given))
        put(write)
        return write
      }),
  }

  function seen(factId: string): boolean {
    return sql.factSeen.get(factId) !== undefined
  }

  function load(id: string, given: { ticket?: string; at?: number } = {}): Before | null {
    const row = sql.conversation.get(id) as { body: string } | undefined
    return row ? before(JSON.parse(row.body), given) : null
  }

  function before(conversation: Conversation, { ticket: wanted, at }: { ticket?: string; at?: number } = {}): Before {
    const serials: Record<string, number> = {}
    // Scopes open with the pack's id and a colon (core/tickets/numbering); the semicolon is the character after it.
    for (const { scope, value } of sql.serials.all(`${conversation.pack}:`, `${conversation.pack};`, at === undefined ? '' : new Date(at - 2 * DAY_MS).toISOString().slice(0, 10)) as { scope: string; value: number }[])
      serials[scope] = value
    const tickets = (sql.tickets.all(conversation.customer) as { body: string }[]).map(ticketOf)
    const extra = wanted !== undefined && !tickets.some(({ id }) => id === wanted) ? (sql.ticket.get(wanted) as { body: string } | undefined) : undefined
    return { conversation, tickets: extra ? [...tickets, ticketOf(extra)] : tickets, serials }
  }

  function put({ fact, conversation, effects, messages, parts }: TurnWrite): void {
    sql.fact.run(fact.id, conversation.id, fact.at, fact.type, JSON.stringify(fact))
    sql.done.run(fact.id)
    for (const m of messages) sql.message.run(m.id, m.conversation, m.from, m.agent, JSON.stringify(m.content), m.at, m.abstained ? 1 : 0)
    for (const p of parts)
      sql.part.run(p.id, p.message, p.conversation, p.channel, p.account, p.address, JSON.stringify(p.content), p.by, p.agent, p.epoch, p.answers)
    const last = messages.at(-1)
    const handover = effects.find((effect) => effect.type === 'handover')
    const { speaker } = conversation
    sql.put.run({
      id: conversation.id, channel: conversation.channel, account: conversation.account, customer: conversation.customer, pack: conversation.pack,
      name: (sql.name.get(fact.id) as { name: string | null } | undefined)?.name ?? null,
      body: JSON.stringify(conversation), speaker: speaker.type, agent: speaker.type === 'agent' ? speaker.agent : null, epoch: conversation.epoch,
      lastAt: fact.at, lastText: last ? preview(last.content) : '', lastFrom: last?.from ?? 'system',
      handover: handover ? JSON.stringify({ queue: handover.queue, reason: handover.reason, summary: handover.summary, priority: handover.priority, at: fact.at }) : null,
      unread: messages.filter((m) => m.from === 'customer').length,
    })
    for (const [index, effect] of effects.entries()) putEffect(effect, `${fact.id}/${index}`, fact.at, conversation)
  }

  function putEffect(effect: Effect, id: string, at: number, conversation: Conversation): void {
    switch (effect.type) {
      case 'ticket':
        return putTicket(effect, id, at)
      case 'serial':
        sql.serial.run(effect.scope, effect.scope.slice(effect.scope.lastIndexOf(':') + 1), effect.value)
        return
      case 'timer':
        if (effect.at === null) sql.dropTimer.run(conversation.id, effect.timer)
        else sql.timer.run(conversation.id, effect.timer, effect.at)
        return
      case 'gap':
        sql.gap.run(id, conversation.pack, conversation.id, effect.question, effect.lang, at)
        return
      case 'clock':
        sql.clock.run(effect.at, effect.ticket)
        return
      case 'notify':
        sql.notice.run(id, effect.ticket, effect.role, effect.department, effect.what, at)
        return
      case 'consent':
        sql.consent.run(id, conversation.channel, conversation.account, conversation.address, effect.state, at)
        return
      default:
        // say and handover are written with the messages and the conversation; a lookup is the gateway's to carry out
        return
    }
  }

  function putTicket({ ticket: id, change, by }: Extract<Effect, { type: 'ticket' }>, historyId: string, at: number): void {
    const put = (ended: boolean) => sql.history.run(historyId, id, at, by, JSON.stringify(change), change.type, Number(ended))
    if (change.type === 'opened') {
      const t = change.ticket
      put(false)
      sql.openTicket.run(
        t.id, t.number, t.pack, t.conversation, t.customer, t.kind, t.category, t.department, t.severity, t.status, t.openedAt, due(t), JSON.stringify(t),
      )
      sql.words.run(wordsOf(t), t.id)
      return
    }
    const row = sql.ticket.get(id) as { body: string } | undefined
    if (!row) throw new Error(`change of ticket ${id}, which does not exist`)
    const before = ticketOf(row)
    const applied = applyChange(before, change, at)
    if (!applied.ok) throw new Error(`ticket ${id}: ${applied.error.code}: ${applied.error.message}`)
    const t = applied.ticket
    put(!isFinal(before.status) && isFinal(t.status))
    sql.putTicket.run(t.kind, t.category, t.department, t.severity, t.status, due(t), JSON.stringify(t), id)
    if (SAYS.includes(change.type)) sql.words.run(wordsOf(t), id)
  }
}

/** A stored ticket, with the parts that releases after its own have added. */
const ticketOf = ({ body }: { body: string }): Ticket => wholeTicket(JSON.parse(body))
const DAY_MS = 86_400_000

/** What a ticket is searched by: its number, what was taken down, what the customer said. */
const wordsOf = ({ number, fields, story }: Ticket): string => [number, ...Object.values(fields), ...story.map(({ text }) => text)].join('\n')
/** Changes after which these words are others. */
const SAYS: readonly TicketChange['type'][] = ['said', 'field.set', 'field.unset']

const due = (ticket: Ticket): number | null => (ticket.deadlines.length > 0 ? Math.min(...ticket.deadlines.map(({ dueAt }) => dueAt)) : null)

function preview(content: TurnWrite['messages'][number]['content']): string {
  if (content.type === 'text') return content.text.slice(0, 120)
  if (content.type === 'attachment') return `[${content.kind}] ${content.transcript ?? content.name ?? ''}`.trim()
  return content.type === 'location' ? `[location] ${content.label ?? ''}`.trim() : `[${content.type}]`
}

function inboxRow(row: Row): InboxRow {
  const { id, channel, account, key, conversation, customer, address, name, content, at, received_at } = row
  return { id, channel, account, key, conversation, customer, address, name, content: JSON.parse(content), at, receivedAt: received_at }
}
