/**
 * Reads JSON that strangers post, with a limit on depth, and with numbers kept as the digits that were written.
 * It must not turn a 64-bit message id into a rounded number.
 */

export type JsonObject = { readonly [key: string]: JsonValue }
export type JsonValue = string | boolean | null | readonly JsonValue[] | JsonObject
export type JsonResult = { ok: true; value: JsonValue } | { ok: false; reason: string }

/** Parses JSON; every number comes back as its source text. Never throws. */
export function parseJson(source: string, depth = 12): JsonResult {
  if (deeperThan(source, depth)) return { ok: false, reason: `nested deeper than ${depth}` }
  try {
    return { ok: true, value: JSON.parse(source, keepDigits as (this: unknown, key: string, value: unknown) => unknown) as JsonValue }
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
}

export const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value
}

/** Counts brackets outside strings; the parser's own reviver would otherwise recurse as deep as a stranger likes. */
function deeperThan(source: string, depth: number): boolean {
  let level = 0
  let quoted = false
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (quoted) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) quoted = false
    } else if (code === QUOTE) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      if (++level > depth) return true
    } else if (code === 0x7d || code === 0x5d) level--
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
