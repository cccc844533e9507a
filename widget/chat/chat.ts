/**
 * The customer's side of a conversation without its looks: joins state, transport and memory behind the few things a customer can do.
 * It must not touch the page, and every change it makes goes through the state machine.
 */
import { createApi } from '../transport/api.ts'
import { createLink } from '../transport/link.ts'
import { newName } from '../transport/names.ts'
import { createOutbox } from '../transport/outbox.ts'
import { createSessions } from '../transport/sessions.ts'
import { readFrame } from './entry.ts'
import { type Memory, revived } from './memory.ts'
import { type Event, initial, type Refusal, reduce, type State } from './state.ts'

export type Chat = {
  state(): State
  subscribe(listener: (state: State) => void): void
  say(text: string): void
  /** Sends a file, or says at once why it cannot be sent. */
  attach(file: File): void
  resend(key: string): void
  discard(key: string): void
  open(): void
  close(): void
  /** The panel stood open when the customer left the last page. */
  wasOpen(): boolean
  /** The page came into view or left it. */
  visible(visible: boolean): void
  /** The network may be back. */
  wake(): void
  draft(): string
  keepDraft(text: string): void
}

/** A sign of typing whose answer never came fades by itself. */
const TYPING_MS = 12_000

type Parts = {
  desk: string; account: string; locale: string
  /** Kept for the customer's next visit. */
  memory: Memory
  /** Kept for this tab's next page only. */
  tab: Memory
}

export function createChat({ desk, account, locale, memory, tab }: Parts): Chat {
  const listeners: ((state: State) => void)[] = []
  const files = new Map<string, File>()
  let state = initial({ seen: memory.get('seen') ?? 0, outgoing: revived(memory.get('outgoing')) })
  let shown = true
  let fading: ReturnType<typeof setTimeout> | undefined

  const api = createApi(desk, account)
  const sessions = createSessions({
    api,
    resume: () => memory.get('resume') ?? null,
    opened({ conversation, resume, resumed, title, uploads }) {
      memory.set('resume', resume)
      apply({ type: 'session', conversation, resumed, title, uploads })
    },
  })
  const outbox = createOutbox({ api, sessions, locale, outgoing: () => state.outgoing, file: (key) => files.get(key), report: apply })
  const link = createLink({
    api, sessions, client: newName(), watermark: () => state.watermark,
    received(data) {
      if (data === null) return apply({ type: 'caught-up' })
      const frame = readFrame(typeof data === 'string' ? parsed(data) : data)
      if (frame) apply({ type: 'frame', frame })
    },
    changed(status) {
      apply({ type: 'link', link: status })
      if (status !== 'online') return
      apply({ type: 'retried', key: null })
      outbox.kick()
    },
  })
  // Whoever has talked here before, or left something unsent, is connected at once: an answer may be waiting.
  if (memory.get('resume') || state.outgoing.length) link.kick()

  function apply(event: Event): void {
    const before = state
    state = reduce(state, event)
    if (state.outgoing !== before.outgoing) {
      keepOutgoing(before)
      for (const key of files.keys()) if (!state.outgoing.some((one) => one.key === key)) files.delete(key)
    }
    if (state.seen !== before.seen) memory.set('seen', state.seen)
    if (state.typing && event.type === 'frame') {
      clearTimeout(fading)
      fading = setTimeout(() => apply({ type: 'typing-faded' }), TYPING_MS)
    }
    for (const listener of listeners) listener(state)
  }

  /** What another tab is about to send stays where it is. */
  function keepOutgoing(before: State): void {
    const mine = new Set([...before.outgoing, ...state.outgoing].map((one) => one.key))
    const others = (memory.get('outgoing') ?? []).filter((one) => !mine.has(one.key))
    const all = [...others, ...state.outgoing]
    memory.set('outgoing', all.length ? all : undefined)
  }

  function send(text: string, file: File | null, refusal: Refusal | null): void {
    const key = newName()
    if (file) files.set(key, file)
    apply({ type: 'said', key, at: Date.now(), text, file: file && { name: file.name, mime: file.type, bytes: file.size } })
    if (refusal) return apply({ type: 'refused', key, refusal })
    link.kick()
    outbox.kick()
  }

  const wake = () => {
    if (state.link !== 'idle') link.kick()
  }

  return {
    state: () => state,
    subscribe: (listener) => void listeners.push(listener),
    say(text) {
      if (text.trim()) send(text, null, null)
    },
    attach: (file) => send('', file, refusalOf(file, state)),
    resend(key) {
      apply({ type: 'retried', key })
      link.kick()
      outbox.kick()
    },
    discard: (key) => apply({ type: 'discarded', key }),
    open() {
      tab.set('open', true)
      apply({ type: 'panel', open: true, visible: shown })
      link.kick()
    },
    close() {
      tab.set('open', undefined)
      apply({ type: 'panel', open: false, visible: shown })
    },
    wasOpen: () => tab.get('open') ?? false,
    visible(visible) {
      shown = visible
      apply({ type: 'panel', open: state.open, visible })
      if (visible) wake()
    },
    wake,
    draft: () => memory.get('draft') ?? '',
    keepDraft: (text) => memory.set('draft', text || undefined),
  }
}

/** The desk would refuse the same; said here, no bytes travel in vain. */
function refusalOf(file: File, { uploads, conversation }: State): Refusal | null {
  if (!file.size) return 'fileEmpty'
  if (conversation && !uploads) return 'filesOff'
  if (uploads && file.size > uploads.maxBytes) return 'fileTooLarge'
  return uploads && !uploads.types.includes(file.type) ? 'fileType' : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
