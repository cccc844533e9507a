/**
 * The ear: turns one message into an Understanding. It joins what the heads learnt, what the rules see and what the search finds;
 * it answers nothing, opens nothing and remembers nothing between messages.
 */
import type { Conversation, Flag, Intent, Lang, Passage, Scored, Severity, TicketKind, Understanding } from '../core/model.ts'
import { SEVERITIES } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { departmentFor } from '../core/tickets/routing.ts'
import { leans } from '../knowledge/retrieval/lean.ts'
import type { Search } from '../knowledge/search.ts'
import { findEntities } from './entities/index.ts'
import { evidenceFor } from './evidence.ts'
import { type Analysed, analyse } from './features.ts'
import { isFragment } from './fragment.ts'
import { correctsEarlier, matterOf } from './matter.ts'
import type { Heard, Models } from './models.ts'
import { asWritten, languageOf } from './normalise.ts'
import { flagsIn } from './rules/flags.ts'
import { type Danger, dangersIn } from './rules/index.ts'
import { apart } from './sentences.ts'
import { wishesOf } from './wishes.ts'

export type Message = {
  pack: string
  text: string
  at: number
  lang?: Lang
  topic?: Conversation['topic']
  /** Field that intake is asking for. */
  expecting?: string | null
}
export type Ear = { understand(message: Message): Understanding }

/** Intents in which a question may stand that clauses answer. */
const MAY_ASK: readonly Intent[] = ['question', 'complaint', 'service_request', 'out_of_scope', 'suggestion', 'human', 'track', 'emergency', 'ticket_status']
/** The kind of ticket each intent opens, where it opens one. */
const KINDS: Partial<Record<Intent, TicketKind>> = {
  complaint: 'complaint', emergency: 'emergency', service_request: 'request', suggestion: 'suggestion', praise: 'praise', report: 'report', human: 'callback',
}
/** Heads alone raise a flag when they are this sure. */
const FLAG_LEAST = 0.75
/** How sure a sentence's own question counts. */
const SENTENCE = 0.7
/** A question leans on an answer no older than this. */
const LEANING_MS = 30 * 60_000
/** Below this a subject is not told. */
const SUBJECT_LEAST = 0.3

export function createEar({ packs, models, search }: { packs: readonly Pack[]; models: ReadonlyMap<string, Models>; search: Search }): Ear {
  const known = new Map(packs.map((pack) => [pack.id, { pack, formats: pack.numbering.map(({ format }) => format) }]))
  return {
    understand({ pack: id, text, at, lang: before, topic = null, expecting = null }) {
      const { pack, formats } = known.get(id) ?? missing(id)
      const own = models.get(id) ?? missing(id)
      const lang = languageOf(text, before)
      const field = expecting === null ? undefined : pack.fields.find(({ key }) => key === expecting)
      const entities = findEntities(text, { at, timezone: pack.timezone, ticketFormats: formats, ...(field ? { expecting: field.entity } : {}) })
      const analysed = analyse(text)
      const heard = own.hear(analysed)
      const dangers = dangersIn(analysed.text)
      const asked = expecting !== null
      const fragment = isFragment(text, entities, asked) && (!asked && entities.some(({ type }) => type === 'waybill' || type === 'order') ? 'thing' : 'detail')
      const { intent, also, asked: sentence } = withSentences(text, own, topic !== null && at - topic.at < LEANING_MS && leans(analysed.text), wishesOf({ heard, dangers, fragment, analysed, evidence: (label) => evidenceFor(label, own.intent, analysed, text) }))
      const flags = flagsOf(heard, analysed, text, intent.label)
      const category = categoryOf(pack, own, heard, intent.label, analysed, text)
      const subject = subjectOf(own, heard, analysed, text)
      const severity = severityOf(pack, heard, intent, category, flags, dangers)
      const asks = text.trim() !== '' && !fragment && (MAY_ASK.includes(intent.label) || also.some(({ label }) => label === 'question'))
      const passages: readonly Passage[] = asks ? best(search(id, text, { at, lang, topic }), sentence === null ? [] : search(id, sentence, { at, lang, topic })) : []
      const kind = KINDS[intent.label]
      const routed = kind ? departmentFor(pack, { kind, category: category?.label ?? null, subject: subject?.label ?? null, severity: severity.label, flags: flags.map(({ label }) => label) }) : null
      return {
        lang, intent, also, subject, severity, flags, entities, passages,
        category: routed?.category && routed.category !== category?.label ? { label: routed.category, confidence: intent.confidence, evidence: intent.evidence } : category,
        department: routed?.department ?? null,
        answerable: (passages[0]?.score ?? 0) >= pack.thresholds.answer,
        matter: matterOf(text), corrects: correctsEarlier(text),
      }
    },
  }
}

type Wishes = ReturnType<typeof wishesOf>

/** A short question that leans on the one just answered is one; and what two sentences wish apart is wished twice. */
function withSentences(text: string, own: Models, leaning: boolean, { intent, also }: Wishes): Wishes & { asked: string | null } {
  if (intent.label === 'emergency' || intent.label === 'human') return { intent, also, asked: null }
  if (leaning && intent.label !== 'question') return { intent: { label: 'question', confidence: 0.8, evidence: [] }, also: [], asked: null }
  const two = apart(text, own)
  if (!two) return { intent, also, asked: null }
  const question: Scored<Intent> = { label: 'question', confidence: SENTENCE, evidence: [two.question] }
  const weightier: Scored<Intent> = intent.label === two.wish ? intent : { label: two.wish, confidence: two.confidence, evidence: [] }
  return { intent: weightier, also: [question, ...also.filter(({ label }) => label !== 'question' && label !== two.wish)], asked: two.question }
}

/** The passages of whichever found the better one. */
const best = (whole: readonly Passage[], part: readonly Passage[]): readonly Passage[] => ((part[0]?.score ?? 0) > (whole[0]?.score ?? 0) ? part : whole)

function missing(id: string): never {
  throw new Error(`there is no pack "${id}"`)
}

function flagsOf(heard: Heard, analysed: Analysed, original: string, intent: Intent): Scored<Flag>[] {
  const ruled = new Map(flagsIn(analysed.text).map(({ flag, words }) => [flag, words]))
  return heard.flags.flatMap(([label, confidence]): Scored<Flag>[] => {
    const words = ruled.get(label)
    if (words !== undefined) return [{ label, confidence: Math.max(confidence, 0.9), evidence: [asWritten(words, original) ?? words] }]
    return confidence >= FLAG_LEAST && intent === 'complaint' ? [{ label, confidence, evidence: [] }] : []
  })
}

function categoryOf(pack: Pack, models: Models, heard: Heard, intent: Intent, analysed: Analysed, original: string): Scored<string> | null {
  // A request is about the same things as a complaint.
  const wish = intent === 'service_request' ? 'complaint' : intent
  const [best] = heard.categories(wish)
  const speaking = models.categories[wish]
  if (!best || !speaking || !pack.categories.some(({ key }) => key === best[0])) return null
  return { label: best[0], confidence: best[1], evidence: evidenceFor(best[0], speaking, analysed, original) }
}

function subjectOf({ subject }: Models, { subjects: [best] }: Heard, analysed: Analysed, original: string): Scored<string> | null {
  if (!best || !subject || best[1] < SUBJECT_LEAST) return null
  return { label: best[0], confidence: best[1], evidence: evidenceFor(best[0], subject, analysed, original) }
}

/** What the heads say; rules and flags may raise it. */
function severityOf(pack: Pack, heard: Heard, intent: Scored<Intent>, category: Scored<string> | null, flags: readonly Scored<Flag>[], dangers: readonly Danger[]): Scored<Severity> {
  if (intent.label === 'emergency') return { label: 'emergency', confidence: intent.confidence, evidence: dangers.map(({ words }) => words).slice(0, 2) }
  if (intent.label !== 'complaint') return { label: 'normal', confidence: 1 - (heard.severities.find(([label]) => label === 'major')?.[1] ?? 0), evidence: [] }
  const [label, confidence] = heard.severities[0] ?? ['normal', 0]
  const flagged: Severity = flags.length > 0 ? 'major' : 'minor'
  const floor = pack.categories.find(({ key }) => key === category?.label)?.severity ?? 'minor'
  const highest = [label, flagged, floor].reduce((a, b) => (SEVERITIES.indexOf(b) > SEVERITIES.indexOf(a) ? b : a))
  return highest === label ? { label, confidence, evidence: [] } : { label: highest, confidence: 0.9, evidence: flags.flatMap(({ evidence }) => evidence) }
}

