/**
 * What the SMS door and one provider's line agree on. Types only.
 * A provider knows its wire and nothing of consent, signatures or records; the door knows those and nothing of wires.
 */
import type { ChannelContext, HttpReply, InboundRequest } from '../../core/channel.ts'
import type { SendResult } from '../../core/model.ts'
import type { SettingsReader } from '../kit/settings.ts'
import type { Consent } from './consent.ts'
import type { Inbox } from './inbox.ts'
import type { Receipts } from './receipts.ts'
import type { Market } from './segments.ts'

/** A text that has passed every check and is to leave now. */
export type Outgoing = {
  to: string
  /** The words of the answer alone: what a template's variable takes. */
  text: string
  /** All that the customer reads: signature and template included. */
  whole: string
  key: string
}

/** What stands around every text of this account. */
export type Frame = { before: string; after: string }

export type Line = {
  /** Our number or code, as the records name it. */
  from: string
  frame: Frame
  send(message: Outgoing): Promise<SendResult>
  receive?(request: InboundRequest): Promise<HttpReply>
  /** For lines that hold a connection; returns when the signal aborts. */
  listen?(signal: AbortSignal): Promise<void>
  close?(): Promise<void>
}

export type LineParts = {
  read: SettingsReader
  market: Market
  signature: string
  timeoutMs: number
  inbox: Inbox
  receipts: Receipts
  consent: Consent
  context: ChannelContext<unknown>
}

/** What channels/sms/<provider>/index.ts exports. Throws an Error that says what to do when the settings are wrong. */
export type Open = (parts: LineParts) => Promise<Line>
