/**
 * The web door: a Direct Line 3.0 server and the embeddable widget's session, one account a site.
 * It only joins its parts: tokens (who), routes (what is asked), conversations (what is kept), stream (what is read back).
 */
import { randomBytes } from 'node:crypto'
import type { Channel, ChannelContext, ChannelState, Door, Setting } from '../../core/channel.ts'
import type { Capabilities } from '../../core/model.ts'
import { settingsReader } from '../kit/settings.ts'
import { writePart } from './activity.ts'
import { createConversations } from './conversations.ts'
import { createFiles } from './files.ts'
import { createLimiter } from './limits.ts'
import { createOrigins, parseOrigins } from './origins.ts'
import { createRoutes } from './routes.ts'
import { createStream } from './stream.ts'
import { createTokens } from './tokens.ts'

const MOUNT = '/directline'

const CAN: Capabilities = {
  maxText: { unit: 'chars', n: 8000 },
  choices: 10,
  attachments: ['image', 'voice', 'video', 'file'],
  receipts: false,
  markdown: false,
  citations: true,
  typing: true,
  idempotent: true,
}

const SETTINGS: readonly Setting[] = [
  { key: 'secret', env: 'WEB_SECRET', secret: true, about: 'Direct Line secret for your own servers, at least 16 characters; several, separated by commas, while changing it. Not needed for the widget.' },
  { key: 'origins', env: 'WEB_ORIGINS', about: 'Sites that may embed the widget, separated by commas (https://www.example.com), or * for any. The desk itself always may.' },
  { key: 'title', env: 'WEB_TITLE', about: 'Name in the head of the widget; without it "online service" in the reader\'s language.' },
  { key: 'startsPerMinute', env: 'WEB_STARTS_PER_MINUTE', default: '30', about: 'Conversations one address may start in a minute.' },
  { key: 'postsPerMinute', env: 'WEB_POSTS_PER_MINUTE', default: '120', about: 'Messages one browser may send in a minute; your own servers, with the secret, may send any number.' },
  { key: 'resumeDays', env: 'WEB_RESUME_DAYS', default: '30', about: 'Days for which a browser may go on with its earlier conversation.' },
  { key: 'uploadMaxMb', env: 'WEB_UPLOAD_MAX_MB', default: '4', about: 'Largest file a customer may send, in megabytes, at most 5; 0 takes none.' },
  { key: 'keepAliveSeconds', env: 'WEB_KEEP_ALIVE_SECONDS', default: '15', about: 'An idle socket gets a sign of life this often; 30 at most, because proxies hang up on silence.' },
]

export const door: Door = {
  name: 'web',
  mounts: [MOUNT],
  settings: SETTINGS,
  create: createWeb,
}

async function createWeb(context: ChannelContext<Readonly<Record<string, string | undefined>>>): Promise<Channel> {
  const { account, settings, house, state, journal, publicUrl, now, log } = context
  const read = settingsReader('web', SETTINGS, settings)
  const secrets = (read.optional('secret') ?? '').split(',').map((secret) => secret.trim()).filter(Boolean)
  if (secrets.some((secret) => secret.length < 16)) read.wrong('secret', 'needs at least 16 characters; make one with: openssl rand -base64 32')
  const origins = parseOrigins(read.optional('origins'))
  if (!origins.ok) return read.wrong('origins', origins.what)
  const maxBytes = read.wholeNumber('uploadMaxMb', 0, 5) * 1024 * 1024
  const address = `${publicUrl}${MOUNT}/${encodeURIComponent(account)}/v3/directline`

  const tokens = createTokens(await signingKey(state), now)
  const stream = createStream({ journal, log, address, keepAliveMs: read.wholeNumber('keepAliveSeconds', 1, 30) * 1000 })
  const conversations = createConversations({ state, journal, house, stream, now })
  const { receive, upgrade } = createRoutes({
    tokens, secrets, conversations, stream, address, log,
    origins: createOrigins(origins.value, publicUrl),
    starts: createLimiter(read.wholeNumber('startsPerMinute', 1, 100_000), now),
    posts: createLimiter(read.wholeNumber('postsPerMinute', 1, 100_000), now),
    files: createFiles(journal),
    title: read.optional('title') ?? null,
    resumeSeconds: read.wholeNumber('resumeDays', 1, 365) * 86_400,
    uploads: maxBytes > 0 ? { maxBytes } : null,
  })

  return {
    name: 'web',
    can: CAN,
    receive,
    upgrade,
    async send(to, part, key, by) {
      const entry = writePart(part, by, now())
      if (!entry) return { ok: false, retry: 'never', reason: `content of type ${part.type} cannot be shown in the web chat` }
      try {
        const id = await conversations.say(to, key, entry)
        return id === null ? { ok: false, retry: 'never', reason: 'there is no such conversation' } : { ok: true, providerId: id }
      } catch (error) {
        // The journal takes each key once, so whatever happened, trying again is harmless.
        return { ok: false, retry: 'safe', reason: `the journal could not be written: ${error instanceof Error ? error.message : String(error)}` }
      }
    },
    async close() {
      stream.close()
    },
  }
}

/** The key that signs tokens: made once for each account and kept with it, so that tokens outlive a restart. */
async function signingKey(state: ChannelState): Promise<Uint8Array> {
  const kept = await state.get<string>('signing-key')
  if (kept) return Buffer.from(kept, 'base64url')
  const made = randomBytes(32)
  await state.set('signing-key', made.toString('base64url'))
  return made
}
