/** Rows of a sheet read as questions and answers, whatever the columns are called or, without a head, in which order they stand. */
import type { Faq } from './document.ts'

type Column = 'question' | 'answer' | 'topic' | 'similar'

const HEADS: Readonly<Record<Column, RegExp>> = {
  similar: /相似|近似|类似|類似|扩展问|擴展問|其他问法|别名|變體|similar|alias|variant/i,
  question: /问题|問題|提问|提問|标准问|標準問|问句|^问$|^問$|question|^q$/i,
  answer: /答案|答复|答覆|回答|回复|回覆|解答|^答$|answer|reply|^a$/i,
  topic: /分类|分類|类别|類別|主题|主題|目录|栏目|模块|category|topic|section/i,
}

export function faqsOfRows(sheets: readonly (readonly (readonly string[])[])[]): Faq[] {
  return sheets.flatMap((rows) => {
    const head = rows.slice(0, 5).map(columnsOf).findIndex((columns) => columns.question !== undefined && columns.answer !== undefined)
    const columns = head >= 0 ? columnsOf(rows[head] as readonly string[]) : guessed(rows)
    if (columns.question === undefined || columns.answer === undefined) return []
    const cell = (row: readonly string[], column: Column) => (columns[column] === undefined ? '' : (row[columns[column]] ?? '').trim())
    let topic = ''
    return rows.slice(head + 1).flatMap((row): Faq[] => {
      // A merged cell holds its text in its first row only.
      topic = cell(row, 'topic') || topic
      const [question, answer] = [cell(row, 'question'), cell(row, 'answer')]
      return question && answer ? [{ topic, question, answer, similar: cell(row, 'similar').split(/[\n|;；]/).map((one) => one.trim()).filter(Boolean) }] : []
    })
  })
}

type Columns = Partial<Record<Column, number>>

function columnsOf(row: readonly string[]): Columns {
  const found: Columns = {}
  row.forEach((name, i) => {
    const column = (Object.keys(HEADS) as Column[]).find((key) => name.length <= 20 && HEADS[key].test(name))
    if (column && found[column] === undefined) found[column] = i
  })
  return found
}

/** Without a head: the column in which most cells ask is the question's, the longest other one the answer's. */
function guessed(rows: readonly (readonly string[])[]): Columns {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const columns = Array.from({ length: width }, (_, i) => rows.map((row) => row[i] ?? ''))
  const asking = columns.map((cells) => cells.filter((cell) => /[?？吗嗎呢]$|什么|怎么|如何|多久|^(how|what|when|where|can|do|is)\b/i.test(cell)).length)
  const question = asking.indexOf(Math.max(...asking))
  if (question < 0 || (asking[question] as number) < rows.length / 2) return {}
  const lengths = columns.map((cells, i) => (i === question ? -1 : cells.join('').length))
  const answer = lengths.indexOf(Math.max(...lengths))
  return (lengths[answer] as number) > 0 ? { question, answer } : {}
}
