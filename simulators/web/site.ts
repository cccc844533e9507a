/** A plain company site for the widget to stand on. Everything that comes from a pack is escaped. */
import type { Lang } from '../../core/model.ts'

export type Site = { organisation: string; account: string; lang: Lang; starters: readonly string[] }

const WORDS: Readonly<Record<Lang, { services: readonly string[]; headline: string; line: string }>> = {
  'zh-CN': { services: ['首页', '业务办理', '服务网点', '联系我们'], headline: '办事，从一句话开始', line: '有问题随时问在线客服，投诉和报修都会得到编号和答复时间。' },
  'zh-TW': { services: ['首頁', '業務辦理', '服務據點', '聯絡我們'], headline: '辦事，從一句話開始', line: '有問題隨時詢問線上客服，申訴與報修都會取得案號與回覆時限。' },
  en: { services: ['Home', 'Services', 'Branches', 'Contact'], headline: 'It starts with a sentence', line: 'Ask us online at any time. Every complaint gets a number and a date for the answer.' },
}

export function sitePage({ organisation, account, lang, starters }: Site): string {
  const { services, headline, line } = WORDS[lang]
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(organisation)}</title>
<style>
  body { margin: 0; font: 14px/1.7 -apple-system, "PingFang SC", "PingFang TC", "Microsoft YaHei", "Noto Sans CJK SC", "Segoe UI", sans-serif; color: #1f2933; background: #fff; }
  header { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: baseline; padding: 12px 16px; border-bottom: 1px solid #e4e9ec; }
  header strong { font-size: 15px; margin-right: auto; }
  header span { color: #52606d; font-size: 12px; }
  main { padding: 26px 16px; background: linear-gradient(160deg, #eef6f4, #fff 70%); }
  h1 { margin: 0 0 6px; font-size: 21px; line-height: 1.35; }
  p { margin: 0; color: #52606d; }
  section { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; padding: 16px; }
  section div { height: 74px; border-radius: 8px; background: #f3f5f6; }
</style>
</head>
<body>
<header><strong>${html(organisation)}</strong>${services.map((name) => `<span>${name}</span>`).join('')}</header>
<main><h1>${headline}</h1><p>${line}</p></main>
<section aria-hidden="true"><div></div><div></div><div></div><div></div></section>
<script src="/widget.js" data-account="${html(account)}" data-lang="${lang}" data-starters="${html(starters.join('|'))}" data-color="#0f766e" data-open="true" defer></script>
</body>
</html>
`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)
