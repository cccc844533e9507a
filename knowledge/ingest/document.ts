/** What a document is once its file format is gone: lines, some of them headings, or a list of questions and answers. Shapes only. */

/** `heading` is the level the format gives it, 1 = highest; absent = text, which may still turn out to be a heading by its number. */
export type Line = { text: string; heading?: number }

/** One row of a FAQ list. */
export type Faq = { topic: string; question: string; answer: string; /** other ways to ask it */ similar: readonly string[] }

export type Document =
  | { type: 'lines'; lines: readonly Line[] }
  | { type: 'faqs'; faqs: readonly Faq[] }

/** Chinese script conversion, given by the caller. */
export type Scripts = { toSimplified(text: string): string; toTraditional(text: string): string }

/** A file nobody can read as a document; the message says why, for the person who chose it. */
export class UnreadableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnreadableError'
  }
}
