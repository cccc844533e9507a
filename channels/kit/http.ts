/**
 * One HTTP call to a provider, and what its failure means for a message: surely not accepted, perhaps accepted, or refused.
 * It must not retry by itself, throw for what a network does, or put an address with its secrets into a reason.
 */
import type { SendResult } from '../../core/model.ts'

export type Failure = Extract<SendResult, { ok: false }>
export type CallResult =
  | { ok: true; status: number; text: string }
  /** `answered`: what stood in an answer that was not 2xx; providers give their own codes there. */
  | { ok: false; failure: Failure; answered?: { status: number; text: string } }
export type Call = { url: string; method?: string; headers?: Readonly<Record<string, string>>; body?: string | Uint8Array; timeoutMs: number }

/** Makes the call and reads the answer whole. `ok` means that the provider answered 2xx; the meaning of the body is the caller's to judge. */
export async function callProvider(fetcher: typeof fetch, call: Call): Promise<CallResult> {
  try {
    const response = await fetcher(call.url, {
      method: call.method ?? 'POST',
      headers: { ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body as string }),
      redirect: 'error',
      signal: AbortSignal.timeout(call.timeoutMs),
    })
    const text = await response.text()
    if (response.ok) return { ok: true, status: response.status, text }
    return { ok: false, failure: failureOfStatus(response.status, response.headers.get('retry-after')), answered: { status: response.status, text } }
  } catch (error) {
    return { ok: false, failure: failureOfNetwork(error, call.timeoutMs) }
  }
}

/** The body of an answer, or null when it has more bytes than `most`; reading stops there. */
export async function readWithin(response: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** An HTTP status that is not 2xx. 5xx may come from a proxy after the provider took the message, so it is ambiguous. */
export function failureOfStatus(status: number, retryAfter: string | null = null): Failure {
  const reason = `the provider answered HTTP ${status}`
  if (status === 429) {
    const seconds = Number(retryAfter)
    return { ok: false, retry: 'safe', reason, afterMs: retryAfter && seconds > 0 ? Math.min(seconds, 3600) * 1000 : 5000 }
  }
  return { ok: false, retry: status >= 500 || status === 408 ? 'ambiguous' : 'never', reason }
}

/** A call without an answer. Only what failed before the first byte of the request could leave is surely not accepted. */
export function failureOfNetwork(error: unknown, timeoutMs: number): Failure {
  const code = codeOf(error)
  if (NEVER_LEFT.has(code) || code.startsWith('ERR_TLS') || code.includes('CERT')) {
    return { ok: false, retry: 'safe', reason: `no connection to the provider (${code})`, afterMs: 2000 }
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { ok: false, retry: 'ambiguous', reason: `no answer from the provider within ${timeoutMs} ms` }
  }
  return { ok: false, retry: 'ambiguous', reason: `the connection to the provider broke (${code || 'no reason given'})` }
}

const NEVER_LEFT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_INVALID_URL',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** fetch hides the reason in `cause`, and several tried addresses in `errors`. */
function codeOf(error: unknown, depth = 0): string {
  if (depth > 4 || typeof error !== 'object' || error === null) return ''
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  return codeOf(cause, depth + 1) || (Array.isArray(errors) ? codeOf(errors[0], depth + 1) : '')
}
