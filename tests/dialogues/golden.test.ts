/** Runs every pack's golden dialogues through the whole line, as a customer would live them. It holds no dialogue of its own. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decide, stumble } from '../../bots/decide.ts'
import { REPLY_KEYS } from '../../bots/replies.ts'
import type { Ticket } from '../../core/model.ts'
import type { Dialogue } from '../../core/pack.ts'
import { openEar } from '../../intents/ear.ts'
import { loadPacks } from '../../knowledge/load.ts'
import { openRehearsal, type Rehearsal, type Rehearsed } from '../../src/rehearsal.ts'

type Expected = Dialogue['steps'][number]['expect']
const WORKING_TIME = '2026-11-25T10:00'
const STEP_MS = 30_000

const { packs } = loadPacks('knowledge/packs', { replyKeys: REPLY_KEYS })
let staffed: readonly string[] = []
let room: Rehearsal

beforeAll(async () => {
  const ear = await openEar(packs, '.cache', () => {})
  room = await openRehearsal({ packs, decide, stumble, understand: ear.understand, staffed: () => staffed })
}, 180_000)
afterAll(() => room.close())

describe.each(packs.map((pack) => [pack.id, pack] as const))('%s', (id, pack) => {
  const everybody = pack.departments.map(({ key }) => key)

  it('has golden dialogues', () => expect(pack.dialogues.length).toBeGreaterThan(0))

  const pending = pack.dialogues.filter((dialogue) => dialogue.pending)
  if (pending.length > 0) it.skip.each(pending.map((dialogue) => [dialogue.name, dialogue.pending] as const))('%s: %s', () => {})

  it.each(pack.dialogues.filter((dialogue) => !dialogue.pending).map((dialogue) => [dialogue.name, dialogue] as const))('%s', async (name, dialogue) => {
    staffed = dialogue.staffed ?? everybody
    const start = Date.parse(`${dialogue.at ?? WORKING_TIME}:00+08:00`)
    for (const [index, step] of dialogue.steps.entries()) {
      const got = await room.say({ pack: id, name: `${dialogue.file}/${name}` }, step.say, start + index * STEP_MS)
      expect({ step: step.say, ...shown(step.expect, got) }).toEqual({ step: step.say, ...wanted(step.expect) })
    }
  })
})

/** What the step wants, in a form that a failed comparison prints well. */
function wanted(expected: Expected): object {
  const { contains, lacks, ticket, ...rest } = expected
  return { ...rest, ...(contains ? { contains: contains.map(() => true) } : {}), ...(lacks ? { lacks: lacks.map(() => true) } : {}), ...(ticket ? { ticket: { ...ticket, ...(ticket.flags ? { flags: [...ticket.flags].sort() } : {}) } } : {}) }
}

function shown({ contains, lacks, cites, abstains, handoff, ticket, tickets }: Expected, got: Rehearsed): object {
  const has = (words: string) => got.answer.includes(words)
  const missed = { answer: got.answer }
  const found = contains?.map((one) => [one].flat().some(has))
  const absent = lacks?.map((one) => !has(one))
  return {
    ...(found ? { contains: found } : {}), ...(absent ? { lacks: absent } : {}),
    ...(found?.includes(false) || absent?.includes(false) ? missed : {}),
    ...(cites === undefined ? {} : { cites: got.citations.map(({ article, clause }) => `${article}#${clause}`).find((one) => one === cites) ?? got.citations.map(({ article, clause }) => `${article}#${clause}`).join(' ') }),
    ...(abstains === undefined ? {} : { abstains: got.abstained }),
    ...(handoff === undefined ? {} : { handoff: got.handedOver }),
    ...(ticket === undefined ? {} : { ticket: fieldsOf(got.tickets[0], ticket) }),
    ...(tickets === undefined ? {} : { tickets: got.tickets.length }),
  }
}

/** Of the newest ticket just what the step names. */
function fieldsOf(ticket: Ticket | undefined, wanted: NonNullable<Expected['ticket']>): object | null {
  if (!ticket) return null
  const own: Record<string, unknown> = { ...ticket, flags: [...ticket.flags].sort(), urged: ticket.urges.length > 0 }
  const chosen = Object.fromEntries(Object.keys(wanted).map((key) => [key, own[key]]))
  return wanted.fields ? { ...chosen, fields: Object.fromEntries(Object.keys(wanted.fields).map((key) => [key, ticket.fields[key]])) } : chosen
}
