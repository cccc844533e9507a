/** What the desk made of the last message, as a strip of facts. It shows labels with their confidence, and says when there was no source. */
import type { Lang, Seen, Ticket } from './api.ts'
import { el, replace } from './dom.ts'
import type { Words } from './text.ts'

export type SeenView = { element: HTMLElement; show(seen: Seen): void }

type Parts = { lang: Lang; words: Words; /** the organisation's, in which its deadlines are told */ timezone: string; channelName: (channel: string) => string }

export function createSeenView({ lang, words, timezone, channelName }: Parts): SeenView {
  const body = el('div', { class: 'seen-body' }, el('p', { class: 'empty' }, words.waiting))
  const element = el('section', { class: 'seen', 'aria-label': words.deskSaw }, el('h2', {}, words.deskSaw), body)
  const moment = new Intl.DateTimeFormat(lang, { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: timezone })
  const label = (key: string) => words.labels[key] ?? key

  return {
    element,
    show({ channel, speaker, said, intent, category, severity, flags, source, abstained, tickets }) {
      replace(body,
        el('blockquote', {}, el('span', { class: 'channel' }, channelName(channel)), said === '' ? '…' : said),
        el('dl', {},
          ...fact('intent', words.intent, intent && el('span', {}, el('b', {}, label(intent.key)), meter(intent.confidence))),
          ...fact('category', words.category, category?.[lang]),
          ...fact('severity', words.severity, severity && el('span', { class: `severity is-${severity}` }, label(severity))),
          ...fact('flags', words.flags, flags.length > 0 && flags.map(label).join('、')),
          ...fact('source', words.source, source ? `《${source.title}》${words.clause(source.clause, source.version)}` : abstained && words.abstained),
          ...fact('speaker', words.speaker, el('span', { class: `speaker is-${speaker}` }, label(speaker))),
        ),
        el('div', { class: 'tickets' }, ...(tickets.length > 0 ? tickets.map(ticketCard) : [el('p', { class: 'empty' }, words.noTicket)])),
      )
    },
  }

  function ticketCard({ number, kind, status, severity, category, department, dueAt }: Ticket): HTMLElement {
    return el('article', { class: `ticket is-${severity}` },
      el('b', {}, number),
      el('span', {}, [label(kind), category?.[lang], department?.[lang]].filter(Boolean).join(' · ')),
      el('span', {}, [label(status), dueAt !== null && `${words.due} ${moment.format(dueAt)}`].filter(Boolean).join(' · ')),
    )
  }
}

function fact(key: string, name: string, value: Node | string | false | null | undefined): HTMLElement[] {
  return value ? [el('dt', {}, name), el('dd', { 'data-fact': key }, value)] : []
}

function meter(confidence: number): HTMLElement {
  const percent = `${Math.round(confidence * 100)}%`
  return el('span', { class: 'meter', style: `--share: ${percent}` }, percent)
}
