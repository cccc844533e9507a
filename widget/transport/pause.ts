/** A wait that can be cut short, for those who try again: when the network is back nobody should sit out the rest. */
export type Pause = { wait(ms: number): Promise<void>; hurry(): void }

export function createPause(): Pause {
  let hurry = (): void => {}
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        hurry = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    hurry: () => hurry(),
  }
}
