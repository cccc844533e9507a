/** Agents, sessions, notes and read marks in SQLite. */
import type { DatabaseSync } from 'node:sqlite'
import type { AgentRow, Store } from '../store.ts'
import type { Group } from './group.ts'
import type { Row } from './row.ts'

type Desk = Pick<Store, 'agents' | 'putAgent' | 'putSession' | 'session' | 'dropSession' | 'markRead' | 'note'>

export function deskRows(db: DatabaseSync, group: Group): Desk {
  const sql = {
    agents: db.prepare('SELECT * FROM agents ORDER BY name'),
    putAgent: db.prepare(`INSERT INTO agents (id, name, password, role, departments) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, password = excluded.password, role = excluded.role, departments = excluded.departments`),
    putSession: db.prepare('INSERT INTO sessions (token, agent, csrf, until) VALUES (?, ?, ?, ?)'),
    session: db.prepare('SELECT agent, csrf FROM sessions WHERE token = ? AND until > ?'),
    dropSession: db.prepare('DELETE FROM sessions WHERE token = ?'),
    read: db.prepare('UPDATE conversations SET unread = 0 WHERE id = ? AND unread > 0'),
    note: db.prepare('INSERT INTO messages (id, conversation, sender, agent, content, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
  }
  return {
    agents: () =>
      (sql.agents.all() as Row[]).map(
        ({ id, name, password, role, departments }): AgentRow => ({ id, name, password, role, departments: JSON.parse(departments) }),
      ),
    putAgent: ({ id, name, password, role, departments }) =>
      group.write(() => void sql.putAgent.run(id, name, password, role, JSON.stringify(departments))),
    putSession: (token, agent, csrf, until) => group.write(() => void sql.putSession.run(token, agent, csrf, until)),
    session: (token, now) => (sql.session.get(token, now) as { agent: string; csrf: string } | undefined) ?? null,
    dropSession: (token) => group.write(() => void sql.dropSession.run(token)),
    markRead: (conversation) => group.write(() => void sql.read.run(conversation)),
    note: ({ id, conversation, from, agent, content, at }) =>
      group.write(() => void sql.note.run(id, conversation, from, agent, JSON.stringify(content), at)),
  }
}
