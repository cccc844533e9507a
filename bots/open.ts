/** Opens a ticket within a turn: number, department, severity and deadlines by the pack's rules, fields from what was said. */
import type { Content, Flag, Severity, Text, Ticket, TicketKind, Understanding } from '../core/model.ts'
import { SEVERITIES } from '../core/model.ts'
import { deadlinesFor } from '../core/tickets/deadlines.ts'
import { NEW_PARTS } from '../core/tickets/life.ts'
import { formatNumber, numberingFor, serialScope } from '../core/tickets/numbering.ts'
import { departmentFor } from '../core/tickets/routing.ts'
import { workflowFor } from '../core/tickets/stages.ts'
import { fieldsFrom } from './fields.ts'
import type { Scene } from './scene.ts'

export type Opening = { kind: TicketKind; text: string; understood: Understanding | null; category?: string | null; department?: string; severity?: Severity }

export function openTicket(scene: Scene, { kind, text, understood, ...given }: Opening): Ticket {
  const { pack, at } = scene
  const conversation = scene.conversation()
  const routed = departmentFor(pack, {
    kind, category: given.category ?? understood?.category?.label ?? null, subject: understood?.subject?.label ?? null,
    severity: given.severity ?? understood?.severity.label ?? 'normal', flags: (understood?.flags ?? []).map(({ label }) => label),
  })
  const category = given.category ?? routed.category ?? understood?.category?.label ?? null
  const flags = withRepeat(scene, kind, category, understood)
  const severity = given.severity ?? weightOf(kind, understood, flags)
  const department = given.department ?? routed.department
  const facts = { kind, category, subject: understood?.subject?.label ?? null, severity, flags, department }
  const rule = numberingFor(pack, kind)
  const number = formatNumber(rule, at, scene.serial(serialScope(pack, rule, at)), pack.timezone)
  const first = workflowFor(pack, facts)?.stages[0]
  const bare: Ticket = {
    id: `t_${pack.id}_${number}`, number, pack: pack.id, kind, category, subject: facts.subject, severity, flags, department, status: 'open',
    conversation: conversation.id, customer: conversation.customer, lang: conversation.lang, openedAt: at,
    deadlines: deadlinesFor(pack, facts, at), fields: {}, story: text ? [{ at, text }] : [], urges: [], assignee: null, ...NEW_PARTS,
    stage: first ? { key: first.key, since: at } : null,
  }
  const ticket = { ...bare, fields: understood ? fieldsFrom(pack, bare, understood) : {} }
  scene.change(ticket.id, { type: 'opened', ticket })
  scene.set({ ticket: ticket.id })
  return ticket
}

/** Complaining again about the same thing is a repeat, whether or not the customer says so. */
function withRepeat(scene: Scene, kind: TicketKind, category: string | null, understood: Understanding | null): readonly Flag[] {
  const said = (understood?.flags ?? []).map(({ label }) => label)
  const known = scene.tickets().some((ticket) => ticket.kind === 'complaint' && ticket.category === category && ['resolved', 'closed'].includes(ticket.status))
  return kind === 'complaint' && known && !said.includes('repeat') ? [...said, 'repeat'] : said
}

function weightOf(kind: TicketKind, understood: Understanding | null, flags: readonly Flag[]): Severity {
  if (kind === 'emergency') return 'emergency'
  const said = understood?.severity.label ?? 'normal'
  const capped = said === 'emergency' ? 'major' : said
  return flags.length > 0 ? atLeast('major', capped) : capped
}

const atLeast = (floor: Severity, severity: Severity): Severity => (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(floor) ? floor : severity)

export const nameOf = (list: readonly { key: string; names: Text }[], key: string | null, lang: keyof Text): string =>
  list.find((one) => one.key === key)?.names[lang] ?? key ?? '—'

/** A category by its name; kinds without one are called by what they are. */
export function categoryName(scene: Scene, ticket: Ticket): string {
  const { pack, lang } = scene
  return ticket.category ? nameOf(pack.categories, ticket.category, lang) : nameOf(pack.departments, ticket.department, lang)
}

export const departmentName = (scene: Scene, key: string): string => nameOf(scene.pack.departments, key, scene.lang)

/** The moment by which the matter is to be settled, as people write it; the earliest deadline where none is called resolution. */
export function deadlineText(scene: Scene, ticket: Ticket): string {
  const deadline = ticket.deadlines.find(({ key }) => key === 'resolution') ?? ticket.deadlines.at(-1)
  return deadline ? momentText(scene, deadline.dueAt) : '—'
}

/** "11月26日 17:30" / "26 Nov, 17:30", in the pack's time zone. Packs live in zones without summer time changes within a ticket's life. */
export function momentText({ pack, lang }: Scene, at: number): string {
  const parts = Object.fromEntries(zoned(pack.timezone).formatToParts(at).map(({ type, value }) => [type, value]))
  const { month = '', day = '', hour = '', minute = '' } = parts
  if (lang === 'en') return `${Number(day)} ${MONTHS[Number(month) - 1]}, ${hour}:${minute}`
  return `${Number(month)}月${Number(day)}日 ${hour}:${minute}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const zones = new Map<string, Intl.DateTimeFormat>()
function zoned(timeZone: string): Intl.DateTimeFormat {
  const known = zones.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  zones.set(timeZone, made)
  return made
}

/** What a message says, as words for a ticket's story. */
export function wordsOf(content: Content): string {
  switch (content.type) {
    case 'text':
      return content.text.trim()
    case 'attachment':
      return content.transcript?.trim() || `[${content.kind}${content.name ? ` ${content.name}` : ''}] ${content.ref}`
    case 'location':
      return `[location] ${content.label ?? ''} ${content.latitude}, ${content.longitude}`.replace(/\s+/g, ' ').trim()
    default:
      return ''
  }
}
