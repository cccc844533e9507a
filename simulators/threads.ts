/**
 * The lines on simulated devices, by thread: put once, replaced when more is known, told to whoever listens.
 * It must not know how a line travels.
 */
import type { Text } from '../core/model.ts'
import type { Line, Thread } from './simulator.ts'

export type Threads = {
  lines(thread: Thread): readonly Line[]
  /** A line with the id of an earlier one of the thread replaces it. */
  put(thread: Thread, line: Line): void
  /** The customer's own line: at once, and again when it is known what became of it. */
  write(thread: Thread, text: string, sent: Promise<{ ok: boolean; wire: Text }>): true
  listen(listener: (thread: Thread, line: Line) => void): () => void
}

export function createThreads(): Threads {
  const listeners = new Set<(thread: Thread, line: Line) => void>()
  const threads = new Map<string, Line[]>()
  let written = 0

  const linesOf = ({ account, customer }: Thread): Line[] => {
    const key = `${account}/${customer}`
    const lines = threads.get(key) ?? []
    threads.set(key, lines)
    return lines
  }
  const put = (thread: Thread, line: Line): void => {
    const lines = linesOf(thread)
    const at = lines.findIndex(({ id }) => id === line.id)
    if (at < 0) lines.push(line)
    else lines[at] = line
    for (const listener of [...listeners]) listener(thread, line)
  }

  return {
    lines: linesOf,
    put,
    write(thread, text, sent) {
      const line: Line = { id: `c${++written}`, at: Date.now(), from: 'customer', text, choices: [], state: 'under-way', wire: null }
      put(thread, line)
      sent.then(
        ({ ok, wire }) => put(thread, { ...line, state: ok ? 'done' : 'failed', wire }),
        () => put(thread, { ...line, state: 'failed' }),
      )
      return true
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
