/** How long the ear takes for one message, everything offline (labels, entities, passages), beside cutting it into words alone. It measures; it asserts nothing. */
import { REPLY_KEYS } from '../bots/replies.ts'
import { openEar } from '../intents/ear.ts'
import { normalise } from '../intents/normalise.ts'
import { words } from '../intents/words.ts'
import { loadPacks } from '../knowledge/load.ts'
import { type Bench, measure, percentile, timeEach } from './bench.ts'

const AT = Date.parse('2026-11-25T10:00:00+08:00')

export const bench: Bench = async function* ({ n = 2_000 }) {
  const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS })
  const before = process.memoryUsage().rss
  const opened = performance.now()
  const ear = await openEar(packs, '.cache', () => {})
  yield measure('models opened', performance.now() - opened, 'ms', null, 'trained first where the cache does not hold them')
  const messages = packs.flatMap((pack) => pack.examples.slice(0, n / packs.length).map(({ text }) => ({ pack: pack.id, text, at: AT })))
  for (const message of messages.slice(0, 50)) ear.understand(message)
  const floor = timeEach(messages, ({ text }) => words(normalise(text)))
  const own = timeEach(messages, (message) => ear.understand(message))
  for (const p of [0.5, 0.95, 0.99]) yield measure(`one message, p${p * 100}`, percentile(own, p), 'ms', percentile(floor, p))
  yield measure('memory of all models', (process.memoryUsage().rss - before) / 1e6, 'MB')
}
