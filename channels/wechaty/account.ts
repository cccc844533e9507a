/**
 * The account behind the puppet: brings it up, shows the QR code to whoever administers the desk, and says a line.
 * The only file that runs wechaty, which is loaded here; it must survive a puppet that fails, and never say a line twice.
 */
import type { Message } from 'wechaty'
import type { ChannelContext } from '../../core/channel.ts'
import type { SendResult } from '../../core/model.ts'
import type { Place } from './address.ts'
import type { WechatySettings } from './settings.ts'

export type Standing = { state: 'starting' | 'scan' | 'logged-in' | 'logged-out'; detail?: string; qr?: string }
export type Account = {
  start(listeners: { login(self: string): Promise<void>; message(message: Message): Promise<void> }): Promise<void>
  standing(): Standing
  say(place: Place, text: string): Promise<SendResult>
  stop(): Promise<void>
}

/** Nobody is quicker with a telephone in his hand. */
const LOGGED_OUT_AFTER_MS = 15_000

export async function openAccount(settings: WechatySettings, { log }: Pick<ChannelContext<unknown>, 'log'>): Promise<Account> {
  const { WechatyBuilder } = await import('wechaty').catch(() => {
    throw new Error('[wechaty] is not installed. Run: npm install wechaty, and the puppet that WECHATY_PUPPET names.')
  })
  const bot = WechatyBuilder.build({
    puppet: settings.puppet as 'wechaty-puppet-service',
    ...(settings.token ? { puppetOptions: { token: settings.token } } : {}),
    ...(settings.session ? { name: settings.session } : {}),
  })
  let standing: Standing = { state: 'starting' }
  let starting: Promise<void> | null = null

  return {
    standing: () => standing,

    start({ login, message }) {
      bot.on('scan', (qr) => {
        standing = { state: 'scan', detail: 'Scan the code with the telephone of the account.', qr }
        log.warn({ qr }, 'personal WeChat waits to be logged in: scan the code in the console, or draw it from this line')
      })
      bot.on('login', async (self) => {
        await login(self.id)
        standing = { state: 'logged-in', detail: self.name() }
        log.info({ account: self.id }, 'personal WeChat is logged in')
      })
      bot.on('logout', (self, reason) => {
        standing = { state: 'logged-out', ...(reason ? { detail: reason } : {}) }
        log.error({ account: self.id, reason, alert: true }, 'personal WeChat has been logged out; if it happens again, stop using this account')
      })
      bot.on('message', message)
      bot.on('error', (error) => log.error({ error: error.message }, 'the puppet of personal WeChat complains'))
      starting = bot.start()
      return starting
    },

    async say({ contact, room }, text) {
      if (standing.state !== 'logged-in') return { ok: false, retry: 'safe', reason: 'personal WeChat is not logged in', afterMs: LOGGED_OUT_AFTER_MS }
      const to = await bot.Contact.find({ id: contact }).catch(() => undefined)
      const within = room === null ? null : await bot.Room.find({ id: room }).catch(() => undefined)
      if (!to || within === undefined) return { ok: false, retry: 'never', reason: 'the account no longer knows this contact or room' }
      const said = within ? within.say(text, to) : to.say(text)
      let timer: NodeJS.Timeout | undefined
      try {
        const late = new Promise<'late'>((resolve) => {
          timer = setTimeout(() => resolve('late'), settings.timeoutMs)
        })
        const sent = await Promise.race([said, late])
        if (sent === 'late') {
          said.catch((error) => log.warn({ error: String(error) }, 'a message of personal WeChat failed after its time'))
          return { ok: false, retry: 'ambiguous', reason: `the puppet said nothing within ${settings.timeoutMs} ms` }
        }
        return { ok: true, ...(sent ? { providerId: sent.id } : {}) }
      } catch (error) {
        // A puppet does not say how far a message got.
        return { ok: false, retry: 'ambiguous', reason: `the puppet failed (${error instanceof Error ? error.name : 'no reason given'})` }
      } finally {
        clearTimeout(timer)
      }
    },

    async stop() {
      await starting
      await bot.stop()
    },
  }
}
