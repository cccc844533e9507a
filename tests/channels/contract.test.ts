/**
 * Holds every folder of channels/ to the contract of a door. A channel without a descriptor fails here: nobody escapes by being forgotten.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { channelContract, type Descriptor } from './contract.ts'

const folder = join(import.meta.dirname, '../../channels')
const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'kit').map(({ name }) => name).sort()

describe('channels', () => {
  it('are found', () => expect(names.length).toBeGreaterThan(1))
  it.each(names)('%s has a descriptor in tests/channels/descriptors/', (name) => expect(existsSync(fileOf(name))).toBe(true))
})

for (const name of names.filter((one) => existsSync(fileOf(one)))) {
  const { descriptor } = (await import(fileOf(name))) as { descriptor: Descriptor | readonly Descriptor[] }
  for (const one of [descriptor].flat()) channelContract(name, one)
}

function fileOf(name: string): string {
  return join(import.meta.dirname, 'descriptors', `${name}.ts`)
}
