/**
 * How long a text is in the unit a provider counts, kept while the text grows piece by piece.
 * It only counts: where to cut is the splitter's business, how many messages it costs is the channel's.
 */
import type { TextUnit } from './model.ts'

export type Meter = {
  add(piece: string): void
  size(): number
}

/**
 * `septets` are those of SMS. A text of the GSM alphabet counts one each, two for the extension characters. One character outside it
 * makes the whole text UCS-2, of which 67 units travel where 153 septets would: so a limit means the same number of segments for either.
 */
export function meterOf(unit: TextUnit): Meter {
  if (unit === 'septets') return septetMeter()
  const measure = unit === 'bytes' ? utf8Length : (piece: string) => piece.length
  let total = 0
  return {
    add(piece) {
      total += measure(piece)
    },
    size: () => total,
  }
}

export function sizeOf(text: string, unit: TextUnit): number {
  const meter = meterOf(unit)
  meter.add(text)
  return meter.size()
}

/** Septets of a text in the GSM alphabet; null when one of its characters is not in it. */
export function gsmLength(text: string): number | null {
  let septets = 0
  for (const char of text) {
    if (GSM_BASIC.has(char)) septets += 1
    else if (GSM_EXTENSION.has(char)) septets += 2
    else return null
  }
  return septets
}

/** GSM 03.38 default alphabet, in the order of its codes but for the escape at 0x1B, and its extension table. */
export const GSM_BASIC: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
export const GSM_EXTENSION: ReadonlySet<string> = new Set('\f^{}\\[~]|€')

function septetMeter(): Meter {
  let septets = 0
  let units = 0
  let gsm = true
  return {
    add(piece) {
      units += piece.length
      const more = gsm ? gsmLength(piece) : null
      if (more === null) gsm = false
      else septets += more
    },
    size: () => (gsm ? septets : Math.ceil((units * 153) / 67)),
  }
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const char of text) {
    const code = char.codePointAt(0) as number
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
