/**
 * What becomes of one letter: whose it is, which conversation, what is new in it, and whether it may be answered.
 * It stores nothing in the house itself and acknowledges nothing; that is done with what it returns.
 */
import type { ChannelContext, Inbound } from '../../core/channel.ts'
import type { Content } from '../../core/model.ts'
import { createLanes } from '../kit/lanes.ts'
import { senderProved } from './auth.ts'
import { deliveryNotice, type Notice } from './bounce.ts'
import type { Caps } from './caps.ts'
import { answersInvitation, enclosedWords, keep, worthKeeping } from './enclosures.ts'
import { machineMark, sameAddress } from './machine.ts'
import { type Letter, type Parse, readLetter } from './read.ts'
import { newPart, type WesternParser } from './reply.ts'
import type { EmailSettings } from './settings.ts'
import type { Sender, Threads } from './threads.ts'
import type { Tokens } from './tokens.ts'

export type Taken = {
  /** Empty for a copy of what this desk has written itself. */
  inbound: readonly Inbound[]
  notice: Notice | null
}
export type Intake = (raw: Buffer, about: { at: number; /** only the beginning was fetched */ cut: boolean }) => Promise<Taken>

type Parts = Pick<ChannelContext<unknown>, 'files' | 'log'> & {
  settings: EmailSettings; tokens: Tokens; threads: Threads; caps: Caps; parse: Parse; western: WesternParser
}

/** Longer texts are cut for the conversation; the whole is kept as a file. */
const LONGEST_TEXT = 100_000

export function createIntake({ settings, tokens, threads, caps, files, log, parse, western }: Parts): Intake {
  // Folders are read side by side; what is kept of a conversation is read and written in one go.
  const lanes = createLanes()
  return (raw, about) => lanes('letters', () => take(raw, about))

  async function take(raw: Buffer, { at, cut }: Parameters<Intake>[1]): Promise<Taken> {
    const letter = await readLetter(raw, parse)
    if (letter.id && tokens.read(letter.id) && sameAddress(letter.from?.address ?? '', settings.address)) return { inbound: [], notice: null }

    const notice = deliveryNotice(letter, tokens)
    const machine = notice ? 'delivery notice' : (machineMark(letter, settings.address, settings.neverAnswer) ?? (answersInvitation(letter.enclosures) ? 'answer to an invitation' : null))
    const proved = senderProved(letter, settings.authservId)
    const sender = senderOf(letter, proved)
    // A notice belongs where the letter is that it tells of, whoever brought it.
    const told = notice && (await threads.get(notice.token.thread))
    const { id: thread, joined } = told && notice ? { id: notice.token.thread, joined: true } : await threads.find(letter, sender, proved !== false)
    const { who, to } = told ?? sender
    if (!told) await threads.note(thread, letter, sender)

    const key = `${letter.id ?? ''}#${letter.digest}`
    const capped = machine ? null : await caps.spend({ key, who, thread, at })
    if (capped) log.warn({ thread, alert: true }, `not answered: ${capped}`)
    if (letter.damage) log.warn({ thread }, `a letter was not read in full: ${letter.damage}`)

    const contents = await contentsOf(letter, { joined, bare: notice !== null, cut })
    return {
      notice,
      inbound: contents.map((content, index) => ({
        key: index === 0 ? key : `${key}/${index}`, address: `${thread}/${to}`, user: who, at, ...(sender.name && !told ? { name: sender.name } : {}),
        content: machine || capped ? { ...content, silent: 'machine' } : index > 0 ? { ...content, silent: 'enclosed' } : content,
      })),
    }
  }

  /** The words first, then what came with them. */
  async function contentsOf(letter: Letter, { joined, bare, cut }: { joined: boolean; bare: boolean; cut: boolean }): Promise<readonly Content[]> {
    const whole = letter.text.trim() === '' ? enclosedWords(letter.enclosures) : letter.text
    const fresh = bare ? whole : newPart(whole, western)
    const text = joined || ANSWER.test(letter.subject) ? fresh : headed(letter.subject, fresh)
    const enclosed = bare ? [] : worthKeeping(letter.enclosures)
    const words: Content = {
      type: 'text', text: shortened(text),
      ...(fresh === whole && text.length <= LONGEST_TEXT ? {} : { original: shortened(whole) }),
    }
    const long = whole.length > LONGEST_TEXT ? [{ name: 'letter.txt', mime: 'text/plain', bytes: Buffer.from(whole, 'utf8'), inline: false }] : []
    const kept: Content[] = []
    for (const one of [...long, ...enclosed]) kept.push(await keep(one, files))
    const missing = cut ? 'the letter is larger than the desk takes; its attachments are in the mailbox' : letter.damage
    if (missing) kept.push({ type: 'unknown', kind: 'left out', raw: JSON.stringify({ reason: missing }) })
    return text.trim() === '' && kept.length > 0 ? kept : [words, ...kept]
  }
}

const ANSWER = /^\s*(re|aw|sv|fw|fwd|回复|回覆|答复|答覆|转发|轉寄)\s*[:：]/i

/** Many letters say in the subject what they want; in the first one it is part of what was said. */
function headed(subject: string, text: string): string {
  if (subject === '' || text.trim().startsWith(subject)) return text
  return text.trim() === '' ? subject : `${subject}\n\n${text}`
}

const shortened = (text: string): string => (text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT).toWellFormed() : text)

/**
 * Who this is to the house. Answers go where the letter asks; if that is not where it comes from, or the sender failed the check of our server,
 * he is a person of his own, who sees nothing of the one whose name he bears.
 */
function senderOf({ from, replyTo }: Letter, proved: boolean | null): Sender {
  const own = from?.address ?? 'unknown'
  const to = replyTo?.address ?? own
  const who = to === own ? own : `${own} via ${to}`
  return { who: proved === false ? `${who} (unproved)` : who, to, name: from?.name || (replyTo?.name ?? '') }
}

/** Where to send what is said in a conversation; see `Inbound.address`. */
export function readAddress(address: string): { thread: string; to: string } {
  const slash = address.indexOf('/')
  return { thread: address.slice(0, slash), to: address.slice(slash + 1) }
}

