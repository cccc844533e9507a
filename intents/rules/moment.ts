/**
 * Whether what a sentence tells happens now, happened and is over, or is only thought of. It must not know what the sentence is about.
 */

/** Marks that it is going on, or just began. */
const NOW =
  /现在|此刻|这会儿|这会|眼下|正在|正(?=往|从|拿|让|对|跟|被|逼|催)|刚才|刚刚|刚(?=[一-鿿])|方才|分钟(?:之)?前|小时(?:之)?前|还(?:在|没|是|有|插|响|不停|开着)|仍然|一直(?=在|往|不|响|冒|流|漏|喷|抖|叫|有)|越来越|停不|止不|压不住|马上|立刻|立即|赶紧|赶快|快[来派点帮锁停]|快！|快!|救命|求你|急需|怎么办|咋办|怎么停|而家|即刻|啱啱|依家|紧，|喺|今天|今早|今晚|今晨|凌晨|半夜|\b(?:now|right now|currently|just(?: now)?|still|as (?:i|we) (?:speak|type)|this (?:minute|moment|morning|evening)|minutes? ago|an? hour ago|help|asap|immediately|urgent(?:ly)?|keeps?|is (?:\w+ing)|are (?:\w+ing)|hurry)\b/u
/** Marks that it lies behind. */
const OVER =
  /上个?(?:月|周|星期|礼拜|季度|回|次)|去年|前年|往年|年前|月前|(?:天|日|周|星期|礼拜)(?:之)?前|前(?:几|些|两|三)(?:天|日)|前天|大前天|那(?:天|次|回|时|会儿|阵)|当(?:时|天|晚|场)|之前|曾|以前|事后|后来|已经?(?:修好|处理|解决|扑灭|关|停|赔|出院|过去)|\d+月\d+[日号]|[一二三四五六七八九十]月(?:份|[一二三四五六七八九十\d])|周[一二三四五六日](?!的?现在)|\b(?:last (?:week|month|year|night|time|winter|summer|\w+day)|(?:days?|weeks?|months?|years?) ago|yesterday|previously|back (?:in|then)|at the time|had (?:been|a))\b/u
/** Marks that nobody says it happens: a condition, a lesson, a general question. */
const THOUGHT =
  /如果|要是|若(?:是|有|果)?|万一|假如|假设|倘若|比如说?|平时|一般(?:来说|情况)?|通常|以后(?:要|再|如果|遇|碰)|遇到.{0,8}(?:该|应该|怎么|如何)|碰到.{0,8}(?:该|应该|怎么|如何)|(?:应该|该|应|要)(?:怎么|怎样|如何|咋)|应如何|怎么(?:预防|防止|避免|判断|辨别|识别|检查|知道|防)|如何(?:预防|防止|避免|判断|辨别|识别|检查|处理|防)|怎样(?:预防|防止|避免|判断|辨别|识别)|有(?:哪些|什么)(?:表现|症状|危险|危害|办法|步骤|流程|讲究|区别)|什么(?:表现|症状|原因|流程)|第一步|注意(?:什么|哪些)|(?:想|学)(?:学|了解|知道|请教)|科普|宣传|演练|演习|培训|预案|试题|答案|\b(?:if (?:i|you|we|one|there|my|the|someone|a)|in case|what (?:should|do) (?:i|you|we|one) do (?:if|when|in)|how (?:do|can|should|would) (?:i|you|we|one) (?:know|tell|prevent|avoid|detect|check|recogni[sz]e)|suppose|hypothetically|would (?:it|you)|drill|training|in general|what are the (?:signs|symptoms|steps)|what's the (?:procedure|process))\b/u

/** Marks that the danger is past or never was, wherever they stand. */
const RESOLVED =
  /找(?:着|到|回来)了(?!.{0,6}(?:骗|人家))|没事了|虚惊|误报|误会|搞错了|看错了|不用(?:办|来|管|派|查|麻烦)了|(?:已经?|都)(?:处理|解决|修|弄|灭|扑灭|冻结|挂失|补办)(?:好|完|掉|了)|(?:撤|取消)了(?:吧)?|当我没说|\b(?:false alarm|turned out|all fine|all good now|no longer needed|found it|sorted now|resolved|nobody (?:is )?in danger|no smoke)\b/u
/** Marks that the customer has not walked into it. */
const NOT_DONE = /(?:还|都|就)?(?:没|没有|未|不)(?:下载?|装|给|点|转|填|输|按|理|信|打款|汇|答应|告诉)(?!出去|成功)(?:他|她|过|它|钱|账|款)?(?=[,，。.!！?？]|就|也|直接|$)|没理(?:他|她|它)|(?:hung up|didn't (?:give|send|click|pay|install|reply)|did not (?:give|send|click|pay))/u

export const isResolved = (whole: string): boolean => RESOLVED.test(whole)

export type Moment = 'now' | 'over' | 'thought' | 'unsaid'

/** Of a sentence within its message; marks in the sentence itself weigh more than those around it. */
export function momentOf(sentence: string, whole: string): Moment {
  const now = NOW.test(sentence)
  if (RESOLVED.test(whole) && !/还(?:在|没)|又(?:开始|响|漏|来)|越来越|\bbut\b.*\bstill\b/u.test(whole)) return 'over'
  if (NOT_DONE.test(whole) && !/正在|催|快(?:拦|停|锁|冻)|已经(?:转|给|输|填|汇)|一半|现在(?!想)|\bnow\b/u.test(whole)) return 'thought'
  if (THOUGHT.test(sentence)) return now && /我家|我们家|屋里|救命|快来|快派|正在|现在(?!.{0,6}没)|\bmy\b.*\bnow\b/u.test(sentence) && !/没事|没有事|想学|平时/u.test(whole) ? 'now' : 'thought'
  if (OVER.test(sentence)) return /现在|还在|还有|至今|到今天|仍|越来越|又|这会|救命|快来|\b(?:still|again|now)\b/u.test(sentence) ? 'now' : 'over'
  if (now) return 'now'
  if (OVER.test(whole) && !NOW.test(whole)) return 'over'
  return NOW.test(whole) ? 'now' : 'unsaid'
}
