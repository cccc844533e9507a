/**
 * The contract of every door, as one suite: what the house may rely on whichever channel a message comes by.
 * It must know no channel. Each tells it by a descriptor how its provider delivers, forges, fails and shows.
 */
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Door } from '../../core/channel.ts'
import type { Content, SendResult } from '../../core/model.ts'
import { createMemoryHouse, type MemoryHouse } from './house.ts'
import { type Served, serve } from './serve.ts'
import { LONE_SURROGATE, NUL, TEXTS } from './texts.ts'

/** What a customer sends; the same `id` is the same message, delivered once more. */
export type Said = { user: string; text: string; id: string }
/** What the provider makes of the door's answer: it is done, it will come again, or it was turned away. */
export type Heard = 'taken' | 'again' | 'refused'

export const FAULTS = ['throttled', 'unreachable', 'server-error', 'no-answer', 'cut-after-acceptance', 'refused'] as const
export type Fault = (typeof FAULTS)[number]

/** The provider's side of one door, opened afresh for each test. */
export type Bench = {
  settings: Readonly<Record<string, string | undefined>>
  /** The door stands; for HTTP doors at `served.url`. */
  joined(served: Served): void | Promise<void>
  deliver(said: Said): Promise<Heard>
  /** Each wrong in one way that a stranger could try. */
  forgeries: readonly { how: string; deliver(): Promise<Heard> }[]
  /** Broken, oversized, too deep: from whoever is allowed to speak at all. */
  garbage: readonly { how: string; deliver(): Promise<Heard> }[]
  /** A genuine message of a kind that no program knows. */
  unknown?(): Promise<Heard>
  /** The next sends go wrong in this way. */
  faults: Partial<Record<Fault, () => void | Promise<void>>>
  /** What this customer has been shown, oldest first. */
  shown(user: string): Promise<readonly string[]> | readonly string[]
  close(): Promise<void>
}

export const CLAUSES = [
  'unforgeable', 'garbage', 'stored before acknowledged', 'not stored, not acknowledged', 'duplicates', 'addresses', 'text arrives unchanged', 'unknown kinds',
  'capabilities', 'never shortened', 'idempotent send', 'no secrets in logs', 'settings errors', ...FAULTS,
] as const
export type Clause = (typeof CLAUSES)[number]

export type Descriptor = {
  door: Door
  /** Which provider behind the door, where it has several: each is held to the whole contract. */
  provider?: string
  open(): Promise<Bench>
  /** Settings that are there and wrong, by key. */
  wrong: Readonly<Record<string, string>>
  /** What cannot be asked of this channel, and why. */
  skip: Partial<Record<Clause, string>>
  /** How the wire itself changes text, where it does. */
  carries?: (text: string) => string
}

const KINDS: Record<Fault, 'safe' | 'ambiguous' | 'never'> = {
  throttled: 'safe', unreachable: 'safe', 'server-error': 'ambiguous', 'no-answer': 'ambiguous', 'cut-after-acceptance': 'ambiguous', refused: 'never',
}
const BOT = { kind: 'bot' } as const
/** However busy the machine, a refusal must not look like work. */
const FAST_MS = 2_000

export function channelContract(name: string, { door, provider, open, wrong, skip, carries = (text) => text }: Descriptor): void {
  const title = provider ? `${name} (${provider})` : name
  const clause = (key: Clause, test: () => Promise<void>) => {
    const reason = skip[key]
    if (reason === undefined) return it(key, test)
    // a gap is not silent
    process.stderr.write(`channel ${title} is not held to "${key}": ${reason}\n`)
    return it.skip(`${key}: ${reason}`, test)
  }

  describe(`${title} keeps the contract of a door`, () => {
    const opened: { close(): Promise<void> }[] = []
    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await one.close()
    })

    it('is named as its folder, and declares its settings well', () => {
      expect(door.name).toBe(name)
      expect(door.mounts.every((mount) => /^\/[a-z/]+[a-z]$/.test(mount))).toBe(true)
      expect(door.settings.every(({ env, about }) => /^[A-Z][A-Z0-9_]+$/.test(env) && about.length > 10)).toBe(true)
      expect(new Set(door.settings.map(({ env }) => env)).size).toBe(door.settings.length)
      expect(door.settings.filter(({ secret, default: value }) => secret && value)).toEqual([])
      expect(Object.keys(skip).filter((key) => !CLAUSES.includes(key as Clause))).toEqual([])
    })

    clause('unforgeable', async () => {
      const { bench, memory } = await start()
      expect(bench.forgeries.length).toBeGreaterThan(0)
      for (const { how, deliver } of bench.forgeries) expect([how, await deliver()]).toEqual([how, 'refused'])
      expect(memory.inbound).toEqual([])
      expect(memory.keys).toEqual([])
    })

    clause('garbage', async () => {
      const { bench, memory } = await start()
      for (const { how, deliver } of bench.garbage) {
        const began = performance.now()
        expect([how, await deliver()]).toEqual([how, 'refused'])
        expect(performance.now() - began).toBeLessThan(FAST_MS)
      }
      expect(memory.inbound).toEqual([])
      expect(await bench.deliver(said('还活着'))).toBe('taken')
    })

    clause('stored before acknowledged', async () => {
      const { bench, memory } = await start()
      const release = memory.holdAccept()
      let heard: Heard | null = null
      const delivery = bench.deliver(said('等存好')).then((how) => {
        heard = how
        return how
      })
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect(heard).toBeNull()
      release()
      expect(await delivery).toBe('taken')
      expect(memory.inbound).toHaveLength(1)
    })

    clause('not stored, not acknowledged', async () => {
      const { bench, memory } = await start()
      memory.failAccept(1)
      expect(await bench.deliver(said('存不下'))).toBe('again')
      expect(memory.inbound).toEqual([])
      expect(await bench.deliver(said('存不下'))).toBe('taken')
      expect(memory.inbound).toHaveLength(1)
    })

    clause('duplicates', async () => {
      const { bench, memory } = await start()
      const heard = await Promise.all([1, 2, 3].map(() => bench.deliver(said('三份'))))
      expect(heard).toEqual(['taken', 'taken', 'taken'])
      expect(await bench.deliver(said('三份'))).toBe('taken')
      expect(new Set(memory.keys).size).toBe(1)
      expect(memory.inbound).toHaveLength(1)
      await bench.deliver({ ...said('三份'), id: '2002' })
      expect(new Set(memory.keys).size).toBe(2)
    })

    clause('addresses', async () => {
      const { bench, memory } = await start()
      await bench.deliver({ user: 'mary', text: '一', id: '1' })
      await bench.deliver({ user: 'bob', text: '二', id: '2' })
      await bench.deliver({ user: 'mary', text: '三', id: '3' })
      const [first, second, third] = memory.inbound
      expect(first?.address).toBe(third?.address)
      expect(first?.user).toBe(third?.user)
      expect(first?.address).not.toBe(second?.address)
      expect(first?.user).not.toBe(second?.user)
      expect(memory.inbound.every(({ key, address, user }) => [key, address, user].every((text) => text !== '' && text.isWellFormed()))).toBe(true)
    })

    clause('text arrives unchanged', async () => {
      const { bench, memory } = await start()
      for (const [index, text] of TEXTS.entries()) expect([text.slice(0, 20), await bench.deliver({ user: 'mary', text, id: String(index + 1) })]).toEqual([text.slice(0, 20), 'taken'])
      expect(memory.inbound.map(({ content }) => content)).toEqual(TEXTS.map((text) => ({ type: 'text', text: carries(text) })))
      await bench.deliver({ user: 'mary', text: NUL, id: '901' })
      await bench.deliver({ user: 'mary', text: LONE_SURROGATE, id: '902' })
      const odd = memory.inbound.slice(TEXTS.length).map(({ content }) => (content.type === 'text' ? content.text : ''))
      expect(odd).toHaveLength(2)
      for (const text of odd) {
        expect(text).toMatch(/^前.后$/u)
        expect(text.isWellFormed() && !text.includes('\u0000')).toBe(true)
      }
    })

    clause('unknown kinds', async () => {
      const { bench, memory } = await start()
      expect(await bench.unknown?.()).toBe('taken')
      expect(memory.inbound).toMatchObject([{ content: { type: 'unknown', raw: expect.stringMatching(/.+/) } }])
    })

    clause('capabilities', async () => {
      const { bench, send, channel } = await start()
      const attachments = (['image', 'voice', 'video', 'file'] as const).filter((kind) => !channel.can.attachments.includes(kind))
      const beyond: Content[] = [
        { type: 'event', name: 'joined' }, { type: 'unknown', kind: 'x', raw: '{}' },
        ...attachments.map((kind): Content => ({ type: 'attachment', kind, ref: 'nowhere' })),
      ]
      for (const content of beyond) expect(await send(content)).toMatchObject({ ok: false, retry: 'never', reason: expect.stringMatching(/.+/) })
      expect(await bench.shown('mary')).toEqual([])
    })

    clause('never shortened', async () => {
      const { bench, send, channel } = await start()
      const { unit, n } = channel.can.maxText
      const full = unit === 'bytes' ? `${'字'.repeat(Math.floor(n / 3))}${'x'.repeat(n % 3)}` : unit === 'chars' ? '字'.repeat(n) : 'x'.repeat(n)
      expect(await send({ type: 'text', text: full })).toMatchObject({ ok: true })
      expect(await bench.shown('mary')).toEqual([full])
      const over = await send({ type: 'text', text: `${full}x` })
      const shown = await bench.shown('mary')
      // either it says no, or it shows all of it
      if (over.ok) expect(shown.at(-1)).toBe(`${full}x`)
      else expect([over.retry, shown.length]).toEqual(['never', 1])
    })

    clause('idempotent send', async () => {
      const { bench, channel, send } = await start()
      expect(channel.can.idempotent).toBe(true)
      for (let n = 0; n < 2; n++) expect(await send({ type: 'text', text: '只有一次' }, 'same-key')).toMatchObject({ ok: true })
      expect(await bench.shown('mary')).toEqual(['只有一次'])
    })

    for (const fault of FAULTS)
      clause(fault, async () => {
        const { bench, send, channel } = await start()
        expect(bench.faults[fault]).toBeDefined()
        await bench.faults[fault]?.()
        const result = await send({ type: 'text', text: '会出错' })
        if (result.ok) throw new Error('the send was called a success')
        // where the same key is harmless, doubt is no reason not to try again
        const kinds = channel.can.idempotent && KINDS[fault] === 'ambiguous' ? ['ambiguous', 'safe'] : [KINDS[fault]]
        expect(kinds).toContain(result.retry)
        expect(result.reason).toMatch(/.+/)
      })

    clause('no secrets in logs', async () => {
      const { bench, memory, send } = await start()
      for (const { deliver } of [...bench.forgeries, ...bench.garbage]) await deliver()
      await bench.faults.refused?.()
      const results: SendResult[] = [await send({ type: 'text', text: '您的密码是 8848' })]
      await bench.faults['server-error']?.()
      results.push(await send({ type: 'text', text: '您的密码是 8848' }))
      const told = `${memory.lines.map((line) => `${line.message} ${JSON.stringify(line.fields, visible)}`).join('\n')}\n${JSON.stringify(results)}`
      const secrets = door.settings.flatMap(({ key, secret }) => (secret ? (bench.settings[key]?.split(',') ?? []) : []))
      expect(secrets.filter((secret) => secret.length > 3 && told.includes(secret))).toEqual([])
      expect(told).not.toContain('8848')
    })

    clause('settings errors', async () => {
      const { bench } = await start()
      const attempt = (settings: Bench['settings']) => door.create(createMemoryHouse().context(settings))
      for (const { key, env, required } of door.settings)
        if (required) await expect(attempt({ ...bench.settings, [key]: undefined })).rejects.toThrow(env)
      for (const [key, value] of Object.entries(wrong)) {
        const setting = door.settings.find((one) => one.key === key)
        await expect(attempt({ ...bench.settings, [key]: value })).rejects.toThrow(setting?.env ?? `a setting called ${key}`)
        if (setting?.secret) await expect(attempt({ ...bench.settings, [key]: value })).rejects.not.toThrow(value)
      }
      expect(Object.keys(wrong).length).toBeGreaterThan(0)
    })

    /** Opens both sides. `send` writes to mary, who has just written when it is first called. */
    async function start(): Promise<Started> {
      const bench = await open()
      opened.push(bench)
      const memory = createMemoryHouse()
      const served = await serve(door, { settings: bench.settings, memory })
      opened.push(served)
      const listening = new AbortController()
      const listened = served.channel.listen?.(listening.signal)
      opened.push({
        close: async () => {
          listening.abort()
          await listened
        },
      })
      await bench.joined(served)
      const { channel } = served
      let address = ''
      let sends = 0
      return {
        bench, memory, channel,
        async send(content, key = `key-${++sends}`) {
          if (!address) {
            await bench.deliver({ user: 'mary', text: '在吗', id: '9001' })
            address = memory.inbound.at(-1)?.address ?? 'nobody'
          }
          return channel.send(address, content, key, BOT)
        },
      }
    }
  })
}

type Started = {
  bench: Bench
  memory: MemoryHouse
  channel: Served['channel']
  send(content: Content, key?: string): Promise<SendResult>
}

const said = (text: string): Said => ({ user: 'mary', text, id: '1001' })

/** Errors hide their words from JSON. */
const visible = (_key: string, value: unknown): unknown => (value instanceof Error ? `${value.message} ${value.stack} ${String(value.cause)}` : value)
