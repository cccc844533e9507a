/**
 * The WeChat Official Account (公众号): its door, put together from the parts beside it.
 * It must hold no logic of its own, and must not know what the house does with a message.
 */
import type { Channel, Door } from '../../core/channel.ts'
import type { Capabilities } from '../../core/model.ts'
import { createClient } from './client.ts'
import { createHolder } from './hold.ts'
import { MAX_CHOICES, MAX_TEXT_BYTES, writeMessage } from './messages.ts'
import { createQuota, WINDOW_HOURS, WINDOW_MESSAGES } from './quota.ts'
import { createReceiver } from './receive.ts'
import { readWechatSettings, SETTINGS } from './settings.ts'
import { createTokens } from './token.ts'

const can: Capabilities = {
  maxText: { unit: 'bytes', n: MAX_TEXT_BYTES },
  choices: MAX_CHOICES,
  attachments: [],
  receipts: false,
  window: { hours: WINDOW_HOURS, messages: WINDOW_MESSAGES },
  markdown: false,
  typing: false,
}

export const door: Door = {
  name: 'wechat',
  mounts: ['/hooks/wechat'],
  settings: SETTINGS,

  async create(context) {
    const settings = readWechatSettings(context.settings)
    const { house, state, now, log } = context
    const quota = createQuota(state, now)
    const holder = createHolder(house)
    const client = createClient(settings, createTokens(settings, context), context)

    const channel: Channel = {
      name: 'wechat',
      can,
      receive: createReceiver({ settings, quota, holder, house, now, log }),

      async send(to, part) {
        const written = writeMessage(to, part)
        if (!written.ok) return { ok: false, retry: 'never', reason: written.reason }
        const spent = await quota.spend(to)
        if (!spent.ok) return { ok: false, retry: 'never', reason: spent.reason }
        const { result, exhausted } = await client.send(written.body)
        if (exhausted) await quota.exhausted(to)
        else if (!result.ok && result.retry !== 'ambiguous') await spent.refund()
        return result
      },

      async close() {
        holder.close()
      },
    }
    return channel
  },
}
