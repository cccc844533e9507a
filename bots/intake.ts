/**
 * Takes a matter down: opens the ticket at once, so that nothing is lost, then asks for what is missing, one thing at a time.
 * Several messages about one matter stay one ticket; a second matter becomes a second ticket; a correction replaces what was wrong.
 */
import type { Conversation, Severity, Ticket, TicketKind, Understanding } from '../core/model.ts'
import { SEVERITIES } from '../core/model.ts'
import { answerFor, fieldOf, fieldsFrom, formFor, missing, takesAnything } from './fields.ts'
import { categoryName, deadlineText, departmentName, nameOf, openTicket } from './open.ts'
import type { ReplyKey } from './replies.ts'
import type { Scene } from './scene.ts'

/** A matter that rested this long is not silently continued. */
const SAME_MATTER_MS = 24 * 3_600_000
/** A different category this sure of itself, told in this many characters, is a matter of its own. */
const OTHER_MATTER = { confidence: 0.7, length: 10 }
const OPEN_KINDS: readonly TicketKind[] = ['complaint', 'request', 'report', 'emergency', 'callback']

export function takeDown(scene: Scene, kind: TicketKind, text: string, understood: Understanding): Ticket {
  const known = sameMatter(scene, kind, text, understood)
  if (known) {
    addTo(scene, known, text, understood)
    return scene.ticket(known.id) ?? known
  }
  const ticket = openTicket(scene, { kind, text, understood })
  announce(scene, ticket)
  care(scene, understood)
  askNext(scene, ticket)
  return ticket
}

/** Says that the ticket is open, its number and by when. */
function announce(scene: Scene, ticket: Ticket): void {
  const params = {
    number: ticket.number, category: categoryName(scene, ticket), department: departmentName(scene, ticket.department), deadline: deadlineText(scene, ticket),
  }
  const key = `ticket.opened.${ticket.kind}` as ReplyKey
  const weighty = ticket.kind === 'complaint' && SEVERITIES.indexOf(ticket.severity) >= SEVERITIES.indexOf('major' satisfies Severity)
  scene.say(weighty ? 'ticket.opened.complaint.major' : key, params)
}

/** A word for who goes public and for who needs help; never an argument, never a plea. */
function care(scene: Scene, { flags }: Understanding): void {
  if (flags.some(({ label }) => label === 'regulator' || label === 'media')) scene.say('flags.public')
  const vulnerable = flags.find(({ label }) => label === 'vulnerable')
  if (!vulnerable) return
  const disabled = /残|殘|盲|聋|聾|轮椅|輪椅|瘫|癱|中风|中風|disab|blind|deaf|wheelchair|stroke/i.test(vulnerable.evidence.join(' '))
  const key = disabled ? 'special.disabled' : 'special.elderly'
  if (disabled || /老|岁|歲|奶奶|爷爷|爺爺|外婆|外公|阿嬷|阿公|elder|grand|\b[6-9]\d\b/i.test(vulnerable.evidence.join(' '))) scene.say(key)
}

/** The open ticket that this message belongs to, or null when it is a matter of its own. */
export function sameMatter(scene: Scene, kind: TicketKind, text: string, understood: Understanding): Ticket | null {
  const ticket = scene.ticket(scene.conversation().ticket)
  if (!ticket || !OPEN_KINDS.includes(ticket.kind) || !['open', 'in_progress'].includes(ticket.status)) return null
  const last = ticket.story.at(-1)?.at ?? ticket.openedAt
  if (scene.at - last > SAME_MATTER_MS || understood.matter === 'another') return null
  if (!understood.corrects && namesAnother(scene, ticket, understood)) return null
  if (understood.matter === 'same' || understood.corrects) return ticket
  if (kind !== ticket.kind && (kind === 'complaint' ? ticket.kind !== 'callback' : !['complaint', 'emergency'].includes(ticket.kind))) return null
  const { category } = understood
  const other = category && ticket.category && category.label !== ticket.category
  const confident = category && category.confidence >= OTHER_MATTER.confidence && text.length >= OTHER_MATTER.length
  return kind === 'complaint' && other && confident ? null : ticket
}

/** A second parcel, order or part is a second matter even in the same words. */
function namesAnother(scene: Scene, ticket: Ticket, understood: Understanding): boolean {
  const said = fieldsFrom(scene.pack, ticket, understood)
  return ['waybill', 'order', 'part'].some((key) => said[key] !== undefined && ticket.fields[key] !== undefined && said[key] !== ticket.fields[key])
}

/** More about a matter that is already taken down. */
function addTo(scene: Scene, ticket: Ticket, text: string, understood: Understanding): void {
  scene.change(ticket.id, { type: 'said', text })
  raise(scene, ticket, understood)
  const told = fill(scene, ticket, understood)
  if (!told) scene.say('ticket.noted', { number: ticket.number })
  care(scene, understood)
  const now = scene.ticket(ticket.id)
  if (now) askNext(scene, now)
}

function raise(scene: Scene, ticket: Ticket, understood: Understanding): void {
  const flags = understood.flags.map(({ label }) => label).filter((flag) => !ticket.flags.includes(flag))
  const said = understood.severity.label === 'emergency' ? 'major' : flags.length > 0 ? 'major' : understood.severity.label
  const higher = SEVERITIES.indexOf(said) > SEVERITIES.indexOf(ticket.severity) && understood.intent.label === 'complaint'
  if (flags.length > 0 || higher) scene.change(ticket.id, { type: 'raised', ...(higher ? { severity: said } : {}), ...(flags.length > 0 ? { flags } : {}) })
}

/** Writes the message's entities into the ticket without a word; returns what replaced an older value. */
export function write(scene: Scene, ticket: Ticket, understood: Understanding): readonly { field: string; value: string }[] {
  const replaced: { field: string; value: string }[] = []
  for (const [field, value] of Object.entries(fieldsFrom(scene.pack, ticket, understood))) {
    const old = ticket.fields[field]
    if (old === value || (old !== undefined && !understood.corrects)) continue
    scene.change(ticket.id, { type: 'field.set', field, value })
    if (old !== undefined) replaced.push({ field, value })
  }
  return replaced
}

/** Writes the message's entities into the ticket. Says so, and returns true, when a value was replaced. */
function fill(scene: Scene, ticket: Ticket, understood: Understanding): boolean {
  const replaced = write(scene, ticket, understood)
  for (const { field, value } of replaced) scene.say('ticket.fixed', { number: ticket.number, field: nameOf(scene.pack.fields, field, scene.lang), value })
  return replaced.length > 0
}

/** Asks for the next missing field, or says that this is all. */
export function askNext(scene: Scene, ticket: Ticket, skipped: readonly string[] = []): void {
  const left = missing(scene.pack, ticket).filter((key) => !skipped.includes(key))
  const [asking, ...rest] = left
  const field = asking === undefined ? undefined : fieldOf(scene.pack, asking)
  if (asking === undefined || !field) {
    const was = scene.conversation().flow
    scene.flow(null)
    if (was?.type === 'intake') scene.say('intake.done', { number: ticket.number })
    return
  }
  scene.sayText(field.prompt[scene.lang])
  scene.flow({ type: 'intake', ticket: ticket.id, asking, left: rest, tries: 0 })
}

/** Words by which people decline to say something. */
const DECLINES =
  /^(没有?|沒有?|無|不知道|不清楚|不记得了?|不記得了?|忘了|跳过|跳過|略过?|略過?|不方便|不填了?|算了|不想说|不想說|以后再说|skip|none|no|n\/?a|don'?t (know|have).*|not sure|i don'?t (know|have).*)[了啦呢的。.!！,，\s]*$/i

/**
 * The message that follows a question of intake. Returns false when it was no answer but another wish, which the caller then serves; the
 * question stays open.
 */
export function intakeAnswer(scene: Scene, flow: Extract<Conversation['flow'], { type: 'intake' }>, text: string, understood: Understanding): boolean {
  const ticket = scene.ticket(flow.ticket)
  const field = fieldOf(scene.pack, flow.asking)
  if (!ticket || !field || !['open', 'in_progress'].includes(ticket.status)) {
    scene.flow(null)
    return false
  }
  if (understood.corrects && corrected(scene, ticket, flow.asking, understood)) {
    reask(scene, ticket.id)
    return true
  }
  if (understood.matter === 'another') return false
  if (understood.intent.label === 'complaint' && !understood.corrects && namesAnother(scene, ticket, understood)) return false
  if (DECLINES.test(text.trim())) {
    scene.say('intake.skip')
    const skipped = (formFor(scene.pack, ticket)?.ask ?? []).filter((key) => !flow.left.includes(key))
    askNext(scene, ticket, skipped)
    return true
  }
  const value = answerFor(field, text, understood)
  if (value !== null && !(takesAnything(field) && isOtherWish(understood, text, hasEntity(understood, field.entity)))) {
    scene.change(ticket.id, { type: 'field.set', field: field.key, value })
    const others = { ...understood, entities: understood.entities.filter(({ type }) => !field.entity.includes(type)) }
    const now = scene.ticket(ticket.id) ?? ticket
    fill(scene, now, { ...others, corrects: false })
    const after = scene.ticket(ticket.id) ?? ticket
    askNext(scene, after, missing(scene.pack, after).filter((key) => !flow.left.includes(key)))
    return true
  }
  if (isOtherWish(understood, text, false)) return false
  // Neither an answer nor another wish: most often more of the story.
  fill(scene, ticket, understood)
  if (text.length >= 8) {
    scene.change(ticket.id, { type: 'said', text })
    raise(scene, ticket, understood)
    scene.say('ticket.noted', { number: ticket.number })
    reask(scene, ticket.id)
    return true
  }
  if (flow.tries >= 1) {
    scene.say('intake.skip')
    askNext(scene, ticket, (formFor(scene.pack, ticket)?.ask ?? []).filter((key) => !flow.left.includes(key)))
    return true
  }
  if (field.invalid) scene.sayText(field.invalid[scene.lang])
  else scene.say('intake.retry')
  scene.flow({ ...flow, tries: flow.tries + 1 })
  return true
}

/** Repeats the open question after something else has been served. */
export function reask(scene: Scene, ticketId: string): void {
  const { flow } = scene.conversation()
  const ticket = scene.ticket(ticketId)
  if (flow?.type !== 'intake' || !ticket) return
  if (ticket.fields[flow.asking] !== undefined) return askNext(scene, ticket)
  const field = fieldOf(scene.pack, flow.asking)
  if (field) scene.sayText(field.prompt[scene.lang])
}

/** "不对，电话是…": the value goes where one of its kind stands already; the question that is open keeps waiting. */
export function corrected(scene: Scene, ticket: Ticket, asking: string | null, understood: Understanding): boolean {
  const said = fieldsFrom(scene.pack, ticket, understood)
  const wrong = Object.keys(said).filter((key) => key !== asking && ticket.fields[key] !== undefined && ticket.fields[key] !== said[key])
  if (wrong.length === 0) return false
  return fill(scene, ticket, understood)
}

const hasEntity = (understood: Understanding, types: readonly string[]): boolean => understood.entities.some(({ type }) => types.includes(type))

/** Is the message clearly a wish of its own rather than an answer to what was asked? */
function isOtherWish({ intent, answerable, entities }: Understanding, text: string, answered: boolean): boolean {
  if (answered) return false
  const { label, confidence } = intent
  if (label === 'emergency') return true
  if (['human', 'ticket_withdraw', 'ticket_urge', 'ticket_status', 'opt_out', 'opt_in'].includes(label)) return confidence >= 0.5
  if (label === 'question') return (answerable || /[?？吗嗎呢么]|多久|怎么|什么|how|what|when/i.test(text)) && confidence >= 0.5 && entities.length === 0
  if (label === 'thanks' || label === 'goodbye') return confidence >= 0.7
  return false
}
