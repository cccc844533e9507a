/** Tells whoever looks at the desk that something changed; carries no content, so that a listener reads it with his own rights. */
export type Change = { conversation?: string; ticket?: string; queue?: string }
export type Events = { emit(change: Change): void; listen(listener: (change: Change) => void): () => void }

export function createEvents(): Events {
  const listeners = new Set<(change: Change) => void>()
  return {
    emit(change) {
      for (const listener of [...listeners]) listener(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
