/**
 * Takes Markdown's marks out of a text for channels that would show them as they are.
 * Only marks that are surely marks go: an asterisk in a masked number or between two figures is text.
 */

export function stripMarkdown(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^ {0,3}(```|~~~)/.test(line) && !/^ {0,3}([-*_])( ?\1){2,} *$/.test(line))
    .map(stripLine)
    .join('\n')
}

/** Links and code keep what stands in them; pairs of marks go only where words begin and end. */
function stripLine(line: string): string {
  return line
    .replace(/^ {0,3}#{1,6} +/, '')
    .replace(/^ {0,3}(?:> ?)+/, '')
    .replace(/^( {0,9})[*+] +/, '$1- ')
    .replace(/!\[([^[\]]{0,300})\]\(([^()\s]{1,2000})\)/g, (_, label: string, url: string) => `${label} ${url}`.trim())
    .replace(/\[([^[\]]{1,300})\]\(([^()\s]{1,2000})\)/g, (_, label: string, url: string) => (label === url ? url : `${label} (${url})`))
    .replace(/(?<![*\w])\*\*(?=[^\s*])([^*]{1,500})(?<=\S)\*\*(?![*\w])/g, '$1')
    .replace(/(?<![_\w])__(?=[^\s_])([^_]{1,500})(?<=\S)__(?![_\w])/g, '$1')
    .replace(/(?<=^|[\s(（“"])\*(?=[^\s*])([^*]{1,500})(?<=\S)\*(?=$|[\s)）”"，。,.;；:：!！?？])/g, '$1')
    .replace(/(?<![`])`([^`]{1,500})`(?![`])/g, '$1')
}
