/** Letters as they really are: charsets, file names, Outlook's wrapping, invitations, broken headers, bombs. Nothing of them is lost, none of them stops the door. */
import { describe, expect, it } from '@jest/globals'
import { letter } from './email/bench.ts'
import { createDesk, read, vector } from './email/letters.ts'

const bytes = (...parts: readonly (string | readonly number[])[]) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const plain = (type: string, body: readonly number[] | string, more = '') => bytes(`From: a@b.c\r\nSubject: x\r\n${type ? `Content-Type: ${type}\r\n` : ''}${more}\r\n`, body)
const HELLO_GBK = [0xc4, 0xe3, 0xba, 0xc3]
const RARE_GB18030 = [0x95, 0x32, 0x82, 0x36]
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(9_000, 7)])
const part = (headers: string, content: Buffer) => `--x\r\n${headers}\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n`
const mixed = (...parts: readonly string[]) => letter({ type: 'multipart/mixed; boundary=x', body: `--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n见附件\r\n${parts.join('')}--x--\r\n` })

describe('charsets', () => {
  it.each([
    ['gb2312', 'text/plain; charset=gb2312', HELLO_GBK, '你好'],
    ['gb2312 that is GB18030', 'text/plain; charset="GB2312"', [...HELLO_GBK, ...RARE_GB18030], '你好𠀀'],
    ['big5', 'text/plain; charset=big5', [0xa7, 0x41, 0xa6, 0x6e], '你好'],
    ['iso-2022-jp', 'text/plain; charset=iso-2022-jp', '\x1b$B$9$_\x1b(B', 'すみ'],
    ['none, UTF-8', 'text/plain', [0xe4, 0xbd, 0xa0], '你'],
    ['none, GBK', 'text/plain', HELLO_GBK, '你好'],
    ['no type at all', '', HELLO_GBK, '你好'],
    ['said to be UTF-8, and GBK', 'text/plain; charset=utf-8', HELLO_GBK, '你好'],
    ['said to be ASCII, and GBK', 'text/plain; charset=us-ascii', HELLO_GBK, '你好'],
    ['unknown', 'text/plain; charset=x-nonsense', [0xe4, 0xbd, 0xa0], '你'],
    ['windows-1252', 'text/plain; charset=windows-1252', [0x93, 0x61, 0x94], '“a”'],
  ])('%s', async (_how, type, body, text) => expect((await read(plain(type, body))).text).toBe(text))

  it('in the subject, encoded or raw', async () => {
    const subject = async (line: readonly (string | readonly number[])[]) => (await read(bytes('From: a@b.c\r\nSubject: ', ...line, '\r\n\r\nx'))).subject
    expect(await subject(['=?gb2312?B?xOO6ww==?='])).toBe('你好')
    expect(await subject([HELLO_GBK])).toBe('你好')
    expect(await subject([[0xe4, 0xbd, 0xa0]])).toBe('你')
    expect(await subject(['=?utf-8?Q?a=0D=0ABcc:_eve@evil.test?='])).toBe('a Bcc: eve@evil.test')
  })

  it.each([['japanese.eml', 'かきくえこ'], ['japanese_iso_2022.eml', 'すみません。']])('%s', async (file, text) => {
    expect((await read(vector(`charset-mail-gem/${file}`))).text).toContain(text)
  })
})

describe('enclosures', () => {
  it('are kept as files, and answered by nothing of their own', async () => {
    const desk = createDesk()
    const { inbound } = await desk.take(mixed(part('Content-Type: image/png; name="照片.png"\r\nContent-Disposition: attachment', PNG)))
    expect(inbound.map(({ content }) => content)).toEqual([
      { type: 'text', text: '见附件' },
      { type: 'attachment', kind: 'image', ref: expect.any(String), name: '照片.png', mime: 'image/png', bytes: PNG.length, silent: 'enclosed' },
    ])
    expect(new Set(inbound.map(({ key }) => key)).size).toBe(2)
    expect(desk.memory.files.kept).toHaveLength(1)
  })

  it.each([
    ["filename*0*=UTF-8''%E4%BD%A0; filename*1*=%E5%A5%BD.pdf", '你好.pdf'],
    ['filename="你好.pdf"', '你好.pdf'],
    ['filename="=?gb2312?B?xOO6ww==?=.pdf"', '你好.pdf'],
    ['filename="../../etc/passwd\\0.pdf"', expect.stringContaining('passwd')],
  ])('are named by %s', async (disposition, name) => {
    const { enclosures } = await read(mixed(part(`Content-Type: application/pdf\r\nContent-Disposition: attachment; ${disposition}`, Buffer.from('%PDF-1.4'))))
    expect(enclosures.map((one) => one.name)).toEqual([name])
  })

  it.each(['japanese_attachment.eml', 'japanese_attachment_long_name.eml'])('of %s have their names', async (file) => {
    const { enclosures } = await read(vector(`charset-mail-gem/${file}`))
    expect(enclosures.map(({ name }) => name).join()).toMatch(/[ぁ-ん]/)
  })

  it('that are not taken are named with the reason', async () => {
    const { inbound } = await createDesk().take(mixed(part('Content-Type: application/x-hologram; name=a.holo', Buffer.from('x'))))
    expect(inbound[1]?.content).toMatchObject({ type: 'unknown', kind: 'application/x-hologram', silent: 'enclosed', raw: expect.stringContaining('a.holo') })
  })

  it('without words: the first is what is said', async () => {
    const { inbound } = await createDesk().take(vector('mailparser/base64encodedroot.eml'))
    expect(inbound).toMatchObject([{ content: { type: 'attachment', kind: 'image', name: 'screenshot.png' } }])
    expect(inbound[0]?.content.silent).toBeUndefined()
  })

  it('that are logos in the text are left out, pasted pictures are not', async () => {
    const related = (content: Buffer) => letter({ type: 'multipart/related; boundary=x', body: `--x\r\nContent-Type: text/html\r\n\r\n<p>hi<img src="cid:1"></p>\r\n${part('Content-Type: image/png\r\nContent-ID: <1>\r\nContent-Disposition: inline', content)}--x--` })
    expect((await createDesk().take(related(PNG.subarray(0, 900)))).inbound).toHaveLength(1)
    expect((await createDesk().take(related(PNG))).inbound).toHaveLength(2)
  })

  it('of a letter within a letter are text', async () => {
    const { inbound } = await createDesk().take(mixed('--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: q@q.q\r\nSubject: inner\r\n\r\ninner\r\n'))
    expect(inbound[1]?.content).toMatchObject({ type: 'attachment', kind: 'file', mime: 'text/plain', name: 'message.eml' })
  })

  it('wrapped by Outlook in winmail.dat are taken out', async () => {
    const { inbound } = await createDesk().take(mixed(part('Content-Type: application/ms-tnef; name=winmail.dat', tnef('发票.pdf', Buffer.from('%PDF-1.4 x')))))
    expect(inbound[1]?.content).toMatchObject({ type: 'attachment', kind: 'file', name: '发票.pdf', mime: 'application/pdf', bytes: 10 })
  })

  it('cut in the middle of winmail.dat end there', async () => {
    const whole = tnef('a.pdf', Buffer.from('%PDF-1.4 x'))
    for (let length = 0; length < whole.length; length++) await createDesk().take(mixed(part('Content-Type: application/ms-tnef; name=winmail.dat', whole.subarray(0, length))))
  })

  it('that invite say to what', async () => {
    const body = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:上门检修\\, 燃气\r\nDTSTART;TZID=Asia/Shanghai:20261126T093000\r\nLOCATION:人民路 8 号\r\nEND:VEVENT\r\nEND:VCALENDAR'
    const { content } = await createDesk().first(letter({ type: 'text/calendar; method=REQUEST; charset=utf-8', body }))
    expect(content).toEqual({ type: 'text', text: '上门检修, 燃气\n2026-11-26 09:30\n人民路 8 号' })
  })
})

describe('limits', () => {
  const quickly = async (raw: Buffer) => {
    const began = performance.now()
    const taken = await createDesk().take(raw)
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(taken.inbound.length).toBeGreaterThan(0)
    expect(taken.inbound.length).toBeLessThan(25)
    return taken
  }
  const nested = (levels: number) => Array.from({ length: levels }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')

  it.each([
    ['nested deep', () => `From: a@b.c\r\n${nested(5_000)}Content-Type: text/plain\r\n\r\nhi`],
    ['letters in letters', () => `From: a@b.c\r\n${'Content-Type: message/rfc822\r\n\r\nFrom: x@y.z\r\n'.repeat(3_000)}\r\nhi`],
    ['many parts', () => `From: a@b.c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\nContent-Type: image/png\r\n\r\n\r\n'.repeat(20_000)}`],
    ['many attachments', () => `From: a@b.c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n${'--x\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-\r\n'.repeat(100)}--x--`],
    ['long references', () => `From: a@b.c\r\nReferences: ${'<a@b.c> '.repeat(300_000)}\r\n\r\nhi`],
    ['many headers', () => `From: a@b.c\r\n${'X-A: b\r\n'.repeat(30_000)}\r\nhi`],
    ['a long line', () => `From: a@b.c\r\n\r\n${'x'.repeat(5_000_000)}`],
    ['deep HTML', () => `From: a@b.c\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}x`],
    ['nothing', () => ''],
    ['no header', () => '\r\n\r\nhello'],
    ['noise', () => Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 256)).toString('latin1')],
  ])('%s does not stop the door', async (_how, raw) => {
    await quickly(Buffer.from(raw(), 'latin1'))
  })

  it('the first of many attachments are kept, the rest is said to be missing', async () => {
    const { inbound } = await quickly(Buffer.from(`From: a@b.c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n${'--x\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-\r\n'.repeat(30)}--x--`))
    expect(inbound.filter(({ content }) => content.type === 'attachment')).toHaveLength(20)
    expect(inbound.at(-1)?.content).toMatchObject({ type: 'unknown', raw: expect.stringContaining('10 more attachments') })
  })

  it('a very long text is cut, and kept whole as a file', async () => {
    const { inbound } = await createDesk().take(letter({ text: '长'.repeat(150_000) }))
    expect(inbound[0]?.content).toMatchObject({ type: 'text', text: '长'.repeat(100_000) })
    expect(inbound[1]?.content).toMatchObject({ type: 'attachment', name: 'letter.txt', bytes: 450_000 })
  })

  it('a letter that was too large says so', async () => {
    const { inbound } = await createDesk().take(letter({ text: '开头' }), { cut: true })
    expect(inbound.map(({ content }) => content)).toEqual([{ type: 'text', text: '开头' }, { type: 'unknown', kind: 'left out', raw: expect.stringContaining('larger'), silent: 'enclosed' }])
  })

  it.each(['bad_date_header', 'content_transfer_encoding_plain', 'empty_group_lists', 'multiple_content_types'])('%s is read', async (file) => {
    const { from, text, enclosures, damage } = await read(vector(`malformed-mail-gem/${file}.eml`))
    expect([from?.address.includes('@'), damage, text !== '' || enclosures.length > 0 || file === 'bad_date_header']).toEqual([true, null, true])
  })

  it('nested.eml shows both of its texts', async () => {
    const { text } = await read(vector('mailparser/nested.eml'))
    expect(text).toMatch(/Dear Sir[\s\S]*The footer/)
  })

  it('its own copy of what the desk has written is left out', async () => {
    const desk = createDesk()
    const own = `<${desk.tokens.make('abcdefghijklm', 'k').text}@desk.test>`
    expect((await desk.take(letter({ from: 'service@desk.test', id: own }))).inbound).toEqual([])
  })
})

/** A winmail.dat as MS-OXTNEF describes it, with one file. */
function tnef(name: string, content: Buffer): Buffer {
  const attribute = (id: number, value: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(2, 0)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(value.length, 5)
    return Buffer.concat([head, value, Buffer.alloc(2)])
  }
  const head = Buffer.alloc(6)
  head.writeUInt32LE(0x223e9f78, 0)
  return Buffer.concat([head, attribute(0x00069002, Buffer.alloc(14)), attribute(0x00018010, Buffer.from(`${name}\u0000`)), attribute(0x0006800f, content)])
}
