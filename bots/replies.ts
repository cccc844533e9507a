/**
 * Every sentence the bot can say, by key, with the placeholders it fills in; the words themselves are the pack's.
 * It holds no sentence of its own.
 */
import type { Lang } from '../core/model.ts'
import type { Pack } from '../core/pack.ts'
import { fillIn } from '../core/text.ts'

/** key → placeholders. The check of the packs compares replies.yaml against this. */
export const REPLY_KEYS = {
  intro: ['org'],
  answer: ['text'],
  'answer.more': ['text'],
  cite: ['title', 'clause', 'version', 'from'],
  abstain: ['org'],
  'abstain.offer': [],
  clarify: [],
  'clarify.none': [],
  'ticket.opened.complaint': ['number', 'category', 'department', 'deadline'],
  'ticket.opened.complaint.major': ['number', 'category', 'department', 'deadline'],
  'ticket.opened.request': ['number', 'department', 'deadline'],
  'ticket.opened.suggestion': ['number'],
  'ticket.opened.praise': ['number'],
  'ticket.opened.report': ['number', 'department'],
  'ticket.opened.callback': ['number', 'when'],
  'ticket.opened.callback.busy': ['number', 'when'],
  'ticket.opened.emergency': ['number', 'department'],
  'ticket.noted': ['number'],
  'ticket.fixed': ['number', 'field', 'value'],
  'ticket.known': ['number'],
  'intake.done': ['number'],
  'intake.skip': [],
  'intake.retry': [],
  'flags.public': [],
  'special.elderly': [],
  'special.disabled': [],
  'special.foreign': [],
  'status.one': ['number', 'category', 'status', 'department', 'deadline'],
  'status.none': [],
  'status.list': [],
  'status.line': ['number', 'category', 'status'],
  'status.pick': [],
  'status.word.open': [],
  'status.word.in_progress': [],
  'status.word.resolved': [],
  'status.word.closed': [],
  'status.word.withdrawn': [],
  'urge.done': ['number', 'department', 'count'],
  'urge.none': [],
  'urge.pick': [],
  'withdraw.pick': [],
  'withdraw.confirm': ['number', 'category'],
  'withdraw.done': ['number'],
  'withdraw.kept': ['number'],
  'withdraw.none': [],
  'handoff.queued': ['queue'],
  'handoff.emergency': [],
  'handoff.waiting': [],
  'handoff.joined': ['agent'],
  'handoff.returned': [],
  'handoff.ended': [],
  'callback.offline': ['when'],
  'callback.busy': [],
  'consent.out': [],
  'consent.in': [],
  greeting: ['org'],
  thanks: [],
  goodbye: [],
  scope: ['org'],
  'offer.human': [],
  'offer.declined': [],
  'track.ask': [],
  'track.unavailable': ['value'],
  'track.result': ['value', 'state', 'place', 'time'],
  'track.notfound': ['value'],
  'attachment.got': ['kind'],
  unreadable: [],
  empty: [],
  'emergency.default': [],
  'case.result': ['number', 'text'],
  'case.declined': ['number', 'text'],
  'case.verdict': [],
  'case.settled': ['number'],
  'case.reopened': ['number'],
  'case.newcase': ['number', 'old'],
  'case.followup': ['number'],
  'stage.*': ['number', 'department', 'stage'],
} as const satisfies Record<string, readonly string[]>

export type ReplyKey = Exclude<keyof typeof REPLY_KEYS, 'stage.*'> | `emergency.${string}` | `stage.${string}`

/** One sentence in the customer's language. A key that the pack does not hold is a bug of the start-up check, and throws. */
export function phrase(pack: Pack, lang: Lang, key: ReplyKey, params: Readonly<Record<string, string>> = {}): string {
  const text = pack.replies[key]
  if (!text) throw new Error(`pack ${pack.id} has no reply "${key}"`)
  return fillIn(text[lang], params)
}

export const hasReply = (pack: Pack, key: string): key is ReplyKey => pack.replies[key] !== undefined
