/**
 * A house in memory: what a door is given in the tests of the doors. Durable for as long as the test keeps it.
 * It keeps the contract of core/channel.ts (accept once for each key, journal in order) and nothing else: no bot, no outbox.
 */
import type { ChannelContext, ChannelJournal, ChannelState, FileStore, House, Inbound, Log } from '../../core/channel.ts'

export type MemoryHouse = {
  house: House
  state: ChannelState
  journal: ChannelJournal
  files: FileStore & { kept: { bytes: Uint8Array; name: string; mime: string }[] }
  /** Everything accepted, once each, in order. */
  inbound: Inbound[]
  receipts: { providerId: string; status: string; reason?: string }[]
  /** Everything told of people in the provider's own program. */
  attended: { address: string; key: string; type: 'took' | 'left'; agent?: string }[]
  /** Resolves with the inbound at this index (from 0) as soon as it has been accepted. */
  arrived(index: number): Promise<Inbound>
  /** Every key that accept was called with, repetitions included. */
  keys: string[]
  /** Makes the next `times` calls of accept reject, as a store does whose disk is full. */
  failAccept(times: number): void
  /** Keeps every accept waiting until the returned function is called, as a slow disk does. */
  holdAccept(): () => void
  /** Says what is ready for the provider's waiting request; nothing, until this is called. */
  answerWith(firstPart: House['firstPart']): void
  /** Log lines of level warn and error. */
  complaints: { level: string; fields: object; message: string }[]
  /** Log lines of every level. */
  lines: { level: string; fields: object; message: string }[]
  context<S>(settings: S, more?: Partial<ChannelContext<S>>): ChannelContext<S>
}

export function createMemoryHouse(): MemoryHouse {
  const inbound: Inbound[] = []
  const stored = new Set<string>()
  const keys: string[] = []
  const receipts: MemoryHouse['receipts'] = []
  const attended: MemoryHouse['attended'] = []
  const complaints: MemoryHouse['complaints'] = []
  const lines: MemoryHouse['lines'] = []
  const values = new Map<string, string>()
  const topics = new Map<string, { key: string; entry: string }[]>()
  let waiting: { index: number; resolve(one: Inbound): void }[] = []
  let failures = 0
  let gate = Promise.resolve()
  let firstPart: House['firstPart'] = async () => null

  const house: House = {
    async accept(given) {
      await new Promise((resolve) => setImmediate(resolve))
      keys.push(...given.map(({ key }) => key))
      await gate
      if (failures > 0) {
        failures--
        throw new Error('the disk is full')
      }
      const results = given.map((one) => {
        const fresh = !stored.has(one.key)
        if (fresh) {
          stored.add(one.key)
          inbound.push(structuredClone(one))
        }
        return { key: one.key, fresh }
      })
      for (const one of waiting) if (inbound[one.index]) one.resolve(inbound[one.index] as Inbound)
      waiting = waiting.filter((one) => !inbound[one.index])
      return results
    },
    firstPart: (key, ms) => firstPart(key, ms),
    async receipt(providerId, status, reason) {
      receipts.push({ providerId, status, ...(reason === undefined ? {} : { reason }) })
    },
    async attended(address, key, act) {
      attended.push({ address, key, ...act })
    },
  }

  const state: ChannelState = {
    async get<T>(key: string) {
      const value = values.get(key)
      return value === undefined ? undefined : (JSON.parse(value) as T)
    },
    async set(key, value) {
      values.set(key, JSON.stringify(value))
    },
    async delete(key) {
      values.delete(key)
    },
  }

  const journal: ChannelJournal = {
    async append(topic, key, entry) {
      await new Promise((resolve) => setImmediate(resolve))
      const rows = topics.get(topic) ?? []
      topics.set(topic, rows)
      const before = rows.findIndex((row) => row.key === key)
      if (before >= 0) return { seq: before + 1, fresh: false }
      rows.push({ key, entry: JSON.stringify(entry) })
      return { seq: rows.length, fresh: true }
    },
    async read(topic, after, limit) {
      const rows = topics.get(topic) ?? []
      return rows.slice(after, after + limit).map((row, index) => ({ seq: after + index + 1, key: row.key, entry: JSON.parse(row.entry) as unknown }))
    },
  }

  const write = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message })
  const complain = (level: string) => (fields: object, message: string) => {
    complaints.push({ level, fields, message })
    lines.push({ level, fields, message })
  }
  const files: MemoryHouse['files'] = {
    kept: [],
    async put(bytes, { name, mime }) {
      files.kept.push({ bytes, name, mime })
      return { ok: true, ref: `/api/files/${files.kept.length}`, mime, bytes: bytes.byteLength }
    },
  }
  const log: Log = { debug: write('debug'), info: write('info'), warn: complain('warn'), error: complain('error') }

  return {
    house, state, journal, files, inbound, receipts, attended, complaints, lines, keys,
    arrived: (index) => (inbound[index] ? Promise.resolve(inbound[index] as Inbound) : new Promise((resolve) => waiting.push({ index, resolve }))),
    failAccept(times) {
      failures = times
    },
    holdAccept() {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    answerWith(given) {
      firstPart = given
    },
    context: (settings, more) => ({
      account: 'main', settings, house, state, journal, files, publicUrl: 'http://127.0.0.1', now: Date.now, log, fetch, ...more,
    }),
  }
}
