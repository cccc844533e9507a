/**
 * What a rule is, and how one reads a message: sentence by sentence, on normalised text (Simplified, half-width, lower case).
 * It must not know any particular danger or flag.
 */

export type Rule = {
  name: string
  /** What speaks for it, in one sentence. */
  when: RegExp
  /** Must stand somewhere in the message as well. */
  with?: RegExp
  /** Takes a sentence out that only looks like it. */
  unless?: RegExp
}
/** `words` are the customer's, as normalised. */
export type Hit = { rule: string; words: string; sentence: string }

/** The text in sentences; a long one without marks is cut at commas, so that what is said of one thing is not taken for another. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[。！？!?；;\n…])|(?<=[.])\s+/u)
    .flatMap((sentence) => (sentence.length > 90 ? sentence.split(/(?<=[,，])/u) : [sentence]))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** The first sentence in which the rule holds. */
export function hit(rule: Rule, sentences: readonly string[], whole: string): Hit | null {
  if (rule.with && !rule.with.test(whole)) return null
  for (const sentence of sentences) {
    const found = rule.when.exec(sentence)
    if (found && !rule.unless?.test(sentence)) return { rule: rule.name, words: found[0].slice(0, 40), sentence }
  }
  return null
}
