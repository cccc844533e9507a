/** The routes of ticket work: lists, one ticket, what is to be done with it, calls to look. Each calls the desk; what may be done is core/tickets'. */
import { z } from 'zod'
import { FLAGS, SEVERITIES, TICKET_KINDS, type TicketCommand } from '../../core/model.ts'
import type { Agent, Desk } from '../desk/desk.ts'
import type { Store } from '../store/store.ts'
import { done } from './outcome.ts'
import { ApiError, type Route, route } from './route.ts'
import { ticketView } from './views.ts'

const limit = z.coerce.number().int().min(1).max(200).default(50)
const key = z.string().min(1).max(100)
const words = z.string().min(1).max(8_000)
const reason = z.string().trim().min(1).max(4_000)
const kind = z.enum(TICKET_KINDS)

const change = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('field.set'), field: key, value: z.string().max(2_000) }),
  z.strictObject({ type: z.literal('field.unset'), field: key }),
  z.strictObject({
    type: z.literal('classified'), kind: kind.optional(), category: z.string().nullable().optional(), subject: z.string().nullable().optional(),
    department: z.string().optional(), severity: z.enum(SEVERITIES).optional(), flags: z.array(z.enum(FLAGS)).optional(),
  }),
  z.strictObject({ type: z.literal('withdrawn'), reason: z.string().max(2_000) }),
  z.strictObject({ type: z.literal('assigned'), agent: z.string().nullable() }),
  z.strictObject({ type: z.literal('moved'), status: z.enum(['open', 'in_progress', 'resolved', 'closed', 'withdrawn']), note: z.string().max(4_000).default('') }),
  z.strictObject({ type: z.literal('noted'), text: words }),
])

const command = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), note: z.string().max(4_000).optional() }),
  z.strictObject({ type: z.literal('decline'), reason }),
  z.strictObject({ type: z.literal('record'), values: z.record(key, z.string().max(8_000)) }),
  z.strictObject({ type: z.literal('opinion'), text: words }),
  z.strictObject({ type: z.literal('advance'), to: key.optional() }),
  z.strictObject({ type: z.literal('ask-approval'), kind: key, amount: z.number().positive().optional(), reason }),
  z.strictObject({ type: z.literal('decide-approval'), id: z.string().min(1).max(200), grant: z.boolean(), note: z.string().max(4_000).default('') }),
  z.strictObject({ type: z.literal('pause'), reason }),
  z.strictObject({ type: z.literal('resume') }),
  z.strictObject({ type: z.literal('extend'), deadline: key, reason }),
  z.strictObject({ type: z.literal('transfer'), department: key, reason }),
  z.strictObject({ type: z.literal('merge'), into: z.string().min(1).max(200) }),
  z.strictObject({ type: z.literal('tell'), text: words, promise: z.strictObject({ kind: key, amount: z.number().positive().nullable() }).optional() }),
  z.strictObject({ type: z.literal('close'), note: z.string().max(4_000).default('') }),
  z.strictObject({ type: z.literal('reopen'), reason }),
  z.strictObject({ type: z.literal('change'), change }),
])

export function ticketRoutes({ desk, store, now }: { desk: Desk; store: Store; now: () => number }): readonly Route[] {
  return [
    route({
      method: 'get', path: '/tickets', about: 'Tickets, newest first', needs: 'agent',
      query: z.object({
        pack: z.string().optional(), status: z.string().optional(), kind: kind.optional(), category: z.string().optional(),
        department: z.string().optional(), q: z.string().max(100).optional(), before: z.coerce.number().int().optional(), limit,
        /** Only tickets still worked on whose earliest deadline has passed. */
        overdue: z.stringbool().optional(),
      }),
      handle({ query: { status, overdue, ...query } }) {
        const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''))
        const items = desk.tickets({
          ...given, limit: query.limit, ...(status ? { status: status.split(',') } : overdue ? { status: ['open', 'in_progress'] } : {}),
          ...(overdue ? { dueBefore: now() } : {}),
        })
        return { items: items.map((ticket) => ticketView(ticket, store)) }
      },
    }),
    route({
      method: 'get', path: '/tickets/:id', about: 'One ticket with its history', needs: 'agent',
      handle({ params }) {
        const ticket = desk.ticket(params.id as string)
        if (!ticket) throw new ApiError(404, 'not-found', 'there is no such ticket')
        return ticketView(ticket, store)
      },
    }),
    route({
      method: 'post', path: '/tickets/:id/act', about: 'Have something done with a ticket; 409 with a code that says why it cannot be', needs: 'agent', body: z.strictObject({ command }),
      handle: async ({ params, agent, body }) => ({ ticket: ticketView(done(await desk.act(params.id as string, body.command as TicketCommand, agent as Agent)).ticket, store) }),
    }),
    route({
      method: 'get', path: '/notices', about: 'Calls to look at tickets, for your departments and roles', needs: 'agent',
      handle: ({ agent }) => ({ items: desk.notices(agent as Agent) }),
    }),
    route({
      method: 'post', path: '/notices/:id/settle', about: 'Say that a call has been looked at', needs: 'agent',
      handle: ({ params, agent }) => store.settleNotice(params.id as string, (agent as Agent).name, now()),
    }),
  ]
}
