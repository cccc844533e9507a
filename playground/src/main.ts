/** The playground page: devices, the agent's console and what the desk understood, side by side. It joins its parts and remembers who the visitor is. */
import { type DeviceInfo, type Lang, listen, loadSetup, type PackInfo, type Setup } from './api.ts'
import { createBar } from './bar.ts'
import { el, replace } from './dom.ts'
import { keep, kept, newCustomer } from './memory.ts'
import { createSeenView } from './seen.ts'
import { LANGS, WORDS } from './text.ts'
import { createThread, type ThreadView } from './thread.ts'

const root = document.querySelector('#playground') as HTMLElement
const browserLang: Lang = /^zh-(tw|hk|mo|hant)/i.test(navigator.language) ? 'zh-TW' : /^zh/i.test(navigator.language) ? 'zh-CN' : 'en'
const known = <T extends string>(value: string | null, all: readonly T[], fallback: T): T => all.find((one) => one === value) ?? fallback

let lang = known(kept('lang'), LANGS, browserLang)
let stop = () => {}

try {
  const setup = await loadSetup()
  const [first] = setup.packs
  if (!first) throw new Error('no pack')
  const wanted = new URLSearchParams(location.search).get('pack') ?? kept('pack')
  show(setup, setup.packs.find(({ id }) => id === wanted) ?? first)
} catch {
  replace(root, el('p', { class: 'broken', role: 'alert' }, WORDS[lang].broken))
}

function show(setup: Setup, pack: PackInfo): void {
  stop()
  const words = WORDS[lang]
  const customer = kept('customer') ?? newCustomer()
  document.documentElement.lang = lang
  document.title = words.title
  const place = { pack: pack.id, customer, organisation: pack.organisation[lang] }
  const threads = new Map<string, ThreadView>()
  const devices = setup.devices.filter(({ accounts }) => accounts[pack.id] !== undefined).map((device) => {
    if (device.kind === 'page') return pageDevice(device, pack)
    const thread = createThread(device, place, lang, words)
    threads.set(device.channel, thread)
    return thread.element
  })
  const seen = createSeenView({
    lang, words, timezone: pack.timezone,
    channelName: (channel) => setup.devices.find((device) => device.channel === channel)?.names[lang] ?? channel,
  })
  const [firstThread] = threads.values()
  const bar = createBar({
    setup, pack, lang, words,
    choosePack(next) {
      keep('pack', next.id)
      show(setup, next)
    },
    chooseLang(next) {
      lang = next
      keep('lang', next)
      show(setup, pack)
    },
    renewCustomer() {
      newCustomer()
      show(setup, pack)
    },
    ...(firstThread ? { tryText: (text: string) => firstThread.say(text) } : {}),
  })
  replace(root, bar.element, el('main', {}, el('div', { class: 'devices' }, ...devices), el('div', { class: 'desk' }, consoleFrame(), seen.element)))

  stop = listen(pack.id, customer, {
    lines: (channel, lines, faults) => threads.get(channel)?.reset(lines, faults),
    line: (channel, line) => threads.get(channel)?.put(line),
    seen: seen.show,
    connected: bar.connected,
  })
}

function pageDevice(device: DeviceInfo, pack: PackInfo): HTMLElement {
  const query = new URLSearchParams({ account: device.accounts[pack.id] ?? '', lang })
  return el('section', { class: `device is-${device.look}`, 'data-channel': device.channel },
    el('div', { class: 'screen' },
      el('header', { class: 'device-head' }, el('strong', {}, pack.organisation[lang]), el('span', {}, device.names[lang])),
      el('iframe', { src: `/playground/page/${device.channel}?${query}`, title: device.names[lang] }),
    ),
  )
}

function consoleFrame(): HTMLElement {
  const words = WORDS[lang]
  return el('section', { class: 'console', 'aria-label': words.console },
    el('header', {}, el('h2', {}, words.console), el('a', { href: '/console', target: '_blank', rel: 'noopener' }, words.openConsole)),
    el('iframe', { src: '/console/?embed=1', title: words.console }),
  )
}
