/**
 * Reads what mail systems say of a letter of ours: RFC 3464 reports, and the free-form notes that half of them still write.
 * It must believe only notes that carry a Message-ID this desk has signed; anybody can write one about a letter he has not seen.
 */
import type { Letter } from './read.ts'
import type { Token, Tokens } from './tokens.ts'

export type Notice = { token: Token; status: 'failed' | 'delivered' | 'delayed'; reason: string }

/** What became of a letter of ours, or null when this letter tells nothing of one. */
export function deliveryNotice(letter: Letter, tokens: Tokens): Notice | null {
  const report = letter.enclosures.find(({ mime }) => mime === 'message/delivery-status')
  const returned = letter.enclosures.filter(({ mime }) => mime === 'message/rfc822' || mime === 'text/rfc822-headers')
  if (report) {
    const token = tokenOf([...returned.map(({ bytes }) => headersOf(bytes)), ...letter.recipients, letter.text], tokens)
    return token && fromReport(report.bytes.toString('utf8'), token)
  }
  if (!bySystem(letter)) return null
  const token = tokenOf([...returned.map(({ bytes }) => headersOf(bytes)), letter.text.slice(0, 100_000), ...letter.recipients], tokens)
  return token && fromWords(letter, token)
}

const bySystem = (letter: Letter): boolean =>
  /^(mailer-daemon|postmaster|mail-daemon)@/.test(letter.from?.address ?? '') || letter.header('return-path').some((value) => value.replace(/\s/g, '') === '<>') || letter.header('x-failed-recipients').length > 0

function fromReport(text: string, token: Token): Notice | null {
  // One block for the whole, then one a recipient; a letter of ours has one recipient.
  const fields = new Map<string, string>()
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const found = /^([A-Za-z-]+)\s*:\s*(.*)$/.exec(line)
    if (found?.[1] && found[2] !== undefined) fields.set(found[1].toLowerCase(), found[2].trim())
  }
  const action = (fields.get('action') ?? '').toLowerCase()
  const code = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? ''
  const reason = [code, (fields.get('diagnostic-code') ?? '').replace(/^\S+;\s*/, '')].filter(Boolean).join(' ').slice(0, 300)
  if (action === 'failed' || (action === '' && code.startsWith('5'))) return { token, status: 'failed', reason: reason || 'returned by a mail system' }
  if (action === 'delayed' || (action === '' && code.startsWith('4'))) return { token, status: 'delayed', reason }
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return { token, status: 'delivered', reason }
  return null
}

function fromWords(letter: Letter, token: Token): Notice {
  const said = `${letter.subject}\n${letter.text}`.slice(0, 20_000)
  const found = /\b[245]\.\d{1,3}\.\d{1,3}\b[^\n]{0,200}|\b[45]\d\d[ -][^\n]{0,200}/.exec(said)?.[0] ?? ''
  const delayed = /\b(delayed|still being retried|will (be retried|keep trying)|warning: message|延迟|延遲)\b|尚未送达|仍在尝试/i.test(letter.subject) || (found.startsWith('4') && !FINAL.test(said))
  return { token, status: delayed ? 'delayed' : 'failed', reason: found.trim().slice(0, 300) || letter.subject.slice(0, 200) || 'returned by a mail system' }
}
const FINAL = /permanent|failed permanently|giving up|given up|could not be delivered|undeliver|退信|无法投递|無法投遞|投递失败|投遞失敗/i

const headersOf = (bytes: Buffer): string => bytes.subarray(0, 64 * 1024).toString('latin1').split(/\r?\n\r?\n/)[0] ?? ''

/** The first Message-ID or address in these texts that is one of ours. */
function tokenOf(texts: readonly string[], tokens: Tokens): Token | null {
  for (const text of texts) {
    for (const found of text.match(/[a-z0-9+._-]{20,80}@/gi) ?? []) {
      const token = tokens.read(found)
      if (token) return token
    }
  }
  return null
}
