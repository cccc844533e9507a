/** The page's own words in the three languages, and the names of labels that the desk speaks of. Packs and devices bring their names with them. */
import type { Lang } from './api.ts'

export const LANGS: readonly Lang[] = ['zh-CN', 'zh-TW', 'en']
export const LANG_NAMES: Readonly<Record<Lang, string>> = { 'zh-CN': '简体', 'zh-TW': '繁體', en: 'English' }

export type Words = {
  title: string; product: string; organisations: string; try: string; newCustomer: string
  write: string; send: string; failed: string; sending: string; faults: string; empty: string
  console: string; openConsole: string; deskSaw: string; waiting: string; offline: string; broken: string
  intent: string; category: string; severity: string; flags: string; source: string; speaker: string; tickets: string; due: string; noTicket: string; abstained: string
  clause: (clause: string, version: string) => string
  labels: Readonly<Record<string, string>>
}

export const WORDS: Readonly<Record<Lang, Words>> = {
  'zh-CN': {
    title: '应答 · 体验台', product: '应答', organisations: '服务机构', try: '试试这样问', newCustomer: '换一位顾客',
    write: '以顾客身份发消息', send: '发送', failed: '未送达', sending: '发送中', faults: '让平台出点状况', empty: '还没有消息。发一句，或点上面的例子。',
    console: '客服工作台', openConsole: '新窗口打开', deskSaw: '应答听懂了什么', waiting: '顾客说的每句话，会在这里看到理解结果、依据和工单。',
    offline: '与服务器的连接断了，正在重连', broken: '体验台没有打开。请确认服务以体验模式启动，然后刷新页面。',
    intent: '意图', category: '类别', severity: '严重程度', flags: '特别标记', source: '依据', speaker: '现在由谁说话', tickets: '工单', due: '最近时限', noTicket: '没有工单',
    abstained: '没有依据，如实说不知道', clause: (clause, version) => `第 ${clause} 条 · ${version} 版`,
    labels: {
      bot: '应答（AI）', queue: '排队等人工', agent: '人工客服',
      question: '咨询', complaint: '投诉', emergency: '紧急情况', service_request: '服务申请', track: '查物流', ticket_status: '查工单进度', ticket_urge: '催办', ticket_withdraw: '撤销工单',
      human: '找人工', suggestion: '建议', praise: '表扬', report: '举报', opt_out: '退订', opt_in: '恢复接收', greeting: '问好', thanks: '致谢', goodbye: '告别', out_of_scope: '超出范围',
      request: '服务申请', callback: '回电', minor: '轻微', normal: '一般', major: '重大',
      regulator: '提到监管', media: '提到媒体', legal: '提到法律', vulnerable: '特殊人群', repeat: '重复反映', group: '多人事件',
      open: '已受理', in_progress: '处理中', resolved: '已解决', closed: '已办结', withdrawn: '已撤销',
    },
  },
  'zh-TW': {
    title: '應答 · 體驗台', product: '應答', organisations: '服務機構', try: '試試這樣問', newCustomer: '換一位顧客',
    write: '以顧客身分傳訊息', send: '傳送', failed: '未送達', sending: '傳送中', faults: '讓平台出點狀況', empty: '還沒有訊息。傳一句，或點上面的例子。',
    console: '客服工作台', openConsole: '在新視窗開啟', deskSaw: '應答聽懂了什麼', waiting: '顧客說的每句話，會在這裡看到理解結果、依據與案件。',
    offline: '與伺服器的連線中斷，正在重連', broken: '體驗台沒有開啟。請確認服務以體驗模式啟動，再重新整理頁面。',
    intent: '意圖', category: '類別', severity: '嚴重程度', flags: '特別標記', source: '依據', speaker: '現在由誰說話', tickets: '案件', due: '最近時限', noTicket: '沒有案件',
    abstained: '沒有依據，如實說不知道', clause: (clause, version) => `第 ${clause} 條 · ${version} 版`,
    labels: {
      bot: '應答（AI）', queue: '排隊等候真人', agent: '真人客服',
      question: '諮詢', complaint: '申訴', emergency: '緊急狀況', service_request: '服務申請', track: '查物流', ticket_status: '查案件進度', ticket_urge: '催辦', ticket_withdraw: '撤銷案件',
      human: '找真人', suggestion: '建議', praise: '表揚', report: '檢舉', opt_out: '退訂', opt_in: '恢復接收', greeting: '問候', thanks: '致謝', goodbye: '道別', out_of_scope: '超出範圍',
      request: '服務申請', callback: '回電', minor: '輕微', normal: '一般', major: '重大',
      regulator: '提到主管機關', media: '提到媒體', legal: '提到法律', vulnerable: '特殊族群', repeat: '重複反映', group: '多人事件',
      open: '已受理', in_progress: '處理中', resolved: '已解決', closed: '已結案', withdrawn: '已撤銷',
    },
  },
  en: {
    title: 'Yingda · playground', product: 'Yingda', organisations: 'Organisation', try: 'Try asking', newCustomer: 'Another customer',
    write: 'Write as the customer', send: 'Send', failed: 'Not delivered', sending: 'Sending', faults: 'Make the platform misbehave', empty: 'Nothing yet. Write a line, or click an example above.',
    console: "Agent's console", openConsole: 'Open in a window', deskSaw: 'What the desk understood', waiting: 'Each thing the customer says appears here with its reading, its source and its ticket.',
    offline: 'The connection to the server was lost; trying again', broken: 'The playground did not open. Check that the desk was started in playground mode, then reload.',
    intent: 'Intent', category: 'Category', severity: 'Severity', flags: 'Flags', source: 'Source', speaker: 'Who has the word', tickets: 'Tickets', due: 'next deadline', noTicket: 'no ticket',
    abstained: 'no source, and says so', clause: (clause, version) => `clause ${clause} · version ${version}`,
    labels: {
      bot: 'Yingda (AI)', queue: 'waiting for a person', agent: 'a person',
      question: 'question', complaint: 'complaint', emergency: 'emergency', service_request: 'service request', track: 'tracking', ticket_status: 'ticket status', ticket_urge: 'urging', ticket_withdraw: 'withdrawal',
      human: 'wants a person', suggestion: 'suggestion', praise: 'praise', report: 'report', opt_out: 'opt out', opt_in: 'opt in', greeting: 'greeting', thanks: 'thanks', goodbye: 'goodbye', out_of_scope: 'out of scope',
      request: 'service request', callback: 'callback', minor: 'minor', normal: 'normal', major: 'major',
      regulator: 'names the regulator', media: 'names the press', legal: 'names the law', vulnerable: 'vulnerable customer', repeat: 'repeated', group: 'many people',
      open: 'taken down', in_progress: 'in progress', resolved: 'resolved', closed: 'closed', withdrawn: 'withdrawn',
    },
  },
}
