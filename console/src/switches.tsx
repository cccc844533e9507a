/** The small switches of the top bar: language, appearance, alerts, presence, colleagues. Each must say in words what it does. */
import { Button, Dropdown, Popover, Segmented, Switch, Tooltip } from 'antd'
import { useState } from 'react'
import { LANGS } from '../../core/model.ts'
import { Icon } from './icons.tsx'
import { chime, DESKTOP, SOUND } from './lib/alerts.ts'
import { useDesk } from './lib/desk.ts'
import { useKept } from './lib/kept.ts'
import { useLang, useWords, WORDS } from './text/index.ts'
import { THEME } from './theme.ts'

export function LanguageSwitch() {
  const { lang, setLang } = useLang()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [lang],
        items: LANGS.map((each) => ({ key: each, label: WORDS[each].languageName, onClick: () => setLang(each) })),
      }}
    >
      <Button type="text" className="language" icon={<Icon name="globe" />}>{WORDS[lang].languageName}</Button>
    </Dropdown>
  )
}

/** One popover for what is set once and then forgotten. */
export function Preferences() {
  const words = useWords()
  const { lang, setLang } = useLang()
  const [sound, setSound] = useKept(SOUND)
  const [desktop, setDesktop] = useKept(DESKTOP)
  const [theme, setTheme] = useKept(THEME)
  const [denied, setDenied] = useState('Notification' in window && Notification.permission === 'denied')

  async function turnDesktop(on: boolean) {
    if (on && 'Notification' in window && (await Notification.requestPermission()) !== 'granted') {
      setDenied(true)
      setDesktop('')
      return
    }
    setDesktop(on ? 'on' : '')
  }
  function turnSound(on: boolean) {
    setSound(on ? '' : 'off')
    if (on) chime()
  }
  return (
    <div className="preferences">
      <div className="preference-row"><span>{words.alerts.sound}</span><Switch size="small" aria-label={words.alerts.sound} checked={sound !== 'off'} onChange={turnSound} /></div>
      <div className="preference-row"><span>{words.alerts.desktop}</span><Switch size="small" aria-label={words.alerts.desktop} checked={desktop === 'on'} onChange={(on) => void turnDesktop(on)} /></div>
      {denied && <p className="faint">{words.alerts.denied}</p>}
      <div className="preference-row">
        <span>{words.theme.name}</span>
        <Segmented
          size="small" value={theme || 'auto'} onChange={(value) => setTheme(value === 'auto' ? '' : value)}
          options={[{ value: 'light', label: words.theme.light }, { value: 'dark', label: words.theme.dark }, { value: 'auto', label: words.theme.auto }]}
        />
      </div>
      <div className="preference-row">
        <span>{words.side.language}</span>
        <Segmented size="small" value={lang} onChange={(value) => setLang(value)} options={LANGS.map((each) => ({ value: each, label: WORDS[each].languageName }))} />
      </div>
    </div>
  )
}

export function PreferencesButton() {
  const words = useWords()
  return (
    <Popover trigger="click" placement="bottomRight" content={<Preferences />}>
      <Button type="text" aria-label={words.alerts.settings} icon={<Icon name="bell" size={17} />} />
    </Popover>
  )
}

export function PresenceSwitch({ online, change }: { online: boolean; change: (online: boolean) => void }) {
  const words = useWords()
  return (
    <Tooltip title={words.presence.hint} placement="bottom" mouseEnterDelay={0.6}>
      <button type="button" role="switch" aria-checked={online} className={`presence${online ? ' is-online' : ''}`} onClick={() => change(!online)}>
        <i /> {online ? words.presence.online : words.presence.offline}
      </button>
    </Tooltip>
  )
}

export function Colleagues() {
  const words = useWords()
  const { colleagues } = useDesk()
  const online = colleagues.filter((each) => each.online)
  const list = (
    <ul className="colleagues">
      {colleagues.length === 0 && <li className="faint">{words.presence.none}</li>}
      {[...colleagues].sort((a, b) => Number(b.online) - Number(a.online) || a.name.localeCompare(b.name)).map((each) => (
        <li key={each.id} className={each.online ? 'is-online' : ''}><i /><span>{each.name}</span><em>{words.presence.load(each.load)}</em></li>
      ))}
    </ul>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={list}>
      <Button type="text" aria-label={words.team} icon={<Icon name="team" size={17} />}>{online.length}</Button>
    </Popover>
  )
}
