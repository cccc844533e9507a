/**
 * Reads the bytes of one letter into what the door works with. Never throws: a letter that no parser understands still has its headers and its bytes.
 * It must not decide anything about the letter, and must not spend more on a hostile one than on a long one.
 */
import { createHash } from 'node:crypto'
import type { simpleParser } from 'mailparser'
import { storable } from '../kit/text.ts'
import { decode, Iconv, inUtf8 } from './charset.ts'
import { htmlToText } from './html.ts'

export type Parse = typeof simpleParser
export type Mailbox = { address: string; name: string }
export type Enclosure = { name: string; mime: string; bytes: Buffer; /** shown within the text rather than beside it */ inline: boolean }

export type Letter = {
  /** With angle brackets; null when it is missing or no Message-ID. */
  id: string | null
  from: Mailbox | null
  /** Where the writer wants the answer, if elsewhere. */
  replyTo: Mailbox | null
  /** Every address it was sent or delivered to, small letters. */
  recipients: readonly string[]
  subject: string
  /** Letters it answers: In-Reply-To, then References from the newest to the oldest. */
  answers: readonly string[]
  /** All values of a header, from the top down, unfolded. */
  header(name: string): readonly string[]
  text: string
  enclosures: readonly Enclosure[]
  /** Same for every copy of the letter, whichever way it came. */
  digest: string
  /** Why it could not be read in full, if it could not. */
  damage: string | null
}

const MOST_ENCLOSURES = 20
/** Longer lists of references are cut in the middle by decent programs; the newest are at the end. */
const MOST_REFERENCES = 50
const MESSAGE_ID = /<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/g

export async function readLetter(given: Buffer, parse: Parse): Promise<Letter> {
  const raw = inUtf8(given)
  const headers = readHeaders(raw)
  try {
    // The HTML is turned into text here, in one pass; the parser's own way recurses as deep as a stranger likes.
    const mail = await parse(raw, { Iconv, skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true, keepDeliveryStatus: true } as unknown as Parameters<Parse>[1])
    const text = mail.text?.trim() ? mail.text : mail.html ? htmlToText(mail.html) : (mail.text ?? '')
    const enclosures = mail.attachments.slice(0, MOST_ENCLOSURES).map((one): Enclosure => ({
      name: storable(one.filename ?? ''), mime: one.contentType.toLowerCase(), bytes: one.content, inline: one.related === true || one.contentDisposition === 'inline',
    }))
    const left = mail.attachments.length - enclosures.length
    return letter(headers, {
      from: first(mail.from?.value), replyTo: first(mail.replyTo?.value), subject: mail.subject ?? '', text, enclosures,
      damage: left > 0 ? `${left} more attachments were left out` : null,
    })
  } catch (error) {
    const body = raw.subarray(headers.end)
    return letter(headers, {
      from: addressIn(headers.first('from')), replyTo: null, subject: headers.first('subject'), text: decode(body.subarray(0, 20_000), ''), enclosures: [],
      damage: `not readable: ${error instanceof Error ? error.message : String(error)}`,
    })
  }
}

function letter(headers: Headers, read: Pick<Letter, 'from' | 'replyTo' | 'subject' | 'text' | 'enclosures' | 'damage'>): Letter {
  const [id = null] = idsIn(headers.first('message-id'))
  const references = idsIn(headers.all('references').join(' ')).slice(-MOST_REFERENCES).reverse()
  // The parser reads headers as UTF-8; bytes of another charset come through as replacement characters.
  const subject = storable(read.subject.includes('\uFFFD') ? headers.first('subject') : read.subject).replace(/\s+/g, ' ').trim()
  const text = storable(read.text).replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const digest = createHash('sha256').update(JSON.stringify([read.from?.address ?? '', headers.first('date'), subject, text]))
  for (const { bytes } of read.enclosures) digest.update(bytes)
  return {
    ...read, id, subject, text,
    recipients: ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].flatMap((name) => addressesIn(headers.all(name).join(' '))),
    answers: [...new Set([...idsIn(headers.all('in-reply-to').join(' ')), ...references])],
    header: headers.all,
    digest: digest.digest('hex').slice(0, 32),
  }
}

const first = (found: readonly { address?: string | undefined; name: string }[] | undefined): Mailbox | null => {
  const address = (found?.[0]?.address ?? '').trim().toLowerCase()
  // Control characters and angle brackets would end up in a header of the answer.
  return /^[^\s<>@,;]+@[^\s<>@,;]+$/.test(address) && address.length <= 254 ? { address, name: storable(found?.[0]?.name ?? '').replace(/\p{Cc}/gu, ' ').trim().slice(0, 100) } : null
}

const addressIn = (text: string): Mailbox | null => first(addressesIn(text).slice(0, 1).map((address) => ({ address, name: '' })))
const addressesIn = (text: string): readonly string[] => (text.slice(0, 20_000).match(/[^\s<>@,;:"()]+@[^\s<>@,;:"()]+/g) ?? []).map((one) => one.toLowerCase())
const idsIn = (text: string): readonly string[] => text.match(MESSAGE_ID) ?? []

type Headers = { all(name: string): readonly string[]; first(name: string): string; /** where the body begins */ end: number }

const MOST_HEADER_BYTES = 256 * 1024

/** The raw headers of the letter itself, in order: who trusts a header must know which server put it on top. */
function readHeaders(raw: Buffer): Headers {
  const top = raw.subarray(0, MOST_HEADER_BYTES)
  const empty = /\r?\n\r?\n/.exec(top.toString('latin1'))
  const end = empty ? empty.index + empty[0].length : top.length
  const values = new Map<string, string[]>()
  for (const line of decode(top.subarray(0, end), '').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const found = values.get(name) ?? []
    found.push(line.slice(colon + 1).trim())
    values.set(name, found)
  }
  const all = (name: string) => values.get(name) ?? []
  return { all, first: (name) => all(name)[0] ?? '', end }
}
