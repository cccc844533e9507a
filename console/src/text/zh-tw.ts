/** The console's words in Traditional Chinese, as an agent in Taiwan reads them. It must hold words only. */
import type { Words } from './zh-cn.ts'

export const zhTW: Words = {
  product: '應答',
  desk: '對話',
  tickets: '案件',
  team: '同事',
  languageName: '繁體中文',

  login: {
    title: '客服工作台', name: '帳號', password: '密碼', submit: '登入', needed: '請填寫', wrong: '帳號或密碼不正確，請再試一次',
    failed: '暫時無法登入：', expired: '登入已逾時，請重新登入。尚未寫完的回覆都還在。', logout: '登出',
  },
  errors: {
    network: '無法連線到伺服器，請檢查網路後再試', broken: '看不懂伺服器的回應，請稍後再試', forbidden: '您沒有這項權限',
    generic: (message) => `未能完成：${message}`, refused: {
      'not-allowed': '依目前的狀態不能這樣做', 'not-found': '找不到了', taken: '已被使用', 'not-yours': '不在您手上', 'too-many': '嘗試次數過多，請一分鐘後再試',
      'bad-request': '內容不符合要求', 'no-csrf': '登入狀態已改變，請重新整理頁面', final: '已結案，不能再改', 'not-your-role': '這要由有權限的人來做', 'no-stage': '這個案件沒有後續階段', 'missing-fields': '還有內容未填',
      'needs-approval': '要先經過審批', 'choose-next': '請選擇下一階段', unknown: '系統裡沒有這一項', 'beyond-authority': '金額超出授權，請先在案件裡送請審批', 'not-pending': '已經審批過了',
      'own-request': '自己送請的要由別人審批', paused: '計時已暫停，請先恢復', 'not-paused': '計時沒有暫停', 'no-extension': '依規定不能再展延', 'no-result': '請先把結果告知客戶', already: '已經是這樣了',
    }, retry: '重試', load: '載入失敗', crash: '這一頁發生錯誤', reload: '重新載入',
  },
  link: { lost: '與伺服器的連線中斷，正在重新連線…… 畫面可能不是最新的。', back: '已重新連線' },

  presence: { online: '上線接待', offline: '暫不接待', hint: '上線時才會有新對話轉給您', load: (n) => `手上 ${n} 個對話`, none: '還沒有同事' },
  alerts: {
    settings: '提醒', sound: '提示音', desktop: '桌面通知', denied: '瀏覽器已封鎖通知，請在網址列左側開啟', waiting: (name) => `${name} 在等專人`,
    said: (name) => `${name} 傳來訊息`, trouble: (name) => `傳給 ${name} 的訊息沒有送達`,
  },
  theme: { dark: '深色', light: '淺色', auto: '跟隨系統', name: '外觀' },

  list: {
    queue: '排隊', mine: '我的', all: '全部', search: '搜尋客戶、內容、案件編號', emptyQueue: '沒有人在等，歇口氣', emptyMine: '手上沒有對話',
    emptyAll: '沒有對話', emptySearch: '找不到', more: '載入更多', waited: (time) => `已等 ${time}`, unread: (n) => `${n} 則未讀`,
    capped: '只列出這麼多，請用搜尋縮小範圍', anonymous: '未具名客戶', you: '我：', bot: '機器人：', agent: '同事：', keys: '快速鍵',
  },
  keys: [
    ['J / K', '下一個、上一個對話'], ['C', '接下目前的對話'], ['R', '寫回覆'], ['/', '搜尋'], ['1 2 3', '排隊、我的、全部'], ['Enter', '送出'],
    ['Shift + Enter', '換行'], ['?', '顯示這張表'],
  ],

  holder: {
    bot: '機器人接待中', queue: (queue) => `等待專人 · ${queue}`, me: '您在接待', agent: (name) => `${name} 在接待`, queueAny: '等待專人',
  },
  thread: {
    pick: '從左邊選一個對話', pickHint: '按 J、K 上下移動，按 ? 看全部快速鍵', claim: '接下', claimed: '已接下，客戶現在由您接待',
    taken: (who) => `慢了一步，${who} 剛剛接走了這個對話`, takenSomeone: '另一位同事', toBot: '交回機器人', toQueue: '轉其他佇列', close: '結束對話',
    closeSure: '結束後對話回到機器人，客戶再傳訊息會重新接待。', notYours: '這個對話已不在您手上，訊息沒有送出；您寫的內容仍留在輸入框裡。',
    reasons: { 'the customer asked for a person': '客戶要求專人', emergency: '緊急狀況', 'the bot failed on this message': '機器人處理這則訊息時發生錯誤' },
    transferred: (who) => `${who} 轉來`, whole: '展開', folded: '收合',
    left: '已交出', more: '更多操作', details: '客戶與案件', back: '返回', newMessages: '有新訊息', handover: '轉專人交接', reason: '原因',
    today: '今天', yesterday: '昨天', empty: '還沒有訊息',
  },
  message: {
    customer: '客戶', bot: '機器人', agent: '專人', system: '系統', ai: 'AI', me: '我', cite: (title, clause) => `《${title}》第 ${clause} 條`,
    citeDetail: (version, from) => `版本 ${version} · ${from} 起施行`, understood: '理解', sure: '把握', choices: '選項',
    image: '圖片', voice: '語音', video: '影片', file: '檔案', open: '開啟', noPreview: '原件已保存，這裡無法預覽', transcript: '逐字稿', noTranscript: '沒有逐字稿',
    location: '位置', unknown: (kind) => `尚不認識的訊息類型：${kind}`, raw: '查看原文', joined: '客戶進入了對話', left: '客戶離開了對話',
    event: (detail) => `通路事件：${detail}`, empty: '（空白訊息）', speaker: { bot: '機器人接待', queue: '轉專人，進入排隊', agent: (name) => `${name} 接下對話` },
    note: '內部備註', abstained: '沒有找到依據，未作答', evidence: '依據的原話', also: '同時', entities: '辨識到', clauses: '對應條款', unanswerable: '沒有足夠把握作答',
  },
  delivery: {
    pending: '待送出', sending: '傳送中', sent: '已送出', delivered: '已送達', read: '已讀', failed: '傳送失敗', ambiguous: '不確定是否送達',
    refused: '未送出', ambiguousHint: '對方可能已經收到，再傳一次前請先確認', refusedHint: '送出前接待人已經變更，所以沒有傳給客戶', resend: '再試一次', discard: '不傳了', reuse: '放進輸入框', unreadable: '狀態不明',
  },
  composer: {
    reply: '回覆客戶', note: '內部備註', replyHint: 'Enter 送出，Shift + Enter 換行', noteHint: '只有同事看得到，不會傳給客戶', send: '送出', save: '記下',
    saved: '備註已記下', botSpeaks: '機器人正在接待。接下後由您回覆，機器人不再發言。', waits: '客戶在等專人。', otherSpeaks: (name) => `${name} 正在接待，您可以看，不能同時回覆。`,
    suggested: '建議答覆', use: '放進輸入框', draft: '草稿', kept: '沒送出的回覆還在：', claimAndReply: '接下並回覆',
  },

  side: {
    customer: '客戶', channel: '通路', account: '帳號', pack: '業務', language: '語言', id: '客戶編號', since: '目前狀態始於', tickets: '案件', noTicket: '這個對話還沒有案件',
    openConversation: '開啟對話',
  },
  ticket: {
    number: '案件編號', copy: '複製案件編號', copied: '已複製', kind: '類型', category: '分類', subject: '對象', severity: '嚴重程度', flags: '風險標記', department: '責任部門',
    status: '狀態', assignee: '承辦', nobody: '未指派', assignMe: '指派給我', unassign: '取消指派', opened: '受理時間', fields: '登記資料', addField: '新增一項', none: '未填',
    story: '客戶原話', urges: '催辦', urged: (n) => `催辦 ${n} 次`, history: '處理經過', deadlines: '時限', why: '怎麼算出來的', edit: '修改', save: '儲存', cancel: '取消',
    moveTitle: (number, status) => `${number} 改為「${status}」`, moveNote: '說明（寫明做了什麼、結果如何）', changed: '已更新', noteRequired: '請寫一句說明',
    final: '已結案，不能再改', remaining: (time) => `還剩 ${time}`, overdue: (time) => `逾時 ${time}`, done: '已結案', noDeadline: '沒有時限', remove: '清除',
    met: '已回應', acts: '更多', classify: '重新分類', note: '寫備註', accept: '受理', tellResult: '告知結果', tellHint: '以這段話答覆客戶，並詢問是否滿意', tellLabel: '告訴客戶的處理結果', transfer: '轉部門', transferTo: '轉到',
    reason: '原因', close: '結案', reopen: '重新辦理', pause: '暫停計時', resume: '恢復計時', paused: '計時已暫停', result: '處理結果', satisfied: '客戶滿意', unsatisfied: '客戶不滿意', awaiting: '等客戶答覆', stage: '階段',
    approvals: '審批', grant: '同意', refuse: '不同意', opinions: '部門意見', decided: { pending: '待審批', granted: '已同意', refused: '未同意' }, yuan: (n) => `${n} 元`,
    move: (status) => `改為「${status}」`, noteHint: '只有同事看得到', notePlaceholder: '聯絡了誰、說了什麼、下一步',
    due: (time) => `${time} 前`, last: (time) => `最近 ${time}`, more: (n) => `還有 ${n} 則`, missing: '找不到這個案件', unclassified: '未分類',
  },
  history: {
    types: {
      opened: '受理', said: '客戶補充', raised: '升級', classified: '重新分類', urged: '客戶催辦', withdrawn: '客戶撤回', noted: '備註', 'deadlines.set': '重算時限', accepted: '接受', declined: '不予受理',
      recorded: '填寫紀錄', 'opinion.given': '部門意見', 'approval.asked': '送請審批', 'approval.decided': '審批結果', 'approval.climbed': '審批逾時上呈', paused: '暫停計時', resumed: '恢復計時',
      transferred: '轉部門', linked: '關聯案件', 'result.told': '結果已告知客戶', 'result.answered': '客戶回饋', reopened: '重新辦理', 'paper.issued': '督辦', 'stage.entered': '進入階段',
    },
    set: (field, value) => `${field}：${value}`, unset: (field) => `清除 ${field}`, assigned: (name) => `指派給 ${name}`, unassigned: '取消指派',
    moved: (status) => `改為「${status}」`, by: { customer: '客戶', desk: '系統', bot: '機器人' },
  },
  table: {
    all: '全部', overdueOnly: '只看逾時', search: '搜尋案件編號、內容、客戶', pack: '業務', deadline: '時限', conversation: '對話', empty: '沒有符合條件的案件', count: (n) => `已列出 ${n} 件`,
    reset: '清除條件', number: '案件', opened: '受理', live: '未結案', more: '載入更多', mine: '我承辦的',
  },

  people: {
    nav: '帳號', title: '帳號與部門', add: '新增帳號', name: '帳號名稱', nameHint: '客戶會看到這個名稱', role: '權限', departments: '所屬部門', departmentsHint: '上線時，這些部門視為有人值班', password: '密碼', passwordHint: '至少 8 碼',
    newPassword: '重設密碼（留空則不變）', save: '儲存', added: (name) => `已新增 ${name}`, changed: '已儲存', taken: '已有同名帳號', load: '手上對話', state: '狀態', edit: '修改', none: '未分部門', me: '本人',
    hint: '要停用一個人：重設他的密碼。已登入的工作階段最長 12 小時後失效。', lastAdmin: '至少要保留一位管理員',
  },
  roles: { agent: '客服', supervisor: '主管', admin: '管理員' },
  entities: {
    phone: '電話', waybill: '託運單號', order: '訂單編號', part: '料號', card: '卡號', ticket: '案件編號', date: '日期', amount: '金額', quantity: '數量', address: '地址', email: '電子郵件', name: '姓名', idcard: '證件號碼',
  },

  units: { day: '天', hour: '小時', minute: '分', second: '秒', now: '剛剛' },
  intents: {
    question: '諮詢', complaint: '申訴', emergency: '緊急', service_request: '申辦', track: '查件', ticket_status: '查進度', ticket_urge: '催辦', ticket_withdraw: '撤回申訴',
    human: '找專人', suggestion: '建議', praise: '表揚', report: '檢舉', opt_out: '退訂', opt_in: '訂閱', greeting: '問候', thanks: '致謝', goodbye: '道別', out_of_scope: '業務之外',
  },
  severities: { emergency: '緊急', major: '重大', normal: '一般', minor: '輕微' },
  flags: { regulator: '主管機關', media: '媒體', legal: '法律', vulnerable: '特殊客戶', repeat: '重複申訴', group: '群體' },
  kinds: { complaint: '申訴', emergency: '緊急', request: '申辦', suggestion: '建議', praise: '表揚', report: '檢舉', callback: '回電' },
  statuses: { open: '已受理', in_progress: '處理中', resolved: '已解決', closed: '已結案', withdrawn: '已撤回' },
  deadlines: { 'first-response': '首次回應', resolution: '結案', 'public-opinion': '輿情首次回應', handling: '處理', repair: '修復', arrival: '到場', investigation: '調查', stage: '本階段', 'network-ordinary': '一般故障', 'network-major': '重大故障' },
  langs: { 'zh-CN': '簡體中文', 'zh-TW': '繁體中文', en: '英語' },
}
