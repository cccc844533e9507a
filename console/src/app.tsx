/** From the opened page to a signed-in agent: language, theme, session. It must not know what the pages inside show. */
import { App as AntApp, ConfigProvider, Spin } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import zhTW from 'antd/locale/zh_TW'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { type Agent, createApi, type Lang, type Refusal, type Setup } from '../api.ts'
import { Broken } from './broken.tsx'
import { Frame } from './frame.tsx'
import { explain } from './lib/desk.ts'
import { forgetAll } from './lib/resource.ts'
import { Login } from './login.tsx'
import { keepLang, keptLang, LangContext, useWords, WORDS } from './text/index.ts'
import { useTheme } from './theme.ts'

const LOCALES = { 'zh-CN': zhCN, 'zh-TW': zhTW, en: enUS } as const

/** Inside another page, as in the playground, the console is tighter and opens its session itself where the server allows that. */
const EMBEDDED = new URLSearchParams(location.search).get('embed') === '1'

type Session = { at: 'starting' } | { at: 'out'; expired: boolean } | { at: 'in'; agent: Agent; setup: Setup } | { at: 'broken'; refusal: Refusal }

export function App() {
  const [lang, setLang] = useState<Lang>(keptLang)
  const words = WORDS[lang]
  const { config } = useTheme()
  const language = useMemo(() => ({
    lang, words, setLang: (next: Lang) => {
      keepLang(next)
      setLang(next)
    },
  }), [lang, words])
  useEffect(() => {
    document.documentElement.lang = lang
  }, [lang])
  return (
    <LangContext value={language}>
      <ConfigProvider locale={LOCALES[lang]} theme={config} componentSize="middle" button={{ autoInsertSpace: false }}>
        <AntApp className="app" message={{ maxCount: 3, top: 52 }}>
          <Broken words={words}><Door /></Broken>
        </AntApp>
      </ConfigProvider>
    </LangContext>
  )
}

function Door() {
  const words = useWords()
  const [session, setSession] = useState<Session>({ at: 'starting' })
  // Several requests may be refused one after another: the second must not take back what the first has said.
  const api = useMemo(() => createApi({ signedOut: () => setSession((before) => (before.at === 'out' ? before : { at: 'out', expired: before.at === 'in' })) }), [])

  const enter = useCallback(async () => {
    let me = await api.me()
    if (!me.ok && me.status === 401 && EMBEDDED && (await api.playgroundSession()).ok) me = await api.me()
    if (!me.ok) {
      if (me.status !== 401) setSession({ at: 'broken', refusal: me })
      return
    }
    const setup = await api.setup()
    if (setup.ok) setSession({ at: 'in', agent: me.value.agent, setup: setup.value })
    else if (setup.status !== 401) setSession({ at: 'broken', refusal: setup })
  }, [api])
  useEffect(() => void enter(), [enter])

  const leave = useCallback(async () => {
    await api.logout()
    forgetAll()
    setSession({ at: 'out', expired: false })
  }, [api])

  if (session.at === 'starting') return <div className="centre"><Spin /></div>
  if (session.at === 'broken') {
    return (
      <div className="centre">
        <p>{words.errors.load}</p>
        <p className="faint">{explain(session.refusal, words)}</p>
        <button type="button" className="link" onClick={() => void enter()}>{words.errors.retry}</button>
      </div>
    )
  }
  if (session.at === 'out') return <Login api={api} expired={session.expired} entered={enter} />
  return <Frame key={session.agent.id} api={api} me={session.agent} setup={session.setup} embedded={EMBEDDED} leave={leave} />
}
