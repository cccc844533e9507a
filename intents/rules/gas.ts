/** Escaping gas and carbon monoxide, as customers write of it. */
import type { Rule } from './rule.ts'

const GAS = '(?:煤气|燃气|天然气|天然汽|煤汽|瓦斯|液化气|石油气|沼气|嘎斯|氨气|氯气)'
const FITTING = '(?:管|灶|表|阀|接头|接口|软管|胶管|热水器|壁挂炉|气瓶|煤气罐|瓦斯桶|气罐|罐子|钢瓶|炉|厨房|楼道|地下室|井盖|屋里|家里|柜子)'
const NO_SMELL = /(?:没有?|没啥|没什么|无|闻不到|不是|啥|未闻到|没闻到|不到)[^,，。]{0,6}(?:味|气味|臭)|味(?:儿|道)?(?:都|也)?(?:没有?|无)|\b(?:no|not|without|don't|didn't|doesn't|isn't|never|can't) (?:any |a |smell(?:ing|ed)? )?(?:any |a )?(?:gas |smell|odou?r|leak)/u

export const GAS_SURE: readonly Rule[] = [
  { name: 'gas-smell', when: new RegExp(`${GAS}(?:的)?(?:臭|怪|异)?味|味道?(?:像|是|好像|似)${GAS}|(?:闻|嗅)(?:到|着|见|起来).{0,8}${GAS}|${GAS}.{0,6}(?:好|很|太|特别|非常)(?:大|重|浓|臭|呛)|一股${GAS}`, 'u'), unless: NO_SMELL },
  { name: 'gas-smell', when: /臭鸡蛋(?:味|一样|似)?|臭蛋味|像?烂(?:白菜|鸡蛋).{0,4}味|rotten eggs?/u, with: /灶|管|厨房|阀|气|炉|楼道|家|屋|gas|kitchen|越来越|stove|boiler/u, unless: NO_SMELL },
  { name: 'gas-leak', when: new RegExp(`${GAS}(?:管道?|罐|瓶|桶|表|灶)?.{0,10}(?:泄漏|泄露|外泄|漏(?!斗|电|水|抄|记|登|算|发|掉了?户)|跑气|喷|冒(?:气|出来|泡)|呲|嘶嘶|滋滋|嗤)|(?:泄漏|泄露|漏)(?:了|着|出)?${GAS}`, 'u'), unless: /没(?:有)?(?:泄|漏)|不漏|信息/u },
  { name: 'gas-leak', when: new RegExp(`漏[气汽](?!压|量|率|检|保|险|报警器)|${FITTING}.{0,10}(?:嘶嘶|滋滋|丝丝|嗤嗤|呲呲|呲|往外(?:喷|冒|跑|呲)|冒泡)|跑气|(?:喷|漏|冒)(?:着|出)?气`, 'u'), with: new RegExp(`${GAS}|${FITTING}|灶|救命|师傅`, 'u'), unless: /没(?:有)?漏|不漏|轮胎|气缸|气泵|包装|充气|气囊|空调|床垫|泳|球/u },
  { name: 'gas-pipe-hit', when: new RegExp(`(?:挖|撞|打|钻|砸|碰|凿|锯|咬|压|弄)(?:机|头)?(?:到|断|穿|破|着|坏|裂|歪).{0,8}(?:${GAS}|黄色的管|输气)|${GAS}.{0,6}管.{0,8}(?:被|让).{0,10}(?:挖|撞|打|钻|砸|碰|凿|咬)|(?:挖|钻|打)(?:断|穿|破|到).{0,14}管.{0,14}(?:呲|喷|气)`, 'u') },
  { name: 'carbon-monoxide', when: /一氧化碳(?!.{0,6}(?:报警器)?(?:多少钱|怎么卖|哪里买|安装|装))|煤气中毒|煤烟中毒|co中毒|中煤气|煤气熏|carbon monoxide|\bco (?:alarm|detector)/u, with: /晕|吐|疼|痛|恶心|响|叫|昏|中毒|倒|醒|难受|beep|alarm|dizz|sick|headache|going off|faint|救命|快/u, unless: /(?:电池|battery|replace|buy|install|安装|买|没电|多少钱)/u },
  { name: 'gas-smell', when: /(?:smell(?:s|ing|ed)?|whiff|stink(?:s|ing)?|odou?r)(?: (?:of|like|strong(?:ly)?|faint(?:ly)?|some|a|bit|strange|natural|strong|the|it|of))* gas\b|\bgas(?:sy)? (?:smell|odou?r|stink)|reeks? of gas/u, unless: NO_SMELL },
  { name: 'gas-leak', when: /\bgas\b.{0,30}\b(?:leak(?:s|ing|ed)?|hiss(?:es|ing)?|escap(?:e|es|ing)|pouring out)\b|\bleak(?:s|ing|ed)? gas\b|\bgas leak\b|\b(?:hiss(?:es|ing)?|escaping)\b.{0,40}\b(?:pipe|gas|stove|meter|cylinder|valve|boiler)\b|\bgas pipe\b.{0,60}\b(?:hit|struck|broke|cut|escap)/u, unless: /\bno (?:gas )?leak|not leaking|leaked my|data/u },
]

export const GAS_LIKELY: readonly Rule[] = [
  { name: 'strange-smell', when: /(?:怪味|臭味|异味|刺鼻|呛人|呛得|一股(?:子)?(?:臭|怪|味|气味|刺)|全是味|有(?:点|股)?味(?:儿|道)?|味道?(?:很|好|特别|越来越|太)(?:重|大|浓|冲)|臭得很|闻着臭|气味)/u, unless: NO_SMELL },
  { name: 'alarm', when: /(?:报警器|警报器|燃气报警|co报警).{0,12}(?:响|叫|嘀|滴|嚎|嗷)|alarm.{0,20}(?:beep|going off|ringing|sounding|won't stop)/u, unless: /误报|没味|啥味没|误响|false alarm/u },
  { name: 'gas-flame', when: /(?:关|拧).{0,8}(?:不灭|不死|不住|不上|不紧|不起来)|火苗?从.{0,10}(?:冒|窜|喷)|冒白霜|忘(?:了)?关(?:火|气|阀|煤气|灶)|气(?:还在|一直)(?:出|冒|漏|跑|喷)|flame.{0,20}(?:coming out|from the)/u },
]
