/**
 * Personal WeChat through a wechaty puppet: off unless it is asked for by name and the risk is taken in so many words.
 * It must hold no logic of its own; wechaty is in account.ts alone and loaded only for a configured account.
 */
import type { Channel, Door } from '../../core/channel.ts'
import type { Capabilities } from '../../core/model.ts'
import { numbered } from '../kit/menu.ts'
import { byteLength, sendable } from '../kit/text.ts'
import { openAccount } from './account.ts'
import { placeOf } from './address.ts'
import { createIntake } from './intake.ts'
import { createPace } from './pace.ts'
import { RISK, readWechatySettings, SETTINGS } from './settings.ts'

/** What WeChat's own program lets a person paste, with room to spare. */
const MAX_TEXT_BYTES = 6_000
const can: Capabilities = { maxText: { unit: 'bytes', n: MAX_TEXT_BYTES }, choices: 0, attachments: [], receipts: false, markdown: false, typing: false }

export const door: Door = {
  name: 'wechaty',
  mounts: [],
  settings: SETTINGS,

  async create(context) {
    const settings = readWechatySettings(context.settings)
    const { now, log } = context
    log.warn({ puppet: settings.puppet }, RISK)
    const account = await openAccount(settings, context)
    const pace = createPace(settings.perMinute, now)

    const channel: Channel = {
      name: 'wechaty',
      can,

      async listen(signal) {
        const intake = createIntake(context, signal)
        await account.start({ login: intake.loggedIn, message: intake.take })
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        await account.stop()
      },

      async send(to, part) {
        const place = placeOf(to)
        if (!place) return { ok: false, retry: 'never', reason: 'this is no address of personal WeChat' }
        if (part.type !== 'text') return { ok: false, retry: 'never', reason: `personal WeChat is not sent ${part.type} content by this door` }
        const text = sendable(part.choices?.length ? numbered(part.text, part.choices) : part.text)
        if (!text.trim()) return { ok: false, retry: 'never', reason: 'an empty message is not sent' }
        if (byteLength(text) > MAX_TEXT_BYTES) return { ok: false, retry: 'never', reason: `the text has ${byteLength(text)} bytes; at most ${MAX_TEXT_BYTES} are sent` }
        const taken = pace.take()
        if (!taken.ok) return { ok: false, retry: 'safe', reason: `WECHATY_PER_MINUTE allows ${settings.perMinute} messages a minute`, afterMs: taken.afterMs }
        const result = await account.say(place, text)
        if (!result.ok && result.retry !== 'ambiguous') taken.giveBack()
        return result
      },

      status: async () => account.standing(),
    }
    return channel
  },
}
