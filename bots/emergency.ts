/** Life, property or funds at risk now: safety words at once, a ticket, a person at once. Nothing is asked before the safety words. */
import type { Understanding } from '../core/model.ts'
import { fieldOf, missing } from './fields.ts'
import { handOver } from './handover.ts'
import { departmentName, openTicket } from './open.ts'
import { hasReply } from './replies.ts'
import type { Scene } from './scene.ts'

/** One emergency is one ticket for this long. */
const SAME_MS = 6 * 3_600_000

export function emergency(scene: Scene, text: string, understood: Understanding): void {
  const { pack } = scene
  const known = scene.tickets().find((one) => one.kind === 'emergency' && one.status !== 'withdrawn' && one.status !== 'closed' && scene.at - one.openedAt < SAME_MS)
  if (known) {
    scene.change(known.id, { type: 'said', text })
    scene.set({ ticket: known.id })
    say(scene, known.category)
    scene.say('ticket.noted', { number: known.number })
    if (scene.conversation().speaker.type === 'bot')
      handOver(scene, { department: known.department, reason: 'emergency', priority: 'emergency', text, understood })
    return
  }
  const ticket = openTicket(scene, { kind: 'emergency', text, understood, severity: 'emergency' })
  say(scene, ticket.category)
  scene.say('ticket.opened.emergency', { number: ticket.number, department: departmentName(scene, ticket.department) })
  // An agent who has the word keeps it: he sees the new ticket, and the safety words stand either way.
  if (scene.conversation().speaker.type === 'bot') {
    const [first] = missing(pack, ticket)
    const outcome = handOver(scene, { department: ticket.department, reason: 'emergency', priority: 'emergency', text, understood })
    if (first) {
      const field = fieldOf(pack, first)
      if (field) scene.sayText(field.prompt[scene.lang])
      if (outcome === 'callback') {
        scene.set({ ticket: ticket.id })
        scene.flow({ type: 'intake', ticket: ticket.id, asking: first, left: missing(pack, ticket).slice(1), tries: 0 })
      } else scene.set({ ticket: ticket.id })
    }
  }
}

function say(scene: Scene, category: string | null): void {
  const key = `emergency.${category ?? 'default'}`
  scene.say(hasReply(scene.pack, key) ? key : 'emergency.default')
}
