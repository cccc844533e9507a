/** The console's words in Simplified Chinese; the shape of all the other languages. It must hold words only, no logic beyond joining them. */
export const zhCN = {
  product: '应答',
  desk: '会话',
  tickets: '工单',
  team: '同事',
  languageName: '简体中文',

  login: {
    title: '客服工作台', name: '用户名', password: '密码', submit: '登录', needed: '请填写', wrong: '用户名或密码不对，请再试一次',
    failed: '暂时登录不了：', expired: '登录已过期，请重新登录。没写完的回复都还在。', logout: '退出登录',
  },
  errors: {
    network: '连不上服务器，请检查网络后重试', broken: '服务器的答复看不懂，请稍后重试', forbidden: '您没有这项权限',
    generic: (message: string) => `没有成功：${message}`, refused: {
      'not-allowed': '按现在的状态不能这样做', 'not-found': '找不到了', taken: '已被占用', 'not-yours': '不在您手上', 'too-many': '试的次数太多，请一分钟后再试',
      'bad-request': '内容不符合要求', 'no-csrf': '登录状态变了，请刷新页面', final: '已办结，不能再改', 'not-your-role': '这要由有权限的人来做', 'no-stage': '这张工单没有后续环节', 'missing-fields': '还有内容没填',
      'needs-approval': '要先经过审批', 'choose-next': '请选择下一环节', unknown: '系统里没有这一项', 'beyond-authority': '金额超出授权，请先在工单里提请审批', 'not-pending': '已经审批过了',
      'own-request': '自己提请的要由别人审批', paused: '计时已暂停，请先恢复', 'not-paused': '计时没有暂停', 'no-extension': '按规定不能再延期', 'no-result': '请先把结果告知客户', already: '已经是这样了',
    } as Record<string, string>, retry: '重试', load: '没能加载', crash: '这一页出错了', reload: '重新加载',
  },
  link: { lost: '与服务器的连接断了，正在重连…… 看到的可能不是最新的。', back: '已重新连上' },

  presence: { online: '在线接待', offline: '暂不接待', hint: '在线时才会有新会话转给您', load: (n: number) => `手上 ${n} 个会话`, none: '还没有同事' },
  alerts: {
    settings: '提醒', sound: '提示音', desktop: '桌面通知', denied: '浏览器里禁止了通知，请在地址栏左侧打开', waiting: (name: string) => `${name} 在等人工`,
    said: (name: string) => `${name} 发来消息`, trouble: (name: string) => `发给 ${name} 的消息没有送到`,
  },
  theme: { dark: '深色', light: '浅色', auto: '跟随系统', name: '外观' },

  list: {
    queue: '排队', mine: '我的', all: '全部', search: '搜索客户、内容、工单号', emptyQueue: '没有人在等，歇口气', emptyMine: '手上没有会话',
    emptyAll: '没有会话', emptySearch: '没有找到', more: '加载更多', waited: (time: string) => `已等 ${time}`, unread: (n: number) => `${n} 条未读`,
    capped: '只列出这么多，请用搜索缩小范围', anonymous: '未具名客户', you: '我：', bot: '机器人：', agent: '同事：', keys: '快捷键',
  },
  keys: [
    ['J / K', '下一个、上一个会话'], ['C', '接入当前会话'], ['R', '写回复'], ['/', '搜索'], ['1 2 3', '排队、我的、全部'], ['Enter', '发送'],
    ['Shift + Enter', '换行'], ['?', '显示这张表'],
  ] as readonly (readonly [string, string])[],

  holder: {
    bot: '机器人接待中', queue: (queue: string) => `等待人工 · ${queue}`, me: '您在接待', agent: (name: string) => `${name} 在接待`, queueAny: '等待人工',
  },
  thread: {
    pick: '从左边选一个会话', pickHint: '按 J、K 上下移动，按 ? 看全部快捷键', claim: '接入', claimed: '已接入，客户现在由您接待',
    taken: (who: string) => `手慢了，${who} 刚刚接走了这个会话`, takenSomeone: '另一位同事', toBot: '交回机器人', toQueue: '转其他队列', close: '结束会话',
    closeSure: '结束后会话回到机器人，客户再来消息会重新接待。', notYours: '这个会话已经不在您手上，消息没有发出；您写的内容留在输入框里。',
    reasons: {
      'the customer asked for a person': '客户要求人工', emergency: '紧急情况', 'the bot failed on this message': '机器人处理这条消息时出错',
    } as Record<string, string>, transferred: (who: string) => `${who} 转来`, whole: '展开', folded: '收起',
    left: '已交出', more: '更多操作', details: '客户与工单', back: '返回', newMessages: '有新消息', handover: '转人工交接', reason: '原因',
    today: '今天', yesterday: '昨天', empty: '还没有消息',
  },
  message: {
    customer: '客户', bot: '机器人', agent: '人工', system: '系统', ai: 'AI', me: '我', cite: (title: string, clause: string) => `《${title}》第 ${clause} 条`,
    citeDetail: (version: string, from: string) => `版本 ${version} · ${from} 起施行`, understood: '理解', sure: '把握', choices: '选项',
    image: '图片', voice: '语音', video: '视频', file: '文件', open: '打开', noPreview: '原件已保存，这里不能预览', transcript: '转写', noTranscript: '没有转写文字',
    location: '位置', unknown: (kind: string) => `暂不认识的消息类型：${kind}`, raw: '查看原文', joined: '客户进入了会话', left: '客户离开了会话',
    event: (detail: string) => `渠道事件：${detail}`, empty: '（空消息）', speaker: { bot: '机器人接待', queue: '转人工，进入排队', agent: (name: string) => `${name} 接入会话` },
    note: '内部备注', abstained: '没有找到依据，未作答', evidence: '依据的原话', also: '同时', entities: '识别到', clauses: '对应条款', unanswerable: '没有足够把握作答',
  },
  delivery: {
    pending: '待发送', sending: '发送中', sent: '已发出', delivered: '已送达', read: '已读', failed: '发送失败', ambiguous: '不确定是否送达',
    refused: '未发出', ambiguousHint: '对方可能已经收到，再发一遍前请先确认', refusedHint: '发出前接待人已经变了，所以没有发给客户', resend: '再试一次', discard: '不发了', reuse: '放进输入框', unreadable: '状态未知',
  },
  composer: {
    reply: '回复客户', note: '内部备注', replyHint: 'Enter 发送，Shift + Enter 换行', noteHint: '只有同事看得到，不会发给客户', send: '发送', save: '记下',
    saved: '备注已记下', botSpeaks: '机器人正在接待。接入后由您回复，机器人不再发言。', waits: '客户在等人工。', otherSpeaks: (name: string) => `${name} 正在接待，您可以看，不能同时回复。`,
    suggested: '建议答复', use: '放进输入框', draft: '草稿', kept: '没发出的回复还在：', claimAndReply: '接入并回复',
  },

  side: {
    customer: '客户', channel: '渠道', account: '账号', pack: '业务', language: '语言', id: '客户编号', since: '当前状态始于', tickets: '工单', noTicket: '这个会话还没有工单',
    openConversation: '打开会话',
  },
  ticket: {
    number: '工单号', copy: '复制工单号', copied: '已复制', kind: '类型', category: '分类', subject: '对象', severity: '严重程度', flags: '风险标记', department: '责任部门',
    status: '状态', assignee: '经办', nobody: '未指派', assignMe: '指派给我', unassign: '取消指派', opened: '受理时间', fields: '登记信息', addField: '添加一项', none: '未填',
    story: '客户原话', urges: '催办', urged: (n: number) => `催办 ${n} 次`, history: '处理经过', deadlines: '时限', why: '怎么算出来的', edit: '修改', save: '保存', cancel: '取消',
    moveTitle: (number: string, status: string) => `${number} 改为「${status}」`, moveNote: '说明（写明做了什么、结果如何）', changed: '已更新', noteRequired: '请写一句说明',
    final: '已办结，不能再改', remaining: (time: string) => `还剩 ${time}`, overdue: (time: string) => `超时 ${time}`, done: '已办结', noDeadline: '没有时限', remove: '清除',
    met: '已响应', acts: '更多', classify: '重新分类', note: '写备注', accept: '受理', tellResult: '告知结果', tellHint: '以这段话答复客户，并询问是否满意', tellLabel: '告诉客户的处理结果', transfer: '转部门', transferTo: '转到',
    reason: '原因', close: '办结', reopen: '重新办理', pause: '暂停计时', resume: '恢复计时', paused: '计时已暂停', result: '处理结果', satisfied: '客户满意', unsatisfied: '客户不满意', awaiting: '等客户答复', stage: '环节',
    approvals: '审批', grant: '同意', refuse: '不同意', opinions: '部门意见', decided: { pending: '待审批', granted: '已同意', refused: '未同意' } as Record<string, string>, yuan: (n: number) => `${n} 元`,
    move: (status: string) => `改为「${status}」`, noteHint: '只有同事看得到', notePlaceholder: '联系了谁、说了什么、下一步',
    due: (time: string) => `${time} 前`, last: (time: string) => `最近 ${time}`, more: (n: number) => `还有 ${n} 条`, missing: '找不到这张工单', unclassified: '未分类',
  },
  history: {
    types: {
      opened: '受理', said: '客户补充', raised: '升级', classified: '重新分类', urged: '客户催办', withdrawn: '客户撤回', noted: '备注', 'deadlines.set': '重算时限', accepted: '接受', declined: '不予受理',
      recorded: '填写记录', 'opinion.given': '部门意见', 'approval.asked': '提请审批', 'approval.decided': '审批结果', 'approval.climbed': '审批超时上升', paused: '暂停计时', resumed: '恢复计时',
      transferred: '转部门', linked: '关联工单', 'result.told': '结果已告知客户', 'result.answered': '客户反馈', reopened: '重新办理', 'paper.issued': '督办', 'stage.entered': '进入环节',
    } as Record<string, string>,
    set: (field: string, value: string) => `${field}：${value}`, unset: (field: string) => `清除 ${field}`, assigned: (name: string) => `指派给 ${name}`, unassigned: '取消指派',
    moved: (status: string) => `改为「${status}」`, by: { customer: '客户', desk: '系统', bot: '机器人' } as Record<string, string>,
  },
  table: {
    all: '全部', overdueOnly: '只看超时', search: '搜索工单号、内容、客户', pack: '业务', deadline: '时限', conversation: '会话', empty: '没有符合条件的工单', count: (n: number) => `已列出 ${n} 张`,
    reset: '清除条件', number: '工单', opened: '受理', live: '未办结', more: '加载更多', mine: '我经办的',
  },

  people: {
    nav: '账号', title: '账号与部门', add: '添加账号', name: '用户名', nameHint: '客户会看到这个名字', role: '权限', departments: '所在部门', departmentsHint: '在线时，这些部门算有人值守', password: '密码', passwordHint: '至少 8 位',
    newPassword: '重设密码（留空则不变）', save: '保存', added: (name: string) => `已添加 ${name}`, changed: '已保存', taken: '已有同名账号', load: '手上会话', state: '状态', edit: '修改', none: '未分部门', me: '本人',
    hint: '停用一个人：重设他的密码。已登录的会话最长 12 小时后失效。', lastAdmin: '至少要保留一位管理员',
  },
  roles: { agent: '客服', supervisor: '主管', admin: '管理员' } as Record<string, string>,
  entities: {
    phone: '电话', waybill: '运单号', order: '订单号', part: '零件号', card: '卡号', ticket: '工单号', date: '日期', amount: '金额', quantity: '数量', address: '地址', email: '邮箱', name: '姓名', idcard: '证件号',
  } as Record<string, string>,

  units: { day: '天', hour: '小时', minute: '分', second: '秒', now: '刚刚' },
  intents: {
    question: '咨询', complaint: '投诉', emergency: '紧急', service_request: '办理', track: '查件', ticket_status: '查进度', ticket_urge: '催办', ticket_withdraw: '撤诉',
    human: '找人工', suggestion: '建议', praise: '表扬', report: '举报', opt_out: '退订', opt_in: '订阅', greeting: '问候', thanks: '致谢', goodbye: '道别', out_of_scope: '业务之外',
  } as Record<string, string>,
  severities: { emergency: '紧急', major: '重大', normal: '一般', minor: '轻微' } as Record<string, string>,
  flags: { regulator: '监管', media: '媒体', legal: '法律', vulnerable: '特殊客户', repeat: '重复投诉', group: '群体' } as Record<string, string>,
  kinds: { complaint: '投诉', emergency: '紧急', request: '办理', suggestion: '建议', praise: '表扬', report: '举报', callback: '回电' } as Record<string, string>,
  statuses: { open: '已受理', in_progress: '处理中', resolved: '已解决', closed: '已关闭', withdrawn: '已撤回' } as Record<string, string>,
  deadlines: { 'first-response': '首次响应', resolution: '办结', 'public-opinion': '舆情首次回应', handling: '处理', repair: '修复', arrival: '到场', investigation: '调查', stage: '本环节', 'network-ordinary': '一般故障', 'network-major': '重大故障' } as Record<string, string>,
  langs: { 'zh-CN': '简体中文', 'zh-TW': '繁体中文', en: '英语' } as Record<string, string>,
}

export type Words = typeof zhCN
