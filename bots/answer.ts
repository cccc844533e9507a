/** Answers a question out of the policy clauses that the ear found, with their citation; or says that it does not know. */
import type { Citation, Passage, Understanding } from '../core/model.ts'
import { phrase } from './replies.ts'
import type { Scene } from './scene.ts'

/** A second clause joins the answer when it is this nearly as good as the first. */
const SECOND = 0.8
/** Below the threshold but near it, with rivals: ask which is meant rather than refuse. */
const NEAR = 0.8
const SHORT = 14

/** True when something was answered. `more`: the answer stands beside something weightier, and silence is better than a refusal. */
export function answer(scene: Scene, understood: Understanding, question: string, more = false): boolean {
  const [best, second] = understood.passages
  if (best && understood.answerable) {
    quote(scene, best, question, more ? 'answer.more' : 'answer')
    if (second && second.citation.article === best.citation.article && second.score >= best.score * SECOND && second.score >= scene.pack.thresholds.answer)
      quote(scene, second, question, 'answer.more')
    scene.set({ misses: 0, topic: { question, citation: best.citation, at: scene.at } })
    return true
  }
  if (more) return false
  return clarify(scene, understood, question)
}

/** Says honestly that nothing is written, keeps the question for the editors, and offers a person. */
export function abstain(scene: Scene, question: string): void {
  const { misses } = scene.conversation()
  scene.abstain()
  scene.say('abstain', { org: scene.pack.organisation[scene.lang] })
  scene.effect({ type: 'gap', question, lang: scene.lang })
  scene.set({ misses: misses + 1 })
  scene.flow({ type: 'offer', purpose: 'human', text: question })
}

export function quote(scene: Scene, { text, citation }: Passage, question: string, key: 'answer' | 'answer.more'): void {
  scene.sayText(phrase(scene.pack, scene.lang, key, { text }), [citation])
  scene.set({ topic: { question, citation, at: scene.at } })
}

function clarify(scene: Scene, { passages }: Understanding, question: string): boolean {
  const { answer: threshold } = scene.pack.thresholds
  const near = passages.filter(({ score }) => score >= threshold * NEAR).slice(0, 3)
  if (near.length < 2 || question.length > SHORT) return false
  scene.say('clarify')
  const options = near.map((passage) => ({ label: clauseLabel(passage.citation, passage.text), passage }))
  scene.choices([
    ...options.map(({ label }, index) => ({ id: String(index + 1), label })),
    { id: String(options.length + 1), label: phrase(scene.pack, scene.lang, 'clarify.none') },
  ])
  scene.flow({ type: 'clarify', options })
  return true
}

const clauseLabel = ({ title }: Citation, text: string): string => `${title}：${text.length > 24 ? `${text.slice(0, 24)}…` : text}`
