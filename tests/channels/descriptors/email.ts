/** How the contract of a door is put to the email door: letters in Dovecot's mailbox, answers to a server that takes and fails. */
import { simpleParser } from 'mailparser'
import { door } from '../../../channels/email/index.ts'
import { createDovecot, dovecotMissing } from '../../../simulators/email/dovecot.ts'
import { createSink } from '../../../simulators/email/sink.ts'
import { type Bench, CLAUSES, type Descriptor, type Heard } from '../contract.ts'
import { letter, settingsFor } from '../email/bench.ts'
import type { MemoryHouse } from '../house.ts'
import { until } from '../until.ts'

const OPEN = 'whoever can write to a mailbox may; who joins a conversation is tested in email-threads.test.ts, broken letters in email-letters.test.ts'
const missing = dovecotMissing()

export const descriptor: Descriptor = {
  door,
  open,
  wrong: { address: 'no address', imapPort: '99999', imapSecurity: 'ssl3', smtpSecurity: 'maybe', mailboxes: ',', neverAnswer: 'everybody', maxMegabytes: '0', plusAddress: 'yes', syncSeconds: '9999' },
  skip: missing
    ? Object.fromEntries(CLAUSES.map((clause) => [clause, missing]))
    : {
        unforgeable: OPEN, garbage: OPEN,
        'idempotent send': 'both copies would bear the same Message-ID, but most mailboxes show both; so the door does not claim it, and an unclear send is not repeated',
        'server-error': 'the answer of an SMTP server says whether it took the letter: 4xx is for now, 5xx for good, and neither is unclear',
      },
}

async function open(): Promise<Bench> {
  const dovecot = await createDovecot()
  const sink = await createSink()
  let memory: MemoryHouse | null = null
  const addressOf = (user: string) => `${user}@example.com`

  /** Read, or given back because the house could not store it. */
  const deliver = async (raw: Buffer): Promise<Heard> => {
    const failures = () => memory?.complaints.filter(({ message }) => message.includes('the disk is full')).length ?? 0
    const before = failures()
    const name = dovecot.deliver(raw)
    await until(() => dovecot.seen(name) || failures() > before)
    return dovecot.seen(name) ? 'taken' : 'again'
  }

  return {
    settings: { ...settingsFor(dovecot, sink), timeoutMs: '700' },
    joined(served) {
      memory = served.memory
    },
    // A second letter of the same customer answers his first, as people go on with a matter.
    deliver: ({ user, text, id }) => deliver(letter({ from: `${user} <${addressOf(user)}>`, id: `<${id}.${user}@example.com>`, text, headers: { References: `<matter.${user}@example.com>` } })),
    forgeries: [],
    garbage: [],
    unknown: () => deliver(letter({ type: 'application/x-hologram', body: 'depth 3' })),
    faults: {
      throttled: () => sink.next('busy'),
      unreachable: () => sink.close(),
      'no-answer': () => sink.next('silent'),
      'cut-after-acceptance': () => sink.next('lost'),
      refused: () => sink.next('refused'),
    },
    async shown(user) {
      const letters = await Promise.all(sink.letters.filter(({ to }) => to.includes(addressOf(user))).map(({ raw }) => simpleParser(raw)))
      return letters.map(({ text }) => text?.replace(/\n$/, '') ?? '')
    },
    async close() {
      await sink.close()
      await dovecot.close()
    },
  }
}
