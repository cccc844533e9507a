/**
 * Files that customers send: what is taken, where the bytes are kept, how they are handed out again.
 * It must not take what a browser would run, nor hand anything out under a name that can be guessed.
 *
 * The bytes lie in the account's journal, one topic a file, beside the conversation and as durable as it: nothing else has to be
 * set up, backed up or cleaned up. With a limit of a few megabytes that is one row; a store for large files would replace this file alone.
 */
import type { ChannelJournal, HttpReply } from '../../core/channel.ts'
import { isWhatItSays, kindOf } from '../../core/filetypes.ts'
import type { Parsed, UploadedFile } from './body.ts'

export type Files = {
  /** Stores one file under its id; storing it again changes nothing. */
  put(id: string, file: UploadedFile): Promise<void>
  /** The reply that hands the file out, or null when there is none. */
  reply(id: string): Promise<HttpReply | null>
}

type Kept = { name: string; mime: string; base64: string }

export function createFiles(journal: ChannelJournal): Files {
  return {
    async put(id, file) {
      await journal.append(topic(id), 'bytes', { name: file.name, mime: file.mime, base64: Buffer.from(file.bytes).toString('base64') } satisfies Kept)
    },
    async reply(id) {
      const [row] = await journal.read(topic(id), 0, 1)
      if (!row) return null
      const kept = row.entry as Kept
      const shown = kindOf(kept.mime) !== 'file'
      return {
        status: 200,
        headers: {
          'content-type': kept.mime,
          'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(kept.name.toWellFormed())}`,
          'cache-control': 'private, max-age=86400, immutable',
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'cross-origin',
          'referrer-policy': 'no-referrer',
        },
        body: Buffer.from(kept.base64, 'base64'),
      }
    },
  }
}

/** Is the file one that is taken, and is it what it says it is? */
export function inspect(file: UploadedFile, maxBytes: number): Parsed<UploadedFile> {
  if (file.bytes.byteLength > maxBytes) {
    return { ok: false, refusal: { status: 413, code: 'MessageTooLarge', message: `a file may have at most ${maxBytes} bytes` } }
  }
  return isWhatItSays(file.mime, file.bytes)
    ? { ok: true, value: file }
    : { ok: false, refusal: { status: 415, code: 'UnsupportedMediaType', message: `files of type "${file.mime}" are not taken, or the file is not what it says` } }
}

const topic = (id: string) => `file/${id}`
