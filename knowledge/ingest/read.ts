/**
 * Opens a file of any kind people keep their rules in and gives its lines. Each format's library is loaded only when such a file comes.
 * It must not interpret what the lines say.
 */
import { type Document, type Line, UnreadableError } from './document.ts'
import { faqsOfRows } from './faq.ts'
import { linesOfHtml } from './html.ts'
import { linesOfPages } from './pages.ts'
import { decode, linesOfMarkdown, linesOfText } from './text.ts'

export const FORMATS = ['.docx', '.pdf', '.html', '.htm', '.txt', '.md', '.xlsx'] as const

/** @throws UnreadableError when the file is not what its name says, or holds no text */
export async function readDocument(name: string, bytes: Uint8Array): Promise<Document> {
  const format = FORMATS.find((ending) => name.toLowerCase().endsWith(ending))
  if (!format) throw new UnreadableError(`${name}: not a kind of file that can be read; known are ${FORMATS.join(' ')}`)
  try {
    if (format === '.xlsx') {
      const faqs = faqsOfRows(await rowsOfSheets(bytes))
      if (faqs.length === 0) throw new UnreadableError(`${name}: no sheet with a column of questions and a column of answers`)
      return { type: 'faqs', faqs }
    }
    const lines = await LINES[format](bytes)
    if (!lines.some(({ text }) => /\p{L}/u.test(text))) throw new UnreadableError(`${name}: there is no text in it; a scanned document has to be recognised first`)
    return { type: 'lines', lines }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    throw new UnreadableError(`${name}: not a readable ${format} file (${(error as Error).message})`, { cause: error })
  }
}

const LINES: Readonly<Record<Exclude<(typeof FORMATS)[number], '.xlsx'>, (bytes: Uint8Array) => Line[] | Promise<Line[]>>> = {
  '.docx': linesOfWord,
  '.pdf': linesOfPdf,
  '.html': (bytes) => linesOfHtml(decode(bytes)),
  '.htm': (bytes) => linesOfHtml(decode(bytes)),
  '.txt': (bytes) => linesOfText(decode(bytes)),
  '.md': (bytes) => linesOfMarkdown(decode(bytes)),
}

async function linesOfWord(bytes: Uint8Array): Promise<Line[]> {
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })
  return linesOfHtml(value)
}

async function linesOfPdf(bytes: Uint8Array): Promise<Line[]> {
  const { extractText, getDocumentProxy } = await import('unpdf')
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }), { mergePages: false })
  return linesOfPages(text)
}

async function rowsOfSheets(bytes: Uint8Array): Promise<string[][][]> {
  const { default: readSheets } = await import('read-excel-file/node')
  const sheets = await readSheets(Buffer.from(bytes))
  return sheets.map(({ data }) => data.map((row) => row.map((cell) => (cell === null ? '' : String(cell).trim()))))
}
