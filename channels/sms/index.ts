/**
 * Text messages: one door for four providers, put together from the parts beside it.
 * It must hold no logic of its own; of the providers only the configured one is loaded.
 */
import type { Channel, Door } from '../../core/channel.ts'
import { sizeOf } from '../../core/measure.ts'
import type { Capabilities } from '../../core/model.ts'
import { settingsReader } from '../kit/settings.ts'
import { createConsent } from './consent.ts'
import { createInbox } from './inbox.ts'
import type { Frame, Open } from './provider.ts'
import { createReceipts } from './receipts.ts'
import { createRecords } from './records.ts'
import { CN_MOST_CHARS, INTL_MOST_SEPTETS, type Market } from './segments.ts'
import { createSender } from './send.ts'
import { type ProviderName, readCommon, SETTINGS } from './settings.ts'

const PROVIDERS: Readonly<Record<ProviderName, () => Promise<{ open: Open }>>> = {
  twilio: () => import('./twilio/index.ts'),
  aliyun: () => import('./aliyun/index.ts'),
  tencent: () => import('./tencent/index.ts'),
  smpp: () => import('./smpp/index.ts'),
}

export const door: Door = {
  name: 'sms',
  mounts: ['/hooks/sms'],
  settings: SETTINGS,

  async create(context) {
    const { house, state, journal, now } = context
    const read = settingsReader('sms', SETTINGS, context.settings)
    const { provider, market, signature, timezone, timeoutMs } = readCommon(read)
    const consent = createConsent(state, now)
    const records = createRecords(journal)
    const receipts = createReceipts(house)
    const inbox = createInbox({ house, consent, records, now })
    const { open } = await PROVIDERS[provider]()
    const line = await open({ read, market, signature, timeoutMs, inbox, receipts, consent, context })
    const { receive, listen } = line
    const can: Capabilities = { maxText: room(market, line.frame), choices: 0, attachments: [], receipts: true, markdown: false, typing: false }

    const channel: Channel = {
      name: 'sms',
      can,
      send: createSender({ line, market, signature, timezone, maxText: can.maxText, consent, records, receipts, now }),
      ...(receive ? { receive } : {}),
      ...(listen ? { listen } : {}),
      async close() {
        receipts.close()
        await line.close?.()
      },
    }
    return channel
  },
}

/** What the frame leaves of the longest message. */
function room(market: Market, { before, after }: Frame): Capabilities['maxText'] {
  const unit = market === 'cn' ? 'chars' : 'septets'
  const most = market === 'cn' ? CN_MOST_CHARS : INTL_MOST_SEPTETS
  return { unit, n: most - sizeOf(before + after, unit) }
}
