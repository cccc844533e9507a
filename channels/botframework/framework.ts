/**
 * All that is asked of `botbuilder`: whether an activity comes from Azure Bot Service, and to continue a conversation with one activity.
 * Support of that package has ended, so nothing else here may import it; another client replaces this file alone.
 */
import type { ConversationReference } from 'botbuilder'
import type { ChannelContext } from '../../core/channel.ts'
import type { SendResult } from '../../core/model.ts'
import { callProvider, type Failure, failureOfStatus } from '../kit/http.ts'
import type { BotFrameworkSettings } from './settings.ts'
import { createTokens } from './token.ts'

/** What is needed to write into a conversation later, as an activity of it said. */
export type Reference = {
  activityId?: string
  serviceUrl: string
  channelId: string
  conversation: { id: string; isGroup?: boolean; conversationType?: string; tenantId?: string }
  user: { id: string; name?: string }
  bot: { id: string; name?: string }
}
/** Fields of an outgoing activity beside those of the conversation. */
export type Outgoing = Readonly<Record<string, unknown>>
export type Authentic = { ok: true } | { ok: false; /** the keys could not be had: nobody knows */ unsure: boolean; reason: string }

export type Framework = {
  authenticate(authorization: string, activity: { channelId: string; serviceUrl: string }): Promise<Authentic>
  send(reference: Reference, activity: Outgoing): Promise<SendResult>
  /** A token for the connector's own files, or null. */
  token(): Promise<string | null>
}

/** What the connector said no with, carried through the layers of the SDK. */
class ConnectorFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.reason)
    this.failure = failure
  }
}

export async function openFramework(settings: BotFrameworkSettings, context: Pick<ChannelContext<unknown>, 'state' | 'now' | 'log' | 'fetch'>): Promise<Framework> {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import('botbuilder')
  type Options = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>
  type HttpClient = NonNullable<Options['httpClient']>
  type Credentials = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
  const tokens = createTokens(settings, context)

  const credentials = {
    isValidAppId: async (id?: string) => id === settings.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request: Parameters<HttpClient['sendRequest']>[0]) {
        const token = await tokens.get()
        if (!token.ok) throw new ConnectorFailure(token.failure)
        request.headers.set('authorization', `Bearer ${token.token}`)
        return request
      },
    }),
  }
  // The SDK's own client repeats what failed with 5xx, which may have been accepted. This one never does, and what it throws is not repeated either.
  const httpClient = {
    async sendRequest(request: Parameters<HttpClient['sendRequest']>[0]) {
      const authorization = request.headers.get('authorization') ?? ''
      const call = await callProvider(context.fetch, {
        url: request.url, method: request.method, headers: { 'content-type': 'application/json; charset=utf-8', authorization },
        ...(typeof request.body === 'string' ? { body: request.body } : {}), timeoutMs: settings.timeoutMs,
      })
      if (call.ok) return { status: call.status, headers: request.headers.clone(), bodyAsText: call.text, request }
      if (call.answered?.status === 401) await tokens.drop(authorization.replace(/^Bearer /, ''))
      throw new ConnectorFailure(call.answered ? judge(call.answered.status, call.failure) : call.failure)
    },
  }
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ToBotFromChannelTokenIssuer: settings.authority, ToChannelFromBotOAuthScope: settings.authority, ToBotFromChannelOpenIdMetadataUrl: settings.openId,
      ToChannelFromBotLoginUrl: settings.tokenUrl, OAuthUrl: settings.authority, ValidateAuthority: true,
      // Emulators sign with other keys, which are not looked for: nobody debugs a desk from the outside.
      ToBotFromEmulatorOpenIdMetadataUrl: settings.openId, CallerId: '',
    },
    credentials as unknown as Credentials, undefined, undefined, { httpClient } as unknown as Options,
  )
  const adapter = new CloudAdapter(authentication)

  return {
    async authenticate(authorization, activity) {
      // Tokens of this one channel are read by other rules, which ask neither for whom nor for what service they are.
      if (activity.channelId.toLowerCase() === 'asechannel') return { ok: false, unsure: false, reason: 'activities of AseChannel are not taken' }
      try {
        await authentication.authenticateRequest(activity as Parameters<typeof authentication.authenticateRequest>[0], authorization)
        return { ok: true }
      } catch (error) {
        const { name, statusCode, message } = error as Error & { statusCode?: number }
        const refused = statusCode === 401 || /^(JsonWebToken|TokenExpired|NotBefore)Error$/.test(name)
        return { ok: false, unsure: !refused, reason: refused ? message.slice(0, 200) : 'the keys of Azure Bot Service could not be had' }
      }
    },

    async send(reference, activity) {
      const first = await attempt(reference, activity)
      // A token may end before its time; the refused message surely was not taken.
      return !first.ok && first.retry === 'safe' && first.reason === STALE_TOKEN ? attempt(reference, activity) : first
    },

    async token() {
      const token = await tokens.get()
      return token.ok ? token.token : null
    },
  }

  async function attempt(reference: Reference, activity: Outgoing): Promise<SendResult> {
    let id = ''
    try {
      await adapter.continueConversationAsync(settings.appId, reference as Partial<ConversationReference>, async (turn) => {
        // The SDK makes up an id for the continued turn, and would answer to a message that does not exist.
        turn.activity.id = reference.activityId ?? ''
        id = (await turn.sendActivity(activity))?.id ?? ''
      })
      return { ok: true, ...(id ? { providerId: id } : {}) }
    } catch (error) {
      if (error instanceof ConnectorFailure) return error.failure
      return { ok: false, retry: 'ambiguous', reason: `the connector's answer could not be read (${error instanceof Error ? error.name : 'no reason given'})` }
    }
  }
}

const STALE_TOKEN = 'the connector refused the token'

/** 412 is how Teams says that two writers met: it took neither. */
function judge(status: number, failure: Failure): Failure {
  if (status === 401) return { ok: false, retry: 'safe', reason: STALE_TOKEN, afterMs: 30_000 }
  if (status === 412) return { ...failureOfStatus(429), reason: failure.reason }
  return failure
}
