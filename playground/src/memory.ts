/** What the page remembers of a visitor in this browser: language, organisation, and which customer he plays. It works without storage, too. */

type Key = 'lang' | 'pack' | 'customer'
const fallback = new Map<Key, string>()

export function kept(key: Key): string | null {
  try {
    return localStorage.getItem(`yingda.playground.${key}`) ?? fallback.get(key) ?? null
  } catch {
    return fallback.get(key) ?? null
  }
}

export function keep(key: Key, value: string): void {
  fallback.set(key, value)
  try {
    localStorage.setItem(`yingda.playground.${key}`, value)
  } catch {
    // forbidden or full: it is remembered as long as the page lives
  }
}

/** A customer nobody has met. */
export function newCustomer(): string {
  const id = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  keep('customer', id)
  return id
}
