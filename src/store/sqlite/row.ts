/** A row as SQLite gives it: the one place where the store trusts its own columns instead of the type checker. */
// biome-ignore lint/suspicious/noExplicitAny: the columns are the migration's, and each row function names their types again
export type Row = { [column: string]: any }
