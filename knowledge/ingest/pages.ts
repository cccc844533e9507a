/** The pages of a printed document as running text: heads and feet that stand on most pages go, lines broken by the page's width are joined. */
import type { Line } from './document.ts'

/** Lines looked at from each end of a page. */
const EDGE = 2

export function linesOfPages(pages: readonly string[]): Line[] {
  const cut = pages.map((page) => page.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''))
  const seen = new Map<string, number>()
  for (const lines of cut) for (const shape of new Set(edges(lines).map(shapeOf))) seen.set(shape, (seen.get(shape) ?? 0) + 1)
  const repeated = (line: string) => pages.length >= 3 && (seen.get(shapeOf(line)) ?? 0) > pages.length / 2
  const kept = cut.flatMap((lines) => lines.filter((line, i) => !((i < EDGE || i >= lines.length - EDGE) && repeated(line)) && !/^[-–—\s]*\d{1,4}[-–—\s]*$/.test(line)))
  const width = Math.max(0, ...kept.map(({ length }) => length))
  const lines: Line[] = []
  let broken = false
  for (const line of kept) {
    const last = lines.at(-1)
    if (last && broken && !startsAnew(line)) last.text += /[A-Za-z0-9,]$/.test(last.text) && /^[A-Za-z0-9]/.test(line) ? ` ${line}` : line
    else lines.push({ text: line })
    // A full line without an end goes on below.
    broken = line.length >= width * 0.75 && !/[。！？：；.!?:;]$/.test(line)
  }
  return lines
}

const edges = (lines: readonly string[]): string[] => [...lines.slice(0, EDGE), ...lines.slice(-EDGE)]
const shapeOf = (line: string): string => line.replace(/\d+/g, '#')
const startsAnew = (line: string): boolean => /^(第[〇零一二三四五六七八九十百\d]+[章节節条條篇]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+(\.\d+)*[、.．\s]|[-•·])/.test(line)
