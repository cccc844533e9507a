/** The panel's head: whose service this is, who has the word now, whether the line stands. */
import { type State, speaking } from '../chat/state.ts'
import type { Words } from '../text/index.ts'
import { h, ICONS, icon, set } from './dom.ts'

export type Head = { element: HTMLElement; update(state: State): void }

export function createHead({ words, title, id, close }: { words: Words; title: string | null; id: string; close(): void }): Head {
  const name = h('h2', { id, dir: 'auto' })
  const who = h('p', { dir: 'auto' })
  const mark = h('div', { class: 'mark' }, icon(ICONS.chat))
  return {
    element: h('header', {}, mark, h('div', { class: 'titles' }, name, who),
      h('button', { type: 'button', class: 'close', 'aria-label': words.close, title: words.close, onclick: close }, icon(ICONS.close))),
    update(state) {
      name.textContent = title ?? state.title ?? words.title
      const speaker = speaking(state)
      who.textContent = speaker.kind === 'agent' ? words.agentServes(speaker.name || words.agent) : speaker.kind === 'queue' ? words.queued : words.botServes
      set(mark, { class: `mark ${state.link === 'online' ? 'online' : ''} ${speaker.kind}` })
    },
  }
}

/** What the customer must know about the line; empty while all is well. */
export function trouble(state: State, words: Words): string {
  switch (state.link) {
    case 'connecting': return state.caughtUp ? '' : words.connecting
    case 'offline': return words.offline
    case 'busy': return words.busy
    case 'refused': return words.notAllowed
    case 'missing': return words.unavailable
    default: return ''
  }
}
