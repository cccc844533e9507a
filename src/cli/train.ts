/** `npm run train`: learns from the packs what is not known yet and keeps it, so that the next start does not have to. It starts nothing. */
import { REPLY_KEYS } from '../../bots/replies.ts'
import { openEar } from '../../intents/ear.ts'
import { loadPacks } from '../../knowledge/load.ts'

const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS })
await openEar(packs, '.cache', (message) => console.log(message))
