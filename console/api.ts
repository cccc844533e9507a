/**
 * The desk's HTTP interface as the console sees it: the shapes that travel, and a small client for them.
 * It must not know React, hold what the screen shows, or import server code; a refusal by the server is a value, not an exception.
 */
import type {Ticket as BareTicket, 
  Citation, Content, DeliveryStatus, Flag, Intent, Lang, Severity, Text, TicketChange, TicketCommand, TicketKind, TicketStatus,
} from '../core/model.ts'

export type { Deadline } from '../core/model.ts'
export type { Citation, Content, DeliveryStatus, Flag, Intent, Lang, Severity, Text, TicketChange, TicketCommand, TicketKind, TicketStatus }

// ---------------------------------------------------------------- shapes

export type Agent = { id: string; name: string; role: 'agent' | 'supervisor' | 'admin'; departments: readonly string[] }
export type AgentPresence = Agent & { online: boolean; /** conversations in hand */ load: number }

export type Named = { key: string; names: Text }
export type PackSetup = {
  id: string
  names: Text
  organisation: Text
  departments: readonly Named[]
  categories: readonly Named[]
  subjects: readonly Named[]
  fields: readonly Named[]
  /** of all workflows */
  stages: readonly Named[]
}
/** `channels` gives the doors' display names; where it is absent the console shows the door's key. */
export type Setup = { packs: readonly PackSetup[]; publicUrl: string; channels?: readonly Named[] }

/** `agent` is the agent's name, which is unique. */
export type Holder = { type: 'bot' | 'queue' | 'agent'; queue?: string; agent?: string; since: number }
export type Summary = {
  id: string
  pack: string
  channel: string
  account: string
  customer: string
  name: string | null
  lang: Lang
  speaker: Holder
  epoch: number
  lastText: string
  lastAt: number
  lastFrom: 'customer' | 'bot' | 'agent' | 'system'
  /** What the conversation is about now. */
  ticket?: { id: string; number: string; category: string | null; severity: Severity }
  waitingSince?: number
  /** The customer's last words, for who waits. */
  asked?: string
  /** Why a person was asked for. */
  reason?: string
  priority?: Severity
  /** The agent's last words did not, or may not, have arrived. */
  trouble?: 'failed' | 'ambiguous' | 'refused'
  unread: number
}

export type Understood = {
  intent: Intent
  /** calibrated, 0..1 */
  confidence: number
  /** the customer's words that spoke for the intent */
  evidence?: readonly string[]
  also?: readonly Intent[]
  /** A clause was found that answers with enough certainty. */
  answerable?: boolean
  entities?: readonly { type: string; value: string }[]
  category?: string | null
  severity?: Severity
  flags?: readonly Flag[]
  citations?: readonly Citation[]
}
export type Message = {
  id: string
  from: 'customer' | 'bot' | 'agent' | 'system'
  agent?: string
  content: Content
  at: number
  status?: DeliveryStatus
  reason?: string
  /** The desk said that it does not know. */
  abstained?: boolean
  understood?: Understood
}

export type HistoryEntry = { at: number; by: string; change: TicketChange }
/** `next`: the statuses it may be moved to. */
export type Ticket = BareTicket & { history: readonly HistoryEntry[]; next: readonly TicketStatus[] }
export type ConversationDetail = {
  conversation: Summary
  messages: readonly Message[]
  tickets: readonly Ticket[]
  handover?: { queue: string; summary: string; reason: string; priority: Severity; at: number }
}
export type Suggestion = { text: string; citations: readonly Citation[] }

export type View = 'queue' | 'mine' | 'all'
export type Leave = { to: 'bot' | 'closed' } | { to: 'queue'; queue: string }
export type TicketFilter = {
  status?: TicketStatus; kind?: TicketKind; category?: string; department?: string; pack?: string; q?: string
  /** Only tickets still worked on whose earliest deadline has passed. */
  overdue?: boolean
  /** `openedAt` of the last ticket already shown */
  before?: number
  limit?: number
}
/** What a server-sent `changed` event names; an empty one means "anything". */
export type Changed = { conversation?: string; ticket?: string; queue?: string }

/** `code` is the server's, or `network` (nothing came back) or `broken` (no JSON came back). `by` names who was faster on `taken`. */
export type Refusal = { ok: false; status: number; code: string; message: string; by?: string }
export type Result<T> = { ok: true; value: T } | Refusal

// ---------------------------------------------------------------- client

export type Api = ReturnType<typeof createApi>

/** `signedOut` is called when any call but the login itself answers 401. */
export function createApi(options: { signedOut: () => void; fetch?: typeof fetch }) {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  let csrf = ''
  let me: string | null = null

  async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown, signal?: AbortSignal, again = false): Promise<Result<T>> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (method !== 'GET') headers['x-csrf'] = csrf
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init: RequestInit = { method, headers, credentials: 'same-origin' }
    if (body !== undefined) init.body = JSON.stringify(body)
    if (signal) init.signal = signal
    let response: Response
    try {
      response = await send(path, init)
    } catch (cause) {
      return { ok: false, status: 0, code: 'network', message: String(cause) }
    }
    const json = await response.json().catch(() => undefined) as { error?: { code?: string; message?: string; by?: string } } | undefined
    if (response.ok && json !== undefined) return { ok: true, value: json as T }
    if (response.ok) return response.status === 204 ? { ok: true, value: {} as T } : { ok: false, status: response.status, code: 'broken', message: '' }
    if (response.status === 401 && path !== '/api/login') options.signedOut()
    const { code = 'broken', message = response.statusText, by } = json?.error ?? {}
    if (code === 'no-csrf' && !again && (await sameAgent())) return call<T>(method, path, body, signal, true)
    return { ok: false, status: response.status, code, message, ...(by === undefined ? {} : { by }) }
  }
  /** Another window of this browser has signed in again. As the same agent, work goes on; as somebody else, this window must not speak for him. */
  async function sameAgent(): Promise<boolean> {
    const result = await call<{ agent: Agent; csrf: string }>('GET', '/api/me')
    if (!result.ok) return false
    if (result.value.agent.id !== me) {
      options.signedOut()
      return false
    }
    csrf = result.value.csrf
    return true
  }
  const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal)
  const post = <T = Record<string, never>>(path: string, body: unknown = {}) => call<T>('POST', path, body)
  const conversation = (id: string) => `/api/conversations/${encodeURIComponent(id)}`
  const ticket = (id: string) => `/api/tickets/${encodeURIComponent(id)}`

  return {
    /** Who is signed in. Also fetches the token that every later change must carry. */
    async me(): Promise<Result<{ agent: Agent; csrf: string }>> {
      const result = await get<{ agent: Agent; csrf: string }>('/api/me')
      if (result.ok) {
        csrf = result.value.csrf
        me = result.value.agent.id
      }
      return result
    },
    login: (name: string, password: string) => post<{ agent: Agent }>('/api/login', { name, password }),
    logout: () => post('/api/logout'),
    setup: () => get<Setup>('/api/setup'),

    addAgent: (agent: Omit<Agent, 'id'> & { password: string }) => post<{ agent: Agent }>('/api/agents', agent),
    changeAgent: (id: string, change: Partial<Omit<Agent, 'id' | 'name'>> & { password?: string }) =>
      post<{ agent: Agent }>(`/api/agents/${encodeURIComponent(id)}`, change),
    presence: (signal?: AbortSignal) => get<{ agents: readonly AgentPresence[] }>('/api/presence', signal),
    setPresence: (online: boolean) => post('/api/presence', { online }),

    conversations: (query: { view: View; q?: string; before?: number; limit?: number }, signal?: AbortSignal) =>
      get<{ items: readonly Summary[] }>(`/api/conversations${search(query)}`, signal),
    conversation: (id: string, signal?: AbortSignal) => get<ConversationDetail>(conversation(id), signal),
    claim: (id: string) => post<{ conversation: Summary }>(`${conversation(id)}/claim`),
    /** `key` is made once per message, so that pressing "send again" cannot show the customer two. */
    reply: (id: string, key: string, text: string) => post<{ message: { id: string } }>(`${conversation(id)}/reply`, { key, text }),
    leave: (id: string, leave: Leave) => post(`${conversation(id)}/leave`, leave),
    note: (id: string, text: string) => post(`${conversation(id)}/note`, { text }),
    suggestions: (id: string, signal?: AbortSignal) => get<{ items: readonly Suggestion[] }>(`/api/suggest/${encodeURIComponent(id)}`, signal),

    tickets: (filter: TicketFilter, signal?: AbortSignal) => get<{ items: readonly Ticket[] }>(`/api/tickets${search(filter)}`, signal),
    ticket: (id: string, signal?: AbortSignal) => get<Ticket>(ticket(id), signal),
    /** What may be done, and what follows from it, the server knows; a refusal's code says why not. */
    act: (id: string, command: TicketCommand) => post<{ ticket: Ticket }>(`${ticket(id)}/act`, { command }),

    /** Opens a session without a password where the server is set up as a playground; elsewhere it is refused with 404. */
    playgroundSession: () => post('/playground/api/agent-session'),
  }
}

function search(query: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const parts = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') parts.set(key, String(value))
  const text = parts.toString()
  return text ? `?${text}` : ''
}
