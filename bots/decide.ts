/**
 * The decision: what the desk does about one fact. Same conversation, same fact, same pack: same result.
 * It sends nothing, stores nothing, reads no clock; the flows stand in the files beside it.
 */
import type { Before, Decision, Fact, Intent, Understanding } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { abstain, answer, quote } from './answer.ts'
import { aboutCase, picked, saysNo, saysYes, withdrawAnswer } from './cases.ts'
import { emergency } from './emergency.ts'
import { agentLeft, agentTook, frontDesk, handOver, listen, stillWaiting } from './handover.ts'
import { corrected, intakeAnswer, reask, takeDown, write } from './intake.ts'
import { wordsOf } from './open.ts'
import { openScene, type Scene } from './scene.ts'
import { lookedUp, lookupLost, track, trackAnswer } from './track.ts'
import { verdict } from './verdict.ts'
import { acted, beyondAuthority, rang } from './work.ts'

export function decide(before: Before, fact: Fact, pack: Pack): Decision {
  const scene = openScene(before, fact, pack)
  switch (fact.type) {
    case 'customer.said':
      customerSaid(scene, fact)
      break
    case 'customer.chose':
      break
    case 'agent.took':
      agentTook(scene, fact.agent)
      break
    case 'agent.left':
      agentLeft(scene, fact.agent, fact.to, fact.queue)
      break
    case 'agent.said':
      agentSaid(scene, fact)
      break
    case 'ticket.acted':
      acted(scene, fact)
      break
    case 'ticket.rang':
      rang(scene, fact.ticket)
      break
    case 'timer.rang':
      if (fact.timer === 'queue.wait') stillWaiting(scene)
      else if (!lookupLost(scene, fact.timer)) scene.effect({ type: 'timer', timer: fact.timer, at: null })
      break
    case 'lookup.answered':
    case 'lookup.failed':
      lookedUp(scene, fact)
  }
  return scene.close()
}

/** What to do when `decide` failed: keep the message, put a person in charge, promise nothing. */
export function stumble(before: Before, fact: Fact, pack: Pack): Decision {
  const scene = openScene(before, fact, pack)
  if (fact.type === 'timer.rang') scene.effect({ type: 'timer', timer: fact.timer, at: null })
  if (fact.type === 'customer.said' && scene.conversation().speaker.type === 'bot')
    handOver(scene, { department: pack.departments[0]?.key ?? '', reason: 'the bot failed on this message', priority: 'major', text: wordsOf(fact.content), understood: null })
  return scene.close()
}

type Said = Extract<Fact, { type: 'customer.said' }>

function customerSaid(scene: Scene, fact: Said): void {
  const { content, understood } = fact
  const text = wordsOf(content)
  if (content.silent === 'machine') return
  scene.set({ lastCustomerAt: fact.at })
  if (content.silent === 'enclosed') return listen(scene, text)
  if (content.type === 'event') {
    if (content.name === 'joined' && !scene.conversation().introduced) scene.say('greeting', { org: scene.pack.organisation[scene.lang] })
    return
  }
  if (text) scene.set({ lang: understood.lang })
  if (understood.intent.label === 'opt_out' || understood.intent.label === 'opt_in') return consent(scene, understood.intent.label)
  if (scene.conversation().speaker.type !== 'bot') return besidePerson(scene, text, understood)
  if (content.type !== 'text' && !(content.type === 'attachment' && content.transcript)) return thing(scene, fact, text)
  if (text === '') return scene.say('empty')
  if (understood.intent.label === 'emergency') return emergency(scene, text, understood)
  if (continued(scene, text, understood)) return
  serve(scene, text, understood)
  const { flow } = scene.conversation()
  // Something else was served while a question of intake stood open: put it again, so that the ticket gets finished.
  const open = scene.before.conversation.flow
  if (open?.type === 'intake' && flow?.type === 'intake' && flow.ticket === open.ticket && flow.asking === open.asking && scene.conversation().speaker.type === 'bot')
    reask(scene, open.ticket)
}

/** The conversation is in the middle of something, and this message goes on with it. */
function continued(scene: Scene, text: string, understood: Understanding): boolean {
  const { flow } = scene.conversation()
  switch (flow?.type) {
    case 'intake':
      return intakeAnswer(scene, flow, text, understood)
    case 'withdraw':
      return withdrawAnswer(scene, flow, text, understood)
    case 'pick':
      if (picked(scene, flow, text)) return true
      scene.flow(null)
      return false
    case 'clarify': {
      const ordinal = /^[1-9]$/.exec(text.normalize('NFKC').trim())?.[0]
      const option = flow.options.find(({ label }) => label === text) ?? (ordinal ? flow.options[Number(ordinal) - 1] : undefined)
      scene.flow(null)
      if (option) quote(scene, option.passage, text, 'answer')
      else if (ordinal) abstain(scene, text)
      return scene.spoken()
    }
    case 'lookup':
      return trackAnswer(scene, flow, text, understood)
    case 'verdict':
      return verdict(scene, flow.ticket, text, understood)
    case 'offer':
      scene.flow(null)
      if (saysYes(text)) {
        human(scene, flow.text, understood)
        return true
      }
      if (saysNo(text)) scene.say('offer.declined')
      return scene.spoken()
    default: {
      const ticket = scene.ticket(scene.conversation().ticket)
      return understood.corrects && ticket !== null && corrected(scene, ticket, null, understood)
    }
  }
}

/** Serves the weightier wish, then the other one, in one reply. */
function serve(scene: Scene, text: string, understood: Understanding): void {
  const also = understood.also.map(({ label }) => label)
  wish(scene, understood.intent.label, text, understood)
  if (also.includes('question') && understood.intent.label !== 'question') answer(scene, understood, text, true)
  const second = also.find((label) => ['ticket_status', 'ticket_urge', 'track'].includes(label))
  if (second && understood.intent.label === 'question') wish(scene, second, text, understood)
  if (understood.intent.label === 'question' && also.includes('service_request')) takeDown(scene, 'request', text, understood)
  if (also.includes('human') && understood.intent.label !== 'human' && scene.conversation().speaker.type === 'bot') human(scene, text, understood)
}

function wish(scene: Scene, intent: Intent, text: string, understood: Understanding): void {
  const { pack, lang } = scene
  const org = pack.organisation[lang]
  switch (intent) {
    case 'question':
      if (!answer(scene, understood, text)) abstain(scene, text)
      return
    case 'complaint':
      takeDown(scene, 'complaint', text, understood)
      return
    case 'service_request':
      takeDown(scene, 'request', text, understood)
      return
    case 'suggestion':
    case 'praise':
    case 'report':
      takeDown(scene, intent, text, understood)
      return
    case 'emergency':
      return emergency(scene, text, understood)
    case 'track':
      return track(scene, text, understood)
    case 'ticket_status':
      return aboutCase(scene, 'status', text, understood)
    case 'ticket_urge':
      return aboutCase(scene, 'urge', text, understood)
    case 'ticket_withdraw':
      return aboutCase(scene, 'withdraw', text, understood)
    case 'human':
      return human(scene, text, understood)
    case 'opt_out':
    case 'opt_in':
      return consent(scene, intent)
    case 'greeting':
      return scene.say('greeting', { org })
    case 'thanks':
    case 'goodbye':
      return scene.say(intent)
    case 'out_of_scope':
      if (answer(scene, understood, text, true)) return
      scene.abstain()
      scene.say('scope', { org })
      scene.set({ misses: scene.conversation().misses + 1 })
      scene.flow({ type: 'offer', purpose: 'human', text })
  }
}

function human(scene: Scene, text: string, understood: Understanding): void {
  const ticket = scene.ticket(scene.conversation().ticket)
  const department = ticket && ['open', 'in_progress'].includes(ticket.status) ? ticket.department : frontDesk(scene.pack)
  handOver(scene, { department, reason: 'the customer asked for a person', priority: ticket?.severity ?? 'normal', text, understood })
}

function consent(scene: Scene, intent: 'opt_out' | 'opt_in'): void {
  const state = intent === 'opt_out' ? 'out' : 'in'
  scene.effect({ type: 'consent', state })
  scene.set({ consent: state })
  scene.say(state === 'out' ? 'consent.out' : 'consent.in')
}

/** A person has the word: the message is kept for him; only danger to life makes the desk speak at once. */
function besidePerson(scene: Scene, text: string, understood: Understanding): void {
  const ticket = scene.ticket(scene.conversation().ticket)
  if (understood.intent.label === 'emergency' && ticket?.kind !== 'emergency') return emergency(scene, text, understood)
  if (ticket) write(scene, ticket, understood)
  listen(scene, text)
}

/** Pictures, files, places and what nobody can read. */
function thing(scene: Scene, { content }: Said, text: string): void {
  if (content.type === 'unknown' || (content.type === 'attachment' && content.kind === 'voice')) {
    const ticket = scene.ticket(scene.conversation().ticket)
    if (ticket && text) scene.change(ticket.id, { type: 'said', text })
    return scene.say('unreadable')
  }
  const ticket = scene.ticket(scene.conversation().ticket)
  if (ticket && ['open', 'in_progress'].includes(ticket.status)) {
    scene.change(ticket.id, { type: 'said', text })
    scene.say('ticket.noted', { number: ticket.number })
    return reask(scene, ticket.id)
  }
  scene.say('attachment.got', { kind: content.type === 'attachment' ? content.kind : content.type })
}

function agentSaid(scene: Scene, fact: Extract<Fact, { type: 'agent.said' }>): void {
  const { speaker } = scene.conversation()
  if (speaker.type !== 'agent' || speaker.agent !== fact.agent) return
  if (beyondAuthority(scene, wordsOf(fact.content), fact.actor ?? null)) return
  scene.effect({ type: 'say', by: 'agent', agent: fact.agent, content: fact.content })
}

