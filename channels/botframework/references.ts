/**
 * Keeps, for every address, what the connector needs to hear an answer: a turn is over once its activity is acknowledged.
 * It must forget nothing while a customer may still be answered, so it writes to the channel's durable state.
 */
import type { ChannelState } from '../../core/channel.ts'
import type { Reference } from './framework.ts'

export type References = {
  keep(address: string, reference: Reference): Promise<void>
  of(address: string): Promise<Reference | undefined>
}

export function createReferences(state: ChannelState): References {
  return {
    keep: (address, reference) => state.set(`reference:${address}`, reference),
    of: (address) => state.get<Reference>(`reference:${address}`),
  }
}
