/** Who works here, as what, in which departments; for administrators. It must never show or keep a password. */
import { App, Button, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Agent, AgentPresence, Refusal } from '../../api.ts'
import { Icon } from '../icons.tsx'
import { explain, useDesk } from '../lib/desk.ts'
import { pick, useLang, type Words } from '../text/index.ts'

export default function PeoplePage({ changed }: { changed: () => void }) {
  const { words } = useLang()
  const { colleagues } = useDesk()
  const [editing, setEditing] = useState<AgentPresence | 'new' | null>(null)
  return (
    <main className="people">
      <header className="people-head">
        <h2>{words.people.title}</h2>
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setEditing('new')} data-act="add-agent">{words.people.add}</Button>
      </header>
      <div className="table is-people">
        <div className="row is-head" aria-hidden="true">
          {[words.people.name, words.people.role, words.people.departments, words.people.state, words.people.load, ''].map((title) => <span key={title}>{title}</span>)}
        </div>
        <ul aria-label={words.people.title}>{colleagues.map((each) => <Row key={each.id} agent={each} edit={() => setEditing(each)} />)}</ul>
      </div>
      <p className="faint">{words.people.hint}</p>
      <Drawer open={editing !== null} onClose={() => setEditing(null)} size={Math.min(460, window.innerWidth)} title={editing === 'new' ? words.people.add : editing?.name} destroyOnHidden>
        {editing !== null && <Edit agent={editing === 'new' ? null : editing} done={() => {
          setEditing(null)
          changed()
        }} />}
      </Drawer>
    </main>
  )
}

function Row({ agent, edit }: { agent: AgentPresence; edit: () => void }) {
  const { words } = useLang()
  const { me } = useDesk()
  const names = useDepartmentNames()
  return (
    <li className="row" data-agent={agent.name}>
      <span><b>{agent.name}</b>{agent.id === me.id && <small className="faint"> {words.people.me}</small>}</span>
      <span>{words.roles[agent.role] ?? agent.role}</span>
      <span className="departments">{agent.departments.length === 0 ? <span className="faint">{words.people.none}</span> : agent.departments.map((key) => <em key={key} className="kind">{names.get(key) ?? key}</em>)}</span>
      <span className={`online${agent.online ? ' is-online' : ''}`}><i /> {agent.online ? words.presence.online : words.presence.offline}</span>
      <span>{agent.load}</span>
      <span><Button type="text" size="small" icon={<Icon name="pen" size={14} />} aria-label={`${words.people.edit} ${agent.name}`} onClick={edit}>{words.people.edit}</Button></span>
    </li>
  )
}

type Values = { name?: string; role: Agent['role']; departments: string[]; password?: string }

function Edit({ agent, done }: { agent: AgentPresence | null; done: () => void }) {
  const { words, lang } = useLang()
  const { api, setup } = useDesk()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  // A key that several businesses share is one department here: who sits in it serves them all.
  const departments = [...useDepartmentNames()].map(([value, name]) => {
    const packs = setup.packs.filter((pack) => pack.departments.some(({ key }) => key === value)).map((pack) => pick(pack.names, lang) ?? pack.id)
    return { value, label: `${name} · ${packs.join('、')}` }
  })
  async function save({ name = '', role, departments, password }: Values) {
    setBusy(true)
    const given = password ? { password } : {}
    const result = agent ? await api.changeAgent(agent.id, { role, departments, ...given }) : await api.addAgent({ name: name.trim(), role, departments, password: password ?? '' })
    setBusy(false)
    if (!result.ok) return void message.error(refused(result, words))
    void message.success(agent ? words.people.changed : words.people.added(name.trim()))
    done()
  }
  return (
    <Form<Values> layout="vertical" requiredMark={false} onFinish={(values) => void save(values)} disabled={busy} initialValues={{ role: agent?.role ?? 'agent', departments: [...(agent?.departments ?? [])] }}>
      {!agent && <Form.Item name="name" label={words.people.name} extra={words.people.nameHint} rules={[{ required: true, whitespace: true, message: words.login.needed }]}><Input maxLength={100} autoFocus autoComplete="off" /></Form.Item>}
      <Form.Item name="role" label={words.people.role}><Select options={(['agent', 'supervisor', 'admin'] as const).map((value) => ({ value, label: words.roles[value] }))} /></Form.Item>
      <Form.Item name="departments" label={words.people.departments} extra={words.people.departmentsHint}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={departments} /></Form.Item>
      <Form.Item name="password" label={agent ? words.people.newPassword : words.people.password} rules={[{ required: !agent, message: words.login.needed }, { min: 8, message: words.people.passwordHint }]}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>{words.people.save}</Button>
    </Form>
  )
}

function refused(refusal: Refusal, words: Words): string {
  if (refusal.code === 'taken') return words.people.taken
  return refusal.code === 'not-allowed' ? words.people.lastAdmin : explain(refusal, words)
}

/** Packs may share a key; the first name given to it is shown. */
function useDepartmentNames(): ReadonlyMap<string, string> {
  const { setup } = useDesk()
  const { lang } = useLang()
  return new Map(setup.packs.flatMap(({ departments }) => departments).reverse().map(({ key, names }) => [key, pick(names, lang) ?? key]))
}
