/**
 * From which web sites the door may be used: the list of origins, and the CORS headers that follow from it.
 * It must not authorise anybody: an origin is what a browser says, and only a token or the secret opens a conversation.
 */

type Asked = { headers: Readonly<Record<string, string | undefined>> }

export type Origins = {
  /** Pages that may start the widget: those of the desk itself and those listed. */
  mayStart(request: Asked): boolean
  /** Pages that may call with a token: any while nothing is listed, because the token was given to that page on purpose. */
  mayCall(request: Asked, bound?: readonly string[]): boolean
  /** Headers for a reply to this request; empty where the caller is no browser or its page is refused. */
  headers(request: Asked): Readonly<Record<string, string>>
}

/** @param listed origins such as "https://www.example.com", or "*" for all  @param publicUrl the desk's own address */
export function createOrigins(listed: readonly string[], publicUrl: string): Origins {
  const all = listed.includes('*')
  const own = new URL(publicUrl).origin
  const inList = (origin: string) => all || listed.includes(origin)
  // A desk answers under several names (localhost, an address, the public name): the same host as the request's is the desk itself.
  const same = (origin: string, host: string | undefined) => origin === own || (host !== undefined && hostOf(origin) === host)

  const mayCall: Origins['mayCall'] = ({ headers }, bound) => {
    const { origin, host } = headers
    // No browser, or a page of the desk itself reading: origins say nothing about either.
    if (origin === undefined) return true
    if (bound) return bound.includes(origin)
    return listed.length === 0 || inList(origin) || same(origin, host)
  }

  return {
    mayStart: ({ headers: { origin, host } }) => origin !== undefined && (inList(origin) || same(origin, host)),
    mayCall,
    headers(request) {
      const origin = request.headers.origin
      if (origin === undefined || !mayCall(request)) return { vary: 'Origin' }
      return {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'Authorization, Content-Type, Accept, x-ms-bot-agent, x-requested-with',
        'access-control-expose-headers': 'Retry-After',
        'access-control-max-age': '600',
      }
    },
  }
}

/** Splits and checks a comma-separated list; `what` says what is wrong with it. */
export function parseOrigins(list: string | undefined): { ok: true; value: readonly string[] } | { ok: false; what: string } {
  const given = (list ?? '').split(',').map((one) => one.trim()).filter(Boolean)
  const wrong = given.find((one) => one !== '*' && !/^https?:\/\//.test(originOf(one)))
  if (wrong !== undefined) return { ok: false, what: `must list origins such as https://www.example.com; "${wrong}" is none` }
  return { ok: true, value: given.map((one) => (one === '*' ? one : originOf(one))) }
}

const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : 'null')
const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
