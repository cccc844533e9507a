/** The first administrator: made once, with the password given or a generated one, which stays readable beside the data until it is changed. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pack } from '../../core/pack.ts'
import type { Store } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { hashPassword, passwordFits } from './passwords.ts'

/** The administrator's id. */
export const ADMIN = 'a_admin'

/** Returns the generated password while it is still in use, else null. */
export async function firstAgents({ store, desk, packs, given, folder }: {
  store: Store; desk: Desk; packs: readonly Pack[]; given: string | null; folder: string
}): Promise<string | null> {
  const file = join(folder, 'admin-password')
  const departments = [...new Set(packs.flatMap((pack) => pack.departments.map(({ key }) => key)))]
  const known = store.agents().find(({ id }) => id === ADMIN)
  if (!known) {
    const password = given ?? randomBytes(9).toString('base64url')
    if (given === null) writeFileSync(file, `${password}\n`, { mode: 0o600 })
    await desk.addAgent({ id: ADMIN, name: 'admin', password, role: 'admin', departments })
    return given === null ? password : null
  }
  // A password set from outside is the one that holds: that is how an operator gets back in.
  if (given !== null && !passwordFits(given, known.password)) await store.putAgent({ ...known, password: hashPassword(given) })
  const generated = existsSync(file) ? readFileSync(file, 'utf8').trim() : null
  return given === null && generated !== null && passwordFits(generated, known.password) ? generated : null
}
