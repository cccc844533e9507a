/**
 * What a finder hands over, and which of several readings of the same words is kept.
 * It knows no pattern: how sure a reading is, its finder says by its rank.
 */
import type { Entity, EntityType } from '../../core/model.ts'
import { foldWidth } from '../../core/text.ts'

/** `rank`: the more special the form, the higher; of two readings that share a character the higher stays. */
export type Found = Entity & { rank: number }

export type FindContext = {
  /** When the message was written; "yesterday" is counted from here. */
  at: number
  timezone?: string
  /** Number formats of the desk's own tickets, as packs write them ("GC{yyyy}{mm}{dd}{serial:4}"). */
  ticketFormats?: readonly string[]
  /** What the desk has just asked for: a bare answer is read as that. */
  expecting?: readonly EntityType[]
}

/** Reads a folded text. Positions are those of the original, because folding goes one for one. */
export type Finder = (text: string, context: FindContext) => readonly Found[]

/** Half-width, one kind of dash, one kind of blank; every character stays in its place. */
export const fold = (text: string): string => foldWidth(text).replace(/[\u2010-\u2015\u2212\uFE63]/g, '-').replace(/[\u00A0\u2000-\u200A\u202F]/g, ' ')

export const found = (type: EntityType, value: string, text: string, start: number, rank: number): Found => ({ type, value, text, start, end: start + text.length, rank })

/** The best readings that do not touch each other, in the order of the text. */
export function settle(text: string, readings: readonly Found[]): readonly Entity[] {
  const taken = new Uint8Array(text.length)
  const kept: Found[] = []
  for (const one of [...readings].sort((a, b) => b.rank - a.rank || b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (taken.subarray(one.start, one.end).includes(1)) continue
    taken.fill(1, one.start, one.end)
    kept.push(one)
  }
  return kept.sort((a, b) => a.start - b.start).map(({ type, value, start, end }) => ({ type, value, text: text.slice(start, end), start, end }))
}

/** The words just before and just after a reading. */
export const before = (text: string, start: number, length: number): string => text.slice(Math.max(0, start - length), start)
export const after = (text: string, end: number, length: number): string => text.slice(end, end + length)

/** Is the whole message nothing but this? */
export const alone = (text: string, start: number, end: number): boolean => !/[\p{L}\p{N}]/u.test(text.slice(0, start)) && !/[\p{L}\p{N}]/u.test(text.slice(end))
