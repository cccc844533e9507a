/**
 * Carries out the look-ups that a turn asked for: calls the pack's connector over HTTP and brings the answer back as a fact.
 * A look-up that a crash swallowed is noticed by the timer which the decision set beside it; nothing here is stored.
 */
import type { Log } from '../core/channel.ts'
import type { Effect } from '../core/model.ts'
import type { Connector, Pack } from '../core/pack.ts'
import type { Gateway } from './gateway.ts'
import type { TurnWrite } from './store/store.ts'

export type Lookups = { run(write: TurnWrite): void; idle(): Promise<void> }
type Lookup = Extract<Effect, { type: 'lookup' }>
type Answer = { ok: true; output: Record<string, string> } | { ok: false; reason: string }

/** Look-ups of one turn that are carried out; a decision that asks for more is wrong. */
const MOST = 5

export function createLookups({ packs, happen, env, fetch: fetcher, log }: {
  packs: readonly Pack[]; happen: Gateway['happen']; env: Readonly<Record<string, string | undefined>>; fetch: typeof fetch; log: Log
}): Lookups {
  const running = new Set<Promise<void>>()

  return {
    run({ fact, conversation, effects }) {
      const asked = effects.flatMap((effect, index) => (effect.type === 'lookup' ? [{ effect, id: `${fact.id}/${index}` }] : []))
      for (const { effect, id } of asked.slice(0, MOST)) {
        const job = one(conversation.id, conversation.pack, effect, id).finally(() => running.delete(job))
        running.add(job)
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }

  async function one(conversation: string, packId: string, lookup: Lookup, id: string): Promise<void> {
    const { connector: key, key: about, purpose, input } = lookup
    const connector = packs.find((pack) => pack.id === packId)?.connectors.find((candidate) => candidate.key === key)
    const answer: Answer = connector ? await call(connector, input) : { ok: false, reason: `no connector "${key}"` }
    if (!answer.ok) log.warn({ connector: key, pack: packId, reason: answer.reason }, 'a look-up failed')
    await happen(
      conversation,
      answer.ok
        ? { id: `${id}/answered`, type: 'lookup.answered', key: about, purpose, output: answer.output }
        : { id: `${id}/answered`, type: 'lookup.failed', key: about, purpose, reason: answer.reason },
    ).catch((error) => log.error({ conversation, error: String(error) }, 'the answer of a look-up could not be told'))
  }

  async function call(connector: Connector, input: Readonly<Record<string, string>>): Promise<Answer> {
    const url = addressOf(connector.url, input, env)
    if (!url.ok) return { ok: false, reason: url.reason }
    try {
      const response = await fetcher(url.value, {
        method: connector.method, signal: AbortSignal.timeout(connector.timeoutMs), redirect: 'error', headers: { accept: 'application/json' },
        ...(connector.method === 'POST' ? { body: JSON.stringify(input), headers: { accept: 'application/json', 'content-type': 'application/json' } } : {}),
      })
      if (response.status === 404) return { ok: true, output: {} }
      if (!response.ok) return { ok: false, reason: `answered ${response.status}` }
      return { ok: true, output: outputOf(connector, await response.json()) }
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** Fills {field} from the input, escaped, and ${NAME} from the environment, as it stands. */
function addressOf(url: string, input: Readonly<Record<string, string>>, env: Readonly<Record<string, string | undefined>>): { ok: true; value: string } | { ok: false; reason: string } {
  const absent: string[] = []
  const value = url
    .replaceAll(/\$\{([A-Z0-9_]+)\}/g, (_whole, name: string) => {
      if (env[name] === undefined) absent.push(name)
      return env[name]?.replace(/\/$/, '') ?? ''
    })
    .replaceAll(/\{([a-z][a-z0-9-]*)\}/g, (_whole, name: string) => encodeURIComponent(input[name] ?? ''))
  return absent.length > 0 ? { ok: false, reason: `not configured: set ${absent.join(', ')}` } : { ok: true, value }
}

/** Each output by its dotted path in the answer's JSON; what is not there is left out. */
function outputOf({ output }: Connector, body: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, path] of Object.entries(output)) {
    const value = path.split('.').reduce<unknown>((at, step) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[step] : undefined), body)
    if (typeof value === 'string' || typeof value === 'number') found[name] = String(value)
  }
  return found
}
