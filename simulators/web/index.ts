/**
 * The web in the playground: a company's site a pack, with the desk's own widget on it, loaded by the same script tag that a customer's site would use.
 * It must add nothing to the widget but the page around it.
 */
import type { Text } from '../../core/model.ts'
import type { Pack } from '../../core/pack.ts'
import type { RunningSimulator, Simulator } from '../simulator.ts'
import { sitePage } from './site.ts'

const CHANNEL = 'web'
const NAMES: Text = { 'zh-CN': '网页客服', 'zh-TW': '網頁客服', en: 'Web chat' }

export const simulator: Simulator = {
  async start({ packs, starters }): Promise<RunningSimulator> {
    const accountOf = ({ id }: Pack) => `play-${id}`
    return {
      channel: CHANNEL, names: NAMES, look: 'browser', rank: 2,
      // the page comes from the desk itself, which the door lets in without being told
      accounts: packs.map((pack) => ({ channel: CHANNEL, account: accountOf(pack), pack: pack.id, settings: {} })),
      device: {
        kind: 'page',
        html(account, lang) {
          const pack = packs.find((one) => accountOf(one) === account)
          return pack ? sitePage({ organisation: pack.organisation[lang], account, lang, starters: starters(pack, lang).slice(0, 3) }) : ''
        },
      },
      close: async () => undefined,
    }
  },
}
