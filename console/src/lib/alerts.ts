/** Tells an agent who looks elsewhere that somebody waits: tab title, desktop notification, sound. It must not ask for permission unasked. */
import { useEffect, useRef } from 'react'
import type { Summary } from '../../api.ts'
import type { Words } from '../text/index.ts'
import { read } from './kept.ts'

/** Kept `off`; anything else is on: who waits must be heard unless the agent says otherwise. */
export const SOUND = 'yingda.sound'
export const DESKTOP = 'yingda.desktop'

/** Waiting conversations and my unread ones; what was there when the page opened is not announced again. */
export function useAlerts(waiting: readonly Summary[] | undefined, mine: readonly Summary[] | undefined, words: Words, open: (id: string) => void) {
  const seen = useRef<Map<string, number> | undefined>(undefined)
  const unread = mine?.filter((each) => each.unread > 0) ?? []
  const count = (waiting?.length ?? 0) + unread.length

  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${words.product} · ${words.login.title}`
  }, [count, words])

  useEffect(() => {
    if (!waiting || !mine) return
    const before = seen.current
    const marks = new Map<string, number>()
    for (const each of waiting) marks.set(`waits ${each.id}`, each.waitingSince ?? each.speaker.since)
    for (const each of mine) {
      if (each.unread > 0 && each.lastFrom === 'customer') marks.set(`said ${each.id}`, each.lastAt)
      if (each.trouble) marks.set(`lost ${each.id}`, each.lastAt)
    }
    seen.current = marks
    if (!before) return
    const fresh = [...marks].filter(([key, at]) => before.get(key) !== at)
    const first = fresh[0]
    if (!first) return
    const [what, id = ''] = first[0].split(/ (.*)/s)
    // Who is typing with a customer sees his answer come; a chime for each would only be noise.
    if (read(SOUND) !== 'off' && (what !== 'said' || !document.hasFocus())) chime()
    if (read(DESKTOP) !== 'on' || document.hasFocus()) return
    const item = (what === 'waits' ? waiting : mine).find((each) => each.id === id)
    if (!item) return
    const name = item.name || words.list.anonymous
    notify(item, what === 'waits' ? words.alerts.waiting(name) : what === 'lost' ? words.alerts.trouble(name) : words.alerts.said(name), open)
  }, [waiting, mine])
}

function notify(item: Summary, title: string, open: (id: string) => void) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(title, { body: item.lastText.slice(0, 120), tag: item.id })
  shown.onclick = () => {
    window.focus()
    open(item.id)
    shown.close()
  }
}

let audio: AudioContext | undefined

/** Two soft notes. A browser that has seen no click yet plays nothing, which is right. */
export function chime() {
  audio ??= new AudioContext()
  const context = audio
  for (const [index, frequency] of [660, 880].entries()) {
    const tone = context.createOscillator()
    const loudness = context.createGain()
    const at = context.currentTime + index * 0.16
    tone.frequency.value = frequency
    loudness.gain.setValueAtTime(0, at)
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.35)
    tone.connect(loudness).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.4)
  }
}
