/**
 * Questions that lean on the one before: "那大故障呢？", "what about overseas?". It tells them by their form; what they mean is for the search.
 */

/** Longer questions say what they are about themselves. */
const MOST_CHINESE = 16
const MOST_ENGLISH = 9

const LEANS = /^(那么?|那要是|那如果|还有|要是|如果|换成|咁|噉|至于|另外)|(呢|嘞|咧)[?？!！。~]*$|^(and|what about|how about|what if|then|or|same for)\b|\bthen\?*$/

/** Words that only join a question to the one before. */
const JOINTS = /^(那么?|那要是|那如果|还有|要是|如果|换成|咁|噉|至于|另外|那|還有|換成|至於)+|(的|嘅)?(呢|嘞|咧)?[?？!！。~\s]*$|^(and|what about|how about|what if|then|or|same for)\b/gi

/** The question without them; the question itself where nothing else is left. */
export const bare = (query: string): string => query.trim().replace(JOINTS, '').trim() || query

/** `plain` is normalised text. */
export function leans(plain: string): boolean {
  const long = /\p{Script=Han}/u.test(plain) ? (plain.match(/[\p{L}\p{N}]/gu) ?? []).length > MOST_CHINESE : plain.split(/\s+/).length > MOST_ENGLISH
  return !long && LEANS.test(plain)
}
