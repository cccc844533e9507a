/**
 * Fetches what a customer sent as a file, from the connector or from the places where Teams keeps files, and puts it into the desk's keeping.
 * It must not follow an address to any other host, send the bot's token beyond the connector, or keep an activity waiting for long.
 */
import type { ChannelContext } from '../../core/channel.ts'
import { bare, isWhatItSays, kindOf, TAKEN_TYPES } from '../../core/filetypes.ts'
import type { Content } from '../../core/model.ts'
import { readWithin } from '../kit/http.ts'
import type { Framework } from './framework.ts'
import { mayVisit } from './hosts.ts'
import type { Parcel } from './read.ts'
import type { BotFrameworkSettings } from './settings.ts'

/** The connector repeats an activity that is not acknowledged within fifteen seconds. */
const MAX_MS = 6_000
const MAX_BYTES = 20 * 1024 * 1024
const MAX_PARCELS = 5

export type Files = { keep(parcels: readonly Parcel[]): Promise<Content[]> }

export function createFiles(settings: BotFrameworkSettings, framework: Framework, { files, fetch: fetcher, log }: Pick<ChannelContext<unknown>, 'files' | 'fetch' | 'log'>): Files {
  return {
    keep(parcels) {
      const signal = AbortSignal.timeout(Math.min(MAX_MS, settings.timeoutMs))
      return Promise.all(parcels.map((parcel, index) => (index < MAX_PARCELS ? keepOne(parcel, signal) : absent(parcel, `more than ${MAX_PARCELS} files in one message`))))
    },
  }

  async function keepOne(parcel: Parcel, signal: AbortSignal): Promise<Content> {
    const connector = mayVisit(parcel.url, settings.serviceHosts)
    if (!connector && !mayVisit(parcel.url, settings.fileHosts)) return absent(parcel, 'it stands on a host that is not among BOTFRAMEWORK_FILE_HOSTS')
    try {
      const token = connector ? await framework.token() : null
      const response = await fetcher(parcel.url, { redirect: 'error', signal, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) })
      if (!response.ok) return absent(parcel, `its host answered HTTP ${response.status}`)
      const bytes = await readWithin(response, MAX_BYTES)
      if (!bytes) return absent(parcel, `it has more than ${MAX_BYTES} bytes`)
      const said = [parcel.mime, response.headers.get('content-type') ?? ''].map(bare)
      const mime = [...said, ...TAKEN_TYPES].find((type) => type !== 'text/plain' && isWhatItSays(type, bytes)) ?? said.find(Boolean) ?? 'application/octet-stream'
      const kept = await files.put(bytes, { name: parcel.name, mime })
      if (!kept.ok) return absent(parcel, kept.reason)
      return { type: 'attachment', kind: kindOf(kept.mime), ref: kept.ref, mime: kept.mime, bytes: kept.bytes, ...(parcel.name ? { name: parcel.name } : {}) }
    } catch (error) {
      return absent(parcel, `it could not be fetched (${error instanceof Error ? error.name : 'no reason given'})`)
    }
  }

  function absent({ name, mime, url }: Parcel, reason: string): Content {
    log.warn({ mime, reason }, 'a file of a customer could not be kept')
    // Without the query: it often is the right to read the file.
    return { type: 'unknown', kind: mime || 'file', raw: JSON.stringify({ name, mime, url: url.split('?')[0], reason }) }
  }
}
