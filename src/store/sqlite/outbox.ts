/** Outgoing parts and timers in SQLite: taken one by one in a conversation's order, settled once, never resent on doubt. */
import type { DatabaseSync } from 'node:sqlite'
import type { DeliveryStatus } from '../../../core/model.ts'
import type { OutboxRow, Store } from '../store.ts'
import type { Group } from './group.ts'
import type { Row } from './row.ts'

type Rows = Pick<
  Store,
  'dueConversations' | 'takePart' | 'settlePart' | 'nextPartAt' | 'receipt' | 'reclaim' | 'partsOf' | 'dueTimers' | 'dueTickets'
>

/** A later word of the provider may only move a message forward. */
const RANK: Readonly<Record<DeliveryStatus, number>> = { pending: 0, sending: 1, ambiguous: 2, sent: 3, failed: 4, refused: 4, delivered: 4, read: 5 }

export function outboxRows(db: DatabaseSync, group: Group): Rows {
  const sql = {
    due: db.prepare(`SELECT DISTINCT conversation FROM outbox WHERE state = 'pending' AND next_at <= ? LIMIT ?`),
    head: db.prepare(`SELECT * FROM outbox WHERE conversation = ? AND state IN ('pending', 'sending') ORDER BY seq LIMIT 1`),
    epoch: db.prepare('SELECT epoch FROM conversations WHERE id = ?'),
    take: db.prepare(`UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?`),
    settle: db.prepare(`UPDATE outbox SET state = ?, provider_id = coalesce(?, provider_id), reason = ?, next_at = ?, settled_at = ?, attempts = coalesce(?, attempts) WHERE id = ?`),
    nextAt: db.prepare(`SELECT next_at FROM outbox WHERE conversation = ? AND state = 'pending' ORDER BY seq LIMIT 1`),
    byProvider: db.prepare('SELECT id, state, conversation FROM outbox WHERE channel = ? AND account = ? AND provider_id = ? ORDER BY seq DESC LIMIT 1'),
    status: db.prepare('UPDATE outbox SET state = ?, reason = coalesce(?, reason) WHERE id = ?'),
    sending: db.prepare(`SELECT id, channel FROM outbox WHERE state = 'sending'`),
    answers: db.prepare('SELECT * FROM outbox WHERE answers = ? ORDER BY seq'),
    ringing: db.prepare('SELECT id AS ticket, conversation, next_at AS at FROM tickets WHERE next_at <= ? ORDER BY next_at LIMIT ?'),
    timers: db.prepare('SELECT conversation, timer, at FROM timers WHERE at <= ? ORDER BY at LIMIT ?'),
  }

  return {
    dueConversations: (now, limit) => (sql.due.all(now, limit) as { conversation: string }[]).map(({ conversation }) => conversation),
    takePart: (conversation, now) =>
      group.write(() => {
        for (;;) {
          const row = sql.head.get(conversation) as Row | undefined
          if (!row) return null
          const part = outboxRow(row)
          // One part at a time in a conversation: order is worth more than speed to a reader.
          if (part.state === 'sending' || part.nextAt > now) return null
          const { epoch } = sql.epoch.get(conversation) as { epoch: number }
          if (part.by === 'bot' && part.epoch < epoch) {
            sql.settle.run('refused', null, 'the right to speak had passed to somebody else', 0, now, null, part.id)
            continue
          }
          sql.take.run(part.id)
          return { ...part, attempts: part.attempts + 1, state: 'sending' as const }
        }
      }),
    settlePart: (id, { state, at, providerId, reason, nextAt, attempts }) =>
      group.write(() => void sql.settle.run(state, providerId ?? null, reason ?? null, nextAt ?? 0, at, attempts ?? null, id)),
    nextPartAt: (conversation) => (sql.nextAt.get(conversation) as { next_at: number } | undefined)?.next_at ?? null,
    receipt: (channel, account, providerId, status, reason) =>
      group.write(() => {
        const row = sql.byProvider.get(channel, account, providerId) as { id: string; state: DeliveryStatus; conversation: string } | undefined
        if (!row || RANK[status] <= RANK[row.state]) return null
        sql.status.run(status, reason ?? null, row.id)
        return row.conversation
      }),
    reclaim: (idempotent) =>
      group.write(() => {
        const counted = { pending: 0, ambiguous: 0 }
        for (const { id, channel } of sql.sending.all() as { id: string; channel: string }[]) {
          const again = idempotent.has(channel)
          if (again) sql.settle.run('pending', null, null, 0, null, null, id)
          else sql.settle.run('ambiguous', null, 'the desk stopped while this was being sent; it may have arrived', 0, null, null, id)
          counted[again ? 'pending' : 'ambiguous']++
        }
        return counted
      }),
    partsOf: (inbox) => (sql.answers.all(inbox) as Row[]).map(outboxRow),
    dueTickets: (now, limit) => sql.ringing.all(now, limit) as { ticket: string; conversation: string; at: number }[],
    dueTimers: (now, limit) => sql.timers.all(now, limit) as { conversation: string; timer: string; at: number }[],
  }
}

function outboxRow(row: Row): OutboxRow {
  const { id, message, conversation, channel, account, address, content, sender, agent, epoch, answers, attempts, state, next_at, provider_id, reason } = row
  return {
    id, message, conversation, channel, account, address, content: JSON.parse(content), by: sender, agent, epoch, answers, attempts, state,
    nextAt: next_at, providerId: provider_id, reason,
  }
}
