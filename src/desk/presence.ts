/** Who is at work: an agent counts as online while he has said so and his console has been heard of lately. In memory: it is true again within one heartbeat of a restart. */
export type Presence = {
  set(agent: string, online: boolean): void
  /** The agent's console is alive. */
  seen(agent: string): void
  online(agent: string): boolean
}

/** A console is silent this long only when it is gone: its event stream beats every 25 seconds. */
const SILENT_MS = 90_000

export function createPresence(now: () => number): Presence {
  const wants = new Map<string, boolean>()
  const heard = new Map<string, number>()
  return {
    set(agent, online) {
      wants.set(agent, online)
      heard.set(agent, now())
    },
    seen: (agent) => void heard.set(agent, now()),
    online: (agent) => wants.get(agent) === true && now() - (heard.get(agent) ?? 0) < SILENT_MS,
  }
}
