/** Does one thing again and again, never twice at once: what comes due while it is being done is met by the next round. It knows not what it does. */
export type Polling = { start(): void; stop(): void }

export function createPolling(work: () => Promise<unknown>, everyMs: number): Polling {
  let interval: NodeJS.Timeout | null = null
  let busy = false

  return {
    start() {
      interval = setInterval(() => {
        if (busy) return
        busy = true
        work().finally(() => {
          busy = false
        })
      }, everyMs)
      interval.unref()
    },
    stop() {
      if (interval) clearInterval(interval)
    },
  }
}
