/** Where is my parcel, my order: asks for its number, has it looked up by the pack's connector, tells what came back. */
import type { Fact, Flow, Understanding } from '../core/model.ts'
import type { Scene } from './scene.ts'

const PURPOSE = 'track'
const TRIES = 2
/** A look-up that has not come back by then was lost with the process that made it, or hangs. */
const PATIENCE_MS = 20_000
const TIMER = 'lookup:'

export function track(scene: Scene, text: string, understood: Understanding): void {
  const value = numberIn(understood)
  if (value) return lookUp(scene, value, text)
  scene.say('track.ask')
  scene.flow({ type: 'lookup', purpose: PURPOSE, need: 'number', tries: 0 })
}

/** The answer to "which number?"; false when it was another wish. */
export function trackAnswer(scene: Scene, flow: Extract<Flow, { type: 'lookup' }>, text: string, understood: Understanding): boolean {
  const bare = /^[A-Za-z]{0,4}[-\s]?\d[\d\s-]{5,24}$/.test(text.trim()) ? text.replace(/[\s-]/g, '').toUpperCase() : null
  const value = numberIn(understood) ?? bare
  if (value) {
    scene.flow(null)
    lookUp(scene, value, text)
    return true
  }
  if (understood.intent.label !== 'track' || flow.tries + 1 >= TRIES) {
    scene.flow(null)
    return false
  }
  scene.say('track.ask')
  scene.flow({ ...flow, tries: flow.tries + 1 })
  return true
}

export function lookedUp(scene: Scene, fact: Extract<Fact, { type: 'lookup.answered' | 'lookup.failed' }>): void {
  scene.effect({ type: 'timer', timer: TIMER + fact.key, at: null })
  // Somebody else has taken the word while the look-up ran: the answer would come between two people.
  if (scene.conversation().speaker.type !== 'bot') return
  if (fact.type === 'lookup.failed') return unavailable(scene, fact.key)
  const { state, place = '—', time = '—' } = fact.output
  if (state === undefined) scene.say('track.notfound', { value: fact.key })
  else scene.say('track.result', { value: fact.key, state, place, time })
}

/** The timer set beside a look-up rang: nothing came back. False when the timer is another's. */
export function lookupLost(scene: Scene, timer: string): boolean {
  if (!timer.startsWith(TIMER)) return false
  scene.effect({ type: 'timer', timer, at: null })
  if (scene.conversation().speaker.type === 'bot') unavailable(scene, timer.slice(TIMER.length))
  return true
}

function lookUp(scene: Scene, value: string, text: string): void {
  const connector = scene.pack.connectors.find(({ purpose }) => purpose === PURPOSE)
  if (!connector) return unavailable(scene, value, text)
  scene.effect({ type: 'lookup', connector: connector.key, key: value, purpose: PURPOSE, input: { number: value } })
  scene.effect({ type: 'timer', timer: TIMER + value, at: scene.at + PATIENCE_MS })
}

function unavailable(scene: Scene, value: string, text = value): void {
  scene.say('track.unavailable', { value })
  scene.flow({ type: 'offer', purpose: 'human', text })
}

const numberIn = ({ entities }: Understanding): string | null => entities.find(({ type }) => type === 'waybill' || type === 'order')?.value ?? null
