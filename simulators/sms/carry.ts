/**
 * Brings callbacks to the desk as networks do: twice, late, or after the one that was sent later.
 * It must not read what it carries.
 */

export type Carried = { /** of the first copy; null when the desk was not reached in time */ status: number | null; body: string; copies: readonly (number | null)[] }

export type Carrier = {
  /** Each callback goes out this many times at once. */
  copies: number
  /** Pause before it leaves, in ms. */
  delayMs: number
  /** Two callbacks of one sender change places: the first waits for the second, at most `OVERTAKE_MS`. */
  outOfOrder: boolean
  carry(sender: string, url: string, request: { headers: Readonly<Record<string, string>>; body: string }): Promise<Carried>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  close(): void
}

const OVERTAKE_MS = 2_000

/** @param answerWithinMs how long the provider waits before it takes the desk for unreachable */
export function createCarrier(answerWithinMs: number): Carrier {
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const held = new Map<string, () => void>()

  const carrier: Carrier = {
    copies: 1, delayMs: 0, outOfOrder: false,
    carry(sender, url, request) {
      const work = deliver(sender, url, request)
      underWay.add(work)
      work.finally(() => underWay.delete(work)).catch(() => undefined)
      return work
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled([...underWay])
    },
    close: () => closing.abort(),
  }
  return carrier

  async function deliver(sender: string, url: string, request: { headers: Readonly<Record<string, string>>; body: string }): Promise<Carried> {
    const { copies } = carrier
    await turn(sender)
    const answers = await Promise.all(Array.from({ length: copies }, () => post(url, request)))
    const [first] = answers
    return { status: first?.status ?? null, body: first?.body ?? '', copies: answers.map((answer) => answer?.status ?? null) }
  }

  async function turn(sender: string): Promise<void> {
    if (carrier.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, carrier.delayMs))
    const release = held.get(sender)
    if (release) {
      held.delete(sender)
      setImmediate(release)
      return
    }
    if (!carrier.outOfOrder) return
    await new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer)
        if (held.get(sender) === go) held.delete(sender)
        resolve()
      }
      const timer = setTimeout(go, OVERTAKE_MS)
      held.set(sender, go)
    })
  }

  async function post(url: string, { headers, body }: { headers: Readonly<Record<string, string>>; body: string }): Promise<{ status: number; body: string } | null> {
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), closing.signal]) })
      return { status: response.status, body: await response.text() }
    } catch {
      return null
    }
  }
}
