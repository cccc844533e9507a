/**
 * Drops what scraping leaves around a document: pictures, download and copyright notices, other documents' titles, page counts, tables of contents.
 * When in doubt a line stays: an editor deletes faster than he finds what is missing.
 */
import type { Line } from './document.ts'

const NUMERAL = '[〇零一二三四五六七八九十百\\d]'

/** Lines that are no part of any rule; matched against Simplified text. */
const NOISE: readonly RegExp[] = [
  /^!\[.*\]\(.*\)$|^https?:\/\/\S+$/,
  /^(首页|上一页|下一页|返回顶部|返回列表|打印|关闭|分享到?|收藏|点赞|评论|提交评论|登录|注册|下载本文档|立即下载|免费阅读|文档简介|温馨提示|目\s*录|相关文档|最新文档)$/,
  /^\d+\s*[/／]\s*\d+$|^第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?$|_第\d+页$|^-?\s*\d{1,4}\s*-?$/,
  /已阅读\d+页|还剩\d+页|继续(免费)?阅读/,
  /(版权|著作权|侵权).*(举报|认领|上传|所有|联系我们)|本站|本网站|网页内容里面|压缩文件请下载|仅提供信息存储空间/,
  /^(来源|作者|编辑|发布时间|更新时间|浏览次数|阅读量|点击数|字号)[:：]/,
  /为您(整理|推荐)了?\d*篇|供您借鉴|范文(大全|推荐)|TOC\s*\\o(?!.*。)/,
]
/** After these a scraped page lists other documents, up to the next chapter. */
const OTHERS = /^(最新文档|相关(文档|推荐|文章|资料)|推荐阅读|猜你喜欢|热门(文档|文章)|友情链接|延伸阅读)$/

export function clean(lines: readonly Line[], toSimplified: (text: string) => string): Line[] {
  const kept: Line[] = []
  let others = false
  for (const line of lines) {
    const text = tidyLine(line.text)
    const plain = toSimplified(text)
    if (OTHERS.test(plain)) others = true
    else if (others && new RegExp(`^第${NUMERAL}+[章条]`).test(plain)) others = false
    if (!text || others || NOISE.some((noise) => noise.test(plain))) continue
    kept.push({ ...line, text })
  }
  return kept
}

/** Takes out pronunciations that converters leave in brackets, field codes of contents, and spaces between Chinese characters. */
function tidyLine(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<=\p{Script=Han})\([a-z]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ][a-z]*\)/gu, '')
    .replace(/TOC\s*\\o.*?(?=第[一1]章[^第]{0,400}?。)/u, '')
    .replace(/[\u200b-\u200f\ufeff\p{Co}]/gu, '')
    .replace(/(?<=[\p{Script=Han}，。；：、])[ \t\u3000]+(?=[\p{Script=Han}，。；：、\d])/gu, (gap, at: number) => (at < 14 ? gap : ''))
    .replace(/,(?=\p{Script=Han})|(?<=\p{Script=Han}),/gu, '，')
    .replace(/;(?=\p{Script=Han})|(?<=\p{Script=Han});/gu, '；')
    .replace(/(?<=\p{Script=Han}):/gu, '：')
    .trim()
}
