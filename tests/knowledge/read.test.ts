/** Every kind of file people keep rules in is opened, and what is no such file is refused with a reason. */
import { describe, expect, it } from '@jest/globals'
import { type Document, UnreadableError } from '../../knowledge/ingest/document.ts'
import { FORMATS, readDocument } from '../../knowledge/ingest/read.ts'
import { docx, pdf, xlsx } from './files.ts'

const lines = (document: Document) => (document.type === 'lines' ? document.lines.filter(({ text }) => text) : [])
const bytes = (text: string) => Buffer.from(text)

describe('a file becomes lines', () => {
  it('.docx: headings by their style', async () => {
    const file = docx([{ text: '客户服务规定', style: 'Heading1' }, { text: '维修', style: 'Heading2' }, { text: '接到报修后 <立即> 出发。' }])
    expect(lines(await readDocument('规定.DOCX', file))).toEqual([{ text: '客户服务规定', heading: 1 }, { text: '维修', heading: 2 }, { text: '接到报修后 <立即> 出发。' }])
  })

  it('.pdf: heads, feet and page numbers go, broken lines are joined', async () => {
    const page = (n: number, ...body: string[]) => ['Customer Service Rules', ...body, `Page ${n} of 3`]
    const file = pdf([
      page(1, '1. A complaint is answered within 48 hours of the day on', 'which it was received.'),
      page(2, '2. A repair is registered at once and the customer is told'),
      page(3, 'its number.', '3. Gas smells are urgent.'),
    ])
    expect(lines(await readDocument('rules.pdf', file)).map(({ text }) => text)).toEqual([
      '1. A complaint is answered within 48 hours of the day on which it was received.',
      '2. A repair is registered at once and the customer is told its number.',
      '3. Gas smells are urgent.',
    ])
  })

  it('.html: navigation, scripts and forms are left out, numbered lists keep their numbers', async () => {
    const page = '<html><head><title>x</title></head><nav>首页</nav><h1>办法</h1><script>alert(1)</script><p>第一条 为了<b>规范</b>服务。</p><ol start="3"><li>先登记</li><li>再派工</li></ol><table><tr><td>市区</td><td>6小时</td></tr></table><footer>版权所有</footer>'
    expect(lines(await readDocument('a.html', bytes(page)))).toEqual([
      { text: '办法', heading: 1 }, { text: '第一条 为了规范服务。' }, { text: '3. 先登记' }, { text: '4. 再派工' }, { text: '市区 6小时' },
    ])
  })

  it('.md: headings, links and marks', async () => {
    expect(lines(await readDocument('a.md', bytes('---\ntitle: x\n---\n# 规定\n\n见[附件](a.pdf)，**必须**登记。\n')))).toEqual([{ text: '规定', heading: 1 }, { text: '见附件，必须登记。' }])
  })

  it.each([
    ['UTF-8', bytes('第一条 登记')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('第一条 登记', 'utf16le')])],
    ['GB 18030', Buffer.from([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5, 0x20, 0xb5, 0xc7, 0xbc, 0xc7])],
  ])('.txt in %s', async (_, file) => expect(lines(await readDocument('a.txt', file))).toEqual([{ text: '第一条 登记' }]))
})

describe('a sheet becomes questions and answers', () => {
  const faqs = async (rows: string[][]) => {
    const document = await readDocument('faq.xlsx', xlsx(rows))
    return document.type === 'faqs' ? document.faqs : []
  }

  it('by the names of its columns, below a title row; a merged topic holds on', async () => {
    expect(await faqs([
      ['常见问题'], ['序号', '分类', '标准问题', '答案', '相似问法'],
      ['1', '维修', '多久上门？', '6小时内。', '几点来；什么时候到'], ['2', '', '收费吗？', '保修期内不收。', ''], ['3', '投诉', '没有答案的', '', ''],
    ])).toEqual([
      { topic: '维修', question: '多久上门？', answer: '6小时内。', similar: ['几点来', '什么时候到'] },
      { topic: '维修', question: '收费吗？', answer: '保修期内不收。', similar: [] },
    ])
  })

  it('without names by what the cells say', async () => {
    expect(await faqs([['回答在此，说明得比较长。', '怎么报修？'], ['凭身份证件办理，当面核对。', '要带什么？']])).toEqual([
      { topic: '', question: '怎么报修？', answer: '回答在此，说明得比较长。', similar: [] },
      { topic: '', question: '要带什么？', answer: '凭身份证件办理，当面核对。', similar: [] },
    ])
  })

  it('refuses a sheet of anything else', async () => {
    await expect(readDocument('stock.xlsx', xlsx([['料号', '数量'], ['A1', '5']]))).rejects.toThrow('no sheet with a column of questions')
  })
})

describe('what cannot be read is said, not guessed', () => {
  it('an unknown kind', async () => expect(readDocument('a.pptx', bytes('x'))).rejects.toThrow(/not a kind of file/))
  it('a file without text', async () => expect(readDocument('a.txt', bytes(' \n 123 '))).rejects.toThrow(/there is no text/))
  it.each(FORMATS.filter((format) => ['.docx', '.pdf', '.xlsx'].includes(format)))('a broken %s', async (format) => {
    await expect(readDocument(`a${format}`, bytes('PK\u0003\u0004 not really'))).rejects.toThrow(UnreadableError)
  })
})
