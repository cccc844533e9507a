/**
 * The 【签名】 of mainland China: the filed name of the sender, in front of every text, counted in its length.
 * It must stand once and alone: carriers take any other 【】 for a forged signature.
 */

/** The signature with its brackets, or nothing. */
export const bracketed = (signature: string): string => (signature ? `【${signature}】` : '')

/** A text as it may follow the signature: without that signature written by hand, and with other brackets in place of 【】. Its length stays. */
export function withoutSignature(text: string, signature: string): string {
  const own = bracketed(signature)
  const bare = own && text.startsWith(own) ? text.slice(own.length) : text
  return bare.replaceAll('【', '〔').replaceAll('】', '〕')
}

/** How to refuse, which every promotional text must say; added where it is missing. */
export function withWayOut(text: string, market: 'cn' | 'intl'): string {
  if (market === 'cn') return /拒收请回复\s*R|回\s*TD?\s*退订|退订回\s*TD?/i.test(text) ? text : `${text}，拒收请回复R`
  return /\bSTOP\b/.test(text) ? text : `${text} Reply STOP to opt out.`
}
