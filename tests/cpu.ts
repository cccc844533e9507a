/** How much work something is, told by the processor's time: whatever else the machine is doing does not count. */

/** Milliseconds of processor time that `work` took in this process. */
export function cpuMs(work: () => unknown): number {
  const started = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - started) / 1_000
}
