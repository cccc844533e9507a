/** What customers do with tickets they have: ask how far, hurry, withdraw. */
import type { Flow, Ticket, Understanding } from '../core/model.ts'
import { categoryName, deadlineText, departmentName } from './open.ts'
import { phrase, type ReplyKey } from './replies.ts'
import type { Scene } from './scene.ts'

type Purpose = Extract<Flow, { type: 'pick' }>['purpose']

const LIVE: readonly Ticket['status'][] = ['open', 'in_progress', 'resolved']
/** Tickets a customer would call "my case". */
const CASES: readonly Ticket['kind'][] = ['complaint', 'request', 'report', 'emergency', 'callback', 'suggestion']

export function aboutCase(scene: Scene, purpose: Purpose, text: string, understood: Understanding): void {
  const candidates = casesFor(scene, purpose, understood)
  const [only] = candidates
  if (!only) {
    scene.say(purpose === 'status' ? 'status.none' : purpose === 'urge' ? 'urge.none' : 'withdraw.none')
    scene.flow({ type: 'offer', purpose: 'human', text })
    return
  }
  if (candidates.length === 1) return act(scene, purpose, only, text)
  if (purpose === 'status' && candidates.length <= 5) {
    scene.say('status.list')
    scene.sayText(candidates.map((ticket) => line(scene, ticket)).join('\n'))
    scene.flow(null)
    return
  }
  const offered = candidates.slice(0, 5)
  scene.say(`${purpose}.pick` as ReplyKey)
  scene.choices(offered.map((ticket, index) => ({ id: String(index + 1), label: `${ticket.number} ${categoryName(scene, ticket)}` })))
  scene.flow({ type: 'pick', purpose, tickets: offered.map(({ id }) => id), text })
}

/** The customer has picked one of the listed cases; false when what he said picks none. */
export function picked(scene: Scene, flow: Extract<Flow, { type: 'pick' }>, text: string): boolean {
  const tickets = flow.tickets.map((id) => scene.ticket(id)).filter((ticket) => ticket !== null)
  const plain = text.normalize('NFKC').trim()
  const byNumber = tickets.find(({ number }) => plain.includes(number))
  const ordinal = /^(?:第)?([1-9一二三四五])(?:个|個|条|條|号|號)?[。.]?$/.exec(plain)?.[1]
  const byOrdinal = ordinal ? tickets[('一二三四五'.indexOf(ordinal) + 1 || Number(ordinal)) - 1] : undefined
  const byCategory = tickets.filter((ticket) => plain.length > 1 && categoryName(scene, ticket).includes(plain))
  const ticket = byNumber ?? byOrdinal ?? (byCategory.length === 1 ? byCategory[0] : undefined)
  if (!ticket) return false
  act(scene, flow.purpose, ticket, flow.text)
  return true
}

const YES = /^(是|是的|对|對|嗯+|好|好的|可以|确认|確認|确定|確定|要|要的|撤|撤吧|撤销|撤銷|撤回|同意|行|行吧|没错|沒錯|yes|y|ok|okay|sure|confirm|yeah|yep|please do)[了吧啊呀的。.!！~～\s]*$/i
const NO = /^(不|不是|不要|不用|不用了|不撤|不撤了|先不撤|别撤|別撤|算了|取消|保留|否|不了|不必|no|n|nope|cancel|don'?t|keep it)[了吧啊呀的。.!！~～\s]*$/i
export const saysYes = (text: string): boolean => YES.test(text.normalize('NFKC').trim())
export const saysNo = (text: string): boolean => NO.test(text.normalize('NFKC').trim())

/** The answer to "shall we withdraw it?"; false when it was something else. */
export function withdrawAnswer(scene: Scene, flow: Extract<Flow, { type: 'withdraw' }>, text: string, understood: Understanding): boolean {
  const ticket = scene.ticket(flow.ticket)
  if (!ticket) return false
  const yes = saysYes(text) || (understood.intent.label === 'ticket_withdraw' && !saysNo(text))
  if (!yes && !saysNo(text)) {
    scene.flow(null)
    return false
  }
  scene.flow(null)
  if (yes) {
    scene.change(ticket.id, { type: 'withdrawn', reason: text })
    scene.set({ ticket: null })
    scene.say('withdraw.done', { number: ticket.number })
  } else scene.say('withdraw.kept', { number: ticket.number })
  return true
}

function act(scene: Scene, purpose: Purpose, ticket: Ticket, text: string): void {
  const { number } = ticket
  scene.set({ ticket: ticket.id })
  if (purpose === 'withdraw') {
    scene.say('withdraw.confirm', { number, category: categoryName(scene, ticket) })
    scene.flow({ type: 'withdraw', ticket: ticket.id })
    return
  }
  scene.flow(null)
  if (purpose === 'urge') {
    scene.change(ticket.id, { type: 'urged', text })
    scene.say('urge.done', { number, department: departmentName(scene, ticket.department), count: String(ticket.urges.length + 1) })
    return
  }
  scene.say('status.one', {
    number, category: categoryName(scene, ticket), status: statusWord(scene, ticket), department: departmentName(scene, ticket.department),
    deadline: deadlineText(scene, ticket),
  })
}

const statusWord = (scene: Scene, { status }: Ticket): string => phrase(scene.pack, scene.lang, `status.word.${status}`)
const line = (scene: Scene, ticket: Ticket): string =>
  phrase(scene.pack, scene.lang, 'status.line', { number: ticket.number, category: categoryName(scene, ticket), status: statusWord(scene, ticket) })

/** A case named by its number; else the customer's live cases, those of the category spoken of first. */
function casesFor(scene: Scene, purpose: Purpose, understood: Understanding): readonly Ticket[] {
  const mine = scene.tickets().filter(({ kind }) => CASES.includes(kind))
  const numbers = understood.entities.filter(({ type }) => type === 'ticket').map(({ value }) => value.toUpperCase())
  const named = mine.filter(({ number }) => numbers.includes(number.toUpperCase()))
  if (named.length > 0) return purpose === 'status' ? named : named.filter(({ status }) => LIVE.includes(status))
  const live = mine.filter(({ status }) => LIVE.includes(status))
  if (live.length === 0) return purpose === 'status' ? mine.slice(0, 1) : []
  const { category } = understood
  const spoken = live.filter((ticket) => category && category.confidence >= 0.5 && ticket.category === category.label)
  if (spoken.length === 1) return spoken
  const complaints = live.filter(({ kind }) => kind === 'complaint')
  return complaints.length === 1 && purpose !== 'status' ? complaints : live
}
