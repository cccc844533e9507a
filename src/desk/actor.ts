/** Who an agent is in ticket work: his own roles and those lent to him by absent colleagues; and why a turn refused him. */
import type { Actor } from '../../core/model.ts'
import type { AgentRow, TurnWrite } from '../store/store.ts'

export type Agent = Omit<AgentRow, 'password'>
export type Refusal = { ok: false; code: 'taken' | 'not-yours' | 'not-found' | 'not-allowed' | (string & {}); message: string; by?: string }

/** An agent without a pack role does the work of an ordinary one. */
const ORDINARY = 'agent'

export function actorOf({ name, role, departments, roles }: Agent, everybody: readonly AgentRow[], at: number): Actor {
  const lent = everybody.filter(({ delegation }) => delegation && delegation.to === name && delegation.from <= at && at < delegation.until)
  const own = roles.length > 0 ? roles : [ORDINARY]
  return {
    name, role,
    roles: [...new Set([...own, ...lent.flatMap((colleague) => colleague.roles)])],
    departments: [...new Set([...departments, ...lent.flatMap((colleague) => colleague.departments)])],
  }
}

export function refusalIn(write: TurnWrite | null): Refusal | null {
  const refusal = write?.effects.find((effect) => effect.type === 'refusal')
  return refusal ? { ok: false, code: refusal.code, message: refusal.message } : null
}
