/** Danger to life and limb whatever the trade: self-harm, violence, fire, people hurt, trapped or unconscious, dangerous goods, machines out of control. */
import type { Rule } from './rule.ts'

const FIRE_UNLESS = /打不着火|点不着火|不着火|着火点|打火|火锅|防火|灭火器(?:过期|检)|消防(?:演|培|检)|起火原因|火气|发火|恼火|冒火的脾气|窝火|心头|气得.{0,6}冒|火烧眉毛|等钱|嗓子|热情|头上冒/u

export const LIFE_SURE: readonly Rule[] = [
  { name: 'self-harm', when: /(?:不|没)想(?:再)?活(?:了|下去)|(?:不想|没法|没有勇气|活不).{0,4}活下去|活不下去|活不成了|自杀|轻生|寻死|寻短见|跳楼|跳桥|跳河|割腕|上吊|烧炭自|喝(?:农)?药(?:自|去|算了|死)|死给(?:你|你们|他们)看|死了算了|一死了之|不如死|去死了|同归于尽|结束(?:自己的)?生命|遗书|\b(?:kill (?:myself|himself|herself)|end (?:my|it all|my life)|suicid(?:e|al)|want to die|don't want to live|no reason to live|take my own life|jump off)\b/u, unless: /(?:跳楼|自杀式)(?:价|甩|大减|促销|清仓|销售)|自杀式(?:降|优惠)|新闻|电影|小说|\bprice/u },
  { name: 'fire', when: /(?:着|起|失)火(?:了|啦|啊|！|!|,|，|。|$)|(?:在|正在|还在)(?:燃烧|冒烟|着火|起火)|烧(?:起来|着)了|火(?:苗|光)?(?:窜|蹿|往)(?:出来|起来|上|电|里)|着火了|(?:冒|往外冒)(?:着)?(?:黑|白|浓|黄)?烟(?!囱)|冒火星|爆燃|\b(?:on fire|caught fire|catching fire|in flames|smoke (?:is )?(?:coming|pouring)|smoking right now|burst into flames)\b/u, with: /现在|正|刚|快|救命|怎么办|还|了[!！]|!!|！！|马上|在(?:冒|烧)|now|help|still/u, unless: FIRE_UNLESS },
  { name: 'violence', when: /(?:拿|持|举|挥|带)(?:着)?(?:把)?(?:美工|菜|水果|西瓜|砍)?刀(?!具|片|架|盒)|(?:拿|持|有)(?:着)?(?:手)?枪|抢劫|劫持|绑架|挟持|要杀(?:我|人|了)|砸门.{0,6}(?:打|杀)|掐(?:着|住).{0,8}脖子|\b(?:knife|gun|hostage|robb(?:ing|ed|ery)|stabb(?:ed|ing)|attacking (?:me|us|him|her))\b/u, with: /现在|正|快|救命|报警|怎么办|还|有人|躲|赶紧|进来|now|help|he|they|someone/u, unless: /买|水果刀(?:质量|生锈)|knife (?:set|block|blade|handle)|price/u },
  { name: 'unconscious', when: /(?:昏|晕)(?:倒|迷|过去|死)|叫不(?:醒|应|答)|喊不(?:醒|应)|不省人事|没(?:有)?(?:意识|呼吸|心跳|知觉)|(?:不|没)会?动了|没声音了|喘不(?:过|上)(?:来)?气?|抽搐|口吐白沫|嘴唇发(?:紫|青|乌)|脸发紫|上吐下泻|吐血|咳血|休克|\b(?:unconscious|collapsed|passed out|not breathing|can't breathe|won't wake|unresponsive|chok(?:ing|ed))\b/u, with: /现在|正|刚|快|救命|120|怎么办|还|叫不|喊不|赶紧|了$|在|now|help|ambulance/u, unless: /气(?:得|到).{0,6}(?:晕|昏|喘)|差点|险些|送(?:去|到|进)?(?:了)?(?:医院|急诊)|住院|出院|晕(?:车|船|机|针)/u },
  { name: 'trapped', when: /(?:困|卡|关|夹|压|卷|锁)(?:在|住|到|进去?|着).{0,10}(?:电梯|里面|里头|下面|底下|人了|人手|机器|轮子|手|胳膊|脚|出不来|出不去)|被困|出不(?:来|去)|下不(?:来|去)了|逃不出|\b(?:trapped|stuck (?:in|inside|under) (?:the )?(?:lift|elevator|machine|press))\b/u, with: /救命|快|现在|还|人|怎么办|now|help|手|喘/u, unless: /钱|款|卡里|余额|包裹|快件|系统|手续|流程|被套|资金|路费|手机号/u },
]

export const LIFE_LIKELY: readonly Rule[] = [
  { name: 'fire', when: /着火|起火|失火|冒(?:着)?(?:黑|白|浓|黄)?烟|火苗|火光|烧(?:起来|着|穿|焦)|燃起|爆(?:炸|燃)|炸(?:了|开|响)|要炸|窗帘着了|\b(?:fire|smok(?:e|ing)|flames?|explod(?:ed|ing)|explosion|burning)\b/u, unless: FIRE_UNLESS },
  { name: 'shock', when: /漏电|触电|被电|电(?:了|到|着)(?:一下|我|人|他|她)|裸(?:露|着).{0,4}(?:电|线)|打火花|冒火(?:花|星)|火花|发红|\b(?:electric shock|electrocuted|sparks?|sparking|live wires?)\b/u },
  { name: 'heat', when: /发烫|烫手|鼓(?:包|得|起|胀)|滋滋响|热失控|过热|\b(?:swollen|bulging|overheating|getting hot|hissing|thermal runaway)\b/u },
  { name: 'hurt', when: /(?:流|出|满脸(?:是)?|全是)血|摔(?:下来|下去|倒)|压(?:到|在|住)|砸(?:到|中|伤)|撞(?:倒|到|伤|了)|烧伤|烫伤|触电|夹(?:住|到)|卷(?:进|入)|中毒|呕吐|头晕|恶心|吞(?:了|下)|噎|窒息|受伤|倒(?:在|下来)|不动了|\b(?:bleeding|injur(?:ed|y)|poison(?:ed|ing)|swallowed|vomit(?:ing)?|burn(?:ed|t)|crushed|hit by|fell (?:from|off)|fumes|dizzy)\b/u },
  { name: 'parcel', when: /(?:包裹|快件|箱子?|盒子?|纸箱|桶|罐).{0,14}(?:冒|漏|淌|滴|流|响|滴答|烫|臭|刺鼻|刺激|起白沫|化学|酸|碱|炸)|炸弹|爆炸物|雷管|毒品|危险品|液体.{0,6}(?:流|漏)|\b(?:parcel|package|box|tote|drum)\b.{0,40}\b(?:leak\w*|smok\w*|hiss\w*|tick\w*|burn\w*|hot|fumes|chemical)\b|\b(?:bomb|explosive)s?\b/u },
  { name: 'machine', when: /(?:急停|光栅|刹车|制动|安全阀|泄压阀|联锁|限位).{0,8}(?:失灵|失效|没用|不起作用|卡死|不动|断裂)|(?:压力|超压|温度|水位).{0,8}(?:往上|一直|还在|超|红线|爆表)|(?:压力容器|锅炉|反应釜|储罐|高压锅).{0,12}(?:裂|鼓|漏|渗|炸|响|憋|超)|(?:停不下来|不受控|失控|乱挥)|(?:链|绳|索|螺栓|梁|塔).{0,8}(?:断|裂|拉长|晃|滑)|往前溜|往下歪|塌|\b(?:past red line|stuck shut|out of control|won't stop|relief valve|over ?pressure|about to (?:blow|explode|collapse))\b/u },
  { name: 'violence', when: /(?:打|砍|捅|掐|追|堵|踢)(?:我|人|他|她|着|伤)|威胁|报警|\b110\b|砸门|撬门|有人(?:在|正)?(?:偷|抢|撬|闯)|闯进|\b(?:breaking in|threatening|intruder|thief|stealing)\b/u },
  { name: 'medicine', when: /(?:胰岛素|救命药|药|呼吸机|氧气|血浆|器官|骨髓|标本|疫苗|活体|活的).{0,24}(?:断|没有?了|打完|吃完|等着|作废|快没|停|危险|来不及|掉)|人命关天|\b(?:insulin|oxygen|ventilator|organ|blood sample)\b/u },
]
