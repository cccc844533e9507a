/**
 * What our own mail server found out about the sender of a letter, from the Authentication-Results it put on top (RFC 8601).
 * It must not believe a header of any other server: anybody can write one into his letter.
 */
import type { Letter } from './read.ts'

/** True: the From is whom it says. False: it need not be. Null: nobody was asked. */
export function senderProved(letter: Letter, authservId: string | null): boolean | null {
  if (authservId === null) return null
  const domain = letter.from?.address.split('@')[1] ?? ''
  // Only the topmost: our server takes away or renames what bore its name when the letter came in, and writes its own above all else.
  const ours = letter.header('authentication-results').map((value) => value.toLowerCase()).find((value) => value.split(';')[0]?.trim().split(/\s+/)[0] === authservId)
  if (ours === undefined || !domain) return false
  const results = withoutComments(ours).split(';').slice(1).map((one) => one.trim())
  const dmarc = results.find((one) => one.startsWith('dmarc='))
  if (dmarc?.startsWith('dmarc=pass')) return aligned(/header\.from=([^\s;]+)/.exec(dmarc)?.[1] ?? domain, domain)
  if (dmarc !== undefined && !/^dmarc=none\b/.test(dmarc)) return false
  // The domain has published no policy; then what DMARC would have looked at must do.
  return results.some((one) => {
    if (one.startsWith('dkim=pass')) return aligned(/header\.(?:d|i)=(?:[^\s;@]*@)?([^\s;]+)/.exec(one)?.[1], domain)
    if (one.startsWith('spf=pass')) return aligned(/smtp\.mailfrom=(?:[^\s;@]*@)?([^\s;]+)/.exec(one)?.[1], domain)
    return false
  })
}

/** The same domain, or one below it. */
const aligned = (proved: string | undefined, domain: string): boolean => proved !== undefined && proved !== '' && (proved === domain || proved.endsWith(`.${domain}`) || domain.endsWith(`.${proved}`) && proved.includes('.'))

/** Comments may hold anything, semicolons and results included; they can be nested. */
function withoutComments(value: string): string {
  let depth = 0
  let kept = ''
  for (const character of value) {
    if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) kept += character
  }
  return kept
}
