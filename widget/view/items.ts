/**
 * What stands in the log, line by line: who is named where, which buttons still count, which delivery is told. Pure; the view only draws it.
 */
import type { Entry, FileLink, Source } from '../chat/entry.ts'
import type { Outgoing, State } from '../chat/state.ts'
import type { Lang, Words } from '../text/index.ts'

export type Item = { key: string } & (
  | { kind: 'day'; text: string }
  | { kind: 'notice'; text: string }
  | { kind: 'welcome'; text: string; starters: readonly string[] }
  | { kind: 'typing' }
  | Message
)
export type Message = {
  kind: 'message'
  side: 'customer' | 'bot' | 'agent'
  /** Who speaks; shown where a group of messages begins, and always told to screen readers. */
  name: string
  first: boolean
  time: string
  text: string
  files: readonly FileLink[]
  sources: readonly Source[]
  choices: readonly string[]
  sending: Pick<Outgoing, 'file' | 'delivery' | 'progress' | 'refusal'> | null
  /** "delivered" stands below the customer's last message only. */
  last: boolean
}
export type Wording = { words: Words; lang: Lang; greeting: string | null; starters: readonly string[]; now: number }

/** Messages of one speaker belong together when no more than this lies between them. */
const GROUP_MS = 5 * 60_000

export function itemsOf(state: State, wording: Wording): readonly Item[] {
  const { words, lang, greeting, starters, now } = wording
  const nothingSaid = state.entries.length === 0 && state.outgoing.length === 0
  const items: Item[] = [{ key: 'welcome', kind: 'welcome', text: greeting ?? words.welcome, starters: nothingSaid ? starters : [] }]
  const rows = [...state.entries.map((entry) => ({ entry, out: null })), ...state.outgoing.map((out) => ({ entry: null, out }))]
  const lastOfCustomer = rows.findLastIndex((row) => (row.out ? row.out.delivery !== 'refused' : row.entry.speaker.kind === 'customer'))
  let day = ''
  let group: { who: string; at: number } | null = null

  rows.forEach(({ entry, out }, index) => {
    const at = entry ? entry.at : out.at
    const today = dayOf(at, lang)
    if (today !== day) {
      items.push({ key: `day before ${entry ? entry.key : out.key}`, kind: 'day', text: dayName(at, now, wording) })
      day = today
      group = null
    }
    if (entry?.notice) {
      items.push({ key: entry.key, kind: 'notice', text: entry.text })
      group = null
      return
    }
    const { side, name } = speakerOf(entry, words)
    const who = `${side} ${name}`
    const first = group?.who !== who || at - group.at > GROUP_MS
    group = { who, at }
    items.push({
      key: entry ? entry.key : out.key, kind: 'message', side, name, first, time: timeOf(at, lang),
      text: entry ? entry.text : out.text, files: entry?.files ?? [], sources: entry?.sources ?? [],
      // Buttons count for as long as nothing has been said after them.
      choices: index === rows.length - 1 ? (entry?.choices ?? []) : [],
      sending: out && { file: out.file, delivery: out.delivery, progress: out.progress, refusal: out.refusal },
      last: index === lastOfCustomer,
    })
  })
  if (state.typing) items.push({ key: 'typing', kind: 'typing' })
  return items
}

function speakerOf(entry: Entry | null, words: Words): Pick<Message, 'side' | 'name'> {
  if (!entry || entry.speaker.kind === 'customer') return { side: 'customer', name: words.you }
  return entry.speaker.kind === 'bot' ? { side: 'bot', name: words.bot } : { side: 'agent', name: entry.speaker.name || words.agent }
}

const formats = new Map<Lang, { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>()

/** Making one costs far more than using it, and every line needs two. */
function formatsOf(lang: Lang) {
  const made = formats.get(lang) ?? {
    time: new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', day: 'numeric' }),
  }
  formats.set(lang, made)
  return made
}
const timeOf = (at: number, lang: Lang) => formatsOf(lang).time.format(at)
const dayOf = (at: number, lang: Lang) => formatsOf(lang).day.format(at)

function dayName(at: number, now: number, { words, lang }: Wording): string {
  const day = dayOf(at, lang)
  if (day === dayOf(now, lang)) return words.today
  return day === dayOf(now - 86_400_000, lang) ? words.yesterday : day
}

/** "3.2 MB" */
export function sizeOf(bytes: number): string {
  const [n, unit] = bytes < 1024 * 1024 ? [Math.max(1, Math.round(bytes / 1024)), 'KB'] : [Math.round((bytes / 1024 / 1024) * 10) / 10, 'MB']
  return `${n} ${unit}`
}
