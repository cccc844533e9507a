/** Reads a pack's rule for ticket numbers as a pattern, so that a number told by the desk is known again when a customer writes it. */

export type TicketPattern = { pattern: RegExp; /** the format begins with letters of its own, which no other number has */ lettered: boolean }

const known = new Map<string, TicketPattern>()

/** @param format as in a pack: literal text and {yyyy} {yy} {mm} {dd} {serial:N} */
export function ticketPattern(format: string): TicketPattern {
  let made = known.get(format)
  if (!made) {
    const body = format.replace(/\{(\w+)(?::(\d))?\}|([^{]+)/g, (_, name: string | undefined, size: string | undefined, literal: string | undefined) => {
      if (literal !== undefined) return `${literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[ -]?`
      return name === 'serial' ? `\\d{${size ?? 1},${Number(size ?? 1) + 3}}` : (FIELDS[name as string] ?? '')
    })
    made = { pattern: new RegExp(`(?<![A-Za-z0-9]|[A-Za-z0-9][-_/.#])${body}(?![A-Za-z0-9])`, 'gi'), lettered: /^[A-Za-z]/.test(format) }
    known.set(format, made)
  }
  return made
}

const FIELDS: Readonly<Record<string, string>> = { yyyy: '20\\d{2}', yy: '\\d{2}', mm: '(?:0[1-9]|1[0-2])', dd: '(?:0[1-9]|[12]\\d|3[01])' }
