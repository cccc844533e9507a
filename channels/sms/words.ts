/**
 * The words by which a customer refuses text messages, takes that back, or asks for help: those of mainland China and of North America.
 * Only a whole message counts; a word inside a sentence is for the bot to understand.
 */

export type Keyword = 'out' | 'in' | 'help'

/** The keyword that this message is, or null. `in` is only meant by numbers that are opted out: YES is an answer to many questions. */
export function keywordOf(text: string): Keyword | null {
  const word = text.normalize('NFKC').trim().toUpperCase().replace(/[.。!]+$/, '')
  return OUT.has(word) ? 'out' : IN.has(word) ? 'in' : HELP.has(word) ? 'help' : null
}

const OUT: ReadonlySet<string> = new Set([
  'R', 'T', 'TD', 'TDD', 'N', '退订', '退訂', '拒收', '取消', '取消订阅', '取消訂閱',
  'STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'OPT-OUT', 'REMOVE', 'ARRET', 'ARRÊT',
])
const IN: ReadonlySet<string> = new Set(['START', 'YES', 'UNSTOP', 'SUBSCRIBE', '订阅', '訂閱', '恢复', '恢復', '恢复订阅', '恢復訂閱'])
const HELP: ReadonlySet<string> = new Set(['HELP', 'INFO', '帮助', '幫助'])

/** What Twilio answers by itself on its numbers, unless an account has switched that off. */
export const TWILIO_WORDS: ReadonlySet<string> = new Set([
  'STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'START', 'YES', 'UNSTOP', 'HELP', 'INFO',
])
