/**
 * A real IMAP server on loopback: Dovecot of Debian with a configuration of its own in a temporary folder, one user, letters dropped into his Maildir.
 * It must touch nothing of the machine's own mail, and leave nothing behind. It needs root, because Dovecot does.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './port.ts'

const PROGRAM = '/usr/sbin/dovecot'
/** nobody and nogroup on Debian. */
const NOBODY = 65534
const START_MS = 20_000

/** Null where it can run, else why not. */
export const dovecotMissing = (): string | null =>
  !existsSync(PROGRAM) || !existsSync('/usr/lib/dovecot/imap') ? 'Dovecot is not installed (Debian: dovecot-imapd)' : process.getuid?.() !== 0 ? 'Dovecot needs root' : null

export type Dovecot = {
  port: number
  user: string
  password: string
  /** The Maildir of INBOX; another server may deliver into it too. */
  maildir: string
  /** Drops a letter; returns a name by which it is found again. */
  deliver(raw: string | Buffer, folder?: string): string
  /** The letter has been marked as read. */
  seen(name: string, folder?: string): boolean
  names(folder?: string): readonly string[]
  /** Gives the folder another UIDVALIDITY, as after a restore from a backup. */
  renumber(folder?: string): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function createDovecot({ folders = [] as readonly string[] } = {}): Promise<Dovecot> {
  const base = mkdtempSync(join(tmpdir(), 'dovecot-'))
  chmodSync(base, 0o755)
  const maildir = join(base, 'mail')
  const port = await freePort()
  const user = 'desk'
  const password = 'Dovecot-7394'
  const dirOf = (folder = 'INBOX') => (folder === 'INBOX' ? maildir : join(maildir, `.${folder}`))
  for (const dir of ['INBOX', ...folders].map(dirOf)) makeMaildir(dir)
  writeFileSync(join(base, 'dovecot.conf'), configuration(base, port, user, password))
  let child: ChildProcess | null = null
  let count = 0
  const server: Dovecot = {
    port, user, password, maildir,
    deliver(raw, folder) {
      const name = `${Date.now()}.${process.pid}_${++count}.test`
      const path = join(dirOf(folder), 'tmp', name)
      writeFileSync(path, raw)
      chownSync(path, NOBODY, NOBODY)
      // Moved in whole, as a delivery agent does.
      renameSync(path, join(dirOf(folder), 'new', name))
      return name
    },
    seen: (name, folder) => readdirSync(join(dirOf(folder), 'cur')).some((file) => file.startsWith(name) && /:2,[A-Z]*S/.test(file)),
    names: (folder) => ['new', 'cur'].flatMap((part) => readdirSync(join(dirOf(folder), part))),
    async renumber(folder) {
      await server.stop()
      for (const file of readdirSync(dirOf(folder))) if (file.startsWith('dovecot')) rmSync(join(dirOf(folder), file), { recursive: true })
      await new Promise((done) => setTimeout(done, 1_100))
      await server.start()
    },
    async start() {
      if (child) return
      const own = spawn(PROGRAM, ['-F', '-c', join(base, 'dovecot.conf')], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
      child = own
      let said = ''
      own.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
      const end = Date.now() + START_MS
      while (!(await answers(port))) {
        if (own.exitCode !== null || Date.now() > end) throw new Error(`Dovecot did not start: ${said}`)
        await new Promise((done) => setTimeout(done, 30))
      }
    },
    async stop() {
      const own = child
      child = null
      if (!own || own.exitCode !== null) return
      const gone = new Promise((done) => own.once('exit', done))
      // The whole group: a process that serves an idle client outlives its master by seconds.
      process.kill(-(own.pid as number), 'SIGTERM')
      await gone
    },
    async close() {
      await server.stop()
      rmSync(base, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

function makeMaildir(dir: string): void {
  for (const path of [dir, ...['cur', 'new', 'tmp'].map((part) => join(dir, part))]) {
    mkdirSync(path, { recursive: true })
    chownSync(path, NOBODY, NOBODY)
  }
}

/** True as soon as the server greets. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (greeted: boolean) => {
      socket.destroy()
      resolve(greeted)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
  })

const configuration = (base: string, port: number, user: string, password: string): string => `
base_dir = ${base}/run
state_dir = ${base}/run
log_path = ${base}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${base}/mail
mail_uid = ${NOBODY}
mail_gid = ${NOBODY}
first_valid_uid = 1
maildir_very_dirty_syncs = no
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
auth_mechanisms = plain login
passdb {
  driver = static
  args = user=${user} password=${password}
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${base}/mail
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap {
  process_limit = 50
}
`
