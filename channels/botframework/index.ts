/**
 * Bot Framework: Microsoft Teams and every other channel of Azure Bot Service, by one door put together here.
 * It must hold no logic of its own; the SDK, whose support has ended, is in framework.ts alone and loaded only for a configured account.
 */
import type { Channel, Door } from '../../core/channel.ts'
import type { Capabilities } from '../../core/model.ts'
import { createFiles } from './files.ts'
import { openFramework } from './framework.ts'
import { mayVisit } from './hosts.ts'
import { createReceiver } from './receive.ts'
import { createReferences } from './references.ts'
import { readBotFrameworkSettings, SETTINGS } from './settings.ts'
import { MAX_CHOICES, MAX_TEXT_BYTES, writeActivity } from './write.ts'

const can: Capabilities = {
  maxText: { unit: 'bytes', n: MAX_TEXT_BYTES },
  choices: MAX_CHOICES,
  attachments: [],
  receipts: false,
  markdown: false,
  typing: false,
}

export const door: Door = {
  name: 'botframework',
  mounts: ['/hooks/botframework'],
  settings: SETTINGS,

  async create(context) {
    const settings = readBotFrameworkSettings(context.settings)
    const { house, now, log } = context
    const framework = await openFramework(settings, context)
    const references = createReferences(context.state)
    const files = createFiles(settings, framework, context)

    const channel: Channel = {
      name: 'botframework',
      can,
      receive: createReceiver({ settings, framework, files, references, house, now, log }),

      async send(to, part) {
        const reference = await references.of(to)
        if (!reference) return { ok: false, retry: 'never', reason: 'nobody has written from this address' }
        if (!mayVisit(reference.serviceUrl, settings.serviceHosts)) return { ok: false, retry: 'never', reason: 'the conversation’s service is no longer among BOTFRAMEWORK_SERVICE_HOSTS' }
        const written = writeActivity(part, reference.channelId)
        return written.ok ? framework.send(reference, written.activity) : { ok: false, retry: 'never', reason: written.reason }
      },
    }
    return channel
  },
}
