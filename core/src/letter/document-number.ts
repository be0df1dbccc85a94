import { DomainError } from '../error.js';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import type { Finding } from '../finding.js';
import type { LetterSetting } from './letter-setting.js';

const YEAR = '{年}';
const NUMBER = '{号}';

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
  return pattern.replace(YEAR, String(year)).replace(NUMBER, String(sequence));
}

/** What a number scheme lacks. GB/T 9704 */
export function checkNumberScheme(pattern: string): Finding[] {
  const find = (message: string): Finding[] => [
    { rule: 'numberScheme', severity: 'error', message, source: 'GB/T 9704—2012' },
  ];
  if (pattern.split(YEAR).length !== 2 || pattern.split(NUMBER).length !== 2) {
    return find('文号格式应各有一处“{年}”和“{号}”，如“澄人社公开〔{年}〕{号}号”。');
  }
  if (!pattern.includes(`〔${YEAR}〕`)) {
    return find('文号中的年份应放在六角括号“〔〕”内，如“澄人社公开〔{年}〕{号}号”。');
  }
  if (pattern.includes(`第${NUMBER}`)) return find('文号的序号前不加“第”字。');
  return [];
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
