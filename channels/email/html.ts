/**
 * The words of a letter that came as HTML alone, quoted parts marked with ">" as in plain text.
 * It runs in one pass over the source, however deep or broken that is; it keeps no markup, loads nothing, and shows nothing that is hidden.
 */
import { parseFragment } from 'parse5'

/** Elements whose content is not for reading. */
const SILENT = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg'])
const BLOCKS = new Set(['p', 'div', 'tr', 'li', 'ul', 'ol', 'table', 'section', 'article', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'pre', 'blockquote', 'includetail'])

export function htmlToText(html: string): string {
  const lines: string[] = []
  let line = ''
  let quoted = 0
  let silentUntil = ''
  let at = 0
  const end = () => {
    const words = line.replace(/[ \t\r\n\f]+/g, ' ').trim()
    // one empty line between blocks is enough
    if (words !== '' || lines.at(-1) !== '') lines.push(words === '' ? '' : `${'> '.repeat(Math.min(quoted, 5))}${words}`)
    line = ''
  }
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (silentUntil === '') line += html.slice(at, open < 0 ? html.length : open)
    if (open < 0) break
    if (!/[a-zA-Z/!?]/.test(html[open + 1] ?? '')) {
      // a "<" in a sentence
      if (silentUntil === '') line += '&lt;'
      at = open + 1
      continue
    }
    if (html.startsWith('<!--', open)) {
      const close = html.indexOf('-->', open + 4)
      if (close < 0) break
      at = close + 3
      continue
    }
    const close = html.indexOf('>', open)
    if (close < 0) break
    at = close + 1
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)/.exec(html.slice(open, Math.min(close, open + 40)))
    if (!tag) continue
    const [, slash = '', written = ''] = tag
    const name = written.toLowerCase()
    if (silentUntil !== '') {
      if (slash && name === silentUntil) silentUntil = ''
      continue
    }
    if (!slash && SILENT.has(name)) {
      silentUntil = name
      continue
    }
    if (name === 'br') {
      end()
      continue
    }
    if (!BLOCKS.has(name)) continue
    if (line.trim() !== '') end()
    if (name === 'blockquote') quoted = Math.max(0, quoted + (slash ? -1 : 1))
    if (name === 'p' && slash) end()
  }
  if (line.trim() !== '') end()
  return entities(lines.join('\n')).replaceAll('\u00a0', ' ').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim()
}

/** Decodes entities as a browser does; there are no tags left for it to see. */
function entities(text: string): string {
  const nodes = parseFragment(text.replaceAll('<', '&lt;')).childNodes
  return nodes.map((node) => ('value' in node ? node.value : '')).join('')
}
