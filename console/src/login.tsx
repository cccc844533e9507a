/** The sign-in page. It must not keep the password anywhere. */
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { Api } from '../api.ts'
import { explain } from './lib/desk.ts'
import { LanguageSwitch } from './switches.tsx'
import { useWords } from './text/index.ts'

export function Login({ api, expired, entered }: { api: Api; expired: boolean; entered: () => Promise<void> }) {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function submit({ name, password }: { name: string; password: string }) {
    setBusy(true)
    setProblem(null)
    const result = await api.login(name.trim(), password)
    if (result.ok) await entered()
    else setProblem(result.code === 'bad-credentials' ? words.login.wrong : words.login.failed + explain(result, words))
    setBusy(false)
  }

  return (
    <main className="login">
      <div className="login-card">
        <h1><Mark /> {words.product}</h1>
        <p className="faint">{words.login.title}</p>
        {expired && !problem && <Alert type="info" showIcon title={words.login.expired} />}
        {problem && <Alert type="error" showIcon title={problem} role="alert" />}
        <Form layout="vertical" requiredMark={false} onFinish={submit} size="large" disabled={busy}>
          <Form.Item name="name" label={words.login.name} rules={[{ required: true, whitespace: true, message: words.login.needed }]}>
            <Input autoComplete="username" autoFocus spellCheck={false} autoCapitalize="none" />
          </Form.Item>
          <Form.Item name="password" label={words.login.password} rules={[{ required: true, message: words.login.needed }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>{words.login.submit}</Button>
        </Form>
        <div className="login-foot"><LanguageSwitch /></div>
      </div>
    </main>
  )
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--primary)" />
      <path d="M8 10.5A2.5 2.5 0 0 1 10.5 8h11a2.5 2.5 0 0 1 2.500 2.500v7a2.500 2.500 0 0 1-2.500 2.500H16l-5 4.200V20h-.5A2.500 2.500 0 0 1 8 17.500z" fill="#fff" />
      <path d="m12.300 14.200 2.600 2.500 4.900-5" fill="none" stroke="var(--primary)" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
