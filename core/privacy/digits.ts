/**
 * Check digits: what tells a real identity card or bank card number from any other long number.
 * It judges digits that are already cleaned of separators, and finds nothing itself.
 */

/** Identity number of GB 11643: 17 digits and a check digit, with a day of birth that exists. */
export function isIdNumber(digits: string): boolean {
  if (!/^[1-9]\d{16}[\dXx]$/.test(digits)) return false
  const year = Number(digits.slice(6, 10))
  const month = Number(digits.slice(10, 12))
  const day = Number(digits.slice(12, 14))
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (ID_WEIGHTS[i] as number)
  return ID_CHECKS[sum % 11] === (digits[17] as string).toUpperCase()
}

/** Luhn's check digit, as on every bank card. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9
  }
  return digits.length > 0 && sum % 10 === 0
}

/** Could the digits be a bank card's: a length and a first digit that issuers use (3 to 6, 9), and a right check digit. */
export const isCardNumber = (digits: string): boolean => /^[34569]\d{12,18}$/.test(digits) && !/^(\d)\1*$/.test(digits) && passesLuhn(digits)

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
