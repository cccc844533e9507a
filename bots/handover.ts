/** Brings a person into the conversation, or says when there will be one; and gives the word back. Each change of speaker raises the epoch. */

import { nextOpen } from '../core/calendar/calendar.ts'
import type { Severity, Speaker, Understanding } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { departmentFor, hoursOf } from '../core/tickets/routing.ts'
import { askNext } from './intake.ts'
import { deadlineText, departmentName, momentText, openTicket, wordsOf } from './open.ts'
import type { Scene } from './scene.ts'

/** How long somebody waits before he is told that he is still in the queue. */
const PATIENCE_MS = 3 * 60_000

/** The department that answers customers when nothing speaks for another. */
export const frontDesk = (pack: Pack): string => departmentFor(pack, { kind: 'callback', category: null, subject: null, severity: 'normal', flags: [] }).department

export function speakerIs(scene: Scene, speaker: Speaker): void {
  scene.set({ speaker, epoch: scene.conversation().epoch + 1 })
}

/** Queues the conversation for a person of the department; where nobody is at work, opens a callback and says when somebody will be. */
export function handOver(scene: Scene, { department, reason, priority, text, understood }: {
  department: string; reason: string; priority: Severity; text: string; understood: Understanding | null
}): 'queued' | 'callback' {
  const queue = scene.staffed.includes(department) ? department : (scene.staffed[0] ?? null)
  if (queue === null) {
    callBack(scene, department, text, understood, priority)
    return 'callback'
  }
  scene.flow(null)
  speakerIs(scene, { type: 'queue', queue, since: scene.at })
  scene.effect({ type: 'handover', queue, reason, summary: summaryOf(scene, text), priority })
  scene.effect({ type: 'timer', timer: 'queue.wait', at: scene.at + PATIENCE_MS })
  if (priority === 'emergency') scene.say('handoff.emergency')
  else scene.say('handoff.queued', { queue: departmentName(scene, queue) })
  return 'queued'
}

function callBack(scene: Scene, department: string, text: string, understood: Understanding | null, priority: Severity): void {
  const { pack, at } = scene
  const opens = nextOpen(hoursOf(pack, department), at, pack)
  const when = momentText(scene, opens)
  // The office is open and nobody is at the desk: "from now on" would be no promise, the deadline is one.
  const busy = opens === at
  if (busy) scene.say('callback.busy')
  else scene.say('callback.offline', { when })
  const open = scene.tickets().find((ticket) => ticket.kind === 'callback' && ticket.status === 'open')
  if (open) {
    scene.change(open.id, { type: 'said', text })
    scene.say('ticket.noted', { number: open.number })
    return
  }
  const ticket = openTicket(scene, { kind: 'callback', text, understood, category: null, department, severity: priority === 'emergency' ? 'emergency' : priority })
  if (busy) scene.say('ticket.opened.callback.busy', { number: ticket.number, when: deadlineText(scene, ticket) })
  else scene.say('ticket.opened.callback', { number: ticket.number, when })
  // Without a number nobody can be called back; an emergency asks for its own details.
  if (priority !== 'emergency') askNext(scene, ticket)
}

/** The customer speaks while a person has, or is awaited to have, the word: the bot listens, notes, and keeps quiet. */
export function listen(scene: Scene, text: string): void {
  const { speaker } = scene.conversation()
  const ticket = scene.ticket(scene.conversation().ticket)
  if (ticket && text && !['closed', 'withdrawn'].includes(ticket.status)) scene.change(ticket.id, { type: 'said', text })
  // Only from the queue, and only by these very words: a way out for who pressed the wrong button.
  if (speaker.type === 'queue' && /^(机器人|機器人|智能助手|取消排队|取消排隊|不等了|cancel|bot)[。.!！]?$/i.test(text)) {
    speakerIs(scene, { type: 'bot' })
    scene.effect({ type: 'timer', timer: 'queue.wait', at: null })
    scene.say('handoff.returned')
  }
}

/** The first who takes it has it; whoever comes later, or clicks twice, changes nothing. */
export function agentTook(scene: Scene, agent: string): void {
  if (scene.conversation().speaker.type === 'agent') return
  speakerIs(scene, { type: 'agent', agent, since: scene.at })
  scene.flow(null)
  scene.effect({ type: 'timer', timer: 'queue.wait', at: null })
  scene.say('handoff.joined', { agent })
  const ticket = scene.ticket(scene.conversation().ticket)
  if (ticket?.status === 'open') {
    scene.change(ticket.id, { type: 'assigned', agent })
    scene.change(ticket.id, { type: 'moved', status: 'in_progress', note: '' })
  }
}

export function agentLeft(scene: Scene, agent: string, to: 'bot' | 'queue' | 'closed', queue: string | undefined): void {
  const { speaker } = scene.conversation()
  if (speaker.type !== 'agent' || speaker.agent !== agent) return
  if (to === 'queue') {
    const next = queue ?? scene.ticket(scene.conversation().ticket)?.department ?? frontDesk(scene.pack)
    speakerIs(scene, { type: 'queue', queue: next, since: scene.at })
    scene.effect({ type: 'handover', queue: next, reason: `transferred by ${agent}`, summary: summaryOf(scene, ''), priority: 'normal' })
    scene.effect({ type: 'timer', timer: 'queue.wait', at: scene.at + PATIENCE_MS })
    scene.say('handoff.queued', { queue: departmentName(scene, next) })
    return
  }
  speakerIs(scene, { type: 'bot' })
  scene.set({ flow: null, misses: 0 })
  scene.say(to === 'bot' ? 'handoff.returned' : 'handoff.ended')
}

/** Rings once while somebody waits: tells him he is not forgotten, or, when everybody has gone home, that he will be called back. */
export function stillWaiting(scene: Scene): void {
  const conversation = scene.conversation()
  scene.effect({ type: 'timer', timer: 'queue.wait', at: null })
  if (conversation.speaker.type !== 'queue') return
  if (scene.staffed.length > 0) {
    scene.say('handoff.waiting')
    return
  }
  const { queue } = conversation.speaker
  speakerIs(scene, { type: 'bot' })
  callBack(scene, queue, lastStory(scene), null, 'normal')
}

function summaryOf(scene: Scene, text: string): string {
  const ticket = scene.ticket(scene.conversation().ticket)
  const about = ticket ? `${ticket.number} ${ticket.category ?? ticket.kind} ${ticket.severity}: ${ticket.story.map((one) => one.text).join(' / ')}` : ''
  return [about, text && !about.includes(text) ? text : ''].filter(Boolean).join('\n').slice(0, 600)
}

function lastStory(scene: Scene): string {
  const story = scene.ticket(scene.conversation().ticket)?.story.at(-1)?.text
  return story ?? ('content' in scene.fact ? wordsOf(scene.fact.content) : '')
}
