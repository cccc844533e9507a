/**
 * What every channel needs to know about text on a wire: its size in bytes, and which characters may travel.
 * It must not split, shorten or restyle text: that is rendering, and belongs to the core.
 */

/** Size of a text in UTF-8. */
export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8')

/** A customer's text as it may be stored: lone surrogates and NUL become U+FFFD; nothing else changes, not even spaces at the ends. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD')

/**
 * A text as it may be sent: well-formed, and without control characters other than tab and line feed. Many providers show
 * JSON's `\u0007` as six letters, and XML 1.0 has no way to write one.
 */
export const sendable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '')
