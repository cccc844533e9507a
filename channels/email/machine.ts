/**
 * Tells whether a machine wrote a letter: by RFC 3834, by what mail systems put in instead of it, and by the words of their subjects.
 * It must not throw a letter away. Machine mail is kept like any other; it is only not answered, because two machines that answer each other never end.
 */
import type { Letter } from './read.ts'

/** Why this letter must not be answered, or null when a person wrote it as far as anybody can tell. `own` and `never`: addresses, or domains as @example.com. */
export function machineMark(letter: Letter, own: string, never: readonly string[]): string | null {
  const header = (name: string) => letter.header(name).map((value) => value.toLowerCase())
  const some = (name: string, test: (value: string) => boolean) => header(name).some(test)
  const present = (name: string) => header(name).length > 0
  const from = letter.from?.address ?? ''

  if (!from) return 'no sender'
  if (some('auto-submitted', (value) => value.split(/[;\s(]/)[0] !== 'no')) return 'Auto-Submitted'
  if (some('return-path', (value) => value.replace(/\s/g, '') === '<>')) return 'null return path'
  if (some('precedence', (value) => /^(bulk|junk|list|auto[_-]?reply)\b/.test(value))) return 'Precedence'
  if (present('list-id') || present('list-unsubscribe') || present('list-post')) return 'mailing list'
  // Exchange marks its out-of-office notes with this alone; with "None" a person wrote.
  if (some('x-auto-response-suppress', (value) => value !== '' && !/^none\b/.test(value))) return 'X-Auto-Response-Suppress'
  if (MARKS.some(present)) return 'marked as automatic'
  if (some('content-type', (value) => /^multipart\/report\b|^message\/(delivery-status|disposition-notification|feedback-report)\b/.test(value))) return 'report'
  if (ROBOTS.test(from)) return 'a sender that reads nothing'
  if (sameAddress(from, own)) return 'our own address'
  if (never.some((one) => (one.startsWith('@') ? from.endsWith(one) : from === one))) return 'an address that is never answered'
  if (SUBJECTS.test(letter.subject)) return 'subject of an automatic reply'
  return null
}

const MARKS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-loop', 'x-auto-generated', 'x-mail-autoreply', 'x-apple-action', 'feedback-id']
const ROBOTS = /^(mailer-daemon|postmaster|mail-daemon|(do-?)?not?-?reply|donotreply|no\.reply|noreply|bounces?|auto-?reply|listserv|majordomo)([+\-._=][^@]*)?@/
const SUBJECTS =
  /^\s*(\[?(自动回复|自動回覆|自動回復|自动答复|自動答覆|外出自动回复|不在办公室|不在辦公室)\]?\s*([:：（(【-]|$)|(automatic|auto)[ -]?(reply|response|answer)\s*([:(-]|$)|auto\s*:|out of (the )?office\b|ooo\s*[:-])/i

/** Also with something behind a plus. */
export const sameAddress = (one: string, other: string): boolean => bare(one) === bare(other)
const bare = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@')
