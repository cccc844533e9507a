/** What the desk counts of itself, for Prometheus. Reads the store's counts when asked; counts nothing twice. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '../store/store.ts'

export type Metrics = { registry: Registry; turn(kind: string, seconds: number): void; settled(channel: string, state: string): void; failed(): void }

export function createMetrics(store: Store): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const turns = new Histogram({ name: 'yingda_turn_seconds', help: 'From a message being stored to its turn being committed', labelNames: ['fact'], registers: [registry], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] })
  const parts = new Counter({ name: 'yingda_parts_total', help: 'Outgoing parts come to rest, by channel and state', labelNames: ['channel', 'state'], registers: [registry] })
  const failures = new Counter({ name: 'yingda_failures_total', help: 'Turns in which the decision failed and a person was put in charge', registers: [registry] })
  const stored = new Gauge({
    name: 'yingda_stored', help: 'Rows by what they are', labelNames: ['what'], registers: [registry],
    collect() {
      for (const [what, n] of Object.entries(store.counts())) stored.set({ what }, n)
    },
  })
  return {
    registry,
    turn: (fact, seconds) => turns.observe({ fact }, seconds),
    settled: (channel, state) => parts.inc({ channel, state }),
    failed: () => failures.inc(),
  }
}
