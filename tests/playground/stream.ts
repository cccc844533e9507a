/** A visitor's end of the playground's stream: reads server-sent events and waits for the one a test is about. */

export type Told = { event: string; data: unknown }
export type Visitor = {
  told: readonly Told[]
  /** Resolves with the first event, past or to come, that fits. */
  until<T>(event: string, fits: (data: T) => boolean): Promise<T>
  leave(): void
}

export async function visit(url: string, pack: string, customer: string): Promise<Visitor> {
  const leaving = new AbortController()
  const response = await fetch(`${url}/playground/api/stream?${new URLSearchParams({ pack, customer })}`, { signal: leaving.signal })
  const told: Told[] = []
  const checks = new Set<() => void>()
  void read().catch(() => undefined)

  async function read(): Promise<void> {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1]
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (event && data) told.push({ event, data: JSON.parse(data) as unknown })
      }
      for (const check of checks) check()
    }
  }

  return {
    told,
    until: <T>(event: string, fits: (data: T) => boolean) =>
      new Promise<T>((resolve) => {
        const check = () => {
          const found = told.find((one) => one.event === event && fits(one.data as T))
          if (!found) return
          checks.delete(check)
          resolve(found.data as T)
        }
        checks.add(check)
        check()
      }),
    leave: () => leaving.abort(),
  }
}
