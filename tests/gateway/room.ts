/** A gateway over a real store in a folder of its own, with the lamp shop's pack and an ear that tests can talk through. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decide, stumble } from '../../bots/decide.ts'
import type { Inbound } from '../../core/channel.ts'
import type { Capabilities, Intent } from '../../core/model.ts'
import { createGateway, type Gateway, type GatewayParts } from '../../src/gateway.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import type { Store, TurnWrite } from '../../src/store/store.ts'
import { pack } from '../bots/pack.ts'
import { EVERYBODY, heard, MORNING } from '../bots/spec.ts'

export const CAN: Capabilities = { maxText: { unit: 'chars', n: 1_000 }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false }
export const DOOR = { channel: 'door', account: 'main' }

export type Room = {
  store: Store
  gateway: Gateway
  committed: readonly TurnWrite[]
  failed: readonly { error: unknown; fact: string }[]
  /** Everything that is written of this customer's conversation, oldest first. */
  history(address: string): readonly string[]
  conversation(address: string): string
  /** Closes and opens again over the same data, as a new process would. */
  restart(): Promise<Room>
  close(): Promise<void>
}

export async function openRoom(parts: Partial<GatewayParts> = {}, folder = mkdtempSync(join(tmpdir(), 'yingda-gateway-'))): Promise<Room> {
  const store = openSqliteStore(folder)
  const committed: TurnWrite[] = []
  const failed: { error: unknown; fact: string }[] = []
  const gateway = createGateway({
    store, packs: [pack], accounts: new Map([[`${DOOR.channel}/${DOOR.account}`, { ...DOOR, pack: pack.id, can: CAN }]]), decide, stumble,
    understand: ({ text }) => heard(intentOf(text)), now: () => MORNING, staffed: () => EVERYBODY,
    committed: (write) => void committed.push(write), failed: (error, fact) => void failed.push({ error, fact }), ...parts,
  })
  const conversation = (address: string) => store.summaries({ limit: 1_000 }).find((one) => one.conversation.address === address)?.conversation.id ?? ''
  return {
    store, gateway, committed, failed, conversation,
    history: (address) => store.messages(conversation(address), 1_000).map(({ from, content }) => `${from}: ${content.type === 'text' ? content.text : content.type}`),
    async restart() {
      await gateway.stop()
      await store.close()
      return openRoom(parts, folder)
    },
    async close() {
      await gateway.stop()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One message of a customer; the key is what the provider calls it. */
export const wrote = (address: string, key: string, text = 'thanks'): Inbound => ({ key, address, user: address, content: { type: 'text', text }, at: MORNING })

const intentOf = (text: string): Intent => (text === 'human' || text === 'greeting' ? text : 'thanks')
