/** Reads a stopped house's store with its own SQL, so that the desk's code does not vouch for itself. Reads only. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Books = {
  stored: number
  turns: number
  /** Stored messages with more than one turn, and with none. */
  doubled: number
  unturned: number
  parts: number
  states: Readonly<Record<string, number>>
  /** Parts that are neither delivered nor bear a reason. */
  unexplained: number
  /** Why the open ones are open, the commonest first. */
  open: readonly string[]
  /** Every stored text. */
  texts: ReadonlySet<string>
  /** Parts by address: those the platform took, and those it may have taken. */
  perAddress: ReadonlyMap<string, { certain: number; unsure: number }>
}

export function readBooks(folder: string): Books {
  const db = new DatabaseSync(join(folder, 'yingda.db'), { readOnly: true })
  const one = (sql: string) => (db.prepare(sql).get() as { n: number }).n
  const inbox = db.prepare('SELECT content FROM inbox').all() as { content: string }[]
  const byState = db.prepare('SELECT state, count(*) AS n FROM outbox GROUP BY state').all() as { state: string; n: number }[]
  const addresses = db
    .prepare(`SELECT address, sum(state IN ('sent', 'delivered', 'read')) AS certain, sum(state = 'ambiguous' OR (state = 'failed' AND attempts > 1)) AS unsure FROM outbox GROUP BY address`)
    .all() as { address: string; certain: number; unsure: number }[]
  const books: Books = {
    stored: inbox.length,
    turns: one(`SELECT count(*) AS n FROM facts WHERE type = 'customer.said'`),
    doubled: one(`SELECT count(*) AS n FROM (SELECT id FROM facts WHERE type = 'customer.said' GROUP BY id HAVING count(*) > 1)`),
    unturned: one('SELECT count(*) AS n FROM inbox i WHERE NOT EXISTS (SELECT 1 FROM facts f WHERE f.id = i.id)'),
    parts: one('SELECT count(*) AS n FROM outbox'),
    states: Object.fromEntries(byState.map(({ state, n }) => [state, n])),
    unexplained: one(`SELECT count(*) AS n FROM outbox WHERE NOT (state IN ('sent', 'delivered', 'read') OR (state IN ('failed', 'ambiguous', 'refused') AND reason IS NOT NULL))`),
    open: (db.prepare(`SELECT coalesce(reason, 'not tried yet') AS reason, count(*) AS n FROM outbox WHERE state IN ('pending', 'sending') GROUP BY reason ORDER BY n DESC LIMIT 3`).all() as { reason: string; n: number }[])
      .map(({ reason, n }) => `${n} × ${reason}`),
    texts: new Set(inbox.flatMap(({ content }) => textOf(content))),
    perAddress: new Map(addresses.map(({ address, certain, unsure }) => [address, { certain, unsure }])),
  }
  db.close()
  return books
}

function textOf(content: string): string[] {
  const { text } = JSON.parse(content) as { text?: unknown }
  return typeof text === 'string' ? [text] : []
}
