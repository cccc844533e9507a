/** Draws any `Content`: text with its sources, attachments, places, and what the desk does not know. It must never run or load what a customer sent. */
import { Popover } from 'antd'
import type { Citation, Content } from '../../api.ts'
import { Icon, type IconName } from '../icons.tsx'
import { useLang, useWords, type Words } from '../text/index.ts'

export function ContentView({ content }: { content: Content }) {
  const words = useWords()
  switch (content.type) {
    case 'text':
      return (
        <>
          <div className="text" dir="auto">{content.text || <span className="faint">{words.message.empty}</span>}</div>
          {content.choices && content.choices.length > 0 && (
            <ul className="choices" aria-label={words.message.choices}>{content.choices.map((choice) => <li key={choice.id}>{choice.label}</li>)}</ul>
          )}
          {content.citations && content.citations.length > 0 && <Citations citations={content.citations} />}
        </>
      )
    case 'attachment':
      return <Attachment content={content} />
    case 'location':
      return (
        <div className="attachment">
          <Icon name="pin" size={22} />
          <div><b dir="auto">{content.label || words.message.location}</b><span className="mono faint">{content.latitude.toFixed(5)}, {content.longitude.toFixed(5)}</span></div>
        </div>
      )
    case 'event':
      return <span>{eventLine(content, words)}</span>
    case 'unknown':
      return (
        <details className="unknown"><summary>{words.message.unknown(content.kind)}</summary><pre dir="ltr">{content.raw.slice(0, 20_000)}</pre></details>
      )
  }
}

export function eventLine(content: Extract<Content, { type: 'event' }>, words: Words): string {
  if (content.name === 'joined') return words.message.joined
  if (content.name === 'left') return words.message.left
  const detail = content.detail ?? ''
  const [, speaker, agent = ''] = /^speaker:(bot|queue|agent)(?::(.*))?$/s.exec(detail) ?? []
  if (speaker === 'agent') return words.message.speaker.agent(agent)
  return speaker === 'bot' || speaker === 'queue' ? words.message.speaker[speaker] : words.message.event(detail)
}

const ATTACHMENT_ICONS: Record<string, IconName> = { image: 'image', voice: 'voice', video: 'video', file: 'clip' }

function Attachment({ content }: { content: Extract<Content, { type: 'attachment' }> }) {
  const words = useWords()
  // A link only where the reference is one; everything else is named, so that nobody waits for a picture that cannot come.
  const link = /^(https?:\/\/|\/(?!\/))/.test(content.ref) ? content.ref : null
  return (
    <div className="attachment">
      <Icon name={ATTACHMENT_ICONS[content.kind] ?? 'clip'} size={22} />
      <div>
        <b dir="auto">{content.name || words.message[content.kind]}</b>
        <span className="faint">
          {[content.name ? words.message[content.kind] : '', content.mime, content.bytes === undefined ? '' : size(content.bytes)].filter(Boolean).join(' · ')}
          {link ? <> <a href={link} target="_blank" rel="noreferrer noopener">{words.message.open}</a></> : <> · {words.message.noPreview}</>}
        </span>
        {content.transcript
          ? <p dir="auto"><span className="faint">{words.message.transcript}：</span>{content.transcript}</p>
          : content.kind === 'voice' && <p className="faint">{words.message.noTranscript}</p>}
      </div>
    </div>
  )
}

export function Citations({ citations }: { citations: readonly Citation[] }) {
  const { words } = useLang()
  return (
    <div className="citations">
      {citations.map((each) => (
        <Popover
          key={`${each.article} ${each.clause} ${each.version}`} trigger={['hover', 'click']}
          content={<div className="citation-more"><b>{words.message.cite(each.title, each.clause)}</b><span>{words.message.citeDetail(each.version, each.validFrom)}</span><span className="mono faint">{each.article}</span></div>}
        >
          <button type="button" className="citation"><Icon name="book" size={12} /> {words.message.cite(each.title, each.clause)}</button>
        </Popover>
      ))}
    </div>
  )
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
