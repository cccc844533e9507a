/** What a customer says of the result he was told: settled, or not, and then the case goes back to work or a new one is filed with the old attached. */
import type { Ticket, Understanding } from '../core/model.ts'
import { reopened } from '../core/tickets/act.ts'
import { stageOf, workflowFor } from '../core/tickets/stages.ts'
import { saysNo, saysYes } from './cases.ts'
import { openTicket } from './open.ts'
import type { Scene } from './scene.ts'

const SETTLED = /满意|滿意|解决了|解決了|可以接受|没问题|沒問題|谢谢|謝謝|\b(satisfied|happy with|settled|resolved|accept(ed)?|thanks?|fine)\b/i
const UNSETTLED = /不满意|不滿意|没(有)?解决|沒(有)?解決|不接受|不能接受|不同意|不行|还是|還是|依然|仍然|重新|\b(not (satisfied|happy|resolved|acceptable|settled)|unsatisf|disagree|reject|still)\b|don't accept|do not accept/i

/** False when the message is about something else. */
export function verdict(scene: Scene, id: string, text: string, understood: Understanding): boolean {
  const ticket = scene.ticket(id)
  if (!ticket?.result) {
    scene.flow(null)
    return false
  }
  const no = saysNo(text) || UNSETTLED.test(text)
  const yes = !no && (saysYes(text) || (SETTLED.test(text) && understood.intent.label !== 'complaint'))
  scene.flow(null)
  if (yes) settle(scene, ticket, text)
  else if (no) goOn(scene, ticket, text, understood)
  return yes || no
}

function settle(scene: Scene, ticket: Ticket, text: string): void {
  scene.change(ticket.id, { type: 'result.answered', satisfied: true, text })
  const end = workflowFor(scene.pack, ticket)?.stages.find(({ step }) => step === 'closed')
  if (ticket.status === 'resolved') scene.change(ticket.id, end ? { type: 'stage.entered', stage: end.key, status: 'closed' } : { type: 'moved', status: 'closed', note: text })
  scene.say('case.settled', { number: ticket.number })
}

function goOn(scene: Scene, ticket: Ticket, text: string, understood: Understanding): void {
  scene.change(ticket.id, { type: 'result.answered', satisfied: false, text })
  if (workflowFor(scene.pack, ticket)?.onRefusal === 'new-case') {
    const next = openTicket(scene, { kind: ticket.kind, text, understood, category: ticket.category, department: ticket.department, severity: ticket.severity })
    scene.change(next.id, { type: 'linked', link: { type: 'new-case-of', ticket: ticket.id } })
    scene.change(ticket.id, { type: 'linked', link: { type: 'new-case', ticket: next.id } })
    if (ticket.status === 'resolved') scene.change(ticket.id, { type: 'moved', status: 'closed', note: text })
    scene.say('case.newcase', { number: next.number, old: ticket.number })
    return
  }
  for (const change of reopened(ticket, text, { pack: scene.pack, at: scene.at })) scene.change(ticket.id, change)
  scene.change(ticket.id, { type: 'said', text })
  scene.set({ ticket: ticket.id })
  scene.effect({ type: 'notify', ticket: ticket.id, role: stageOf(scene.pack, scene.ticket(ticket.id) ?? ticket)?.role ?? 'agent', department: ticket.department, what: 'not-satisfied' })
  scene.say('case.reopened', { number: ticket.number })
}
