/**
 * Which kinds of files the desk takes from customers, and whether bytes are what they are said to be. What a browser would run is no such kind.
 * Pure; it opens and keeps nothing.
 */

export const kindOf = (mime: string): 'image' | 'voice' | 'video' | 'file' =>
  mime.startsWith('image/') ? 'image' : mime.startsWith('audio/') ? 'voice' : mime.startsWith('video/') ? 'video' : 'file'

/** How files of each kind begin, as Latin-1; "?" stands for any byte, null = no signature. SVG and HTML are left out: they run. */
const TAKEN: Readonly<Record<string, readonly string[] | null>> = {
  'image/png': ['\x89PNG\r\n\x1a\n'],
  'image/jpeg': ['\xff\xd8\xff'],
  'image/gif': ['GIF87a', 'GIF89a'],
  'image/webp': ['RIFF????WEBP'],
  'image/bmp': ['BM'],
  'image/heic': ['????ftyp'],
  'audio/mpeg': ['ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2'],
  'audio/amr': ['#!AMR'],
  'audio/mp4': ['????ftyp'],
  'audio/webm': ['\x1aE\xdf\xa3'],
  'audio/ogg': ['OggS'],
  'audio/wav': ['RIFF????WAVE'],
  'audio/silk': ['#!SILK', '\x02#!SILK'],
  'video/mp4': ['????ftyp'],
  'video/quicktime': ['????'],
  'video/webm': ['\x1aE\xdf\xa3'],
  'video/3gpp': ['????ftyp'],
  'application/pdf': ['%PDF-'],
  'text/plain': null,
  'application/msword': ['\xd0\xcf\x11\xe0'],
  'application/vnd.ms-excel': ['\xd0\xcf\x11\xe0'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['PK\x03\x04'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['PK\x03\x04'],
}
export const TAKEN_TYPES: readonly string[] = Object.keys(TAKEN)

/** True when files of this type are taken and the bytes begin as such a file does. */
export function isWhatItSays(mime: string, bytes: Uint8Array): boolean {
  const begins = TAKEN[bare(mime)]
  return begins !== undefined && (begins === null || begins.some((signature) => startsWith(bytes, signature)))
}

/** The type without its parameters, and by the name that the table uses. */
export function bare(mime: string): string {
  const plain = mime.split(';')[0]?.trim().toLowerCase() ?? ''
  return ALIASES[plain] ?? plain
}
const ALIASES: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'audio/mp3': 'audio/mpeg', 'audio/x-wav': 'audio/wav', 'audio/wave': 'audio/wav', 'audio/x-amr': 'audio/amr', 'audio/3gpp': 'audio/amr' }

const startsWith = (bytes: Uint8Array, signature: string) =>
  bytes.length >= signature.length && [...signature].every((character, at) => character === '?' || bytes[at] === character.charCodeAt(0))
