/**
 * The conversation on the screen: one element for each item, kept as long as the item is there, and a view that stays at the end unless the reader has left it.
 * It must not move what the reader is looking at.
 */

import type { Words } from '../text/index.ts'
import { type Actions, type Bubble, createBubble } from './bubble.ts'
import { h, ICONS, icon, set } from './dom.ts'
import type { Item } from './items.ts'

export type LogView = { element: HTMLElement; update(items: readonly Item[], caughtUp: boolean): void; toEnd(): void }

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60

export function createLog(words: Words, actions: Actions): LogView {
  const shown = new Map<string, { element: HTMLElement; bubble: Bubble | null; text: string }>()
  const list = h('div', { class: 'list' })
  const scroller = h(
    'div', { class: 'scroller', tabindex: 0, role: 'log', 'aria-label': words.log, 'aria-live': 'off', 'aria-relevant': 'additions', onscroll: () => mark() }, list,
  )
  const jump = h('button', { type: 'button', class: 'jump', hidden: true, onclick: () => toEnd() }, icon(ICONS.down), words.newBelow)
  let atEnd = true

  new ResizeObserver(() => atEnd && toEnd()).observe(scroller)
  // Pictures find their height late.
  list.addEventListener('load', () => atEnd && toEnd(), true)

  function mark(): void {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX
    if (atEnd) jump.hidden = true
  }
  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight
    mark()
  }

  function elementOf(item: Item): HTMLElement {
    const before = shown.get(item.key)
    if (item.kind === 'message') {
      const bubble = before?.bubble ?? createBubble(item.key, words, actions)
      bubble.update(item)
      shown.set(item.key, { element: bubble.element, bubble, text: '' })
      return bubble.element
    }
    const text = JSON.stringify(item)
    if (before?.text === text) return before.element
    const element = draw(item)
    shown.set(item.key, { element, bubble: null, text })
    return element
  }

  function draw(item: Exclude<Item, { kind: 'message' }>): HTMLElement {
    switch (item.kind) {
      case 'day':
        return h('div', { class: 'day' }, item.text)
      case 'notice':
        return h('div', { class: 'notice', dir: 'auto' }, item.text)
      case 'typing':
        return h('div', { class: 'message bot typing' }, h('div', { class: 'body' }, h('span', { class: 'hidden' }, words.typing), h('i'), h('i'), h('i')))
      case 'welcome':
        return h(
          'div', { class: 'message bot first' },
          h('div', { class: 'name' }, words.bot),
          h('div', { class: 'body' }, h('div', { class: 'text', dir: 'auto' }, item.text)),
          item.starters.length
            ? h('div', { class: 'choices', role: 'group', 'aria-label': words.starters },
                ...item.starters.map((one) => h('button', { type: 'button', class: 'choice', dir: 'auto', onclick: () => actions.choose(one) }, one)))
            : null,
        )
    }
  }

  return {
    element: h('div', { class: 'log' }, scroller, jump),
    toEnd,
    update(items, caughtUp) {
      const last = list.lastElementChild
      const keys = new Set(items.map((item) => item.key))
      for (const [key, { element }] of shown) {
        if (keys.has(key)) continue
        element.remove()
        shown.delete(key)
      }
      // Only what is out of place moves: an element put in again loses focus and is read out again.
      let at: Node | null = list.firstChild
      for (const item of items) {
        const stale = shown.get(item.key)?.element
        const element = elementOf(item)
        if (stale && stale !== element) {
          if (at === stale) at = element
          stale.replaceWith(element)
        }
        if (element === at) at = at.nextSibling
        else list.insertBefore(element, at)
      }
      // What was said long ago is not read out when the page is opened again; what comes from now on is.
      set(scroller, { 'aria-live': caughtUp ? 'polite' : 'off' })
      if (atEnd) toEnd()
      else if (list.lastElementChild !== last) jump.hidden = false
    },
  }
}
