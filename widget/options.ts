/** What a page may set on the script tag, read and checked once. It must not trust the page's author to have typed it right. */
import { chooseLang, type Lang } from './text/index.ts'

export type Options = {
  /** The desk's address without a trailing slash. */
  desk: string
  account: string
  lang: Lang
  /** Name in the head; null = the one the desk gives, else ours. */
  title: string | null
  /** First words shown before anything was said; null = ours. */
  greeting: string | null
  /** Questions offered as buttons while nothing has been said. */
  starters: readonly string[]
  /** "#rrggbb"; null = the style sheet's own. */
  color: string | null
  side: 'left' | 'right'
  theme: 'light' | 'dark' | 'auto'
  /** Opens by itself when the page has loaded. */
  open: boolean
  /** Where the way back to the conversation is kept: in this browser, or only until this tab is closed (shared computers). */
  remember: 'browser' | 'tab'
}

type Attributes = Readonly<Record<string, string | undefined>>

/** @param source address of the script itself: the desk it was loaded from is the desk it talks to, unless the tag says otherwise */
export function readOptions(data: Attributes, source: string, languages: readonly string[]): Options {
  const text = (value: string | undefined) => value?.trim() || null
  return {
    desk: new URL(text(data['desk']) ?? '.', source).href.replace(/[?#].*$/, '').replace(/\/+$/, ''),
    account: text(data['account']) ?? 'main',
    lang: chooseLang([data['lang'], ...languages]),
    title: text(data['title']),
    greeting: text(data['greeting']),
    starters: (data['starters'] ?? '').split('|').map((one) => one.trim()).filter(Boolean).slice(0, 6),
    color: sixDigits(data['color']),
    side: data['side'] === 'left' ? 'left' : 'right',
    theme: data['theme'] === 'dark' || data['theme'] === 'auto' ? data['theme'] : 'light',
    open: data['open'] !== undefined && data['open'] !== 'false',
    remember: data['remember'] === 'tab' ? 'tab' : 'browser',
  }
}

/** "#0a7" and "#00aa77" are colours; anything else is left out rather than put into a style. */
function sixDigits(color: string | undefined): string | null {
  const given = color?.trim().toLowerCase() ?? ''
  if (/^#[0-9a-f]{6}$/.test(given)) return given
  return /^#[0-9a-f]{3}$/.test(given) ? `#${[...given.slice(1)].map((digit) => digit + digit).join('')}` : null
}
