/**
 * Whether a message belongs to the matter told before, begins another, or corrects what was said: only where the words say so.
 * Silence is the rule; how alike two matters are in content is not judged here.
 */
import { foldWidth } from '../core/text.ts'

export type Matter = 'same' | 'another' | 'unsaid'

/** A message with marks of both kinds ("刚才那个不说了，另外还有一件事") goes on to the new matter. */
export function matterOf(text: string): Matter {
  const plain = plainOf(text)
  if (ANOTHER.some((mark) => mark.test(plain)) && !NOT_ANOTHER.test(plain)) return 'another'
  return SAME.some((mark) => mark.test(plain)) ? 'same' : 'unsaid'
}

export function correctsEarlier(text: string): boolean {
  const plain = plainOf(text)
  return CORRECTS.some((mark) => mark.test(plain)) && !NOT_CORRECTS.test(plain)
}

/** Only the beginning and the end of a long story are read for marks: what links two messages stands there. */
function plainOf(text: string): string {
  const plain = foldWidth(text).toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim()
  return plain.length > 600 ? `${plain.slice(0, 400)} … ${plain.slice(-200)}` : plain
}

const THING = '(?:事情?|问题|問題|情况|情況|投诉|投訴|反映|诉求|訴求|建议|建議|单子|單子|件|笔|筆|包裹|快[递遞](?![员員])|订单|訂單)'

const ANOTHER: readonly RegExp[] = [
  // 另外还有一件事 / 还有个问题 / 再说一件事 / 第二件事
  new RegExp(`(?:另外|还有|還有|再有|再说|再說|再反映|再投诉|再投訴|顺便|順便|此外|还想|還想|也想|又有).{0,6}(?:[一1]|另外?|别的|別的|其他)?(?:件|个|個|桩|樁|条|條|点|點|项|項)${THING}`, 'u'),
  new RegExp(`(?:^|[,，。!！?？;；\\s])(?:另外|另)(?:还|還|再)?(?:有|一|想|要|问|問|反映|投诉|投訴).{0,4}(?:[一个個件])?.{0,2}${THING}`, 'u'),
  /(?:另外?|别的|別的|其他|其它|新的?)(?:一|的)?(?:件|个|個|桩|樁|码|碼|张|張|笔|筆)?(?:事情?|问题|問題|投诉|投訴)(?!也)/u,
  /(?:另|换|換)(?:外)?(?:一)?(?:个|個|件|单|單|笔|筆)(?:订单|訂單|快递|快遞|包裹|单子|單子|运单|運單)/u,
  /第(?:二|三|2|3)(?:件|个|個|桩|樁)(?:事|问题|問題|投诉|投訴|要反映)/u,
  /(?:这|這)(?:是|算)?(?:另|两|兩)(?:外)?(?:一)?(?:回事|码事|碼事|件事)|跟(?:刚才|剛才|上面|之前)(?:那个|那個|的|那件)?(?:事)?(?:没|沒|无|無)(?:有)?(?:关系|關係|关)|一码归一码|一碼歸一碼/u,
  /(?:再|另)(?:开|開|建|登记|登記|报|報)(?:一)?(?:个|個|张|張|条|條)?(?:工单|工單|单子|單子|投诉|投訴|单|單)/u,
  /\b(?:another|a (?:second|different|separate|new)|one more|an(?:y)?other) (?:\w+ )?(?:issue|problem|thing|matter|complaint|question|order|parcel|request|point)\b/,
  /\b(?:something else|on (?:a|another) (?:different|separate|unrelated)? ?(?:note|matter|subject)|separately,|unrelated to (?:that|this|the)|a different matter|besides that,? i (?:also|want)|i also (?:want|need|would like|have) to (?:complain|report|raise))/,
]
/** "没有别的问题了" closes; it opens nothing. */
const NOT_ANOTHER =
  /(?:没有?|沒有?|没什么|沒什麼|无|無|不是)(?:什么|什麼)?(?:另外?|别的|別的|其他|其它|新的?)(?:的|一)?(?:件|个|個)?(?:事|问题|問題|要)|(?:no|nothing|not|isn't|aren't|without) (?:any )?(?:another|other|else|a (?:new|different|separate))|\bthat's (?:all|it)\b|不用(?:再|另)/u

const SAME: readonly RegExp[] = [
  /(?:就是|还是|還是|关于|關於|针对|針對|说的是|說的是|接着|接著|继续说|繼續說)(?:我)?(?:刚才|剛才|刚刚|剛剛|上面|上次|之前|前面|昨天)?(?:说|說|讲|講|报|報|投诉|投訴|反映)?(?:过|過)?的?(?:那个|那個|那件|那单|那單|这个|這個|这件|這件|同一)(?:事|问题|問題|投诉|投訴|单|單|工单|工單|的)?/u,
  /(?:刚才|剛才|刚刚|剛剛|上面|前面|上一条|上一條)(?:我)?(?:说|說|讲|講|报|報|提|投诉|投訴|反映|发|發)?(?:到|过|過)?的?(?:那个|那個|那件事?|那笔|那筆|那单|那單|这件事|這件事|问题|問題|事情?|投诉|投訴|工单|工單)/u,
  /(?:再)?(?:补充|補充)(?:一下|下|一点|一點|说明|說明|几句|幾句|两句|兩句|信息|材料|:|,|，|：)|^(?:补充|補充)|忘了(?:说|說|讲|講|提)|漏(?:说|說|讲|講|了)(?:一|了|个|個|点|點)?|(?:同一|还是这|還是這|还是那|還是那)(?:件|个|個|回)(?:事|问题|問題|单|單|投诉|投訴)/u,
  /(?:这个|這個|那个|那個|该|該)(?:工单|工單|投诉|投訴)(?:里|裡|上|中)?(?:再|还|還|也)?(?:加|补|補|记|記)/u,
  /\b(?:same (?:issue|problem|matter|thing|case|complaint|order|parcel)|(?:to|let me|i'd like to|i want to) add (?:to|that|some|one|a|more)|i forgot to (?:mention|say|add|tell)|as i (?:said|mentioned)|(?:about|regarding|following up on) (?:my|the|that) (?:earlier|previous|last|same|above)|more (?:details|info(?:rmation)?) (?:on|about) (?:it|that|this))\b/,
]

const SUBJECT = '(?:电话|電話|手机|手機|号码|號碼|号|號|地址|名字|姓名|单号|單號|订单|訂單|运单|運單|金额|金額|日期|时间|時間|数量|數量|型号|型號|料号|料號|门牌|門牌|卡号|卡號|尾号|尾號|邮箱|郵箱|信箱)'
const VERB = '(?:写|寫|说|說|发|發|填|报|報|给|給|打|输|輸|记|記|弄|搞|留|讲|講|念|贴|貼)'

const CORRECTS: readonly RegExp[] = [
  // 不对，电话是… / 不是…，是…
  new RegExp(`^(?:啊|哦|噢|呃|哎呀?|等等|等下|等一下|抱歉|不好意思|对不起|對不起|sorry|[,，。!！. ])*(?:不对|不對|错了|錯了|不是|說錯|说错|打错|打錯)(?:不对|不對|错了|錯了|了|啊|呀|哦|,|，|。|\\.|!|！|:|：| )+(?:.{0,8}(?:应该|應該|才)?(?:是|为|為|改成|叫)|${SUBJECT}|\\d|[a-z]{0,4}\\d)`, 'u'),
  new RegExp(`(?:我|刚才|剛才|刚刚|剛剛|上面|前面|之前|上一条|上一條|${SUBJECT})(?:的)?.{0,6}${VERB}(?:错|錯|反|漏)(?:了|的|啦|个|個|一|${SUBJECT}|,|，|。|$)`, 'u'),
  new RegExp(`(?:^|[,，。!！?？;；\\s])(?:抱歉|不好意思|对不起|對不起)?.{0,2}${VERB}(?:错|錯)(?:了|啦|一个|一個|${SUBJECT})`, 'u'),
  new RegExp(`(?:更正|订正|訂正|修正|纠正|糾正)(?:一下|下|一个|一個|${SUBJECT}|为|為|成|:|,|，|：)`, 'u'),
  new RegExp(`${SUBJECT}.{0,6}(?:应该是|應該是|应为|應為|改成|改为|改為|换成|換成|更正为|更正為|不是.{1,24}?(?:,|，)?(?:而|应该|應該)?是)`, 'u'),
  new RegExp(`(?:把|将|將)(?:我的?|刚才的?|剛才的?)?${SUBJECT}.{0,10}(?:改|换|換)(?:成|为|為|一下|到)`, 'u'),
  /\b(?:i (?:gave|typed|wrote|sent|put|told|entered|said|meant)(?: you| it| in)? (?:the |a |my )?(?:wrong|incorrect)|(?:wrong|incorrect) (?:number|phone|address|order|waybill|name|date|amount|one)[ ,.-]+(?:sorry|it'?s|it is|the|should|i mean|it should)|(?<!not )my mistake|i (?:misspoke|mistyped)|that (?:was|is) (?:a typo|wrong,? )|i meant (?:to (?:say|write|type)|\S+ not|\d))/,
  /\b(?:correction[:,. -]|let me correct|please correct|i need to correct|should (?:be|have been|read) .{1,40}(?:,? not|instead of)\b|(?:it'?s|it is|the \w+(?: number)? is) actually \S|no,? (?:wait,? |sorry,? )?(?:it'?s|it is|the|my) .{0,30}(?:\d|is)|sorry,? (?:i meant|it'?s|it is|it should|the (?:right|correct)))/,
]
/** Errors that are somebody else's are complaints; a parcel sent elsewhere is a request; and who made no error corrects none. */
const NOT_CORRECTS = new RegExp(
  `(?:没有?|沒有?|不会|不會|不可能)${VERB}(?:错|錯)|(?:收货|收貨|收件|派送|配送|送货|送貨).{0,6}${SUBJECT}.{0,10}(?:改|换|換)|(?:你们|你們|贵司|貴司|他们|他們|商家|卖家|賣家|客服|快递员|快遞員|师傅|師傅|系统|系統|银行|銀行|店家|仓库|倉庫|you(?:r \\w+)?|they|the (?:courier|seller|shop|driver)) ?(?:也|又|都|给我|給我|把.{0,10}?|have |had )?.{0,6}(?:${VERB}(?:错|錯)|送错|送錯|发错|發錯|(?:sent|gave|put|charged|delivered|typed|wrote).{0,16}(?:wrong|incorrect))`,
  'u',
)
