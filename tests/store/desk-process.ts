/**
 * A desk as a process of its own, for tests that kill it: the whole line over a real store, with a door that speaks HTTP to a provider on loopback.
 * node desk-process.ts FOLDER PROVIDER_URL   prints its port when it listens; POST / is a customer's message, answered when it is stored.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decide, stumble } from '../../bots/decide.ts'
import type { Channel, Inbound } from '../../core/channel.ts'
import { createLine } from '../../src/line.ts'
import { openSqliteStore } from '../../src/store/sqlite/index.ts'
import { pack } from '../bots/pack.ts'
import { EVERYBODY, heard } from '../bots/spec.ts'

const [folder = '', provider = ''] = process.argv.slice(2)
const store = openSqliteStore(folder)
const silent = () => {}
const line = createLine({
  store, packs: [pack], decide, stumble, understand: () => heard('complaint', { category: 'late', matter: 'another' }), now: Date.now, staffed: () => EVERYBODY, backoffMs: [5, 5],
  log: { debug: silent, info: silent, warn: silent, error: (fields, message) => console.error(message, fields) },
})
const seat = { channel: 'door', account: 'main', pack: pack.id }
const house = line.houseOf(seat)
const door: Channel = {
  name: 'door', can: { maxText: { unit: 'chars', n: 1_000 }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false },
  async send(_to, _part, key) {
    const response = await fetch(provider, { method: 'POST', body: key }).catch(() => null)
    return response?.ok ? { ok: true } : { ok: false, retry: 'ambiguous', reason: 'the provider was not reached' }
  },
}
line.open(seat, door)
await line.start()

const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  await house.accept([JSON.parse(body) as Inbound])
  response.end()
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
