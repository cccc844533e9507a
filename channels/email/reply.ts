/**
 * Finds what is new in a letter: takes away the quoted thread and the signature, as Chinese and Western mail programs write them.
 * It must not take away anything where nothing would be left, and not touch a letter in which it finds neither.
 */

/** What the library for Western programs offers; loaded by the door. */
export type WesternParser = { read(text: string): { getFragments(): readonly { isHidden(): boolean; getContent(): string }[] } }

/** Longer letters are cut by the own rules only: the library's expressions are not made for them. */
const MOST_FOR_LIBRARY = 20_000
/** How far below a "From:" its companions may stand. */
const HEADER_LINES = 8

/** The new part; the given text itself when there is nothing to take away. */
export function newPart(text: string, western: WesternParser): string {
  const lines = text.split('\n')
  const above = unsigned(lines.slice(0, quoteStart(lines)))
  // Below a signature there may have been a quotation that only the library knows, and the other way round.
  const visible = unsigned(visiblePart(above, western).split('\n'))
  if (visible === text || visible.trim() === '') return text
  return visible.replace(/^\s*\n/, '').trimEnd()
}

function visiblePart(text: string, western: WesternParser): string {
  if (text.length > MOST_FOR_LIBRARY) return text
  // Long runs of empty lines say nothing, and take the library's expressions seconds.
  const fragments = western.read(text.replace(/\n(?:[ \t]*\n){9,}/g, '\n'.repeat(9))).getFragments()
  return fragments.some((one) => one.isHidden()) ? fragments.filter((one) => !one.isHidden()).map((one) => one.getContent()).join('\n') : text
}

/** The first line of the quoted thread below the new words, or the number of lines. */
function quoteStart(lines: readonly string[]): number {
  const flat = lines.map(plain)
  for (let at = 0; at < lines.length; at++) {
    const found = separates(flat, at) || listsHeaders(flat, at) || attributes(flat, at)
    if (!found) continue
    // The line above it belongs to it: Outlook draws a rule, QQ leaves one empty.
    let start = at
    while (start > 0 && /^[\s>]*[_\-—=*]{0,80}\s*$/.test(lines[start - 1] ?? '')) start--
    return start === 0 ? lines.length : start
  }
  return lines.length
}

const plain = (line: string | undefined) => (line ?? '').replaceAll('\u00a0', ' ').trim()

/** "------------------ 原始邮件 ------------------" and its relatives. */
const separates = (flat: readonly string[], at: number): boolean => SEPARATOR.test(flat[at] ?? '')
const SEPARATOR =
  /^[-—_=*]{2,}\s*(原始邮件|原始郵件|原邮件|原郵件|邮件原件|邮件原文|回复的原邮件|回覆的原郵件|转发的?邮件|轉寄的?郵件|轉寄郵件|original|original message|original e-?mail|replied message|forwarded message)\s*[-—_=*]{2,}$|^(原始邮件|原始郵件|begin forwarded message:|开始转发邮件[:：]|開始轉寄郵件[:：]|開始轉寄的訊息[:：])$/i

/** From:, Sent:, To:, Subject: one below the other. Customers write 发件人 and 收件人 of parcels too, so a subject, or a date beside an address, must be among them. */
function listsHeaders(flat: readonly string[], at: number): boolean {
  const from = FROM.exec(flat[at] ?? '')
  if (!from) return false
  const below = flat.slice(at + 1, at + 1 + HEADER_LINES)
  const has = (pattern: RegExp) => below.some((line) => pattern.test(line))
  return has(TO) && (has(SUBJECT) || (has(SENT) && /@/.test(from[1] ?? '')))
}
const FROM = /^[>*\s|]*(?:发件人|寄件者|寄件人|發件人|发信人|from|差出人)\**\s*[:：]\**\s*(.*)$/i
const TO = /^[>*\s|]*(收件人|收件者|to|宛先)\**\s*[:：]/i
const SENT = /^[>*\s|]*(发送时间|发送日期|發送時間|寄件日期|傳送時間|日期|时间|時間|sent|date)\**\s*[:：].*\d/i
const SUBJECT = /^[>*\s|]*(主题|主題|主旨|标题|標題|subject|件名)\**\s*[:：]/i

/** "王芳 <wang@example.com> 于2024年5月1日周三 10:00写道：", which programs break over as many as three lines. */
function attributes(flat: readonly string[], at: number): boolean {
  const line = flat[at] ?? ''
  if (line === '' || line.startsWith('>') || !BEGINS.test(line)) return false
  for (let more = 1; more <= 3; more++) {
    const joined = flat.slice(at, at + more).join(' ')
    if (!/(写道|寫道|写到|寫到|來信|wrote)\s*[:：]$/i.test(joined)) continue
    // Who answers below the quotation would lose his words by a cut here; ">" lines are left to the library.
    const rest = flat.slice(at + more)
    const afterQuote = rest.findLastIndex((one) => one.startsWith('>'))
    const answersBelow = afterQuote >= 0 && rest.slice(afterQuote + 1).some((one) => one !== '')
    return joined.length < 300 && !answersBelow
  }
  return false
}
/** A date or an address must stand in it: "我在投诉书中写道：" quotes nothing. */
const BEGINS = /\d{4}\s*[-年/.]\s*\d{1,2}|<[^<>\s]+@[^<>\s]+>|[a-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [a-z]{3,9}\.? \d{4}/i

/** Without what phones and programs add below the words. */
function unsigned(lines: readonly string[]): string {
  let end = lines.length
  while (end > 0 && (plain(lines[end - 1]) === '' || ADVERTS.some((advert) => advert.test(plain(lines[end - 1]))))) end--
  // Empty lines alone are no signature; and a letter that is nothing else is kept.
  return (end > 0 && lines.slice(end).some((line) => plain(line) !== '') ? lines.slice(0, end) : lines).join('\n')
}
const ADVERTS: readonly RegExp[] = [
  /^(发自|寄自|發自|傳自|发送自|傳送自)\s*(我的|于)?.{0,30}(iphone|ipad|手机|手機|邮箱|郵箱|信箱|邮件|郵件|outlook|foxmail|客户端|客戶端|手機版|mail|android|huawei|荣耀|小米|vivo|oppo|魅族|三星|华为|大师)/i,
  /^(发自|寄自|發自)我的.{1,20}$/,
  /^(从|從)我的\s*(iphone|ipad|mac).{0,12}$/i,
  /^(来自|來自)\s*(我的)?.{0,10}(iphone|ipad|outlook|邮箱大师|郵箱大師|客户端).{0,10}$/i,
  /^(获取|取得|獲取|下载|下載)\s*(适用于|適用於)?.{0,20}outlook.{0,60}$/i,
  /^(从|從)\s*(windows|outlook|mac|iphone).{0,20}(发送|傳送|發送)$/i,
  /^由.{0,10}(邮箱大师|郵箱大師|网易邮箱|outlook).{0,10}(定制|发送|發送)?$/i,
  /^(sent from|get outlook for|sent via) .{1,60}$/i,
]
