/**
 * Turns the bytes of a letter into text: by the charset it names, as browsers read it (gb2312 is GB18030), else by what the bytes look like.
 * It must not fail: what no charset explains is read as Latin-1.
 */
import { Transform } from 'node:stream'

/** Decodes by label; a label that is missing, unknown, or plainly wrong is replaced by a guess. */
export function decode(bytes: Uint8Array, label: string): string {
  const encoding = known(label)
  // Programs say ASCII, UTF-8 or nothing where they do not know; these are believed only if every byte agrees.
  if (encoding !== null && encoding !== 'utf-8' && !/^(us-)?ascii$/i.test(label.trim())) return new TextDecoder(encoding).decode(bytes)
  return attempt('utf-8', bytes) ?? attempt('gb18030', bytes) ?? new TextDecoder('latin1').decode(bytes)
}

function known(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding
  } catch {
    return null
  }
}

function attempt(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A letter whose bytes are neither UTF-8 nor said to be anything else is GB18030, as Chinese programs have long written it; here as UTF-8. */
export function inUtf8(letter: Buffer): Buffer {
  if (attempt('utf-8', letter) !== null || /charset\s*=\s*["']?(?!utf-?8|us-ascii|ascii)[a-z]/i.test(letter.toString('latin1'))) return letter
  const text = attempt('gb18030', letter)
  return text === null ? letter : Buffer.from(text, 'utf8')
}

/**
 * The decoder in the shape the MIME parser asks for: constructed for a charset, a stream to UTF-8, with `convert` for whole buffers.
 * A function rather than a class, called with `new`.
 */
export function Iconv(charset: string): Transform & { convert(bytes: Uint8Array): Buffer } {
  const chunks: Buffer[] = []
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
    flush(done) {
      done(null, Buffer.from(decode(Buffer.concat(chunks), charset), 'utf8'))
    },
  })
  return Object.assign(stream, { convert: (bytes: Uint8Array) => Buffer.from(decode(bytes, charset), 'utf8') })
}
