/**
 * Puts the widget together in a shadow root: launcher, panel, and where the keyboard's focus goes.
 * It must not leak styles into the page nor take any from it, and not take the focus unless the customer acted.
 */
import type { Chat } from '../chat/chat.ts'
import { type State, unread } from '../chat/state.ts'
import type { Options } from '../options.ts'
import { WORDS } from '../text/index.ts'
import { BRAND, colors } from './color.ts'
import { createComposer } from './composer.ts'
import { h, ICONS, icon, set } from './dom.ts'
import { createHead, trouble } from './head.ts'
import { itemsOf } from './items.ts'
import { createLog } from './log.ts'
import { createPhone } from './phone.ts'
import style from './style.css?inline'

export type Widget = { open(): void; close(): void }

export function createWidget(chat: Chat, options: Options): Widget {
  const { lang, side, theme, greeting, starters } = options
  const words = WORDS[lang]
  const host = document.createElement('yingda-chat')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]

  const badge = h('span', { class: 'badge', 'aria-hidden': true, hidden: true })
  const launcher = h('button', { type: 'button', class: 'launcher', onclick: () => open(true) }, icon(ICONS.chat), badge)
  const head = createHead({ words, title: options.title, id: 'title', close: () => close() })
  const banner = h('div', { class: 'banner', role: 'status' })
  const log = createLog(words, {
    choose: say, resend: chat.resend, discard: chat.discard, maxBytes: () => chat.state().uploads?.maxBytes ?? 0,
  })
  const composer = createComposer({ words, draft: chat.draft(), say, attach: chat.attach, changed: chat.keepDraft })
  const panel = h('section', { class: 'panel', role: 'dialog', 'aria-labelledby': 'title', tabindex: -1, hidden: true, onkeydown: onKey },
    head.element, banner, log.element, composer.element)
  const frame = h('div', { class: `frame ${side}`, lang, dir: 'ltr' }, launcher, panel)
  root.append(frame)
  document.body.append(host)

  const phone = createPhone((box) => {
    set(panel, { 'aria-modal': box !== null })
    frame.classList.toggle('whole', box !== null)
    panel.style.top = box ? `${box.top}px` : ''
    panel.style.height = box ? `${box.height}px` : ''
  })
  paint()

  let drawing = false
  chat.subscribe(() => {
    // Several changes of one moment are drawn once.
    if (drawing) return
    drawing = true
    queueMicrotask(() => {
      drawing = false
      render(chat.state())
    })
  })
  document.addEventListener('visibilitychange', () => chat.visible(document.visibilityState === 'visible'))
  window.addEventListener('online', () => chat.wake())
  chat.visible(document.visibilityState === 'visible')
  render(chat.state())
  if (options.open || (chat.wasOpen() && !phone.narrow())) open(false)
  return { open: () => open(true), close }

  function render(state: State): void {
    const waiting = unread(state)
    badge.textContent = waiting > 99 ? '99+' : String(waiting)
    badge.hidden = waiting === 0
    set(launcher, { 'aria-label': waiting ? words.openUnread(waiting) : words.open, title: words.open, 'aria-expanded': state.open })
    launcher.hidden = state.open
    const appeared = state.open && panel.hidden
    panel.hidden = !state.open
    head.update(state)
    const said = trouble(state, words)
    if (banner.textContent !== said) banner.textContent = said
    banner.hidden = said === ''
    composer.update(state.uploads)
    log.update(itemsOf(state, { words, lang, greeting, starters, now: Date.now() }), state.caughtUp)
    if (appeared) log.toEnd()
  }

  function say(text: string): void {
    chat.say(text)
    render(chat.state())
    log.toEnd()
  }

  /** @param focus false when it opens by itself */
  function open(focus: boolean): void {
    chat.open()
    render(chat.state())
    phone.update(true)
    if (!focus) return
    // On a phone the field would bring up the keyboard before anything was read.
    if (phone.narrow()) panel.focus()
    else composer.focus()
  }

  function close(): void {
    const inside = root.activeElement !== null
    chat.close()
    render(chat.state())
    phone.update(false)
    if (inside) launcher.focus()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab' && phone.narrow()) keepInside(event)
  }

  /** The panel hides the whole page, so Tab goes round in it. */
  function keepInside(event: KeyboardEvent): void {
    const stops = [...panel.querySelectorAll<HTMLElement>('button, textarea, a[href], summary, [tabindex="0"]')].filter((one) => one.offsetParent && !one.matches(':disabled'))
    const first = stops[0]
    const last = stops.at(-1)
    const now = root.activeElement
    const leaving = event.shiftKey ? now === first || now === panel : now === last
    if (!leaving) return
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }

  function paint(): void {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const dark = theme === 'dark' || (theme === 'auto' && system.matches)
      const { brand, onBrand, accent, tint } = colors(options.color ?? BRAND, dark)
      frame.classList.toggle('dark', dark)
      frame.style.setProperty('--brand', brand)
      frame.style.setProperty('--on-brand', onBrand)
      frame.style.setProperty('--accent', accent)
      frame.style.setProperty('--tint', tint)
    }
    system.addEventListener('change', apply)
    apply()
  }
}
