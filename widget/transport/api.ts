/**
 * The calls the widget makes to the desk, each with one outcome as a value. It must not retry or keep anything: callers know what to do.
 */
import type { Uploads } from '../chat/state.ts'

/** `status` 0: no answer at all, so nobody knows whether the desk took it. */
export type Reply<T> = { ok: true; value: T } | { ok: false; status: number; code: string; retryAfterMs: number | null }

export type Session = { conversation: string; token: string; ticket: string; resume: string; resumed: boolean; title: string | null; uploads: Uploads | null }
export type Activity = { type: 'message'; text: string; locale: string; channelData: { clientActivityID: string } }

export type Api = {
  session(resume: string | null): Promise<Reply<Session>>
  post(session: Session, activity: Activity): Promise<Reply<{ id: string }>>
  upload(session: Session, activity: Activity, file: File, progress: (ratio: number) => void): Promise<Reply<{ id: string }>>
  activities(session: Session, watermark: number): Promise<Reply<unknown>>
  streamUrl(session: Session, watermark: number, client: string): string
}

const PATIENCE_MS = 20_000
const UPLOAD_PATIENCE_MS = 180_000

export function createApi(desk: string, account: string): Api {
  const base = `${desk}/directline/${encodeURIComponent(account)}`
  const conversation = (session: Session) => `${base}/conversations/${session.conversation}`
  const bearer = (session: Session) => ({ authorization: `Bearer ${session.token}` })

  async function call<T>(url: string, method: 'GET' | 'POST', headers: Readonly<Record<string, string>>, body?: object): Promise<Reply<T>> {
    try {
      const response = await fetch(url, {
        method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
        credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS),
      })
      return outcome(response.status, await response.text(), response.headers.get('retry-after'))
    } catch {
      return NO_ANSWER
    }
  }

  return {
    async session(resume) {
      const reply = await call<{ conversationId: string; token: string; streamUrl: string; resume: string; resumed: boolean; title: string | null; uploads: Uploads | null }>(
        `${base}/widget/session`, 'POST', {}, resume === null ? {} : { resume },
      )
      if (!reply.ok) return reply
      const { conversationId, streamUrl, ...rest } = reply.value
      return { ok: true, value: { ...rest, conversation: conversationId, ticket: new URL(streamUrl).searchParams.get('t') ?? '' } }
    },
    post: (session, activity) => call(`${conversation(session)}/activities`, 'POST', bearer(session), activity),
    upload: (session, activity, file, progress) => send(`${conversation(session)}/upload`, bearer(session), form(activity, file), progress),
    activities: (session, watermark) => call(`${conversation(session)}/activities?watermark=${watermark || ''}`, 'GET', bearer(session)),
    // Our own address of the desk, not the one in the reply: a desk behind several names is reached by the one that worked.
    streamUrl: (session, watermark, client) =>
      `${conversation(session).replace(/^http/, 'ws')}/stream?watermark=${watermark || ''}&client=${client}&t=${encodeURIComponent(session.ticket)}`,
  }
}

const NO_ANSWER = { ok: false, status: 0, code: '', retryAfterMs: null } as const

function outcome<T>(status: number, text: string, retryAfter: string | null): Reply<T> {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's page of HTML; the status says enough.
  }
  if (status >= 200 && status < 300 && typeof body === 'object' && body !== null) return { ok: true, value: body as T }
  const code = (body as { error?: { code?: unknown } } | null)?.error?.code
  const seconds = Number(retryAfter)
  // A success without our JSON is some other server's: as good as no answer.
  return { ok: false, status: status < 300 ? 0 : status, code: String(code ?? ''), retryAfterMs: seconds > 0 ? seconds * 1000 : null }
}

function form(activity: Activity, file: File): FormData {
  const data = new FormData()
  data.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }))
  data.append('file', file, file.name)
  return data
}

/** fetch cannot tell how much of a body has left; the older interface can. */
function send(url: string, headers: Readonly<Record<string, string>>, body: FormData, progress: (ratio: number) => void): Promise<Reply<{ id: string }>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.timeout = UPLOAD_PATIENCE_MS
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onload = () => resolve(outcome(request.status, request.responseText, request.getResponseHeader('retry-after')))
    request.onerror = request.ontimeout = request.onabort = () => resolve(NO_ANSWER)
    request.send(body)
  })
}
