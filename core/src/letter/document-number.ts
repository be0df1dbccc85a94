import { DomainError } from '../error.js';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import type { LetterSetting } from './letter-setting.js';
import { checkNumberScheme, NUMBER_SCHEME_PLACES } from './number-scheme.js';

/** Forms and proofs carry no number of the agency's letters. */
const UNNUMBERED: ReadonlySet<Letter> = new Set([
  'registrationForm',
  'receipt',
  'withdrawalRecord',
  'serviceReceipt',
]);

export function isNumbered(letter: Letter): boolean {
  return !UNNUMBERED.has(letter);
}

/**
 * 发文字号, e.g. ××公开〔2026〕12号: the year whole and in 〔〕, the number without leading zeros and without 第 (GB/T 9704).
 * @throws DomainError INVALID_INPUT for a pattern or number that cannot make one
 */
export function formatDocumentNumber(pattern: string, year: number, sequence: number): string {
  const [fault] = checkNumberScheme(pattern);
  if (fault !== undefined) throw new DomainError('INVALID_INPUT', fault.message);
  if (!Number.isInteger(sequence) || sequence < 1 || !Number.isInteger(year) || year < 1000 || year > 9999) {
    throw new DomainError('INVALID_INPUT', '文号的年份应是四位数字，序号应是从 1 起的整数。', {
      year,
      sequence,
    });
  }
  return pattern
    .replace(NUMBER_SCHEME_PLACES.year, String(year))
    .replace(NUMBER_SCHEME_PLACES.number, String(sequence));
}

/** The scheme of a letter's number, which is also the name of its series; null for letters without number. */
export function numberSchemeOf(setting: LetterSetting, letter: Letter): string | null {
  if (!isNumbered(letter)) return null;
  return setting.numberSchemeByLetter[letter] ?? setting.numberScheme;
}

/** Chinese name of a letter. */
export function letterName(letter: Letter): string {
  return LETTERS[letter];
}
