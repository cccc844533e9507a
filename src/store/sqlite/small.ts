/** The channels' small durable state, their journals, and the desk's own secrets, in SQLite. */
import type { DatabaseSync } from 'node:sqlite'
import type { Store } from '../store.ts'
import type { Group } from './group.ts'

export function smallRows(db: DatabaseSync, group: Group): Pick<Store, 'state' | 'journal' | 'secret'> {
  const sql = {
    get: db.prepare('SELECT value FROM channel_state WHERE channel = ? AND account = ? AND key = ?'),
    set: db.prepare(`INSERT INTO channel_state (channel, account, key, value) VALUES (?, ?, ?, ?)
      ON CONFLICT (channel, account, key) DO UPDATE SET value = excluded.value`),
    delete: db.prepare('DELETE FROM channel_state WHERE channel = ? AND account = ? AND key = ?'),
    found: db.prepare('SELECT seq FROM channel_journal WHERE channel = ? AND account = ? AND topic = ? AND key = ?'),
    last: db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM channel_journal WHERE channel = ? AND account = ? AND topic = ?'),
    append: db.prepare('INSERT INTO channel_journal (channel, account, topic, seq, key, entry) VALUES (?, ?, ?, ?, ?, ?)'),
    read: db.prepare('SELECT seq, key, entry FROM channel_journal WHERE channel = ? AND account = ? AND topic = ? AND seq > ? ORDER BY seq LIMIT ?'),
    secret: db.prepare('SELECT value FROM secrets WHERE name = ?'),
    putSecret: db.prepare('INSERT INTO secrets (name, value) VALUES (?, ?)'),
  }
  return {
    state: (channel, account) => ({
      async get<T>(key: string) {
        const row = sql.get.get(channel, account, key) as { value: string } | undefined
        return row ? (JSON.parse(row.value) as T) : undefined
      },
      set: (key, value) => group.write(() => void sql.set.run(channel, account, key, JSON.stringify(value))),
      delete: (key) => group.write(() => void sql.delete.run(channel, account, key)),
    }),
    journal: (channel, account) => ({
      append: (topic, key, entry) =>
        group.write(() => {
          const found = sql.found.get(channel, account, topic, key) as { seq: number } | undefined
          if (found) return { seq: found.seq, fresh: false }
          const seq = (sql.last.get(channel, account, topic) as { seq: number }).seq + 1
          sql.append.run(channel, account, topic, seq, key, JSON.stringify(entry))
          return { seq, fresh: true }
        }),
      read: async (topic, after, limit) =>
        (sql.read.all(channel, account, topic, after, limit) as { seq: number; key: string; entry: string }[]).map(({ seq, key, entry }) => ({
          seq, key, entry: JSON.parse(entry),
        })),
    }),
    secret(name, make) {
      const row = sql.secret.get(name) as { value: string } | undefined
      if (row) return row.value
      const value = make()
      sql.putSecret.run(name, value)
      return value
    },
  }
}
