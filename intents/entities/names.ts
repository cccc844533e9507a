/**
 * What a customer calls himself. Only where he says so: a name that merely occurs may be anybody's.
 */
import { after, type Finder, type Found, found } from './found.ts'

const SURNAMES =
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾鐘汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟颜顏倪严嚴牛温溫芦蘆季俞章鲁魯葛伍韦韋申尤毕畢聂聶柴焦向柳邢岳齐齊沿梅莫庄莊辛管祝左涂塗谷祁时時舒耿牟卜路詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊'
const COMPOUND = '欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|皇甫|东方|東方|尉迟|公孙|慕容|夏侯|令狐|端木|长孙'
const TITLE = '先生|小姐|女士|太太|阿姨|师傅|師傅|老师|老師|经理|經理|工|总|總|同学|同學'
const SAYS = '我叫做?|我的?名字(?:是|叫做?)|本人(?:姓名|叫)?|姓名|联系人|聯絡人|聯繫人|收件人|寄件人|户主|戶主|称呼|稱呼|名字'
const LINK = '[是为為：: ]{0,3}'

const FULL = new RegExp(`(?<!你)(${SAYS})${LINK}((?:${COMPOUND}|[${SURNAMES}])[\\p{Script=Han}]{1,2})`, 'gu')
const SURNAME = new RegExp(`(?:我姓|敝姓|免贵姓|免貴姓|本人姓|小姓)${LINK}(${COMPOUND}|[${SURNAMES}])([\\p{Script=Han}]{0,2})`, 'gu')
const TITLED = new RegExp(`(我是|我叫|叫我|称呼我|稱呼我|联系人?|聯絡人?|聯繫人?|找|請找|请找|^|[，。,;；：:\\s])${LINK}((?:${COMPOUND}|[${SURNAMES}])[\\p{Script=Han}]{0,2}?(?:${TITLE}))`, 'gu')
const LEADING_TITLE = new RegExp(`^(?:${TITLE})`)
const LEADING_COMPOUND = new RegExp(`^(?:${COMPOUND})`)
const ENGLISH = /\b(?:my name is|my name's|name is|this is|i am|i'm|name:|contact:|ask for|call me)\s+((?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?([A-Z][a-zA-Z'-]{1,20}(?:\s+[A-Z][a-zA-Z'-]{1,20}){0,2})/gi

/** What begins behind a name, so that "我叫张三电话138…" does not take the telephone into it. */
const STOP = /^(?:电话|電話|手机|手機|号码|號碼|身份|住|在|是|的|了|你|您|我|他|今年|昨|今天|明天|想|要|买|買|来|來|联系|聯|单号|單號|已经|已經|因为|因為|现在|現在|有|需要|打|反映|投诉|投訴|咨询|諮詢|从|從|去|家住|家在|先生|小姐|女士|太太)/
/** What never begins a given name. */
const NO_GIVEN = /^(?:电话|電話|手机|手機|号|號|的|是|了|在|你|您|我|他|身份)/
/** Words that begin with a surname and are no person. */
const NO_NAME = /^(?:安装|安裝|安检|安檢|车|車|师傅|師傅|包裹|包装|包裝|高级|高級|客服|万一|成功|常常|时候|時候|严重|嚴重|强烈|強烈|关于|關於|解决|解決|文件|包括|单位|單位|路上|任何|方便|金额|易碎|成都|石家|时间|時間|牛奶|马上|馬上|于是|何时|何時|余额|項目|项目|段|管理|经理)/

export const findNames: Finder = (text) => {
  const readings: Found[] = []
  for (const match of text.matchAll(FULL)) {
    const written = match[2] as string
    const start = match.index + match[0].length - written.length
    const name = trimmed(text.slice(start, start + 12), written.length)
    if (name !== null) readings.push(found('name', name, name, start, 56))
  }
  for (const match of text.matchAll(SURNAME)) {
    const [whole, surname = '', given = ''] = match
    const title = LEADING_TITLE.exec(given)?.[0] ?? ''
    readings.push(found('name', surname + title, surname + title, match.index + whole.length - given.length - surname.length, 56))
  }
  for (const match of text.matchAll(TITLED)) {
    const [whole, lead = '', name = ''] = match
    const start = match.index + whole.length - name.length
    // Without a word that says so, a titled name is the writer's only where it stands by itself.
    const bare = lead.trim() === '' || /^[，。,;；：:]$/.test(lead)
    if (NO_NAME.test(name) || (bare && !/^(?:$|[，。,;；\s]|电话|電話|手机|手機|\d)/.test(after(text, start + name.length, 3)))) continue
    readings.push(found('name', name, name, start, 57))
  }
  for (const match of text.matchAll(ENGLISH)) {
    const [whole, title = '', name = ''] = match
    const kept = properName(name)
    const start = match.index + whole.length - name.length - title.length
    const end = start + title.length + kept.length
    const surely = /name|call me|contact|ask for/i.test(whole.slice(0, -name.length)) || title !== '' || /^ (?:speaking|here|from)\b/i.test(after(text, end, 10))
    if (kept === '' || !surely) continue
    const written = text.slice(start, end)
    readings.push(found('name', written.replace(/\s+/g, ' '), written, start, 56))
  }
  return readings
}

/** The name at the head of `rest`, of which the pattern took `length` characters at most. */
function trimmed(rest: string, length: number): string | null {
  const surname = LEADING_COMPOUND.test(rest) ? 2 : 1
  if (NO_NAME.test(rest) || NO_GIVEN.test(rest.slice(surname))) return null
  for (let end = surname + 1; end < length; end++) if (STOP.test(rest.slice(end))) return rest.slice(0, end)
  return rest.slice(0, length)
}

/** Leading words with a capital; the pattern ignores case, so that "MY NAME IS" is read too. */
function properName(words: string): string {
  const kept: string[] = []
  for (const word of words.split(/\s+/)) {
    if (!/^[A-Z]/.test(word) || /^(?:And|My|I|The|From|Phone|Tel|Order)$/.test(word)) break
    kept.push(word)
  }
  return words.slice(0, kept.join(' ').length)
}
