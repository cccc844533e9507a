/**
 * Fetches a picture or recording of a message from Twilio, and from nobody else: the address comes in a request that anybody may imitate one day.
 * It must not follow Twilio to a host that is not Twilio's, nor show the account's password there.
 */
import type { FileStore } from '../../../core/channel.ts'
import type { Content } from '../../../core/model.ts'
import type { Media } from './parse.ts'

type Attachment = Extract<Content, { type: 'attachment' }>
export type MediaFetcher = (media: Media) => Promise<Attachment>

type Parts = { fetch: typeof fetch; files: FileStore; apiBase: string; authorization: string; timeoutMs: number }

const MOST_BYTES = 5 * 1024 * 1024
const MOST_HOPS = 2

/** What cannot be had is kept as Twilio's own address, which an agent with an account there can open. */
export function createMediaFetcher({ fetch: fetcher, files, apiBase, authorization, timeoutMs }: Parts): MediaFetcher {
  const api = new URL(apiBase)
  return async ({ url, mime }) => {
    const attachment: Attachment = { type: 'attachment', kind: kindOf(mime), ref: url, ...(mime ? { mime } : {}) }
    const bytes = await get(url, MOST_HOPS).catch(() => null)
    if (!bytes) return attachment
    const stored = await files.put(bytes, { name: nameOf(url), mime })
    return stored.ok ? { ...attachment, ref: stored.ref, mime: stored.mime, bytes: stored.bytes } : attachment
  }

  async function get(address: string, hops: number): Promise<Uint8Array | null> {
    const url = URL.parse(address)
    if (!url || !isTwilios(url)) return null
    const response = await fetcher(url, {
      redirect: 'manual', signal: AbortSignal.timeout(timeoutMs),
      // only the API asks for the password; its storage has the right to be read in the address
      headers: url.host === api.host ? { authorization } : {},
    })
    const next = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && next && hops > 0) {
      await response.body?.cancel()
      return get(new URL(next, url).href, hops - 1)
    }
    if (response.ok) return read(response)
    await response.body?.cancel()
    return null
  }

  function isTwilios(url: URL): boolean {
    if (url.origin === api.origin) return true
    return url.protocol === 'https:' && url.port === '' && /^([\w-]+\.)*(twilio\.com|twiliocdn\.com)$/.test(url.hostname)
  }
}

/** At most so much, whatever the header promised. */
async function read(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const nameOf = (url: string): string => URL.parse(url)?.pathname.split('/').at(-1) ?? 'media'

function kindOf(mime: string): Attachment['kind'] {
  const [type] = mime.split('/')
  return type === 'image' || type === 'video' ? type : type === 'audio' ? 'voice' : 'file'
}
