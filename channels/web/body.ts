/**
 * Reading request bodies that strangers wrote: JSON with a bound on size and depth, multipart with a bound on size.
 * It must not parse what is too deep: a parsed tower of brackets overflows the stack of whoever writes it out again.
 */
import { storable } from '../kit/text.ts'

export type Refusal = { status: 400 | 413 | 415; code: string; message: string }
export type Parsed<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** Enough for 50 KB of text in any script with room for its envelope. */
export const MAX_JSON_BYTES = 256 * 1024
export const MAX_DEPTH = 32

export type JsonObject = { readonly [key: string]: unknown }

/** An object, or `{}` where the body is empty. Anything else is refused: 413 when too big, 400 when malformed or too deep. */
export function readJson(body: Uint8Array): Parsed<JsonObject> {
  if (body.byteLength > MAX_JSON_BYTES) return refuse(413, 'MessageTooLarge', `the body is larger than ${MAX_JSON_BYTES} bytes`)
  if (body.byteLength === 0) return { ok: true, value: {} }
  if (depth(body) > MAX_DEPTH) return refuse(400, 'BadArgument', `the body is nested more than ${MAX_DEPTH} levels deep`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), (_key, part: unknown) => (isText(part) ? storable(part) : part))
  } catch {
    return refuse(400, 'BadSyntax', 'the body is not JSON in UTF-8')
  }
  return isObject(value) ? { ok: true, value } : refuse(400, 'BadArgument', 'the body must be a JSON object')
}

export type UploadedFile = { name: string; mime: string; bytes: Uint8Array }
export type Upload = { activity: JsonObject; files: readonly UploadedFile[] }

/**
 * The two forms in which Direct Line uploads: multipart (any number of parts `file`, at most one `activity`), or one file as the body itself.
 * Sizes and kinds of the files are the caller's to judge.
 */
export async function readUpload(body: Uint8Array, contentType: string, disposition: string): Promise<Parsed<Upload>> {
  if (body.byteLength === 0) return refuse(400, 'BadArgument', 'the upload is empty')
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    const name = /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? 'file'
    return { ok: true, value: { activity: {}, files: [{ name: cleanName(name), mime: essence(contentType), bytes: body }] } }
  }
  let form: FormData
  try {
    form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return refuse(400, 'BadSyntax', 'the multipart body could not be read')
  }
  const part = form.get('activity')
  const words = part === null ? new Uint8Array() : typeof part === 'string' ? Buffer.from(part) : new Uint8Array(await part.arrayBuffer())
  const activity = readJson(words)
  if (!activity.ok) return activity
  const files: UploadedFile[] = []
  for (const file of form.getAll('file')) {
    if (typeof file === 'string') continue
    files.push({ name: cleanName(file.name), mime: essence(file.type), bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return { ok: true, value: { activity: activity.value, files } }
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isText = (value: unknown): value is string => typeof value === 'string'

/** A media type without its parameters, in lower case. */
const essence = (type: string) => (type.split(';')[0] ?? '').trim().toLowerCase()

/** A file's name as people see it: no path, no control characters, no bidirectional overrides, at most 120 characters. */
const cleanName = (name: string) =>
  (name.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').slice(-120).toWellFormed() || 'file'

/** The deepest nesting of brackets outside strings, counted on the bytes without parsing. */
function depth(body: Uint8Array): number {
  let now = 0
  let most = 0
  let quoted = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (quoted) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) quoted = false
    } else if (byte === 0x22) quoted = true
    else if (byte === 0x7b || byte === 0x5b) most = Math.max(most, ++now)
    else if (byte === 0x7d || byte === 0x5d) now--
  }
  return most
}

const refuse = (status: Refusal['status'], code: string, message: string): { ok: false; refusal: Refusal } =>
  ({ ok: false, refusal: { status, code, message } })
