/**
 * The playground: starts every simulated platform, tells the house which accounts they hold, and serves the page's small API.
 * Every message goes the way it would in life, over the wire and through the channel's own door; nothing here talks to the desk behind its back.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Express, Response } from 'express'
import type { Pack } from '../core/pack.ts'
import { mountPlayground } from './routes.ts'
import { createSeen, type Records } from './seen.ts'
import type { RunningSimulator, SimulatedAccount, Simulator } from './simulator.ts'
import { starters } from './starters.ts'

export type Playground = {
  /** To be opened by the house like any configured account. */
  accounts: readonly SimulatedAccount[]
  /** Adds the page's API to the application, below /playground. */
  extend(app: Express): void
  close(): Promise<void>
}

export type PlaygroundOptions = {
  /** The desk's address. */
  url: string
  packs: readonly Pack[]
  store: Records
  /** Told when a conversation changes. */
  events: { listen(listener: (change: { conversation?: string }) => void): () => void }
  /** Gives the response the session of an agent, so that the console beside the phone is open already. */
  letIn(response: Response): Promise<void>
}

export async function createPlayground({ url, packs, store, events, letIn }: PlaygroundOptions): Promise<Playground> {
  const found = await findSimulators()
  const simulators = await Promise.all(found.map((simulator) => simulator.start({ url, packs, starters })))
  simulators.sort((one, other) => one.rank - other.rank)
  const closing = new AbortController()
  return {
    accounts: simulators.flatMap(({ accounts }) => accounts),
    extend(app) {
      mountPlayground(app, { simulators, packs, seen: createSeen(store, packs), events, letIn, closing: closing.signal })
    },
    async close() {
      closing.abort()
      await Promise.all(simulators.map((simulator: RunningSimulator) => simulator.close()))
    },
  }
}

/** Every folder beside this file that exports a `simulator`. */
async function findSimulators(): Promise<readonly Simulator[]> {
  const here = import.meta.dirname
  const files = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(here, name, 'index.ts'))
    .filter((file) => existsSync(file))
  const modules = await Promise.all(files.map((file) => import(file) as Promise<{ simulator?: Simulator }>))
  return modules.flatMap(({ simulator }) => (simulator ? [simulator] : []))
}
