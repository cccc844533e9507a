/**
 * A device that shows a thread: a phone with lines, a composer, and the platform's switches below. How it is drawn is the style sheet's business.
 * It must show what the server says and nothing else: a line appears when the simulated platform has it.
 */
import { type Act, act, type Button, type Choice, type DeviceInfo, type Lang, type Line, setFault } from './api.ts'
import { el, replace } from './dom.ts'
import type { Words } from './text.ts'

export type ThreadView = {
  element: HTMLElement
  reset(lines: readonly Line[], faults: readonly string[]): void
  put(line: Line): void
  say(text: string): void
}

type Place = { pack: string; customer: string; organisation: string }

export function createThread(device: DeviceInfo, { pack, customer, organisation }: Place, lang: Lang, words: Words): ThreadView {
  const where = { pack, channel: device.channel, customer }
  const lines = new Map<string, HTMLElement>()
  const log = el('div', { class: 'lines', role: 'log', 'aria-live': 'polite', 'aria-label': device.names[lang] })
  const empty = el('p', { class: 'empty' }, words.empty)
  const input = el('textarea', { rows: '1', placeholder: words.write, 'aria-label': words.write, enterkeyhint: 'send', maxlength: '20000' })
  const form = el('form', { class: 'composer', onsubmit: submit }, input, el('button', { type: 'submit', class: 'send' }, words.send))
  const switches = new Map<string, HTMLButtonElement>()
  input.addEventListener('keydown', (event) => {
    // not while a Chinese word is being chosen
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  })

  const element = el('section', { class: `device is-${device.look}`, 'data-channel': device.channel },
    el('div', { class: 'screen' },
      el('header', { class: 'device-head' }, el('strong', {}, organisation), el('span', {}, device.names[lang])),
      log, form,
      el('div', { class: 'acts' }, ...(device.acts ?? []).map((button) => el('button', { type: 'button', class: 'act', 'data-act': button.key, onclick: () => perform({ type: 'do', key: button.key }) }, button.names[lang]))),
    ),
    (device.faults?.length ?? 0) > 0 && el('details', { class: 'faults' }, el('summary', {}, words.faults), el('div', {}, ...(device.faults ?? []).map(faultButton))),
  )
  replace(log, empty)

  return {
    element,
    reset(all, faults) {
      lines.clear()
      replace(log, all.length === 0 && empty)
      for (const line of all) put(line)
      for (const [key, button] of switches) button.setAttribute('aria-pressed', String(faults.includes(key)))
    },
    put,
    say: (text) => perform({ type: 'say', text }),
  }

  function submit(event: Event): void {
    event.preventDefault()
    if (input.value === '') return
    perform({ type: 'say', text: input.value })
    input.value = ''
  }

  function perform(what: Act): void {
    void act(where, what).then((taken) => element.classList.toggle('is-unreachable', !taken))
  }

  function put(line: Line): void {
    empty.remove()
    const drawn = lineElement(line)
    const before = lines.get(line.id)
    lines.set(line.id, drawn)
    if (before) before.replaceWith(drawn)
    else log.append(drawn)
    log.scrollTop = log.scrollHeight
  }

  function lineElement({ id, from, text, choices, state, wire }: Line): HTMLElement {
    const note = state === 'failed' ? words.failed : state === 'under-way' ? words.sending : (wire?.[lang] ?? '')
    return el('div', { class: `line from-${from} is-${state}`, 'data-line': id },
      el('div', { class: 'bubble' },
        el('p', {}, text),
        choices.length > 0 && el('div', { class: 'choices' }, ...choices.map(choiceButton)),
      ),
      note !== '' && el('small', {}, note),
    )
  }

  function choiceButton(choice: Choice): HTMLElement {
    return el('button', { type: 'button', class: 'choice', onclick: () => perform({ type: 'choose', choice }) }, choice.label)
  }

  function faultButton({ key, names, kind }: Button): HTMLElement {
    const button = el('button', { type: 'button', class: 'fault', 'data-fault': key, onclick: () => void press() }, names[lang])
    if (kind === 'switch') {
      button.setAttribute('aria-pressed', 'false')
      switches.set(key, button)
    }
    return button

    async function press(): Promise<void> {
      const on = kind === 'once' || button.getAttribute('aria-pressed') !== 'true'
      if (!(await setFault({ pack, channel: device.channel }, key, on))) return
      if (kind === 'switch') button.setAttribute('aria-pressed', String(on))
      else button.animate([{ opacity: 0.3 }, { opacity: 1 }], 600)
    }
  }
}
