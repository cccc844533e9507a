/** The top of the page: which organisation, which language, another customer, and messages to try. It decides nothing; it tells who was clicked. */
import type { Lang, PackInfo, Setup } from './api.ts'
import { el } from './dom.ts'
import { LANG_NAMES, LANGS, type Words } from './text.ts'

export type Bar = { element: HTMLElement; connected(is: boolean): void }
type Parts = {
  setup: Setup; pack: PackInfo; lang: Lang; words: Words
  choosePack(pack: PackInfo): void
  chooseLang(lang: Lang): void
  renewCustomer(): void
  /** Absent where no device takes a line. */
  tryText?: (text: string) => void
}

export function createBar({ setup, pack, lang, words, choosePack, chooseLang, renewCustomer, tryText }: Parts): Bar {
  const offline = el('p', { class: 'offline', role: 'status', hidden: true }, words.offline)
  const chips = tryText ? pack.starters[lang].map((text) => el('button', { type: 'button', onclick: () => tryText(text) }, text)) : []
  const element = el('header', { class: 'bar' },
    el('div', { class: 'bar-row' },
      el('h1', {}, el('span', { class: 'mark', 'aria-hidden': 'true' }), words.product),
      el('div', { class: 'packs', role: 'group', 'aria-label': words.organisations },
        ...setup.packs.map((one) => el('button', { type: 'button', 'data-pack': one.id, 'aria-pressed': String(one.id === pack.id), onclick: () => choosePack(one) }, one.names[lang]))),
      el('button', { type: 'button', class: 'renew', onclick: renewCustomer }, words.newCustomer),
      el('div', { class: 'langs', role: 'group', 'aria-label': 'Language' },
        ...LANGS.map((one) => el('button', { type: 'button', lang: one, 'aria-pressed': String(one === lang), onclick: () => chooseLang(one) }, LANG_NAMES[one]))),
    ),
    chips.length > 0 && el('div', { class: 'try' }, el('span', {}, words.try), ...chips),
    offline,
  )
  return {
    element,
    connected(is) {
      offline.hidden = is
    },
  }
}
