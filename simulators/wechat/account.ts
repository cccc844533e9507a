/**
 * What the simulated platform knows of an official account, and what its customers are shown. Shapes only.
 * Nothing here is shared with the desk's own door: the two sides know each other by the wire alone.
 */

/** 明文, 兼容 and 安全模式. */
export type Mode = 'plain' | 'compatible' | 'aes'

export type Account = {
  appId: string
  secret: string
  /** 令牌 of the server configuration. */
  token: string
  /** EncodingAESKey: 43 characters; needed unless the mode is plain. */
  aesKey: string
  mode: Mode
  /** Form in which the platform posts. */
  format: 'xml' | 'json'
  /** The account's own id (原始 ID), to which messages are addressed. */
  originalId: string
}

export type Choice = { id: string; label: string }

/** One line on a customer's screen that the customer did not write. */
export type Shown = {
  id: number
  at: number
  /** `desk`: the account speaks. `platform`: a grey line of WeChat's own. */
  from: 'desk' | 'platform'
  text: string
  /** A menu to tap; empty for plain text. */
  choices: readonly Choice[]
  /** In the reply to the platform's own request, or by the customer-service API. */
  by: 'passive' | 'custom' | 'platform'
  /** It came encrypted. */
  sealed: boolean
}

/** What the platform made of one answer of the desk. `again`: no answer, or not 2xx; `wrong`: an answer it cannot read. */
export type Verdict = 'passive' | 'accepted' | 'again' | 'wrong'

export type Attempt = {
  at: number
  /** What the desk answered; null when there was no answer in time, or no connection. */
  status: number | null
  body: string
  verdict: Verdict
}

/** What became of one message or event. `unavailable`: the customer was told that the service is broken. `lost`: an event in vain. */
export type Delivery = {
  /** MsgId, or the event's identity. */
  id: string
  openId: string
  /** In order of their answers, copies included. */
  attempts: readonly Attempt[]
  outcome: 'passive' | 'accepted' | 'unavailable' | 'lost'
}

/** What WeChat writes where an account's server does not answer as it must. */
export const UNAVAILABLE = '该公众号暂时无法提供服务，请稍后再试'

export const SEALED_MODES: readonly Mode[] = ['compatible', 'aes']
