/**
 * The kind of fact a question asks for and the kinds a clause can give: a clause without a price answers no "how much".
 * It reads normalised text by patterns; whether a missing kind forbids an answer is learned, not decided here.
 */

type Kind = { name: string; asked: RegExp; given: RegExp }

const KINDS: readonly Kind[] = [
  {
    name: 'money',
    asked: /多少钱|几块|几毛|几元|几文|几多钱|什么价|啥价|价格|价钱|单价|报价|多少价|贵多少|几个点|百分之几|千分之几|多少费|费多少|费用|收费|手续费|怎么收|要不要钱|收不收|折扣|打几?折|优惠|利率|利息|汇率|牌价|how much(?! time)|\b(price|cost|fee|charge|rate|discount|interest|tariff)s?\b/,
    given: /\d\s*(元|块|%)|免费|不收|收费|费用|运费|赔偿|yuan|free of charge|\bfees?\b/,
  },
  {
    name: 'compensation',
    asked: /赔多少|赔几|赔不赔|赔给?我|最多.{0,6}赔|补偿|违约金|滞纳金|罚多少|compensat|pay me|\bpenalt/,
    given: /赔|compensat/,
  },
  {
    name: 'duration',
    asked: /多久|多长时间|几天|几日|几个?(小时|钟头|钟|工作日|月|星期|礼拜)|几年|几周|几耐|多快|多少(天|小时|时间)|最[迟慢晚]|how long|how soon|how fast|how many (days|hours|months|weeks|years)/,
    given: /\d\s*个?(工作)?(小时|天|日|月|年|分钟)|[一两三四五六七八九十]个?(工作)?(小时|天|日|月|年)|当天|立即|马上/,
  },
  {
    name: 'moment',
    asked: /几点|几号|几月|哪天|哪一天|什么时候|啥时候|何时|几时|营业时间|上班时间|开门|关门|上不上班|what time|\bwhen\b|opening hours|\bopen\b/,
    given: /\d{1,2}:\d{2}|24小时|7×24|\d+日前|当天|期满|月\d+日/,
  },
  { name: 'place', asked: /哪里|哪儿|在哪|去哪|边度|地址|怎么走|最近的|附近|\bwhere\b|nearest|\baddress\b/, given: /网点|地点|地址|营业厅|渠道|现场|柜台|这里/ },
  { name: 'person', asked: /谁|哪个部门|哪个科|归哪|哪一?级|\bwho\b|which department/, given: /部|科|中心|经理|主任|人员|负责|组/ },
  { name: 'count', asked: /多少(个|条|件|人|次|方|度|台|万|公斤|吨|字|家|号)|几(个|条|件|人|次|台|张|瓶|种|档|项|类)|how many|maximum|minimum|at most|最多|最少|最大|最低|上限|限额|起步/, given: /\d|[一两三四五六七八九]/ },
  { name: 'stock', asked: /有货|现货|库存|补货|缺货|还有(没有|得卖|多少|吗)|有没有(货|卖)|in stock|available|do you (have|sell|stock)/, given: /现货|库存|缺货/ },
  { name: 'choice', asked: /哪个(好|划算|牌子|更)|哪款|哪种(好|更)|推荐|划算|recommend|which (brand|one|model)|better/, given: /推荐|建议您?选/ },
  { name: 'now', asked: /今天|今日|今儿|明天|昨天|现在|目前|今年|这周|本周|这个月|上个?月|最近|当前|today|tomorrow|\bnow\b|currently|this (week|month|year)/, given: /今天|明天/ },
  { name: 'number', asked: /电话多少|号码多少|手机号|电话是|多少号|分机|code\b|phone number/, given: /\d{5,}|号码/ },
  { name: 'may', asked: /能不能|可不可以|可以.{0,12}[吗么不]|能.{0,12}[吗么不]$|准不准|允许|\bcan (i|you|we)\b|\bmay i\b|allowed/, given: /不得|可以|允许|不能|必须/ },
  { name: 'how', asked: /怎么(办|弄|走|处理|申请|做)?|怎样|如何|流程|步骤|咋|点样|点办|\bhow (do|does|can|to|is|are)\b|process|steps?/, given: /步|→|先|然后|依次|再/ },
  { name: 'papers', asked: /要带|带什么|什么(材料|证件|资料)|啥(材料|证件|资料)|哪些(材料|证件|资料)|要什么证|准备(什么|啥|哪些)|documents?|papers?/, given: /证件|资料|执照|提供|填写|登记/ },
  { name: 'why', asked: /为什么|为啥|凭什么|原因|点解|\bwhy\b|reason/, given: /因|以便|为了|原因|为保证/ },
]

export const KIND_NAMES: readonly string[] = KINDS.map(({ name }) => name)

/** A bit for each kind. */
export type Kinds = number

export const kindsAsked = (plain: string): Kinds => bits((kind) => kind.asked.test(plain))
export const kindsGiven = (plain: string): Kinds => bits((kind) => kind.given.test(plain))

function bits(holds: (kind: Kind) => boolean): Kinds {
  let found = 0
  KINDS.forEach((kind, bit) => { if (holds(kind)) found |= 1 << bit })
  return found
}
