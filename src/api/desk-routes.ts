/** The agents' routes: session, conversations, presence. Each calls the desk and shapes what it says; it holds no rule of its own. */
import { z } from 'zod'
import type { Pack } from '../../core/pack.ts'
import type { Agent, Desk } from '../desk/desk.ts'
import type { Store, Summary } from '../store/store.ts'
import { done } from './outcome.ts'
import { ApiError, type Route, route } from './route.ts'
import { conversationView, summaryView } from './views.ts'

const limit = z.coerce.number().int().min(1).max(200).default(50)
const before = z.coerce.number().int().optional()
const words = z.string().min(1).max(8_000)
const password = z.string().min(8).max(200)
const role = z.enum(['agent', 'supervisor', 'admin'])
const roles = z.array(z.string().min(1).max(100)).max(50)
const departments = z.array(z.string().min(1).max(100)).max(200)

export type SessionCookie = { set(response: Parameters<Route['handle']>[0]['response'], token: string): void; clear(response: Parameters<Route['handle']>[0]['response']): void; read(request: Parameters<Route['handle']>[0]['request']): string | null }

export function deskRoutes({ desk, store, packs, cookies, publicUrl }: { desk: Desk; store: Store; packs: readonly Pack[]; cookies: SessionCookie; publicUrl: () => string }): readonly Route[] {
  const tries = new Map<string, { n: number; until: number }>()
  return [
    route({
      method: 'post', path: '/login', about: 'Log in; sets the session cookie', needs: 'open',
      body: z.strictObject({ name: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
      async handle({ body, request, response }) {
        const from = request.ip ?? ''
        const tried = tries.get(from)
        if (tried && tried.n >= 10 && tried.until > Date.now()) throw new ApiError(429, 'too-many', 'too many wrong passwords; wait a minute')
        const session = await desk.login(body.name, body.password)
        if (!session) {
          tries.set(from, { n: (tried && tried.until > Date.now() ? tried.n : 0) + 1, until: Date.now() + 60_000 })
          throw new ApiError(401, 'bad-credentials', 'name or password is not right')
        }
        tries.delete(from)
        cookies.set(response, session.token)
        return { agent: session.agent, csrf: session.csrf }
      },
    }),
    route({
      method: 'post', path: '/logout', about: 'Log out', needs: 'agent',
      async handle({ request, response }) {
        const token = cookies.read(request)
        if (token) await desk.logout(token)
        cookies.clear(response)
      },
    }),
    route({ method: 'get', path: '/me', about: 'Who is logged in, and the CSRF token for every POST', needs: 'agent', handle: ({ agent, csrf }) => ({ agent, csrf }) }),
    route({
      method: 'get', path: '/setup', about: 'Packs with their departments, categories and fields', needs: 'agent',
      handle: () => ({
        packs: packs.map(({ id, names, organisation, departments, categories, subjects, fields, cases }) => ({
          id, names, organisation, departments: departments.map(keyed), categories: categories.map(keyed), subjects: subjects.map(keyed), fields: fields.map(keyed),
          stages: cases.workflows.flatMap(({ stages }) => stages).map(keyed),
        })),
        publicUrl: publicUrl(),
      }),
    }),
    route({
      method: 'post', path: '/presence', about: 'Say that you are at work, or not', needs: 'agent', body: z.strictObject({ online: z.boolean() }),
      handle: ({ body, agent }) => desk.setOnline((agent as Agent).id, body.online),
    }),
    route({ method: 'get', path: '/presence', about: 'Who is at work, and with how many conversations', needs: 'agent', handle: () => ({ agents: desk.agents() }) }),
    route({
      method: 'post', path: '/agents', about: 'Add an agent; 409 when the name is taken', needs: 'admin',
      body: z.strictObject({ name: z.string().trim().min(1).max(100), password, role, departments, roles: roles.optional() }),
      handle: async ({ body }) => ({ agent: done(await desk.addAgent(body)).agent }),
    }),
    route({
      method: 'post', path: '/agents/:id', about: 'Change what an agent may do, where, or the password', needs: 'admin',
      body: z.strictObject({
        password: password.optional(), role: role.optional(), departments: departments.optional(), roles: roles.optional(),
        delegation: z.strictObject({ to: z.string().min(1).max(100), from: z.number().int(), until: z.number().int() }).nullable().optional(),
      }),
      handle: async ({ params, body }) => ({ agent: done(await desk.changeAgent(params.id as string, body)).agent }),
    }),
    route({
      method: 'get', path: '/conversations', about: 'The queue (emergencies, then longest waiting first), your own, or all (newest first)', needs: 'agent',
      query: z.object({ view: z.enum(['queue', 'mine', 'all']).default('all'), q: z.string().max(100).optional(), before, limit }),
      handle({ query: { view, ...query }, agent }) {
        const { q, before, limit } = query
        const given = { ...(q ? { q } : {}), ...(before ? { before } : {}) }
        const where = view === 'mine' ? { speaker: 'agent' as const, agent: (agent as Agent).name } : {}
        const items = view === 'queue'
          ? [...store.summaries({ speaker: 'queue', limit: LONGEST_QUEUE, ...given })].sort(byUrgency).slice(0, limit)
          : store.summaries({ ...where, limit, ...given })
        return { items: items.map((summary) => summaryView(summary, store)) }
      },
    }),
    route({
      method: 'get', path: '/conversations/:id', about: 'One conversation with its messages, tickets and handover', needs: 'agent',
      async handle({ params, agent }) {
        const summary = store.summary(params.id as string)
        if (!summary) throw new ApiError(404, 'not-found', 'there is no such conversation')
        if (summary.speaker.type === 'agent' && summary.speaker.agent === agent?.name && summary.unread > 0) await store.markRead(params.id as string)
        return conversationView(summary, store)
      },
    }),
    route({
      method: 'post', path: '/conversations/:id/claim', about: 'Take the word in a conversation; 409 when somebody else has it', needs: 'agent',
      handle: async ({ params, agent }) => ({ conversation: summaryView(done(await desk.claim(params.id as string, agent as Agent)).summary, store) }),
    }),
    route({
      method: 'post', path: '/conversations/:id/reply', about: 'Answer the customer; `key` is made by the client and makes a second click harmless', needs: 'agent',
      body: z.strictObject({ key: z.string().min(1).max(100), text: words }),
      handle: async ({ params, agent, body }) => ({ message: { id: done(await desk.reply(params.id as string, agent as Agent, body.key, body.text)).message } }),
    }),
    route({
      method: 'post', path: '/conversations/:id/leave', about: 'Give the word to the bot or another queue, or close', needs: 'agent',
      body: z.strictObject({ to: z.enum(['bot', 'queue', 'closed']), queue: z.string().optional() }),
      async handle({ params, agent, body }) {
        done(await desk.leave(params.id as string, agent as Agent, body.to, body.queue))
      },
    }),
    route({
      method: 'post', path: '/conversations/:id/note', about: 'Write a note that only colleagues see', needs: 'agent', body: z.strictObject({ text: words }),
      handle: ({ params, agent, body }) => desk.note(params.id as string, agent as Agent, body.text),
    }),
    route({
      method: 'get', path: '/suggest/:conversation', about: 'Proposed answers to the customer’s last question, from the policy clauses', needs: 'agent',
      handle({ params }) {
        const last = store.messages(params.conversation as string, 40).findLast(({ from }) => from === 'customer')
        const fact = last && store.factOf(last.id)
        const passages = fact?.type === 'customer.said' ? fact.understood.passages : []
        return { items: passages.slice(0, 3).map(({ text, citation, score }) => ({ text, citations: [citation], score })) }
      },
    }),
  ]
}

/** More people than this wait only where nobody works: the order among them no longer matters. */
const LONGEST_QUEUE = 1_000

function byUrgency(one: Summary, other: Summary): number {
  const urgent = ({ handover }: Summary) => Number(handover?.priority === 'emergency')
  const since = ({ speaker, lastAt }: Summary) => (speaker.type === 'queue' ? speaker.since : lastAt)
  return urgent(other) - urgent(one) || since(one) - since(other)
}

const keyed = ({ key, names }: { key: string; names: object }) => ({ key, names })
