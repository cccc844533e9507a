/** What is new in a reply: quotes and signatures of Chinese and Western programs are taken away, a customer's own words never. */
import { describe, expect, it } from '@jest/globals'
import { htmlToText } from '../../channels/email/html.ts'
import { newPart } from '../../channels/email/reply.ts'
import { cpuMs } from '../cpu.ts'
import { letter } from './email/bench.ts'
import { createDesk, vector, western } from './email/letters.ts'

const fresh = (text: string) => newPart(text, western)
const SAID = '单号是 SF1234567890\n\n麻烦尽快'

describe('the quoted thread is taken away', () => {
  it.each([
    ['QQ', '\n\n\n------------------ 原始邮件 ------------------\n发件人: "客服" <service@desk.test>;\n发送时间: 2026年11月25日(星期三) 上午10:00\n收件人: "王芳"<wang@qq.com>;\n主题: 回复: 快递\n\n您好'],
    ['QQ with hard spaces', '\n\n------------------\u00a0原始邮件\u00a0------------------\n发件人: x'],
    ['QQ in English', '\n\n------------------ Original ------------------\nFrom: "x"'],
    ['Outlook 简体', '\n\n________________________________\n发件人: 客服 <service@desk.test>\n发送时间: 2026年11月25日 10:00\n收件人: 王芳 <wang@example.com>\n主题: 回复: 快递\n\n您好'],
    ['Outlook 繁體', '\n\n________________________________\n寄件者: 客服 <service@desk.test>\n寄件日期: 2026年11月25日 上午 10:00\n收件者: 王芳\n主旨: 回覆: 快遞\n\n您好'],
    ['Outlook in English', '\n\n-----Original Message-----\nFrom: Desk <service@desk.test>\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Wang\nSubject: Re: x\n\nhello'],
    ['Foxmail', '\n\n\n王芳\n\nFrom: 客服\nDate: 2026-11-25 10:00\nTo: wang\nSubject: Re: 快递\n您好'],
    ['Foxmail in bold', '\n\n*发件人：* 客服\n*发送时间：* 2026-11-25 10:00\n*收件人：* wang\n*主题：* Re: 快递\n您好'],
    ['Gmail 简体', '\n\n客服 <service@desk.test> 于2026年11月25日周三 10:00写道：\n\n> 您好\n'],
    ['Gmail 繁體, broken in two', '\n\n台灯店客服 <service-with-a-long-name@desk.test> 於 2026年11月25日 週三\n上午10:00寫道：\n\n> 您好\n'],
    ['Gmail in English', '\n\nOn Wed, Nov 25, 2026 at 10:00 AM Desk <service@desk.test> wrote:\n\n> hello\n'],
    ['NetEase', '\n\n\n\n在 2026-11-25 10:00:00，"客服" <service@desk.test> 写道：\n>您好\n'],
    ['NetEase Mail Master', '\n\n---- 回复的原邮件 ----\n| 发件人 | 客服<service@desk.test> |\n| 日期 | 2026年11月25日 10:00 |\n'],
    ['iPhone', '\n\n发自我的iPhone\n\n> 在 2026年11月25日，10:00，客服 <service@desk.test> 写道：\n> \n> 您好\n'],
    ['a forward', '\n\n---------- Forwarded message ---------\nFrom: x'],
  ])('of %s', (who, quote) => {
    const signed = who === 'Foxmail' ? `${SAID}\n\n\n王芳` : SAID
    expect(fresh(`${SAID}${quote}`)).toBe(signed)
  })

  it.each([
    ['email_1_6.txt', 'I get proper rendering as well.'],
    ['email_2_1.txt', 'Outlook with a reply'],
    ['email_BlackBerry.txt', 'Here is another email'],
    ['email_multi_word_sent_from_my_mobile_device.txt', 'Here is another email'],
    ['correct_sig.txt', 'this is an email with a correct -- signature.'],
  ])('of %s', (file, left) => expect(fresh(vector(`replies-github/${file}`).toString('utf8'))).toBe(left))
})

describe('what phones and programs add is taken away', () => {
  it.each(['发自我的iPhone', '發自我的 iPhone', '寄自我的 iPhone', '從我的 iPhone 傳送', '发自我的小米手机', '发自我的华为手机', '发自 网易邮箱大师', '发自QQ邮箱', '来自 Outlook for iOS', '获取适用于 iOS 的 Outlook', '从 Windows 版邮件发送', 'Sent from my iPhone', 'Get Outlook for Android'])('%s', (advert) => {
    expect(fresh(`${SAID}\n\n${advert}\n`)).toBe(SAID)
  })
})

describe("a customer's own words stay", () => {
  it.each([
    '发件人：张三 上海\n收件人：李四 北京\n时间：2026年11月25日\n单号 SF123',
    '寄件人：张三\n收件人：李四\n电话：13800138000',
    'From: Shanghai\nTo: Beijing\nDate: 1 May 2026',
    '我在投诉书中写道：你们不管\n现在还是没人管',
    '发自内心地感谢你们',
    '来自上海的包裹丢了',
    '从上海发送的包裹',
    '原始邮件 是什么意思？',
    '第一行\n第二行\t制表',
    '  两端有空格  ',
    'a < b > c',
    '发自我的iPhone',
    '------------------ 原始邮件 ------------------\n全部都是引用',
    '> 只有引用',
    '',
  ])('%j', (text) => expect(fresh(text)).toBe(text))

  it('below and between quotations', () => {
    expect(fresh('在 2026-11-25 10:00:00，"客服" <service@desk.test> 写道：\n>请问单号？\n\n单号是 SF123')).toContain('单号是 SF123')
    expect(fresh('On 25 Nov 2026 at 10:00, Desk <service@desk.test> wrote:\n> number?\n\nIt is SF123')).toBe('It is SF123')
    expect(fresh('> 请问单号？\nSF123\n> 请问电话？\n13800138000')).toContain('13800138000')
  })
})

describe('in a conversation', () => {
  it('the whole stands beside what is new, only where something was taken away', async () => {
    const whole = `${SAID}\n\n------------------ 原始邮件 ------------------\n您好`
    expect((await createDesk().first(letter({ text: whole }))).content).toEqual({ type: 'text', text: SAID, original: whole })
    expect((await createDesk().first(letter({ text: SAID }))).content).toEqual({ type: 'text', text: SAID })
  })

  it('the subject of a first letter is part of what is said, that of an answer is not', async () => {
    expect(await createDesk().text(letter({ subject: '投诉：快递丢了', text: '单号 SF123' }))).toBe('投诉：快递丢了\n\n单号 SF123')
    expect(await createDesk().text(letter({ subject: '快递丢了', text: '快递丢了，怎么办' }))).toBe('快递丢了，怎么办')
    expect(await createDesk().text(letter({ subject: '快递丢了怎么办', text: '' }))).toBe('快递丢了怎么办')
    expect(await createDesk().text(letter({ subject: '回复: 快递', text: '好的' }))).toBe('好的')
    const desk = createDesk()
    await desk.first(letter({ id: '<a@x.y>' }))
    expect(await desk.text(letter({ subject: '换了主题', text: '好的', headers: { 'In-Reply-To': '<a@x.y>' } }))).toBe('好的')
  })
})

describe('HTML alone', () => {
  it.each([
    ['<p>第一段</p><p>第二段<br>换行</p>', '第一段\n\n第二段\n换行'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<style>p{}</style><script>alert(1)</script>a<!-- b --> c', 'a c'],
    ['a &lt;b&gt; &amp;amp; &nbsp;c&hellip; &#x4f60;', 'a <b> &amp;  c… 你'],
    ['1 < 2 and <3', '1 < 2 and <3'],
    ['<blockquote><p>引用</p></blockquote>回答', '> 引用\n\n回答'],
    ['<ul><li>甲<li>乙</ul>', '甲\n乙'],
  ])('%j', (html, text) => expect(htmlToText(html)).toBe(text))

  it('is cut at the quotation like plain text', async () => {
    const html = '<div>收到了</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: x</div>'
    expect(await createDesk().text(letter({ type: 'text/html; charset=utf-8', body: html }))).toBe('收到了')
  })
})

describe('what was made to take long', () => {
  const hostile = [
    '\n'.repeat(19_999), '\n \n'.repeat(9_000), 'Op schreef '.repeat(1_800), '12.12.2012 '.repeat(1_800), '2026-11 写道'.repeat(100_000), 'From: a@b\n'.repeat(200_000),
    '在 2026年 '.repeat(2_500), '>'.repeat(19_000), `${'发自'.repeat(9_000)}手机`,
  ]
  it.each(hostile.map((text, index) => [index, text]))('reply %i does not', (_index, text) => {
    expect(cpuMs(() => fresh(String(text)))).toBeLessThan(2_000)
  })

  it.each([['deep', '<div>'.repeat(200_000)], ['open', '<'.repeat(500_000)], ['comments', '<!--'.repeat(200_000)], ['entities', '&lt'.repeat(300_000)]])('HTML, %s, does not', (_how, html) => {
    expect(cpuMs(() => htmlToText(html))).toBeLessThan(2_000)
  })
})
