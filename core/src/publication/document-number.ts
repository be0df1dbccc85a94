/** 发文字号: the organ's word, the year, the number in that year's series (GB/T 9704-2012). */
export interface DocumentNumber {
  readonly word: string;
  readonly year: number;
  readonly number: number;
}

/**
 * Brackets as people type them: 〔2019〕 of the standard, and what stands for it on keyboards. Full-width forms were
 * folded before.
 */
const NUMBER =
  /^(?<word>.*?)[〔[【(［（﹝<《]?(?<year>(?:19|20)\d{2})年?[〕\])】］）﹞>》]?第?(?<number>0*\d{1,5})号?$/u;

/** Reads a document number in any typing; null when it is none. The word may be left out, as in a search. */
export function readDocumentNumber(text: string): DocumentNumber | null {
  const plain = text.normalize('NFKC').replaceAll(/\s+/gu, '');
  const found = NUMBER.exec(plain)?.groups;
  if (found === undefined) return null;
  const { word = '', year = '', number = '' } = found;
  // A bare run of digits is no document number: something must part the year from the number.
  if (/^\d+$/.test(plain) || Number(number) === 0) return null;
  return { word, year: Number(year), number: Number(number) };
}

/** The one writing that is kept and compared: 六角括号, no 第, no leading zeros. */
export function writeDocumentNumber({ word, year, number }: DocumentNumber): string {
  return `${word}〔${year}〕${number}号`;
}

/** A document number in its one writing; a text that is none stays as it is, without blanks. */
export function normaliseDocumentNumber(text: string): string {
  const read = readDocumentNumber(text);
  return read === null ? text.trim() : writeDocumentNumber(read);
}
