/**
 * Turns one message into the parts a channel can carry, by nothing but the channel's declared capabilities.
 * Pure: it knows no channel and no pack, sends nothing, and loses no word on the way.
 */
import { stripMarkdown } from './markdown.ts'
import type { Capabilities, Choice, Content, Lang, Text } from './model.ts'
import { splitText } from './split.ts'
import { fillIn } from './text.ts'

export type RenderOptions = {
  lang: Lang
  /** The line that names a source, in the reader's language, with {title}, {clause}, {version} and {from}. Without it sources stay data everywhere. */
  cite?: string
}

type TextContent = Extract<Content, { type: 'text' }>
type Attachment = Extract<Content, { type: 'attachment' }>

/** Parts in the order they are to be sent; none for what is not speech. */
export function render(content: Content, can: Capabilities, { lang, cite }: RenderOptions): readonly Content[] {
  switch (content.type) {
    case 'text':
      return renderText(content, can, cite)
    case 'attachment':
      return can.attachments.includes(content.kind) ? [content] : renderText({ type: 'text', text: describe(content, lang) }, can, cite)
    case 'location':
      return renderText({ type: 'text', text: `[${PLACE[lang]}] ${content.label ?? ''} (${content.latitude}, ${content.longitude})` }, can, cite)
    case 'event':
    case 'unknown':
      return []
  }
}

/** Sources the channel shows itself and buttons it has stay data, with the last part; all else becomes words. */
function renderText({ text, citations = [], choices = [], notice }: TextContent, can: Capabilities, cite: RenderOptions['cite']): readonly Content[] {
  const native = can.citations || !cite
  const buttons = choices.length <= can.choices
  const words = (can.markdown ? text : stripMarkdown(text)).toWellFormed()
  const lines = native ? [] : citations.map(({ title, clause, version, validFrom }) => fillIn(cite, { title, clause, version, from: validFrom }))
  const whole = [words, lines.join('\n'), buttons ? '' : numbered(choices)].filter((block) => block !== '').join('\n\n')
  const kept = {
    ...(native && citations.length > 0 ? { citations } : {}),
    ...(buttons && choices.length > 0 ? { choices } : {}),
  }
  const parts: TextContent[] = splitText(whole, can.maxText, can.window !== undefined).map((part) => ({ type: 'text', text: part, ...(notice ? { notice } : {}) }))
  const last = parts.pop()
  if (last) return [...parts, { ...last, ...kept }]
  return kept.choices ? [{ type: 'text', text: '', ...kept }] : []
}

/** Customers answer with the number, so it is the place in the list. */
const numbered = (choices: readonly Choice[]): string => choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n')

/** What an attachment is called, where to fetch it if it stands somewhere, and what is said in it. */
function describe({ kind, name, ref, transcript }: Attachment, lang: Lang): string {
  const title = `[${KINDS[kind][lang]}]${name ? ` ${name}` : ''}`
  return [title, /^https?:\/\//i.test(ref) ? ref : '', transcript ?? ''].filter((line) => line !== '').join('\n')
}

const KINDS: Readonly<Record<Attachment['kind'], Text>> = {
  image: { 'zh-CN': '图片', 'zh-TW': '圖片', en: 'Image' },
  voice: { 'zh-CN': '语音', 'zh-TW': '語音', en: 'Voice message' },
  video: { 'zh-CN': '视频', 'zh-TW': '影片', en: 'Video' },
  file: { 'zh-CN': '文件', 'zh-TW': '檔案', en: 'File' },
}
const PLACE: Text = { 'zh-CN': '位置', 'zh-TW': '位置', en: 'Location' }
