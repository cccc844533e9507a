/**
 * The public vocabulary: languages, intents, severities, flags, kinds of ticket. Packs, reports and the API use exactly these keys.
 * It declares names only and imports nothing.
 */

// ---------------------------------------------------------------- language

/** The languages the desk answers in: Simplified Chinese, Traditional Chinese, English. */
export type Lang = 'zh-CN' | 'zh-TW' | 'en'
export const LANGS: readonly Lang[] = ['zh-CN', 'zh-TW', 'en']
/** One text in every language the desk speaks. */
export type Text = Readonly<Record<Lang, string>>

// ---------------------------------------------------------------- labels (the public vocabulary)

export const INTENTS = [
  'question', 'complaint', 'emergency', 'service_request', 'track', 'ticket_status', 'ticket_urge', 'ticket_withdraw', 'human',
  'suggestion', 'praise', 'report', 'opt_out', 'opt_in', 'greeting', 'thanks', 'goodbye', 'out_of_scope',
] as const
export type Intent = (typeof INTENTS)[number]

/** In rising order; `SEVERITIES.indexOf` compares two. */
export const SEVERITIES = ['minor', 'normal', 'major', 'emergency'] as const
export type Severity = (typeof SEVERITIES)[number]

export const FLAGS = ['regulator', 'media', 'legal', 'vulnerable', 'repeat', 'group'] as const
export type Flag = (typeof FLAGS)[number]

export const TICKET_KINDS = ['complaint', 'emergency', 'request', 'suggestion', 'praise', 'report', 'callback'] as const
export type TicketKind = (typeof TICKET_KINDS)[number]
