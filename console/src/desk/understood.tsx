/** What the ear made of a customer's message, on a small chip. It must show the confidence with the label, never the label alone. */
import { Popover } from 'antd'
import type { Understood } from '../../api.ts'
import { useLang } from '../text/index.ts'
import { Citations } from './content.tsx'

const UNSURE_BELOW = 0.6

export function UnderstoodChip({ understood }: { understood: Understood }) {
  const { words } = useLang()
  const sure = `${Math.round(understood.confidence * 100)}%`
  const severity = understood.severity === 'major' || understood.severity === 'emergency' ? understood.severity : null
  const flags = understood.flags ?? []
  const more = (
    <dl className="understood-more">
      <dt>{words.message.understood}</dt><dd>{words.intents[understood.intent] ?? understood.intent} · {words.message.sure} {sure}</dd>
      {understood.category && <><dt>{words.ticket.category}</dt><dd>{understood.category}</dd></>}
      {understood.severity && <><dt>{words.ticket.severity}</dt><dd>{words.severities[understood.severity]}</dd></>}
      {flags.length > 0 && <><dt>{words.ticket.flags}</dt><dd>{flags.map((flag) => words.flags[flag] ?? flag).join('、')}</dd></>}
      {understood.citations && understood.citations.length > 0 && <dd><Citations citations={understood.citations} /></dd>}
    </dl>
  )
  return (
    <Popover content={more} trigger={['hover', 'click']} mouseEnterDelay={0.3}>
      <button type="button" className={`understood${understood.confidence < UNSURE_BELOW ? ' is-unsure' : ''}`}>
        {words.intents[understood.intent] ?? understood.intent} <span>{sure}</span>
        {severity && <strong className={`severity is-${severity}`}>{words.severities[severity]}</strong>}
        {flags.map((flag) => <em key={flag} className="flag">{words.flags[flag] ?? flag}</em>)}
      </button>
    </Popover>
  )
}
