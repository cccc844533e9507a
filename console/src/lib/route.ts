/** Which page is shown, kept in the address after the `#` so that the server needs no rule for it. It must not know what the pages show. */
import { useSyncExternalStore } from 'react'

export type Route =
  | { page: 'desk'; conversation: string | null }
  | { page: 'tickets'; ticket: string | null }
  | { page: 'people' }

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return parse(hash)
}

/** `replace` leaves no entry in the browser's history, for moves that nobody would want to go back to. */
export function go(route: Route, replace = false) {
  const hash = write(route)
  if (hash === location.hash) return
  if (replace) {
    history.replaceState(null, '', hash)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else location.hash = hash
}

export function write(route: Route): string {
  if (route.page === 'people') return '#/people'
  const id = route.page === 'desk' ? route.conversation : route.ticket
  const page = route.page === 'desk' ? 'c' : 'tickets'
  return id ? `#/${page}/${encodeURIComponent(id)}` : `#/${page}`
}

function parse(hash: string): Route {
  const [, page, id] = hash.split('/')
  const given = id ? decode(id) : null
  if (page === 'people') return { page }
  return page === 'tickets' ? { page, ticket: given } : { page: 'desk', conversation: given }
}
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
