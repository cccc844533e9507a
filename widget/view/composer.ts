/**
 * Where the customer writes: a field that grows, Enter sends, Shift+Enter breaks the line, files by button, paste or drop.
 * It must not send while an input method is composing: there Enter picks a word.
 */
import type { Uploads } from '../chat/state.ts'
import type { Words } from '../text/index.ts'
import { h, ICONS, icon, set } from './dom.ts'

export type Composer = { element: HTMLElement; update(uploads: Uploads | null): void; focus(): void }
type Parts = { words: Words; draft: string; say(text: string): void; attach(file: File): void; changed(draft: string): void }

export function createComposer({ words, draft, say, attach, changed }: Parts): Composer {
  const field = h('textarea', { rows: 1, 'aria-label': words.input, placeholder: words.placeholder, enterkeyhint: 'send', dir: 'auto', autocomplete: 'off' })
  const picker = h('input', { type: 'file', multiple: true, class: 'hidden', tabindex: -1, 'aria-hidden': true, onchange: () => pick() })
  const clip = h('button', { type: 'button', class: 'tool', 'aria-label': words.attach, title: words.attach, hidden: true, onclick: () => picker.click() }, icon(ICONS.clip))
  const button = h('button', { type: 'submit', class: 'send', 'aria-label': words.send, title: words.send }, icon(ICONS.send))
  const element = h('form', { class: 'composer', onsubmit }, clip, picker, field, button)

  field.value = draft
  fit()
  field.addEventListener('input', () => {
    changed(field.value)
    fit()
  })
  field.addEventListener('keydown', (event) => {
    // Safari ends the composition before it reports the key; 229 is how it says so.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  })
  field.addEventListener('paste', (event) => take(event, event.clipboardData))
  element.addEventListener('dragover', (event) => event.preventDefault())
  element.addEventListener('drop', (event) => take(event, event.dataTransfer))

  function onsubmit(event: Event): void {
    event.preventDefault()
    submit()
  }

  function submit(): void {
    const text = field.value
    if (!text.trim()) return
    field.value = ''
    changed('')
    fit()
    say(text)
    field.focus()
  }

  function pick(): void {
    for (const file of picker.files ?? []) attach(file)
    // The same file may be chosen again.
    picker.value = ''
    field.focus()
  }

  function take(event: Event, from: DataTransfer | null): void {
    const files = [...(from?.files ?? [])]
    if (!files.length || clip.hidden) return
    event.preventDefault()
    for (const file of files) attach(file)
  }

  function fit(): void {
    button.disabled = !field.value.trim()
    field.style.height = 'auto'
    if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`
  }

  return {
    element,
    focus: () => field.focus(),
    update(uploads) {
      clip.hidden = !uploads
      if (uploads) set(picker, { accept: uploads.types.join(',') })
    },
  }
}
