/**
 * Reads and writes the small XML documents that providers post, with limits that hold before the parser starts.
 * It must not resolve entities beyond the five of XML and numeric ones, and must refuse any document type declaration.
 */
import { XMLParser } from 'fast-xml-parser'

export type XmlNode = {
  name: string
  /** All character data directly inside, exactly as sent: nothing trimmed, nothing made a number. */
  text: string
  children: readonly XmlNode[]
}
export type XmlLimits = { depth: number; tags: number }
export type XmlResult = { ok: true; root: XmlNode } | { ok: false; reason: string }

const LIMITS: XmlLimits = { depth: 12, tags: 2000 }

/** Parses a document of one root element. Never throws; takes time in proportion to the length, and gives up at the limits. */
export function parseXml(source: string, limits: XmlLimits = LIMITS): XmlResult {
  const broken = checkShape(source, limits)
  if (broken) return { ok: false, reason: broken }
  try {
    const roots = toNodes(parser.parse(source) as Ordered[])
    const root = roots.find((node) => node.name !== '#text')
    return root ? { ok: true, root } : { ok: false, reason: 'no element' }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message.slice(0, 120) : 'not XML' }
  }
}

/** Text of the first child with this name, or undefined where there is none. */
export const childText = (node: XmlNode, name: string): string | undefined => node.children.find((child) => child.name === name)?.text

/** A CDATA section; a `]]>` inside the text is split over two sections. */
export const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

// ---------------------------------------------------------------- reading

/** Everything is kept in order and as text, because `007`, `1e5` and a leading space are what the customer wrote. */
const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: '#cdata',
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // entities are decoded below, and only outside CDATA
  processEntities: false,
  maxNestedTags: LIMITS.depth + 4,
})

type Ordered = Record<string, Ordered[] | string>

function toNodes(items: readonly Ordered[]): XmlNode[] {
  return items.flatMap((item) => {
    const name = Object.keys(item).find((key) => key !== ':@')
    const inside = name === undefined ? undefined : item[name]
    if (name === undefined || !Array.isArray(inside)) return []
    return [{ name, text: inside.map(textOf).join(''), children: toNodes(inside).filter((node) => !node.name.startsWith('#')) }]
  })
}

function textOf(item: Ordered): string {
  if (typeof item['#text'] === 'string') return decodeEntities(item['#text'])
  const section = item['#cdata']
  if (!Array.isArray(section)) return ''
  return section.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join('')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:([a-z]{2,4})|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name) return ENTITIES[name] ?? whole
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/**
 * Walks the markup once, before the parser sees it: closed tags in order, one root, no declaration of types or entities
 * (outside CDATA, where a customer may write what he likes), not too deep, not too many.
 */
function checkShape(source: string, limits: XmlLimits): string | null {
  const open: string[] = []
  let tags = 0
  let rootClosed = false
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at)) {
    if (++tags > limits.tags) return `more than ${limits.tags} pieces of markup`
    let end: number
    if (source.startsWith('<![CDATA[', at)) {
      if (open.length === 0) return 'character data outside the root element'
      end = source.indexOf(']]>', at) + 3
      if (end < 3) return 'CDATA is not closed'
    } else if (source.startsWith('<!--', at)) {
      end = source.indexOf('-->', at + 4) + 3
      if (end < 3) return 'comment is not closed'
    } else if (source.startsWith('<?', at)) {
      end = source.indexOf('?>', at) + 2
      if (end < 2) return 'instruction is not closed'
    } else if (source.startsWith('<!', at)) {
      return 'declarations of types and entities are refused'
    } else {
      end = source.indexOf('>', at) + 1
      if (end < 1) return 'tag is not closed'
      const tag = TAG.exec(source.slice(at, Math.min(end, at + MAX_TAG)))
      if (!tag) return 'not a tag'
      const [, closing, name = '', selfClosing] = tag
      if (closing) {
        if (open.pop() !== name) return 'tags do not match'
      } else {
        if (rootClosed) return 'more than one root element'
        if (!selfClosing) open.push(name)
        if (open.length > limits.depth) return `nested deeper than ${limits.depth}`
      }
      if (open.length === 0) rootClosed = true
    }
    at = end
  }
  if (!rootClosed || open.length > 0) return tags === 0 ? 'not XML' : 'element is not closed'
  return OUTSIDE.test(source) ? null : 'text outside the root element'
}

const MAX_TAG = 1000
const TAG = /^<(\/?)([A-Za-z_][\w.:-]{0,99})(?:\s[^<>]*?)?(\/?)>$/
/** The document starts with markup and ends with it. */
const OUTSIDE = /^\uFEFF?\s*<[\s\S]*>\s*$/
