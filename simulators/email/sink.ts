/**
 * The outgoing side of a mail provider: an SMTP server on loopback that keeps what it is given, and fails as such servers do when told to.
 * It must say what it does: a letter it has answered with 250 is kept, one it has refused is not.
 */
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** `busy` and `closing` refuse for now, `refused` for good; `cut` hangs up while the letter comes in and keeps nothing, `lost` after it is kept, without an answer; `silent` takes it and says nothing. */
export const SMTP_FAULTS = ['busy', 'closing', 'refused', 'cut', 'lost', 'silent'] as const
export type SmtpFault = (typeof SMTP_FAULTS)[number]

export type Received = { from: string; to: readonly string[]; raw: Buffer; mail: ParsedMail }

export type Sink = {
  port: number
  user: string
  password: string
  letters: readonly Received[]
  /** How often a client has connected. */
  connections(): number
  /** The next letters fail like this, one each. */
  next(...faults: readonly SmtpFault[]): void
  /** Tells of every letter that is kept. */
  listen(listener: (letter: Received) => void): () => void
  close(): Promise<void>
}

type Refusal = Error & { responseCode: number }

export async function createSink({ login = true, tls = false, port = 0 } = {}): Promise<Sink> {
  const user = 'desk'
  const password = 'Sink-5210'
  const letters: Received[] = []
  const faults: SmtpFault[] = []
  const listeners = new Set<(letter: Received) => void>()
  const open = new Set<{ destroy(): void }>()
  let connections = 0
  const server = new SMTPServer({
    disabledCommands: tls ? [] : ['STARTTLS'], authOptional: !login, allowInsecureAuth: true, logger: false, disableReverseLookup: true, closeTimeout: 200,
    onConnect(_session, done) {
      connections++
      done()
    },
    onAuth: (auth, _session, done) => (auth.username === user && auth.password === password ? done(null, { user }) : done(refusal(535, 'authentication failed'))),
    onRcptTo(_address, _session, done) {
      const refused = faults[0] && REFUSALS[faults[0]]
      if (!refused) return done()
      faults.shift()
      done(refusal(refused.code, refused.words))
    },
    onData(stream, session, done) {
      const fault = faults.shift()
      if (fault === 'cut') return void stream.once('data', hangUp)
      void take(stream, session.envelope.mailFrom, session.envelope.rcptTo).then(() => {
        if (fault === 'lost') return hangUp()
        if (fault !== 'silent') done(null, '2.0.0 kept')
      }, done)
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))

  return {
    port: (server.server.address() as AddressInfo).port, user, password, letters,
    connections: () => connections,
    next: (...given) => void faults.push(...given),
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      hangUp()
      await closed
    },
  }

  async function take(stream: Readable, from: false | { address: string }, to: readonly { address: string }[]): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    const letter: Received = { from: from ? from.address : '', to: to.map(({ address }) => address), raw, mail: await simpleParser(raw) }
    letters.push(letter)
    for (const listener of [...listeners]) listener(letter)
  }

  /** Every client, as when a machine goes down. */
  function hangUp(): void {
    for (const socket of [...open]) socket.destroy()
  }
}

const REFUSALS: Partial<Record<SmtpFault, { code: number; words: string }>> = {
  busy: { code: 450, words: 'mailbox busy' }, closing: { code: 421, words: 'closing down' }, refused: { code: 550, words: 'no such user' },
}
const refusal = (responseCode: number, message: string): Refusal => Object.assign(new Error(message), { responseCode })
