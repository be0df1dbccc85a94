import { localDateSchema } from '../calendar/local-date.js';

/** Weights and check characters of the resident identity number. GB 11643-1999 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The first two digits: a province of GB/T 2260; 81–83 for residence permits of 港澳台居民; 9 begins a foreigner's (2023). */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** Whether 18 characters (17 digits and a digit or X) begin with a place and hold a day of birth; the check is apart. */
export function hasIdentityNumberShape(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number) && isPlace(number) && isDayOfBirth(number.slice(6, 14));
}

/** Whether the last character follows from the others. */
export function hasIdentityNumberCheck(number: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return CHECK_CHARACTERS[sum % 11] === number[17];
}

/** A resident identity number, or that of a residence permit of the same scheme. */
export function isIdentityNumber(number: string): boolean {
  return hasIdentityNumberShape(number) && hasIdentityNumberCheck(number);
}

/** The number of first-generation cards, 15 digits without a check; nothing but the words beside it tells it apart. */
export function hasOldIdentityNumberShape(number: string): boolean {
  return /^\d{15}$/.test(number) && isPlace(number) && isDayOfBirth(`19${number.slice(6, 12)}`);
}

function isPlace(number: string): boolean {
  if (number.startsWith('9')) return PROVINCES.has(number.slice(1, 3));
  return PROVINCES.has(number.slice(0, 2));
}

function isDayOfBirth(digits: string): boolean {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return digits >= '18900101' && digits < '21000101' && localDateSchema.safeParse(day).success;
}

/** The check of bank card numbers. ISO/IEC 7812-1 (Luhn) */
export function hasBankCardCheck(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
