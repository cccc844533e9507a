/**
 * Telephone numbers as the desk knows a customer by: international, with a plus, where that can be told; else as the provider writes them.
 * It must not guess a country: a short code or a name stays what it is.
 */

/** A number without a plus: eleven digits from 1 are a mobile of mainland China, where only that is usual. */
export const fromMainland = (number: string): string => (/^1\d{10}$/.test(number) ? `+86${number}` : withPlus(number))

/** `0086…` and `+86…` are the same; everything else stays. */
export const withPlus = (number: string): string => (/^00[1-9]\d{6,}$/.test(number) ? `+${number.slice(2)}` : number)

/** The other way: what providers of mainland China call a domestic number; others keep their country code, without a plus. */
export const toMainland = (number: string): string => (/^\+861\d{10}$/.test(number) ? number.slice(3) : number.replace(/^\+/, ''))
