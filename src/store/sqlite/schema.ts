/** The embedded store's tables as numbered, forward-only migrations; a migration that has been released is never edited. */
import type { DatabaseSync } from 'node:sqlite'

const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, account TEXT NOT NULL, key TEXT NOT NULL,
    conversation TEXT NOT NULL, customer TEXT NOT NULL, address TEXT NOT NULL, name TEXT, content TEXT NOT NULL,
    at INTEGER NOT NULL, received_at INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
    UNIQUE (channel, account, key)
  ) STRICT;
  CREATE INDEX inbox_waiting ON inbox (seq) WHERE done = 0;

  CREATE TABLE conversations (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, account TEXT NOT NULL, customer TEXT NOT NULL, pack TEXT NOT NULL, name TEXT,
    body TEXT NOT NULL, version INTEGER NOT NULL, speaker TEXT NOT NULL, agent TEXT, epoch INTEGER NOT NULL,
    last_at INTEGER NOT NULL, last_text TEXT NOT NULL, last_from TEXT NOT NULL, handover TEXT, unread INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX conversations_by_speaker ON conversations (speaker, last_at);
  CREATE INDEX conversations_by_time ON conversations (last_at);

  CREATE TABLE facts (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL) STRICT;

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL, sender TEXT NOT NULL, agent TEXT, content TEXT NOT NULL,
    at INTEGER NOT NULL, abstained INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX messages_of ON messages (conversation, seq);

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, message TEXT NOT NULL, conversation TEXT NOT NULL, channel TEXT NOT NULL, account TEXT NOT NULL,
    address TEXT NOT NULL, content TEXT NOT NULL, sender TEXT NOT NULL, agent TEXT, epoch INTEGER NOT NULL, answers TEXT,
    state TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0,
    provider_id TEXT, reason TEXT, settled_at INTEGER
  ) STRICT;
  CREATE INDEX outbox_due ON outbox (conversation, seq) WHERE state IN ('pending', 'sending');
  CREATE INDEX outbox_answers ON outbox (answers) WHERE answers IS NOT NULL;
  CREATE INDEX outbox_message ON outbox (message);
  CREATE INDEX outbox_provider ON outbox (channel, account, provider_id) WHERE provider_id IS NOT NULL;

  CREATE TABLE tickets (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, pack TEXT NOT NULL, conversation TEXT NOT NULL, customer TEXT NOT NULL,
    kind TEXT NOT NULL, category TEXT, department TEXT NOT NULL, severity TEXT NOT NULL, status TEXT NOT NULL, opened_at INTEGER NOT NULL, due_at INTEGER, next_at INTEGER,
    body TEXT NOT NULL, UNIQUE (pack, number)
  ) STRICT;
  CREATE INDEX tickets_of ON tickets (customer, seq);
  CREATE INDEX tickets_ringing ON tickets (next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX tickets_recent ON tickets (pack, opened_at, seq);
  CREATE INDEX tickets_by_time ON tickets (opened_at, seq);
  CREATE VIRTUAL TABLE ticket_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'trigram');
  CREATE INDEX tickets_open ON tickets (pack, status, opened_at);
  CREATE TABLE ticket_history (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, change TEXT NOT NULL, type TEXT NOT NULL, ended INTEGER NOT NULL) STRICT;
  CREATE INDEX ticket_history_of ON ticket_history (ticket, seq);
  CREATE INDEX ticket_history_counted ON ticket_history (at, ticket) WHERE ended = 1 OR type IN ('opened', 'urged', 'reopened', 'result.answered');
  CREATE TABLE serials (scope TEXT PRIMARY KEY, period TEXT NOT NULL, value INTEGER NOT NULL) STRICT;

  CREATE TABLE timers (conversation TEXT NOT NULL, timer TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (conversation, timer)) STRICT;
  CREATE INDEX timers_due ON timers (at);
  CREATE TABLE gaps (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pack TEXT NOT NULL, conversation TEXT NOT NULL, question TEXT NOT NULL, lang TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE TABLE consents (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, account TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL) STRICT;

  CREATE TABLE notices (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ticket TEXT NOT NULL, role TEXT NOT NULL, department TEXT NOT NULL, what TEXT NOT NULL, at INTEGER NOT NULL,
    settled_by TEXT, settled_at INTEGER
  ) STRICT;
  CREATE INDEX notices_open ON notices (department, seq) WHERE settled_at IS NULL;
  CREATE TABLE agents (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT NOT NULL, role TEXT NOT NULL, departments TEXT NOT NULL, roles TEXT NOT NULL DEFAULT '[]', delegation TEXT
  ) STRICT;
  CREATE TABLE sessions (token TEXT PRIMARY KEY, agent TEXT NOT NULL, csrf TEXT NOT NULL, until INTEGER NOT NULL) STRICT;

  CREATE TABLE channel_state (channel TEXT NOT NULL, account TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (channel, account, key)) STRICT;
  CREATE TABLE channel_journal (
    channel TEXT NOT NULL, account TEXT NOT NULL, topic TEXT NOT NULL, seq INTEGER NOT NULL, key TEXT NOT NULL, entry TEXT NOT NULL,
    PRIMARY KEY (channel, account, topic, seq), UNIQUE (channel, account, topic, key)
  ) STRICT;
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
]

/** Brings a database to the newest version. Throws when it was written by a newer release. */
export function migrate(db: DatabaseSync): void {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > MIGRATIONS.length)
    throw new Error(
      `The data folder was written by a newer release (schema ${version}, this release knows ${MIGRATIONS.length}). Start that release, or restore a backup made before it.`,
    )
  for (let next = version; next < MIGRATIONS.length; next++) {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(MIGRATIONS[next] as string)
      db.exec(`PRAGMA user_version = ${next + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
}
