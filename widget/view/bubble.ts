/**
 * Draws one message: its words with safe links, files, sources, buttons, and how far it has come.
 * It must not put a text anywhere but into text nodes and attributes of its own choosing.
 */
import type { FileLink, Source } from '../chat/entry.ts'
import type { Words } from '../text/index.ts'
import { h, ICONS, icon, set } from './dom.ts'
import { type Message, sizeOf } from './items.ts'
import { pieces } from './links.ts'

export type Bubble = { element: HTMLElement; update(message: Message): void }
export type Actions = { choose(text: string): void; resend(key: string): void; discard(key: string): void; maxBytes(): number }

export function createBubble(key: string, words: Words, actions: Actions): Bubble {
  const head = h('div', { class: 'name' })
  const body = h('div', { class: 'body' })
  const foot = h('div', { class: 'foot', 'aria-live': 'off' })
  const buttons = h('div', { class: 'choices', role: 'group', 'aria-label': words.choices })
  const element = h('div', { class: 'message' }, head, body, foot, buttons)
  const drawn = new Map<HTMLElement, string>()

  /** Draws a part only when what it shows has changed: a screen reader would read it again, a selection would be lost. */
  function draw(part: HTMLElement, what: unknown, children: () => readonly (Node | string)[]): void {
    const signature = JSON.stringify(what)
    if (drawn.get(part) === signature) return
    drawn.set(part, signature)
    part.replaceChildren(...children())
    part.hidden = part.childNodes.length === 0
  }

  return {
    element,
    update(message) {
      const { side, first, name, time, text, files, sources, choices, sending, last } = message
      set(element, { class: `message ${side}${first ? ' first' : ''}${sending?.delivery === 'refused' || sending?.delivery === 'failed' ? ' failed' : ''}` })
      draw(head, [side, first, name, time], () => headOf(message, words))
      const file = sending?.file ?? null
      draw(body, [text, files, file, sources], () => [
        ...(text ? [h('div', { class: 'text', dir: 'auto' }, ...linked(text))] : []),
        ...(file ? [h('div', { class: 'file' }, icon(ICONS.file), h('span', { class: 'file-name', dir: 'auto' }, file.name), h('small', {}, sizeOf(file.bytes)))] : []),
        ...files.map(fileOf),
        ...(sources.length ? [sourcesOf(sources, words)] : []),
      ])
      draw(foot, [sending?.delivery, sending?.progress, sending?.refusal, last && side === 'customer', time], () => footOf(key, message, words, actions))
      draw(buttons, choices, () => choices.map((choice) => h('button', { type: 'button', class: 'choice', dir: 'auto', onclick: () => actions.choose(choice) }, choice)))
    },
  }
}

function headOf({ side, first, name, time }: Message, words: Words): readonly Node[] {
  if (side === 'customer' || !first) return [h('span', { class: 'hidden' }, name)]
  return [
    h('span', { dir: 'auto' }, name),
    ...(side === 'agent' && name !== words.agent ? [h('span', { class: 'tag' }, words.agent)] : []),
    h('time', {}, time),
  ]
}

const linked = (text: string) =>
  pieces(text).map(({ text: piece, url }) => (url ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, piece) : piece))

function fileOf({ name, url, image, bytes }: FileLink): Node {
  const link = { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }
  if (image) return h('a', { ...link, class: 'picture' }, h('img', { src: url, alt: name, loading: 'lazy', referrerpolicy: 'no-referrer' }))
  return h('a', { ...link, class: 'file' }, icon(ICONS.file), h('span', { class: 'file-name', dir: 'auto' }, name), bytes ? h('small', {}, sizeOf(bytes)) : null)
}

/** One small line that unfolds: which clause, which version. */
function sourcesOf(sources: readonly Source[], words: Words): Node {
  const [first] = sources
  return h(
    'details', { class: 'sources' },
    h('summary', { dir: 'auto' }, `${words.sources(sources.length)} · ${first ? words.source(first.title, first.clause) : ''}`),
    h('ul', {}, ...sources.map((one) =>
      h('li', { dir: 'auto' }, h('span', {}, words.source(one.title, one.clause)), h('small', {}, words.version(one.version, one.validFrom))))),
  )
}

function footOf(key: string, { side, sending, last, time }: Message, words: Words, actions: Actions): readonly Node[] {
  if (side !== 'customer') return []
  if (!sending) return last ? [h('span', {}, `${time} · ${words.delivered}`)] : []
  const remove = h('button', { type: 'button', class: 'small', 'aria-label': words.discard, title: words.discard, onclick: () => actions.discard(key) }, icon(ICONS.remove))
  switch (sending.delivery) {
    case 'failed':
      return [h('button', { type: 'button', class: 'small resend', onclick: () => actions.resend(key) }, icon(ICONS.again), words.failed), remove]
    case 'refused':
      return [h('span', { class: 'why', role: 'alert' }, refusalText(sending.refusal, words, actions.maxBytes())), remove]
    case 'sent':
      return [h('span', {}, `${time} · ${words.delivered}`)]
    default: {
      if (sending.progress === null) return [h('span', { class: 'late' }, words.sending)]
      const percent = Math.round(sending.progress * 100)
      return [h('progress', { max: 100, value: percent, 'aria-label': words.progress(percent) }), h('span', {}, `${percent}%`)]
    }
  }
}

function refusalText(refusal: NonNullable<Message['sending']>['refusal'], words: Words, maxBytes: number): string {
  const said = words.refused[refusal ?? 'other']
  return typeof said === 'string' ? said : said(sizeOf(maxBytes))
}
