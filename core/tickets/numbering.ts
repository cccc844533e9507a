/**
 * Ticket numbers by the pack's rule, e.g. GC202611240007. The serial itself is counted by the store, one count for each scope.
 */
import { civilOf, zoneOf } from '../calendar/zone.ts'
import type { TicketKind } from '../model.ts'
import type { Numbering, Pack } from '../pack.ts'

/** The rule for a kind of ticket. The pack check makes sure that there is exactly one. */
export function numberingFor(pack: Pack, kind: TicketKind): Numbering {
  const rule = pack.numbering.find((candidate) => candidate.kinds.includes(kind))
  if (!rule) throw new Error(`pack ${pack.id} has no numbering for ${kind}`)
  return rule
}

/** @param serial from 1; it is padded to at least the digits the rule asks for, and grows longer rather than repeat */
export function formatNumber(rule: Numbering, at: number, serial: number, timezone: string): string {
  const { year, month, date } = civilOf(zoneOf(timezone).local(at).day)
  const parts: Readonly<Record<string, string>> = { yyyy: pad(year, 4), yy: pad(year % 100, 2), mm: pad(month, 2), dd: pad(date, 2) }
  return rule.format.replaceAll(/\{(\w+)(?::(\d))?\}/g, (whole, name: string, digits?: string) => (name === 'serial' ? pad(serial, Number(digits ?? 1)) : (parts[name] ?? whole)))
}

/**
 * Within one scope a serial is used once. Rules that write their numbers alike share a scope, so that no number is told to two customers.
 * e.g. "gas:GC{yyyy}{mm}{dd}{serial:4}:2026-11-24"
 */
export function serialScope(pack: Pick<Pack, 'id' | 'timezone'>, rule: Numbering, at: number): string {
  const { year, month, date } = civilOf(zoneOf(pack.timezone).local(at).day)
  const period = { never: '', year: pad(year, 4), month: `${pad(year, 4)}-${pad(month, 2)}`, day: `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}` }[rule.restart]
  return `${pack.id}:${rule.format}:${period}`
}

const pad = (n: number, digits: number) => String(n).padStart(digits, '0')
