/** What one folder of a pack holds once its files are read, and how it is to be read. Types only; reading is load.ts's, checking load-checks.ts's. */
import type { z } from 'zod'
import type { Example } from '../core/pack.ts'
import type { PlacedArticle } from './load-article.ts'
import type { Placed } from './load-yaml.ts'
import type { complaintsFile, connectorsFile, dialoguesFile, intakeFile, packFile, repliesFile, synonymsFile, workflowFile } from './schema.ts'

export type LoadOptions = {
  /**
   * Every reply key the bot may say, with the placeholders it fills. `emergency.*` (or `emergency.default`) allows one sentence per key below
   * it. Absent: replies are not compared with anything.
   */
  replyKeys?: Readonly<Record<string, readonly string[]>>
  /** Load these packs only; absent = every folder. */
  only?: readonly string[]
}

/** What one folder holds, checked file by file. */
export type Source = {
  id: string
  pack: Placed<z.output<typeof packFile>> | null
  complaints: Placed<z.output<typeof complaintsFile>> | null
  intake: Placed<z.output<typeof intakeFile>> | null
  workflow: Placed<z.output<typeof workflowFile>> | null
  replies: Placed<z.output<typeof repliesFile>> | null
  synonyms: Placed<z.output<typeof synonymsFile>> | null
  connectors: Placed<z.output<typeof connectorsFile>> | null
  examples: readonly { file: string; line: number; value: Example }[]
  articles: readonly PlacedArticle[]
  dialogues: readonly Placed<z.output<typeof dialoguesFile>>[]
  /** every file's relative path and bytes, for the hash */
  files: readonly { path: string; text: string }[]
  /** where to point when a whole file is missing */
  folder: string
}
