/**
 * The conversation as the customer's browser knows it, and every change of it. Pure: no network, no storage, no clock, no page.
 * What the desk has acknowledged stands in `entries`; what it has not, in `outgoing`. A message is in exactly one of the two.
 */
import type { Entry, Frame } from './entry.ts'

/** `waiting`: goes out as soon as it can. `failed`: could not, may be tried again. `refused`: the desk will never take it. */
export type Delivery = 'waiting' | 'sending' | 'sent' | 'failed' | 'refused'
export type Refusal = 'tooLarge' | 'fileTooLarge' | 'fileType' | 'fileEmpty' | 'filesOff' | 'lost' | 'other'
export type FileInfo = { name: string; mime: string; bytes: number }
export type Outgoing = {
  key: string; at: number; text: string; file: FileInfo | null; delivery: Delivery
  /** 0..1 while a file travels. */
  progress: number | null
  refusal: Refusal | null
}

/** `refused`: the desk does not serve this site; nothing is tried again. */
export type Link = 'idle' | 'connecting' | 'online' | 'offline' | 'busy' | 'refused' | 'missing'
export type Uploads = { maxBytes: number; types: readonly string[] }

export type State = {
  conversation: string | null
  title: string | null
  /** null: files are not taken, or not known yet. */
  uploads: Uploads | null
  link: Link
  /** Everything that was said before this page was opened has arrived. */
  caughtUp: boolean
  entries: readonly Entry[]
  outgoing: readonly Outgoing[]
  /** The last entry received: where the stream goes on after a break. */
  watermark: number
  typing: boolean
  open: boolean
  /** The panel is open in a visible tab. */
  looking: boolean
  /** The last entry the customer has had before his eyes. */
  seen: number
}

export type Event =
  | { type: 'session'; conversation: string; resumed: boolean; title: string | null; uploads: Uploads | null }
  | { type: 'frame'; frame: Frame }
  | { type: 'caught-up' }
  | { type: 'link'; link: Link }
  | { type: 'said'; key: string; at: number; text: string; file: FileInfo | null }
  | { type: 'delivery'; key: string; delivery: Exclude<Delivery, 'refused'> }
  | { type: 'progress'; key: string; ratio: number }
  | { type: 'refused'; key: string; refusal: Refusal }
  | { type: 'retried'; key: string | null }
  | { type: 'discarded'; key: string }
  | { type: 'typing-faded' }
  | { type: 'panel'; open: boolean; visible: boolean }

export const initial = (kept: { seen: number; outgoing: readonly Outgoing[] }): State => ({
  conversation: null, title: null, uploads: null, link: 'idle', caughtUp: false, entries: [], outgoing: kept.outgoing, watermark: 0, typing: false,
  open: false, looking: false, seen: kept.seen,
})

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'session': {
      const { conversation, resumed, title, uploads } = event
      // Another conversation than before (the earlier one has run out): what was not acknowledged is said in the new one.
      const another = !resumed || (state.conversation !== null && state.conversation !== conversation)
      return { ...state, conversation, title, uploads, ...(another ? { entries: [], watermark: 0, seen: 0, caughtUp: false } : {}) }
    }
    case 'frame':
      return watched(received(state, event.frame))
    case 'caught-up':
      return { ...state, caughtUp: true, link: 'online' }
    case 'link':
      return { ...state, link: event.link, ...(event.link === 'online' ? {} : { typing: false }) }
    case 'said': {
      const { key, at, text, file } = event
      return { ...state, outgoing: [...state.outgoing, { key, at, text, file, delivery: 'waiting', progress: null, refusal: null }] }
    }
    case 'delivery':
      return changed(state, event.key, { delivery: event.delivery, ...(event.delivery === 'sending' ? {} : { progress: null }) })
    case 'progress':
      return changed(state, event.key, { progress: event.ratio })
    case 'refused':
      return changed(state, event.key, { delivery: 'refused', refusal: event.refusal, progress: null })
    case 'retried':
      return {
        ...state,
        outgoing: state.outgoing.map((one) => (one.delivery === 'failed' && (event.key === null || one.key === event.key) ? { ...one, delivery: 'waiting' } : one)),
      }
    case 'discarded':
      return { ...state, outgoing: state.outgoing.filter((one) => one.key !== event.key) }
    case 'typing-faded':
      return { ...state, typing: false }
    case 'panel':
      return watched({ ...state, open: event.open, looking: event.open && event.visible })
  }
}

/** Messages of the desk that came while the customer was not looking. */
export const unread = (state: State): number => state.entries.filter((entry) => entry.seq > state.seen && entry.speaker.kind !== 'customer').length

/** Who has the word now, as far as the customer has been told. */
export function speaking(state: State): { kind: 'bot' } | { kind: 'queue' } | { kind: 'agent'; name: string } {
  const last = state.entries.findLast((entry) => entry.speaker.kind === 'agent' || entry.notice !== null)
  if (last?.speaker.kind === 'agent') return { kind: 'agent', name: last.speaker.name }
  return { kind: last?.notice === 'queued' ? 'queue' : 'bot' }
}

function received(state: State, { entries, typing, watermark }: Frame): State {
  const known = new Set(state.entries.map((entry) => entry.seq))
  const fresh = entries.filter((entry) => !known.has(entry.seq))
  const all = fresh.length ? [...state.entries, ...fresh].sort((one, other) => one.seq - other.seq) : state.entries
  const echoed = new Set(fresh.map((entry) => entry.key))
  const answered = fresh.some((entry) => entry.speaker.kind !== 'customer')
  return {
    ...state,
    entries: all,
    outgoing: state.outgoing.filter((one) => !echoed.has(one.key)),
    watermark: Math.max(state.watermark, watermark ?? 0, all.at(-1)?.seq ?? 0),
    typing: answered ? false : state.typing || typing,
  }
}

/** Whatever stands in the open panel counts as seen. */
const watched = (state: State): State => (state.looking ? { ...state, seen: Math.max(state.seen, state.entries.at(-1)?.seq ?? 0) } : state)

const changed = (state: State, key: string, change: Partial<Outgoing>): State => ({
  ...state, outgoing: state.outgoing.map((one) => (one.key === key ? { ...one, ...change } : one)),
})
