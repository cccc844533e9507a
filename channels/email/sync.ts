/**
 * Brings one folder's new letters into the house: from the cursor on, in order, each stored before the cursor moves and before it is marked as read.
 * It must not trust UIDs of another UIDVALIDITY: then the folder is gone through by Message-ID, and what is known stays alone.
 */
import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { ChannelContext } from '../../core/channel.ts'
import type { Intake, Taken } from './intake.ts'
import type { EmailSettings } from './settings.ts'
import { hash } from './tokens.ts'

/** Where reading stands in a folder. `since`: nothing that came before is taken up, in whatever order the folder is. */
type Cursor = { uidValidity: string; lastUid: number; since: number }
type Listed = { uid: number; size: number; at: number; id: string }

/** Reads what is new; resolves with how many letters that were. */
export type Sync = (client: ImapFlow, folder: string) => Promise<number>

type Parts = Pick<ChannelContext<unknown>, 'state' | 'house' | 'now' | 'log'> & { settings: EmailSettings; intake: Intake }

const BATCH = 20
const BATCH_BYTES = 20 * 1024 * 1024
/** Of a letter that is too large this much is fetched: its words stand at the beginning. */
const HEAD_BYTES = 512 * 1024
const DAY_MS = 86_400_000

export function createSync({ settings, intake, state, house, now, log }: Parts): Sync {
  return async (client, folder) => {
    const mailbox = client.mailbox
    if (!mailbox) throw new Error(`the folder ${folder} is not open`)
    const uidValidity = String(mailbox.uidValidity)
    const name = `cursor:${folder}`
    const known = await state.get<Cursor>(name)
    const cursor = known?.uidValidity === uidValidity ? known : { uidValidity, lastUid: 0, since: known?.since ?? now() - settings.firstDays * DAY_MS }
    const fresh = await list(client, cursor, known)
    const highest = fresh.reduce((max, { uid }) => Math.max(max, uid), cursor.lastUid)
    const wanted = known && cursor !== known ? await unknown(fresh) : fresh

    let saved = known?.uidValidity === uidValidity ? known.lastUid : -1
    let taken = 0
    for (const batch of batches(wanted)) {
      const letters = await fetch(client, batch)
      await store(letters)
      saved = batch.at(-1)?.uid ?? saved
      await state.set(name, { ...cursor, lastUid: saved })
      await markRead(client, folder, batch)
      taken += letters.length
    }
    const start = known ? highest : Math.max(highest, Number(mailbox.uidNext ?? 1) - 1)
    if (start > saved) await state.set(name, { ...cursor, lastUid: start })
    return taken
  }

  async function list(client: ImapFlow, cursor: Cursor, known: Cursor | undefined): Promise<readonly Listed[]> {
    const same = known?.uidValidity === cursor.uidValidity
    // A folder seen for the first time: what a person has read already is not taken up. Days are all that SEARCH knows.
    const range = same ? `${cursor.lastUid + 1}:*` : await client.search({ since: new Date(cursor.since), ...(known ? {} : { seen: false }) }, { uid: true })
    if (!range || range.length === 0) return []
    const found: Listed[] = []
    for await (const one of client.fetch(range, { uid: true, size: true, internalDate: true, envelope: true }, { uid: true })) {
      const at = new Date(one.internalDate ?? now()).getTime()
      // "n:*" always brings the last letter, however small its number.
      if (one.uid > cursor.lastUid && (same || at >= cursor.since - 1000)) found.push({ uid: one.uid, size: one.size ?? 0, at, id: one.envelope?.messageId ?? '' })
    }
    return found.sort((a, b) => a.uid - b.uid)
  }

  async function unknown(letters: readonly Listed[]): Promise<readonly Listed[]> {
    const left: Listed[] = []
    for (const one of letters) if (!one.id || (await state.get(`letter:${hash(one.id)}`)) === undefined) left.push(one)
    return left
  }

  async function fetch(client: ImapFlow, batch: readonly Listed[]): Promise<readonly Taken[]> {
    const letters: Taken[] = []
    for (const { uid, size, at } of batch) {
      const cut = size > settings.maxBytes
      const one: FetchMessageObject | false | undefined = await client.fetchOne(String(uid), { source: cut ? { start: 0, maxLength: HEAD_BYTES } : true }, { uid: true })
      // Somebody has moved it away meanwhile.
      if (!one) continue
      if (!one.source) throw new Error(`the server sent no text of letter ${uid}`)
      letters.push(await intake(one.source, { at, cut }))
    }
    return letters
  }

  async function store(letters: readonly Taken[]): Promise<void> {
    const inbound = letters.flatMap((one) => one.inbound)
    if (inbound.length > 0) await house.accept(inbound)
    for (const { notice } of letters)
      if (notice && notice.status !== 'delayed') await house.receipt(notice.token.text, notice.status, notice.reason)
  }

  /** For people who look into the folder; the desk goes by its cursor. */
  async function markRead(client: ImapFlow, folder: string, batch: readonly Listed[]): Promise<void> {
    const done = await client.messageFlagsAdd(batch.map(({ uid }) => uid).join(','), ['\\Seen'], { uid: true }).catch(() => false)
    if (!done) log.warn({ folder }, 'letters could not be marked as read; is the folder read-only?')
  }
}

function batches(letters: readonly Listed[]): readonly (readonly Listed[])[] {
  const all: Listed[][] = []
  let bytes = 0
  for (const one of letters) {
    const last = all.at(-1)
    if (!last || last.length >= BATCH || bytes + one.size > BATCH_BYTES) {
      all.push([one])
      bytes = one.size
    } else {
      last.push(one)
      bytes += one.size
    }
  }
  return all
}
