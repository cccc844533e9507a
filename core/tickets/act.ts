/**
 * What a person asks to be done with a ticket: the changes it makes, or why it cannot be. Pure and total; nothing here is stored or sent.
 * Same ticket, same command, same person, same time: same outcome.
 */
import type { Actor, Ticket, TicketChange, TicketCommand } from '../model.ts'
import type { Pack } from '../pack.ts'
import type { Stage, Workflow } from '../workflow.ts'
import { authorityFor, covered, decideBy, levelFor, mayDecide, promisedIn } from './authority.ts'
import { paused } from './case.ts'
import { extended, lateOnes, moved, recomputed } from './deadlines-moved.ts'
import { isFinal } from './life.ts'
import { departmentOf, following, stageOf, statusOf, unfilled, workflowFor } from './stages.ts'

export type Refusal = { ok: false; code: RefusalCode; message: string }
export type RefusalCode =
  | 'final' | 'not-yours' | 'not-your-role' | 'no-stage' | 'missing-fields' | 'needs-approval' | 'choose-next' | 'unknown' | 'beyond-authority' | 'not-pending' | 'own-request'
  | 'paused' | 'not-paused' | 'no-extension' | 'no-result' | 'already'
/** `said`: words for the customer, told on the channel the ticket came by; `reply`: the pack's sentence that carries them. */
export type Telling = { reply: 'case.result' | 'case.declined'; text: string } | { reply: string }
export type Acted = { ok: true; changes: readonly TicketChange[]; tell?: Telling; /** whom to call: pack role and department */ notify?: { role: string; department: string; what: string } }
export type Outcome = Acted | Refusal
export type Scene = { pack: Pack; by: Actor; at: number; /** unique and the same on a replay; becomes the id of what is made */ id: string }

export function act(ticket: Ticket, command: TicketCommand, scene: Scene): Outcome {
  const stranger = refuseStranger(ticket, command, scene)
  if (stranger) return stranger
  if (isFinal(ticket.status) && !['reopen', 'merge', 'record', 'change'].includes(command.type)) return no('final', `ticket ${ticket.number} is ${ticket.status}`)
  const workflow = workflowFor(scene.pack, ticket)
  const stage = stageOf(scene.pack, ticket)
  switch (command.type) {
    case 'accept':
      return workflow && stage && stage.key === workflow.stages[0]?.key ? advance(ticket, { type: 'advance' }, scene, [{ type: 'accepted', note: command.note ?? '' }]) : yes({ type: 'accepted', note: command.note ?? '' }, { type: 'moved', status: 'in_progress', note: '' })
    case 'decline':
      return command.reason.trim() ? { ...yes({ type: 'declined', reason: command.reason }), tell: { reply: 'case.declined', text: command.reason } } : no('missing-fields', 'a refusal needs its reasons: the customer is told them')
    case 'record':
      return record(command.values, scene)
    case 'opinion':
      return yes({ type: 'opinion.given', by: scene.by.name, department: scene.by.departments.find((one) => one === (stage ? departmentOf(stage, ticket) : ticket.department)) ?? scene.by.departments[0] ?? '', text: command.text })
    case 'advance':
      return advance(ticket, command, scene, [])
    case 'ask-approval':
      return ask(ticket, command, scene)
    case 'decide-approval':
      return decide(ticket, command, scene)
    case 'pause':
      return paused(ticket) ? no('already', 'the clocks stand already') : yes({ type: 'paused', reason: command.reason })
    case 'resume':
      return paused(ticket) ? yes({ type: 'resumed' }, moved(ticket, scene.at, scene.pack)) : no('not-paused', 'the clocks are running')
    case 'extend':
      return extend(ticket, command, scene)
    case 'transfer':
      return transfer(ticket, command, scene)
    case 'merge':
      return command.into === ticket.id ? no('unknown', 'a ticket is not merged into itself') : yes({ type: 'linked', link: { type: 'merged-into', ticket: command.into } }, ...(isFinal(ticket.status) ? [] : [{ type: 'moved', status: 'closed', note: `merged into ${command.into}` } as const]))
    case 'tell':
      return tell(ticket, command, scene)
    case 'close':
      return close(ticket, command.note, scene, workflow)
    case 'reopen':
      return reopen(ticket, command.reason, scene, workflow)
    case 'change':
      return yes(command.change)
  }
}

/** The first stage again, and its clock: a case that comes back is worked on like a new one. */
export function reopened(ticket: Ticket, reason: string, { pack, at }: Pick<Scene, 'pack' | 'at'>): TicketChange[] {
  const workflow = workflowFor(pack, ticket)
  const back = workflow?.stages.find(({ step }) => step === 'assessed' || step === 'investigated') ?? workflow?.stages[0]
  return [
    { type: 'reopened', reason },
    ...(back ? [{ type: 'stage.entered', stage: back.key, status: 'in_progress' } as const] : []),
    recomputed({ ...ticket, status: 'in_progress' }, at, pack, `重新处理：${reason}`),
  ]
}

function advance(ticket: Ticket, { to }: { type: 'advance'; to?: string }, { pack, at }: Scene, before: readonly TicketChange[]): Outcome {
  const workflow = workflowFor(pack, ticket)
  const stage = stageOf(pack, ticket)
  if (!workflow || !stage) return no('no-stage', `ticket ${ticket.number} travels no workflow`)
  if (paused(ticket)) return no('paused', 'the clocks stand; resume first')
  const missing = unfilled(stage, ticket)
  if (missing.length > 0) return no('missing-fields', `stage ${stage.key} still needs ${missing.join(', ')}`)
  if (stage.approval && !ticket.approvals.some(({ kind, state }) => kind === stage.approval && state === 'granted')) return no('needs-approval', `stage ${stage.key} is left with a granted ${stage.approval}`)
  const next = following(workflow, stage, ticket)
  const chosen = to === undefined ? (next.length === 1 ? next[0] : undefined) : next.find(({ key }) => key === to)
  if (!chosen) return next.length === 0 ? no('no-stage', `nothing follows stage ${stage.key}`) : no('choose-next', `after ${stage.key} may come ${next.map(({ key }) => key).join(', ')}`)
  return { ...yes(...before, ...enter(ticket, chosen, workflow, at, pack)), ...(chosen.tell ? { tell: { reply: chosen.tell } } : {}), notify: { role: chosen.role, department: departmentOf(chosen, ticket), what: `stage:${chosen.key}` } }
}

function enter(ticket: Ticket, stage: Stage, workflow: Workflow, at: number, pack: Pack): TicketChange[] {
  const status = statusOf(stage, workflow)
  const late = status === 'closed' ? lateOnes(ticket, at) : []
  return [{ type: 'stage.entered', stage: stage.key, status }, ...inquiries(late, pack)]
}

/** A late close is asked about: one inquiry a deadline that had passed. */
const inquiries = (late: readonly string[], pack: Pack): TicketChange[] =>
  pack.cases.ladder ? late.map((deadline) => ({ type: 'paper.issued', paper: { kind: 'inquiry', deadline, role: pack.cases.ladder?.inquiryTo ?? '', level: 0 } })) : []

function record(values: Readonly<Record<string, string>>, { pack }: Scene): Outcome {
  for (const [key, value] of Object.entries(values)) {
    const field = pack.cases.forms.find((form) => form.key === key)
    if (!field) return no('unknown', `no form has a field ${key}`)
    if (field.kind === 'choice' && value && !field.choices.some((choice) => choice.key === value)) return no('unknown', `${key} is one of ${field.choices.map((choice) => choice.key).join(', ')}`)
    if (field.kind === 'number' && value && !Number.isFinite(Number(value))) return no('unknown', `${key} is a number`)
    if (field.kind === 'yes-no' && value && value !== 'yes' && value !== 'no') return no('unknown', `${key} is yes or no`)
  }
  return yes({ type: 'recorded', values })
}

function ask(ticket: Ticket, { kind, amount, reason }: Extract<TicketCommand, { type: 'ask-approval' }>, { pack, by, at, id }: Scene): Outcome {
  const authority = authorityFor(pack, kind)
  if (!authority) return no('unknown', `nobody decides about "${kind}"; there is ${pack.cases.authority.map((one) => one.kind).join(', ')}`)
  if (ticket.approvals.some((one) => one.kind === kind && one.state === 'pending')) return no('already', `a decision about ${kind} is awaited already`)
  const level = levelFor(authority, amount ?? null)
  if (level === null) return no('beyond-authority', `no level decides about ${amount}`)
  const { role } = authority.levels[level] as { role: string }
  const approval = { id, kind, amount: amount ?? null, reason, askedBy: by.name, askedAt: at, role, dueAt: decideBy(authority, at, ticket.department, pack), state: 'pending', decidedBy: null, decidedAt: null, note: '' } as const
  return { ...yes({ type: 'approval.asked', approval }), notify: { role, department: ticket.department, what: `approval:${kind}` } }
}

function decide(ticket: Ticket, { id, grant, note }: Extract<TicketCommand, { type: 'decide-approval' }>, { pack, by }: Scene): Outcome {
  const approval = ticket.approvals.find((one) => one.id === id)
  const authority = approval && authorityFor(pack, approval.kind)
  if (!approval || !authority) return no('unknown', `there is no approval ${id}`)
  if (approval.state !== 'pending') return no('not-pending', `it is ${approval.state} already, by ${approval.decidedBy}`)
  if (approval.askedBy === by.name) return no('own-request', 'somebody else decides about what you asked for')
  if (!mayDecide(authority, approval, by)) return no('not-your-role', `this is for ${approval.role} or above`)
  if (!grant && !note.trim()) return no('missing-fields', 'a refusal needs its reason')
  return yes({ type: 'approval.decided', id, state: grant ? 'granted' : 'refused', by: by.name, note })
}

function extend(ticket: Ticket, { deadline, reason }: Extract<TicketCommand, { type: 'extend' }>, { pack }: Scene): Outcome {
  const change = extended(ticket, deadline, reason, pack)
  if (change === 'none') return no('no-extension', `the pack allows no further extension of ${deadline}`)
  if (change === 'unapproved') return no('needs-approval', 'an extension needs a granted approval that has not been used')
  return yes(change)
}

function transfer(ticket: Ticket, { department, reason }: Extract<TicketCommand, { type: 'transfer' }>, { pack, at }: Scene): Outcome {
  if (!pack.departments.some(({ key }) => key === department)) return no('unknown', `there is no department ${department}`)
  if (department === ticket.department) return no('already', 'it lies there already')
  if (!reason.trim()) return no('missing-fields', 'a transfer needs its reason')
  const next = { ...ticket, department }
  return { ...yes({ type: 'transferred', department, reason }, recomputed(next, at, pack, `转办：${reason}`, true)), notify: { role: stageOf(pack, ticket)?.role ?? 'agent', department, what: 'transfer' } }
}

function tell(ticket: Ticket, { text, promise }: Extract<TicketCommand, { type: 'tell' }>, { pack, by, at }: Scene): Outcome {
  const promised = promise ?? promisedIn(text)
  if (promised && !covered(pack, ticket, promised, by)) return no('beyond-authority', `${promised.amount ?? promised.kind} is beyond what has been granted; ask for an approval first`)
  const workflow = workflowFor(pack, ticket)
  const told = workflow?.stages.find(({ step }) => step === 'told')
  const changes: TicketChange[] = [{ type: 'result.told', text }]
  if (workflow && told && ticket.stage?.key !== told.key) changes.push(...enter(ticket, told, workflow, at, pack))
  return { ...yes(...changes), tell: { reply: 'case.result', text } }
}

function close(ticket: Ticket, note: string, { pack, at, by }: Scene, workflow: Workflow | null): Outcome {
  const end = workflow?.stages.find(({ step }) => step === 'closed')
  // A case is closed when the customer has heard the result; a supervisor may close one that nobody answers any more.
  if (workflow && !ticket.result && by.role === 'agent') return no('no-result', 'tell the customer the result first')
  const late = inquiries(lateOnes(ticket, at), pack)
  return yes(...(end ? [{ type: 'stage.entered', stage: end.key, status: 'closed' } as const] : [{ type: 'moved', status: 'closed', note } as const]), ...(end && note ? [{ type: 'noted', text: note } as const] : []), ...late)
}

function reopen(ticket: Ticket, reason: string, scene: Scene, workflow: Workflow | null): Outcome {
  if (ticket.status !== 'closed' && ticket.status !== 'resolved') return no('already', `ticket ${ticket.number} is ${ticket.status}`)
  if (workflow?.onRefusal === 'new-case' && ticket.status === 'closed') return no('final', 'a closed case stays closed here: a new one is filed with the old attached')
  return yes(...reopened(ticket, reason, scene))
}

/** Work lies with a department; who works elsewhere may look, and a colleague's case is not moved on behind his back. */
function refuseStranger(ticket: Ticket, command: TicketCommand, { by, pack }: Scene): Refusal | null {
  if (by.role === 'admin' || command.type === 'decide-approval' || command.type === 'opinion') return null
  const stage = stageOf(pack, ticket)
  // A stage may lie with another department than the case: its people do its work, and leave it when it is done.
  const workplace = stage ? departmentOf(stage, ticket) : ticket.department
  const moves = command.type === 'accept' || command.type === 'advance'
  const mine = by.departments.includes(workplace) || (!moves && by.departments.includes(ticket.department))
  if (!mine) return no('not-yours', `this is for ${moves ? workplace : ticket.department}`)
  if (moves && stage && by.role === 'agent' && !by.roles.includes(stage.role)) return no('not-your-role', `stage ${stage.key} is left by ${stage.role}`)
  const atHome = workplace === ticket.department && OWNERS.includes(command.type)
  if (by.role === 'agent' && atHome && ticket.assignee !== null && ticket.assignee !== by.name) return no('not-yours', `${ticket.assignee} works on it`)
  return null
}

/** What moves a case on, and is therefore its owner's. */
const OWNERS: readonly TicketCommand['type'][] = ['accept', 'advance', 'close', 'decline', 'tell', 'transfer', 'pause', 'resume', 'extend']

const yes = (...changes: readonly (TicketChange | null)[]): Acted => ({ ok: true, changes: changes.filter((change) => change !== null) })
const no = (code: RefusalCode, message: string): Refusal => ({ ok: false, code, message })
