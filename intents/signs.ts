/**
 * Signs of what a speaker does with words: asks, demands, requests, praises, proposes, urges. Each sign is a feature for the heads to weigh;
 * none decides by itself. Read on normalised text.
 */

const SIGNS: Readonly<Record<string, RegExp>> = {
  asks: /[?？]|吗|呢(?:[。!！]|$)|么(?:[。!！]|$)/u,
  askEnd: /(?:[?？]|吗|呢|么|不|没有?)\s*$/u,
  askNone: /^[^?？吗呢么]*$/u,
  wonder: /请问|想(?:问|咨询|了解|知道|请教|打听)|咨询|打听|问(?:一)?(?:下|声|句)|麻烦问|求(?:问|教|解答)|好奇|不(?:太)?(?:清楚|懂|明白|了解)|搞不(?:懂|清)|弄不(?:懂|清)|\b(?:wonder(?:ing)?|curious|question about|could you (?:tell|explain|clarify)|can you (?:tell|explain)|i'd like to know|want to know|do you know)\b/u,
  howLong: /多(?:久|长时间)|几(?:天|个?小时|个?月|个?工作日|点|时|号)|什么时候|何时|啥时候|(?:时间|时限|期限|截止)|\b(?:how (?:long|soon|fast|late|often)|when (?:do|does|is|are|will|can)|what time|deadline|by when)\b/u,
  howMuch: /多少(?:钱|费)?|几块|收(?:不收)?费(?:标准|吗)|怎么(?:收费|算)|费用|价格|什么价|\b(?:how much|cost|price|fees?|charges?)\b/u,
  how: /怎么(?:办|弄|搞|操作|处理|申请|走|查|填|投诉|算|样|才|能|用|开|改|写|报)|如何|怎样|咋(?:办|弄|整|个)|流程|步骤|手续|要(?:带|准备|提供)(?:什么|啥|哪些)|需要(?:什么|哪些|啥)|\b(?:how (?:do|can|should|would|to)|what (?:do i need|documents|is the (?:process|procedure)|steps)|procedure|process)\b/u,
  whether: /能不能|可不可以|可以(?:吗|不|么)|是不是|是否|有没有|要不要|会不会|算不算|行不行|允许|能.{1,12}(?:吗|不|么)|\b(?:can i|can you|could i|is it|are there|do you|does|is there|am i|will you|may i|are you able|is the)\b/u,
  which: /哪(?:里|儿|个|些|家|边|种|位|天)|什么(?:情况|条件|标准|区别|意思|规定)|谁(?:来|负责|管)|区别|\b(?:where|which|who|what(?:'s| is| are| kind| counts))\b/u,
  why: /为什么|为何|为啥|凭(?:什么|啥)|干嘛|怎么(?:又|还|会|就|这么|能)|\bwhy\b/u,
  suppose: /如果|要是|假如|万一|若|的话|\bif\b/u,
  rule: /规定|政策|标准|条款|按(?:理|规定)|法律|制度|范围|多少天内|\b(?:policy|rule|rules|standard|regulation|terms|allowed|entitled)\b/u,
  demand: /给(?:我|个|我们)?(?:一个)?(?:说法|交代|解释|答复|道歉)|必须|要求|赔(?!率)|退(?:钱|款|回|还|给|我|货)|补偿|道歉|负责|追究|讨(?:个)?说法|\b(?:demand|refund|compensat\w*|apolog\w*|unacceptable|hold you|want my money|explanation)\b/u,
  blame: /你们(?:的|家|这|那|公司|单位|银行|平台|店|厂)?.{0,16}(?:不|没|就|还|又|却|竟|凭|把|让|害)|(?:贵司|贵行|贵公司|贵方).{0,20}(?:不|没|未|却|仍|擅自)|\b(?:your|you) (?:\w+ ){0,4}(?:never|didn't|failed|refused|ignored|won't|still|kept|lost|broke)\b/u,
  angry: /太(?:差|过分|离谱|气人|坑|恶劣|黑|不像话)|气(?:死|炸|人|愤)|投诉|差劲|垃圾|坑(?:人|爹|我)|骗(?:人|我|子)|欺负|糊弄|忽悠|敷衍|推(?:诿|脱|来推去)|踢皮球|离谱|恶心|失望|心寒|无语|耍|受够|忍无可忍|什么(?:玩意|东西|态度|服务)|这叫|岂有此理|\b(?:ridiculous|terrible|awful|disgrace\w*|appalling|disappoint\w*|angry|furious|fed up|joke|worst|rude|horrible|outrag\w*|complain\w*)\b/u,
  again: /又|再次|还是(?:没|不|老|这)|第[二三四五六七八九\d]次|每次|次次|老是|总是|一直|\b(?:again|every time|still|third|second time|keeps?)\b/u,
  event: /(?:昨天|今天|前天|上周|上个?月|刚才|早上|下午|晚上|中午|\d+[号日点]).{0,30}(?:了|过|来|到|没|被)|\b(?:yesterday|this morning|last (?:week|month|night)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|ago)\b/u,
  loss: /坏了|丢了|没了|少了|破了|碎|烂|裂|漏|断|错了|多(?:扣|收)|乱(?:扣|收)|扣了|被(?:扣|骗|偷|刷|盗|打|骂|撞)|没(?:收到|到账|人来|反应|动静|解决)|不(?:见|动|亮|转|制冷|能用|工作)|\b(?:broken|damaged|missing|lost|wrong|charged twice|overcharged|not work\w*|never (?:came|arrived|showed))\b/u,
  request: /麻烦(?:帮|派|给|安排|你|您|发|开|改)|帮(?:我|忙)|请(?:帮|派|安排|发|给|把|将|尽快|协助|为)|想(?:要)?(?:预约|申请|办|改|换|开|取消|修|寄|报|约|补|更|查|订|加)|需要(?:预约|上门|维修|开|补|更换|改)|派(?:个)?(?:人|师傅|工)|安排(?:一下|个|人|师傅|上门)?|预约|报修|重新(?:派|送|打印|开)|改(?:成|到|一下|地址|电话)|补(?:开|办|发|打)|开(?:票|发票|具|个)|\b(?:please (?:send|arrange|book|change|update|issue|resend|cancel|schedule)|i(?:'d like| would like| want| need) (?:to )?(?:book|change|order|request|schedule|cancel|get|arrange|have)|can you (?:send|arrange|change|book|issue|resend)|could you (?:send|arrange|change|book|issue|resend))\b/u,
  where: /到哪(?:里|儿|了)|在哪(?:里|儿)?|(?:查|看)(?:一下|下)?.{0,8}(?:快递|物流|单|包裹|订单|货|件)|物流|(?:发|出)货了?(?:没|吗)|送到(?:没|了吗)|啥时候(?:到|送)|几时到|\b(?:where is|where's|track(?:ing)?|status of my (?:order|parcel|package|shipment)|shipped yet|arrive yet|out for delivery)\b/u,
  case: /投诉(?:单|编号|件|那|的事|进|处理)|工单|案(?:子|号|件)|受理(?:号|编号)|单号|编号|客诉|我(?:的|那个?|上次的?|之前的?)(?:投诉|反映|案子|工单|单子)|\b(?:complaint (?:number|no|ref\w*)|case (?:number|no|ref\w*)?|ticket|reference|claim (?:number|no)|my complaint)\b/u,
  progress: /进(?:度|展)|处理(?:到|得|的)?(?:哪|怎么样|如何|完|好)|(?:有|出)(?:没有)?结果|结果(?:出|呢|怎)|到(?:哪一步|什么阶段|哪个环节)|怎么样了|咋样了|有(?:没有)?(?:消息|回音|下文|眉目)|查(?:一下|下|询)(?:我的)?(?:投诉|案|工单|进)|\b(?:progress|any update|what's happening with|status of (?:my|the) (?:complaint|case|ticket|claim)|how far|any news|outcome)\b/u,
  urge: /催|快(?:点|些|一点)|抓紧|加急|尽快|赶紧|别(?:再)?(?:拖|磨)|还要(?:等|拖)(?:多久|到)|几天了|(?:拖|等)了.{1,8}(?:天|周|月|久)|没人(?:理|管|联系|回)|升级|推进|不能再(?:等|拖)|\b(?:hurry|chase|chasing|speed up|expedite|escalate|reminder|still waiting|move (?:it|this) (?:forward|along)|follow(?:ing)? up)\b/u,
  withdraw: /撤(?:销|回|诉|了|掉|单|案)?|不(?:投诉|追究|告|计较|追|想投诉)了|取消(?:投诉|工单|案|我)|(?:投诉|案子|单子|工单).{0,10}(?:取消|撤|不要了|算了|作废|关|销|结)|解决了.{0,10}(?:不用|撤|取消)|当我没(?:说|投诉)|\b(?:withdraw|cancel (?:my|the) (?:complaint|case|ticket|claim)|drop (?:my|the|it)|close (?:my|the) (?:complaint|case|ticket)|no longer (?:want|wish) to)\b/u,
  human: /人工|真人|活人|转(?:接)?(?:人|客服|座席|专员|经理)|(?:找|叫|换|要|接|有)(?:个|一个|你们)?(?:人|客服|专员|经理|领导|主管|负责人|工作人员|师傅|老师)(?:来|说|接|谈|聊|跟|和|处理|$)|机器人|别(?:再)?(?:自动|机器)|跟(?:人|真人)|\b(?:human|agent|real person|someone (?:real|from)|representative|operator|speak (?:to|with)|talk (?:to|with) (?:a|some)|bot|live (?:chat|person|agent))\b/u,
  proposes: /建议|提(?:个|一个|点)?(?:意见|建议)|希望(?:你们|贵|能|以后|可以)|能(?:不能|否)(?:增|加|改|设|开|出|多|搞|弄|考虑|优化)|(?:要|如果)(?:是)?能.{1,30}(?:就好|更好|多好|方便)|不如|最好(?:能|是|在)|可以考虑|何不|优化|改进|增加|增设|\b(?:suggest(?:ion)?|it would be (?:nice|great|helpful|better)|you (?:should|could) (?:consider|add|offer|put|make|let)|why not|idea|recommend|how about|please consider|wish you)\b/u,
  praises: /表扬|点(?:个)?赞|好评|夸|感谢|谢(?:谢)?|辛苦|贴心|耐心|热心|热情|暖心|周到|专业|负责任|感动|锦旗|五星|满意|给力|靠谱|佩服|良心|帮了(?:我)?(?:大忙|很多)|多亏|真(?:好|棒|不错|行)|\b(?:thank|thanks|great (?:job|service|work)|excellent|kudos|praise|compliment|brilliant|wonderful|patient|kind|helpful|appreciat\w*|impressed|amazing|well done|credit to|shout ?out)\b/u,
  irony: /(?:真|可真|太)(?:行|棒|牛|厉害|有才|会|能|伟大)|呵呵|好家伙|了不起|佩服佩服|长见识|恭喜|谢谢你们(?:全家)?(?:让|把)|(?:服务|效率)(?:真|可真)(?:好|高)/u,
  reports: /举报|检举|揭发|有人(?:在|冒|卖|偷|私|打着|用)|(?:发现|看到|看见|知道).{0,12}(?:有人|一家|店|商|他们|卖|私)|冒充|假(?:冒|货|烟|酒|的|证|发票)|仿冒|山寨|私(?:接|自|下|拆|改|卖)|偷(?:气|电|盗)|(?:隔壁|楼下|对面|附近|旁边).{0,12}(?:店|家|户|摊|厂|公司)|倒卖|售假|\b(?:report(?:ing)?|counterfeit|fake|impersonat\w*|illegal(?:ly)?|selling (?:fake|our)|posing as|tip off|someone is)\b/u,
  optOut: /退订|(?:^|\s)(?:td|t|n|tdt?r?)(?:$|\s)|(?:别|不要|停止|不想|拒绝|取消).{0,6}(?:再)?(?:发|推送|收|订阅|骚扰|短信|通知|打扰)|屏蔽|\b(?:unsubscribe|stop(?: (?:sending|texting|messaging|all))?|opt(?:[ -]?out)|remove me|no more (?:messages|texts|emails)|quit)\b/u,
  optIn: /(?:重新|恢复|继续|还是|又想|帮我|想|要|打开|开启|开通).{0,6}(?:订阅|接收|推送|短信通知|消息通知|提醒|通知)|订阅(?!号)|\b(?:subscribe|opt(?:[ -]?in)|sign (?:me )?up|start(?: sending)?|resume|turn (?:on|back on)|unstop)\b/u,
  greets: /^(?:你好|您好|哈喽|嗨|hi|hello|hey|早|早上好|上午好|下午好|晚上好|在(?:吗|不|么)|有人(?:在)?吗|亲|安安|哈啰)[呀啊,，。!！~\s]*/u,
  thanks: /^(?:好的?|嗯|行|ok|okay|收到)?[,，。!！~\s]*(?:谢谢|多谢|感谢|谢了|谢啦|3q|thx|thanks|thank you|唔该|辛苦了)/u,
  bye: /再见|拜拜|88|回见|下次(?:再)?聊|先(?:这样|走了|忙)|没(?:别的)?事了|不聊了|就这样|晚安|\b(?:bye|goodbye|see you|that's all|take care|cheers|have a (?:good|nice))\b/u,
  done: /解决了|处理好了|搞定了|没事了|弄好了|收到(?:钱|货|退款)了|已经(?:好|处理|解决)|\b(?:resolved|sorted|fixed now|all good|got my)\b/u,
  offTopic: /天气|股票|彩票|世界杯|足球|电影|笑话|唱歌|写(?:诗|作文|代码|首)|翻译|(?:吃|喝)(?:什么|啥)|星座|推荐(?:个|一|几)|外卖|地铁|导航|火锅|菜谱|考试|作业|游戏|明星|新闻|\b(?:weather|joke|recipe|football|movie|song|poem|homework|lottery|restaurant|translate|stock (?:price|market)|capital of)\b/u,
  short: /^.{1,8}$/su,
  middle: /^.{9,40}$/su,
  long: /^.{90,}$/su,
}

const PATTERNS = Object.entries(SIGNS)

export function signsOf(text: string): string[] {
  const found: string[] = []
  for (const [name, pattern] of PATTERNS) if (pattern.test(text)) found.push(name)
  // How it ends says more than what it holds: the last clause once more.
  const last = text.split(/[。！!；;\n,，]/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).at(-1) ?? ''
  if (last.length < text.length) for (const [name, pattern] of PATTERNS.slice(0, ENDINGS)) if (pattern.test(last)) found.push(`${name} $`)
  return found
}

/** The signs that are looked for in the last clause as well: the first of the list, which tell asking from telling. */
const ENDINGS = 22
