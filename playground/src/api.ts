/** The page's way to the playground's server: what there is to try, what happens, and the visitor's acts. It keeps nothing. */

export type Lang = 'zh-CN' | 'zh-TW' | 'en'
export type Text = Readonly<Record<Lang, string>>
export type Choice = { id: string; label: string }
export type Button = { key: string; names: Text; kind: 'switch' | 'once' }

export type PackInfo = { id: string; names: Text; organisation: Text; timezone: string; starters: Readonly<Record<Lang, readonly string[]>> }
export type DeviceInfo = {
  channel: string
  names: Text
  look: 'messenger' | 'sms' | 'mail' | 'browser'
  kind: 'thread' | 'page'
  /** by pack */
  accounts: Readonly<Record<string, string>>
  acts?: readonly Button[]
  faults?: readonly Button[]
}
export type Setup = { packs: readonly PackInfo[]; devices: readonly DeviceInfo[] }

export type Line = {
  id: string; at: number; from: 'customer' | 'desk' | 'platform'; text: string; choices: readonly Choice[]
  state: 'under-way' | 'done' | 'failed'; wire: Text | null
}
export type Act = { type: 'say'; text: string } | { type: 'choose'; choice: Choice } | { type: 'do'; key: string }

export type Ticket = {
  number: string; kind: string; status: string; severity: string; category: Text | null; department: Text | null; dueAt: number | null
}
export type Seen = {
  channel: string; account: string; speaker: 'bot' | 'queue' | 'agent'; said: string
  intent: { key: string; confidence: number } | null
  category: Text | null; severity: string | null; flags: readonly string[]
  source: { title: string; clause: string; version: string } | null
  abstained: boolean
  tickets: readonly Ticket[]
}

export type Events = {
  /** Everything on one device, on connecting and after a lost connection. */
  lines(channel: string, lines: readonly Line[], faults: readonly string[]): void
  line(channel: string, line: Line): void
  seen(seen: Seen): void
  connected(is: boolean): void
}

const BASE = '/playground/api'

export async function loadSetup(): Promise<Setup> {
  const answer = await fetch(`${BASE}/setup`)
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return (await answer.json()) as Setup
}

/** The browser connects again by itself; the server then begins with everything there is. Returns how to end it. */
export function listen(pack: string, customer: string, events: Events): () => void {
  const source = new EventSource(`${BASE}/stream?${new URLSearchParams({ pack, customer })}`)
  const on = <T>(name: string, use: (data: T) => void) => source.addEventListener(name, (event) => use(JSON.parse((event as MessageEvent<string>).data) as T))
  on<{ channel: string; lines: readonly Line[]; faults: readonly string[] }>('lines', ({ channel, lines, faults }) => events.lines(channel, lines, faults))
  on<{ channel: string; line: Line }>('line', ({ channel, line }) => events.line(channel, line))
  on<Seen>('seen', (seen) => events.seen(seen))
  source.onopen = () => events.connected(true)
  source.onerror = () => events.connected(false)
  return () => source.close()
}

export const act = (where: { pack: string; channel: string; customer: string }, what: Act): Promise<boolean> => post('act', { ...where, act: what })

export const setFault = (where: { pack: string; channel: string }, fault: string, on: boolean): Promise<boolean> => post('fault', { ...where, fault, on })

async function post(path: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(`${BASE}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return answer.ok
  } catch {
    return false
  }
}
