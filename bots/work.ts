/**
 * The house's side of a ticket within a turn: what a colleague asked to be done with it, and what its clocks say is due.
 * What may be done stands in core/tickets; here it becomes changes, words for the customer and calls for colleagues.
 */
import type { Actor, Fact, Ticket } from '../core/model.ts'
import { type Acted, act } from '../core/tickets/act.ts'
import { covered, promisedIn } from '../core/tickets/authority.ts'
import { dueBy } from '../core/tickets/clocks.ts'
import { stageOf } from '../core/tickets/stages.ts'
import { departmentName } from './open.ts'
import { phrase, type ReplyKey } from './replies.ts'
import type { Scene } from './scene.ts'

export function acted(scene: Scene, { ticket: id, command, by, id: factId }: Extract<Fact, { type: 'ticket.acted' }>): void {
  const ticket = scene.ticket(id)
  if (!ticket) return refuse(scene, 'unknown', 'there is no such ticket')
  const other = command.type === 'merge' ? scene.ticket(command.into) : null
  if (command.type === 'merge' && !other) return refuse(scene, 'unknown', 'only tickets of the same customer are merged')
  const outcome = act(ticket, command, { pack: scene.pack, by, at: scene.at, id: factId })
  if (!outcome.ok) return refuse(scene, outcome.code, outcome.message)
  for (const change of outcome.changes) {
    if (!scene.change(id, change)) return refuse(scene, 'final', `a ticket that is ${ticket.status} cannot be changed like this`)
  }
  if (other) {
    scene.change(other.id, { type: 'linked', link: { type: 'merged', ticket: id } })
    for (const { text } of ticket.story) scene.change(other.id, { type: 'said', text })
  }
  if (outcome.notify) scene.effect({ type: 'notify', ticket: id, ...outcome.notify })
  if (outcome.tell) tell(scene, scene.ticket(id) ?? ticket, outcome.tell, by)
}

/** Papers, climbing approvals and the follow-up question, as far as they are due by now. */
export function rang(scene: Scene, id: string): void {
  const ticket = scene.ticket(id)
  if (!ticket) return
  for (const { change, notify, followUp } of dueBy(ticket, scene.pack, scene.at)) {
    if (!scene.change(id, change)) continue
    scene.effect({ type: 'notify', ticket: id, ...notify })
    // The customer is asked only where nobody else has the word and nothing else is being asked.
    if (followUp && scene.conversation().speaker.type === 'bot' && scene.conversation().flow === null) {
      scene.say('case.followup', { number: ticket.number })
      scene.flow({ type: 'verdict', ticket: id })
    }
  }
  // A bell without anything due (the clock was moved meanwhile) is set anew by the same turn.
  scene.touch(id)
}

/** Money that an agent's own words promise without anybody having granted it; the words are then not sent. */
export function beyondAuthority(scene: Scene, text: string, actor: Actor | null): boolean {
  const promised = promisedIn(text)
  if (!promised || !scene.pack.cases.authority.some(({ kind }) => kind === promised.kind)) return false
  const ticket = scene.ticket(scene.conversation().ticket)
  const nobody: Actor = { name: '', role: 'agent', roles: [], departments: [] }
  if (covered(scene.pack, ticket ?? { approvals: [] }, promised, actor ?? nobody)) return false
  refuse(scene, 'beyond-authority', `${promised.amount} yuan is beyond what has been granted; ask for an approval on the ticket first`)
  return true
}

function tell(scene: Scene, ticket: Ticket, telling: NonNullable<Acted['tell']>, by: Actor): void {
  const stage = stageOf(scene.pack, ticket)
  const params = 'text' in telling
    ? { number: ticket.number, text: telling.text }
    : { number: ticket.number, department: departmentName(scene, ticket.department), stage: stage?.names[scene.lang] ?? '' }
  const asks = telling.reply === 'case.result'
  if (scene.conversation().speaker.type === 'bot') {
    scene.say(telling.reply as ReplyKey, params)
    if (!asks) return
    scene.say('case.verdict')
    scene.flow({ type: 'verdict', ticket: ticket.id })
    return
  }
  // A person has the word: what he has done is told in his name, not by a bot that talks in between.
  const words = [phrase(scene.pack, scene.lang, telling.reply as ReplyKey, params), ...(asks ? [phrase(scene.pack, scene.lang, 'case.verdict')] : [])]
  scene.effect({ type: 'say', by: 'agent', agent: by.name, content: { type: 'text', text: words.join('\n\n') } })
}

const refuse = (scene: Scene, code: string, message: string): void => scene.effect({ type: 'refusal', code, message })
