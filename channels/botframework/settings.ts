/**
 * The settings of a bot of Azure Bot Service (Teams and the channels beside it), declared as data, and read with errors that say what to do.
 * It must not call Azure: whether a password is right is found out when it is used.
 */
import type { Setting } from '../../core/channel.ts'
import { settingsReader } from '../kit/settings.ts'

export const SETTINGS: readonly Setting[] = [
  { key: 'appId', env: 'BOTFRAMEWORK_APP_ID', required: true, about: 'Microsoft App ID of the bot (Azure portal → Azure Bot → Configuration): a GUID.' },
  { key: 'password', env: 'BOTFRAMEWORK_PASSWORD', required: true, secret: true, about: 'A client secret of that app (Manage Password → Certificates & secrets). The messaging endpoint is <public URL>/hooks/botframework/<account>/api/messages.' },
  { key: 'tenant', env: 'BOTFRAMEWORK_TENANT', default: 'botframework.com', about: 'Tenant ID of a single-tenant bot; leave the default for a multi-tenant one.' },
  { key: 'serviceHosts', env: 'BOTFRAMEWORK_SERVICE_HOSTS', default: 'smba.trafficmanager.net,*.botframework.com,*.botframework.azure.cn,*.botframework.azure.us', about: 'Hosts to which answers, and the bot’s own token, may be sent; *.example.com stands for all below it. Activities that name another service are refused.' },
  { key: 'fileHosts', env: 'BOTFRAMEWORK_FILE_HOSTS', default: '*.sharepoint.com,*.sharepoint.cn', about: 'Hosts beside those from which files of customers are fetched, without the bot’s token.' },
  { key: 'authority', env: 'BOTFRAMEWORK_AUTHORITY', default: 'https://api.botframework.com', about: 'Who signs the activities, and for whom the bot’s tokens are; https://api.botframework.azure.cn for Azure China.' },
  { key: 'openId', env: 'BOTFRAMEWORK_OPENID_URL', default: 'https://login.botframework.com/v1/.well-known/openidconfiguration', about: 'Where the keys that sign activities are announced; https://login.botframework.azure.cn/v1/.well-known/openidconfiguration for Azure China.' },
  { key: 'login', env: 'BOTFRAMEWORK_LOGIN_URL', default: 'https://login.microsoftonline.com', about: 'Where the bot gets its token; https://login.partner.microsoftonline.cn for Azure China.' },
  { key: 'timeoutMs', env: 'BOTFRAMEWORK_TIMEOUT_MS', default: '10000', about: 'How long to wait for an answer of the connector, in milliseconds.' },
]

export type BotFrameworkSettings = {
  appId: string
  password: string
  serviceHosts: readonly string[]
  fileHosts: readonly string[]
  authority: string
  openId: string
  /** The whole address of the token service. */
  tokenUrl: string
  timeoutMs: number
}

/** Throws an Error that names the variable and says what belongs there. */
export function readBotFrameworkSettings(values: Readonly<Record<string, string | undefined>>): BotFrameworkSettings {
  const read = settingsReader('botframework', SETTINGS, values)
  const hosts = (key: string) => {
    const names = read.needed(key).split(',').map((name) => name.trim().toLowerCase()).filter(Boolean)
    return names.find((name) => !/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) === undefined ? names : read.wrong(key, 'must be host names with commas between them, without https:// and paths')
  }
  const appId = read.needed('appId').toLowerCase()
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(appId)) return read.wrong('appId', `must be a GUID like 0a1b2c3d-0000-4000-8000-000000000000; it is "${appId}"`)
  const tenant = read.needed('tenant')
  if (!/^[A-Za-z0-9.-]+$/.test(tenant)) return read.wrong('tenant', `must be a tenant ID or botframework.com; it is "${tenant}"`)
  return {
    appId,
    password: read.needed('password'),
    serviceHosts: hosts('serviceHosts'),
    fileHosts: hosts('fileHosts'),
    authority: read.address('authority'),
    openId: read.address('openId'),
    tokenUrl: `${read.address('login')}/${tenant}/oauth2/v2.0/token`,
    timeoutMs: read.wholeNumber('timeoutMs', 10, 60_000),
  }
}
