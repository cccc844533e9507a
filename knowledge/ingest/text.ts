/** Bytes to characters, and plain or Markdown text to lines. It must not drop a line that says something. */
import type { Line } from './document.ts'

/** UTF-8, UTF-16 with its mark, or else GB 18030, in which old Chinese files are written. */
export function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export function linesOfText(text: string): Line[] {
  return text.split(/\r\n|[\r\n\f\u2028\u2029]/).map((line) => ({ text: line.trim() }))
}

/** Markdown's headings and lists; other marks are taken off. */
export function linesOfMarkdown(text: string): Line[] {
  const body = text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '')
  return linesOfText(body).map(({ text: line }) => {
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    const bare = unmarked(heading ? (heading[2] as string) : line.replace(/^>\s?/, ''))
    return heading ? { text: bare, heading: (heading[1] as string).length } : { text: bare }
  })
}

const unmarked = (line: string): string => line.replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/(\*\*|__|`)(.+?)\1/g, '$2').trim()
