/** A page's text as lines: headings keep their level, list items their number, table rows their cells. Scripts, navigation and forms are left out. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Line } from './document.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const SKIPPED = new Set(['script', 'style', 'noscript', 'template', 'nav', 'header', 'footer', 'aside', 'form', 'button', 'select', 'svg', 'iframe', 'head'])
const BLOCKS = new Set('address article blockquote body br caption dd details div dl dt figure h1 h2 h3 h4 h5 h6 hr li main ol p pre section summary table tbody thead tr ul'.split(' '))

export function linesOfHtml(html: string): Line[] {
  const lines: Line[] = []
  let open = ''
  const close = (heading?: number) => {
    const text = open.replace(/\s+/g, ' ').trim()
    open = ''
    if (text) lines.push(heading ? { text, heading } : { text })
  }
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') open += (node as DefaultTreeAdapterTypes.TextNode).value
    if (!('childNodes' in node) || SKIPPED.has(node.nodeName)) return
    const block = BLOCKS.has(node.nodeName)
    if (block) close()
    if (node.nodeName === 'li') open = `${itemNumber(node as Element)}`
    for (const child of node.childNodes) walk(child)
    if (node.nodeName === 'td' || node.nodeName === 'th') open += ' '
    if (block) close(/^h[1-6]$/.test(node.nodeName) ? Number(node.nodeName[1]) : undefined)
  }
  walk(parse(html))
  return lines
}

/** "3. " for the third item of a numbered list, "- " for an item of another. */
function itemNumber(item: Element): string {
  const list = item.parentNode
  if (list?.nodeName !== 'ol' || !('childNodes' in list)) return '- '
  const start = Number((list as Element).attrs.find(({ name }) => name === 'start')?.value ?? 1)
  return `${start + list.childNodes.filter(({ nodeName }) => nodeName === 'li').indexOf(item)}. `
}
