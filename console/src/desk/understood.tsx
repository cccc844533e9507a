/** What the ear made of a customer's message, on a small chip. It must show the confidence with the label, never the label alone. */
import { Popover } from 'antd'
import type { Understood } from '../../api.ts'
import { usePack } from '../lib/desk.ts'
import { nameOf, useLang } from '../text/index.ts'
import { Citations } from './content.tsx'

const UNSURE_BELOW = 0.6

export function UnderstoodChip({ understood, pack }: { understood: Understood; pack: string }) {
  const { words, lang } = useLang()
  const setup = usePack(pack)
  const sure = `${Math.round(understood.confidence * 100)}%`
  const severity = understood.severity === 'major' || understood.severity === 'emergency' ? understood.severity : null
  const { flags = [], also = [], evidence = [], entities = [], citations = [] } = understood
  const intent = (key: string) => words.intents[key] ?? key
  const more = (
    <dl className="understood-more">
      <dt>{words.message.understood}</dt><dd>{intent(understood.intent)} · {words.message.sure} {sure}</dd>
      {also.length > 0 && <><dt>{words.message.also}</dt><dd>{also.map(intent).join('、')}</dd></>}
      {evidence.length > 0 && <><dt>{words.message.evidence}</dt><dd dir="auto">{evidence.map((each) => `“${each}”`).join(' ')}</dd></>}
      {understood.category && <><dt>{words.ticket.category}</dt><dd>{nameOf(setup?.categories, understood.category, lang)}</dd></>}
      {understood.severity && <><dt>{words.ticket.severity}</dt><dd>{words.severities[understood.severity]}</dd></>}
      {flags.length > 0 && <><dt>{words.ticket.flags}</dt><dd>{flags.map((flag) => words.flags[flag] ?? flag).join('、')}</dd></>}
      {entities.length > 0 && <><dt>{words.message.entities}</dt><dd dir="auto">{entities.map(({ type, value }) => `${words.entities[type] ?? type} ${value}`).join('；')}</dd></>}
      {citations.length > 0 && <><dt>{words.message.clauses}</dt><dd>{understood.answerable === false && <p className="faint">{words.message.unanswerable}</p>}<Citations citations={citations} /></dd></>}
    </dl>
  )
  return (
    <Popover content={more} trigger={['hover', 'click']} mouseEnterDelay={0.3}>
      <button type="button" className={`understood${understood.confidence < UNSURE_BELOW ? ' is-unsure' : ''}`}>
        {intent(understood.intent)} <span>{sure}</span>
        {severity && <strong className={`severity is-${severity}`}>{words.severities[severity]}</strong>}
        {flags.map((flag) => <em key={flag} className="flag">{words.flags[flag] ?? flag}</em>)}
      </button>
    </Popover>
  )
}
