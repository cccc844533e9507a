/** Agents, sessions, notes and read marks in SQLite. */
import type { DatabaseSync } from 'node:sqlite'
import type { AgentRow, Notice, Store } from '../store.ts'
import type { Group } from './group.ts'
import type { Row } from './row.ts'

type Desk = Pick<Store, 'agents' | 'putAgent' | 'notices' | 'settleNotice' | 'putSession' | 'session' | 'dropSession' | 'markRead' | 'note'>

export function deskRows(db: DatabaseSync, group: Group): Desk {
  const sql = {
    agents: db.prepare('SELECT * FROM agents ORDER BY name'),
    putAgent: db.prepare(`INSERT INTO agents (id, name, password, role, departments, roles, delegation) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, password = excluded.password, role = excluded.role, departments = excluded.departments,
        roles = excluded.roles, delegation = excluded.delegation`),
    notices: db.prepare(`SELECT n.id, n.ticket, t.number, t.pack, n.role, n.department, n.what, n.at FROM notices n JOIN tickets t ON t.id = n.ticket
      WHERE n.settled_at IS NULL AND (? = '[]' OR n.department IN (SELECT value FROM json_each(?))) AND (? = '[]' OR n.role IN (SELECT value FROM json_each(?)))
      ORDER BY n.seq DESC LIMIT ?`),
    settleNotice: db.prepare('UPDATE notices SET settled_by = ?, settled_at = ? WHERE id = ? AND settled_at IS NULL'),
    putSession: db.prepare('INSERT INTO sessions (token, agent, csrf, until) VALUES (?, ?, ?, ?)'),
    session: db.prepare('SELECT agent, csrf FROM sessions WHERE token = ? AND until > ?'),
    dropSession: db.prepare('DELETE FROM sessions WHERE token = ?'),
    read: db.prepare('UPDATE conversations SET unread = 0 WHERE id = ? AND unread > 0'),
    note: db.prepare('INSERT INTO messages (id, conversation, sender, agent, content, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
  }
  return {
    agents: () =>
      (sql.agents.all() as Row[]).map(
        ({ id, name, password, role, departments, roles, delegation }): AgentRow => ({
          id, name, password, role, departments: JSON.parse(departments), roles: JSON.parse(roles), delegation: delegation === null ? null : JSON.parse(delegation),
        }),
      ),
    putAgent: ({ id, name, password, role, departments, roles, delegation }) =>
      group.write(() => void sql.putAgent.run(id, name, password, role, JSON.stringify(departments), JSON.stringify(roles), delegation && JSON.stringify(delegation))),
    notices: ({ departments, roles, limit }) =>
      (sql.notices.all(JSON.stringify(departments), JSON.stringify(departments), JSON.stringify(roles), JSON.stringify(roles), limit) as unknown as Notice[]).map((row) => ({ ...row })),
    settleNotice: (id, by, at) => group.write(() => void sql.settleNotice.run(by, at, id)),
    putSession: (token, agent, csrf, until) => group.write(() => void sql.putSession.run(token, agent, csrf, until)),
    session: (token, now) => (sql.session.get(token, now) as { agent: string; csrf: string } | undefined) ?? null,
    dropSession: (token) => group.write(() => void sql.dropSession.run(token)),
    markRead: (conversation) => group.write(() => void sql.read.run(conversation)),
    note: ({ id, conversation, from, agent, content, at }) =>
      group.write(() => void sql.note.run(id, conversation, from, agent, JSON.stringify(content), at)),
  }
}
