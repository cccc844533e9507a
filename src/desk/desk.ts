/**
 * What an agent does: logs in, sees, claims, replies, hands back, works on tickets. Every act on a conversation is a fact that goes
 * through the gateway's lane like a customer's; this file decides nothing about who may speak.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Content, Ticket, TicketCommand } from '../../core/model.ts'
import type { Gateway } from '../gateway.ts'
import type { AgentRow, Notice, Store, Summary, TicketHistory, TicketQuery } from '../store/store.ts'
import { type Agent, actorOf, type Refusal, refusalIn } from './actor.ts'
import type { Events } from './events.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import type { Presence } from './presence.ts'

export type { Agent, Refusal } from './actor.ts'
export type Outcome<T> = ({ ok: true } & T) | Refusal

export type Desk = {
  login(name: string, password: string): Promise<{ token: string; csrf: string; agent: Agent } | null>
  /** A session without a password, for an agent the house itself lets in (the playground). */
  letIn(agent: string): Promise<{ token: string; csrf: string }>
  session(token: string): { agent: Agent; csrf: string } | null
  logout(token: string): Promise<void>
  agents(): readonly (Agent & { online: boolean; load: number })[]
  addAgent(agent: Omit<AgentRow, 'id' | 'password' | 'roles' | 'delegation'> & { password: string; id?: string; roles?: readonly string[] | undefined }): Promise<Outcome<{ agent: Agent }>>
  changeAgent(id: string, change: { password?: string | undefined; role?: AgentRow['role'] | undefined; departments?: readonly string[] | undefined; roles?: readonly string[] | undefined; delegation?: AgentRow['delegation'] | undefined }): Promise<Outcome<{ agent: Agent }>>
  setOnline(agent: string, online: boolean): void
  seen(agent: string): void
  /** Departments with somebody online. */
  staffed(): readonly string[]
  claim(conversation: string, agent: Agent): Promise<Outcome<{ summary: Summary }>>
  reply(conversation: string, agent: Agent, key: string, text: string): Promise<Outcome<{ message: string }>>
  leave(conversation: string, agent: Agent, to: 'bot' | 'queue' | 'closed', queue?: string): Promise<Outcome<object>>
  note(conversation: string, agent: Agent, text: string): Promise<void>
  /** Has something done with a ticket; `code` of a refusal is the one of core/tickets/act.ts. */
  act(id: string, command: TicketCommand, agent: Agent): Promise<Outcome<{ ticket: Ticket }>>
  /** Calls to look at tickets, for this agent's departments and roles. */
  notices(agent: Agent): readonly Notice[]
  ticket(id: string): (Ticket & { history: readonly TicketHistory[] }) | null
  tickets(query: TicketQuery): readonly Ticket[]
}

const SESSION_MS = 12 * 3_600_000

export function createDesk({ store, gateway, events, presence, now }: { store: Store; gateway: Gateway; events: Events; presence: Presence; now: () => number }): Desk {
  return {
    async login(name, password) {
      const found = store.agents().find((agent) => agent.name === name)
      // The same work is done for a name nobody has, so that the time taken tells nothing.
      const fits = passwordFits(password, found?.password ?? NOBODY)
      if (!found || !fits) return null
      return { ...(await letIn(found.id)), agent: bare(found) }
    },
    letIn,
    session(token) {
      const found = store.session(token, now())
      const agent = found && store.agents().find(({ id }) => id === found.agent)
      return found && agent ? { agent: bare(agent), csrf: found.csrf } : null
    },
    logout: (token) => store.dropSession(token),
    agents() {
      const taken = store.summaries({ speaker: 'agent', limit: 1_000 })
      return store.agents().map((agent) => ({
        ...bare(agent), online: presence.online(agent.id),
        load: taken.filter(({ speaker }) => speaker.type === 'agent' && speaker.agent === agent.name).length,
      }))
    },
    async addAgent({ password, id, ...agent }) {
      // Conversations and histories name their agents, so two of one name could not be told apart.
      if (store.agents().some(({ name }) => name === agent.name)) return { ok: false, code: 'taken', message: `there is an agent named ${agent.name}` }
      const row = { ...agent, roles: agent.roles ?? [], delegation: null, id: id ?? `a_${randomUUID()}`, password: hashPassword(password) }
      await store.putAgent(row)
      events.emit({ queue: 'presence' })
      return { ok: true, agent: bare(row) }
    },
    async changeAgent(id, { password, role, departments, roles, delegation }) {
      const known = store.agents().find((agent) => agent.id === id)
      if (!known) return missing('agent')
      const admins = store.agents().filter((agent) => agent.role === 'admin')
      if (role !== undefined && role !== 'admin' && admins.every((agent) => agent.id === id))
        return { ok: false, code: 'not-allowed', message: 'the last administrator has to remain one' }
      const row = { ...known, role: role ?? known.role, departments: departments ?? known.departments, roles: roles ?? known.roles, delegation: delegation === undefined ? known.delegation : delegation, password: password === undefined ? known.password : hashPassword(password) }
      await store.putAgent(row)
      events.emit({ queue: 'presence' })
      return { ok: true, agent: bare(row) }
    },
    setOnline(agent, online) {
      presence.set(agent, online)
      events.emit({ queue: 'presence' })
    },
    seen: (agent) => presence.seen(agent),
    staffed() {
      const online = store.agents().filter(({ id }) => presence.online(id))
      return [...new Set(online.flatMap(({ departments }) => departments))]
    },
    async claim(conversation, agent) {
      if (!store.summary(conversation)) return missing('conversation')
      const write = await gateway.happen(conversation, { id: `claim_${randomUUID()}`, type: 'agent.took', agent: agent.name })
      const speaker = write?.conversation.speaker
      const summary = store.summary(conversation) as Summary
      if (speaker?.type === 'agent' && speaker.agent === agent.name) {
        await store.markRead(conversation)
        return { ok: true, summary }
      }
      const by = speaker?.type === 'agent' ? speaker.agent : undefined
      return { ok: false, code: 'taken', message: `${by ?? 'somebody else'} has this conversation`, ...(by === undefined ? {} : { by }) }
    },
    async reply(conversation, agent, key, text) {
      const found = store.summary(conversation)
      if (!found) return missing('conversation')
      const id = `reply_${conversation}_${agent.id}_${key}`
      const content: Content = { type: 'text', text }
      const write = await gateway.happen(conversation, { id, type: 'agent.said', agent: agent.name, content, actor: actorOf(agent, store.agents(), now()) })
      const refused = refusalIn(write)
      if (refused) return refused
      // Null: this very reply had its turn before (a click sent twice); it was said once, and that is what was asked for.
      if (write === null || write.messages.some(({ from }) => from === 'agent')) return { ok: true, message: `${id}/0` }
      return { ok: false, code: 'not-yours', message: 'claim the conversation before you reply' }
    },
    async leave(conversation, agent, to, queue) {
      const found = store.summary(conversation)
      if (!found) return missing('conversation')
      if (found.speaker.type !== 'agent' || found.speaker.agent !== agent.name)
        return { ok: false, code: 'not-yours', message: 'this conversation is not yours to hand on' }
      await gateway.happen(conversation, { id: `leave_${randomUUID()}`, type: 'agent.left', agent: agent.name, to, ...(queue === undefined ? {} : { queue }) })
      return { ok: true }
    },
    async note(conversation, agent, text) {
      await store.note({ id: `note_${randomUUID()}`, conversation, from: 'system', agent: agent.name, content: { type: 'text', text }, at: now() })
      events.emit({ conversation })
    },
    async act(id, command, agent) {
      const ticket = store.ticket(id)
      if (!ticket) return missing('ticket')
      const write = await gateway.happen(ticket.conversation, { id: `act_${randomUUID()}`, type: 'ticket.acted', ticket: id, command, by: actorOf(agent, store.agents(), now()) })
      return refusalIn(write) ?? { ok: true, ticket: store.ticket(id) as Ticket }
    },
    notices: (agent) => store.notices({ departments: agent.role === 'admin' ? [] : agent.departments, roles: agent.role === 'agent' ? [...actorOf(agent, store.agents(), now()).roles] : [], limit: 100 }),
    ticket(id) {
      const ticket = store.ticket(id)
      return ticket && { ...ticket, history: store.history(id) }
    },
    tickets: (query) => store.tickets(query),
  }

  async function letIn(agent: string): Promise<{ token: string; csrf: string }> {
    const token = randomBytes(32).toString('base64url')
    const csrf = randomBytes(16).toString('base64url')
    await store.putSession(token, agent, csrf, now() + SESSION_MS)
    return { token, csrf }
  }
}

const NOBODY = hashPassword(randomBytes(16).toString('hex'))
const bare = ({ password: _secret, ...agent }: AgentRow): Agent => agent
const missing = (what: string): Refusal => ({ ok: false, code: 'not-found', message: `there is no such ${what}` })
