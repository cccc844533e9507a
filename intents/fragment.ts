/** Tells a bare answer (a number, a name, an address) from a wish: a fragment must not become a wild intent. It knows no question. */
import type { Entity } from '../core/model.ts'

/** Words that stand around a bare detail and wish nothing. */
const FILLER =
  /我(?:的|叫|姓|是)?|我们|你好|您好|电话|手机号?|号码|地址|单号|运单号?|订单号?|姓名|名字|联系|卡号|尾号|编号|料号|批号|日期|时间|金额|邮箱|叫|姓|是|在|为|的|就|这个?|那个?|嗯|哦|好的?|对|谢谢|麻烦|请|先生|女士|小姐|電話|手機|號碼?|單號|運單|訂單|聯繫|聯絡|地址|編號|料號|批號|這|個|my|name|phone|mobile|number|no|is|it'?s|the|address|order|waybill|here|call|me|on|at|i'?m|mr|ms|mrs|and|ok|yes|tel|email/giu
/** Letters that may be left over besides details and fillers. */
const LEFT = 2
/** An answer to what was asked may be this long without any detail that is recognised: a street, a company, a model. */
const BARE = 14

/** @param asked whether the desk has just asked for something */
export function isFragment(text: string, entities: readonly Entity[], asked: boolean): boolean {
  const letters = lettersOf(text)
  if (letters === 0) return false
  let rest = text
  for (const { start, end } of [...entities].sort((a, b) => b.start - a.start)) rest = `${rest.slice(0, start)} ${rest.slice(end)}`
  const left = lettersOf(rest.replace(FILLER, ' '))
  if (entities.length > 0 && left <= LEFT) return true
  // A number that nobody recognises, alone.
  if (/\d/.test(text) && !/[\p{Script=Han}]/u.test(text) && !/[a-z]{3,}.*\s.*[a-z]{3,}/i.test(text)) return true
  return asked && entities.length > 0 && left <= BARE && !/[?？吗嗎呢]|怎么|怎麼|多久|什么|什麼|how|what|when|why/i.test(text)
}

const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
