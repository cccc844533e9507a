/**
 * A small valid pack, written into a temporary folder; a test then spoils one file.
 * It is no example of a good pack: see knowledge/packs.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const T = (zh: string) => `{ zh-CN: ${zh}, zh-TW: ${zh}, en: ${zh} }`

export const FILES: Readonly<Record<string, string>> = {
  'demo/pack.yaml': `id: demo
names: ${T('演示')}
organisation: ${T('演示公司')}
timezone: Asia/Shanghai
holidays: CN
hours:
  - { key: office, workday: [['09:00', '12:00'], ['13:30', '18:00']], restday: [] }
departments:
  - { key: service, names: ${T('客服')}, hours: office }
  - { key: crew, names: ${T('抢修')}, hours: always }
roles: []
subjects:
  - { key: home, names: ${T('居民')} }
routes:
  - { when: { kind: [emergency] }, department: crew, category: leak }
numbering:
  - { kinds: [complaint, emergency, request, suggestion, praise, report, callback], format: 'D{yyyy}{mm}{dd}{serial:4}', restart: day }
deadlines:
  - { key: resolution, when: { kind: [complaint] }, within: 48 hours, source: 第一条 }
thresholds: { answer: 0.5, intent: 0.4 }
`,
  'demo/complaints.yaml': `categories:
  - { key: leak, names: ${T('泄漏')}, department: crew, severity: emergency, cues: [漏气] }
  - { key: other, names: ${T('其他')}, department: service }
`,
  'demo/intake.yaml': `fields:
  - { key: address, names: ${T('地址')}, prompt: ${T('地址？')}, required: true }
forms:
  - { when: { kind: [complaint] }, ask: [address, phone] }
`,
  'demo/replies.yaml': `intro: ${T("'我是{org}的AI助手'")}\n`,
  'demo/synonyms.yaml': '- [煤气, 燃气]\n',
  'demo/examples/a.jsonl': '{"text":"漏气了","intent":"emergency","category":"leak"}\n',
  'demo/policies/repair.md': `---
id: repair
title: ${T('维修')}
version: 1.10
valid-from: 2024-01-01
valid-to: null
source: 第四条
---

## 1 管网故障 | 管網故障 | Network faults

一般故障
四小时内排除。

重大故障24小时内修复。

> zh-TW: 一般故障四小時內排除。
> 重大故障24小時內修復。
> en: Ordinary faults are cleared within 4 hours,
> major faults within 24.

- ? 多久能修好
- ? How long

## 2 户内 | 戶內 | At home

立即出发。

> zh-TW: 立即出發。
> en: At once.
`,
  'demo/dialogues/a.yaml': '- { name: ask, lang: zh-CN, steps: [{ say: 多久, expect: { cites: repair#1 } }] }\n',
  '_common/replies.yaml': `intro: ${T('你好')}\nthanks: ${T('不客气')}\n`,
  '_common/intake.yaml': `fields:
  - { key: phone, names: ${T('电话')}, prompt: ${T('电话？')}, entity: [phone], pattern: '1\\d{10}' }
  - { key: address, names: ${T('住址')}, prompt: ${T('住址？')} }
forms:
  - { when: {}, ask: [phone] }
`,
  '_common/examples/manners.jsonl': '{"text":"谢谢","intent":"thanks"}\n',
}

/** Writes the files (null removes one) below a new temporary folder. */
export function writePacks(changes: Readonly<Record<string, string | null>> = {}): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'packs-'))
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) {
    if (text === null) continue
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
