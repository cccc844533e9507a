/**
 * The telephones of the simulated providers: what each has been shown, and how many messages that was on the bill.
 * It must not know how a text travelled.
 */

export type Shown = { id: number; at: number; from: 'desk' | 'platform'; text: string; /** how it came, e.g. "UCS-2, 2 parts" */ how: string }

export type Phones = {
  show(number: string, line: Omit<Shown, 'id' | 'at'>): void
  shown(number: string): readonly Shown[]
  /** Resolves when at least so many lines are shown. */
  until(number: string, lines: number): Promise<readonly Shown[]>
  listen(listener: (number: string, line: Shown) => void): () => void
}

export function createPhones(now: () => number): Phones {
  const screens = new Map<string, Shown[]>()
  const listeners = new Set<(number: string, line: Shown) => void>()
  let lines = 0

  const screen = (number: string): Shown[] => {
    const found = screens.get(number) ?? []
    screens.set(number, found)
    return found
  }
  const listen: Phones['listen'] = (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  return {
    listen,
    shown: (number) => [...screen(number)],
    show(number, line) {
      const whole: Shown = { ...line, id: ++lines, at: now() }
      screen(number).push(whole)
      for (const listener of [...listeners]) listener(number, whole)
    },
    until: (number, n) =>
      new Promise((resolve) => {
        const check = () => {
          if (screen(number).length < n) return
          stop()
          resolve([...screen(number)])
        }
        const stop = listen(check)
        check()
      }),
  }
}
