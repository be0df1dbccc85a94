/** A piece of an invented paper that the check must find, or plain text. */
export interface MarkedPiece {
  rule: string;
  text: string;
}

export interface LabelledPaper {
  /** What the paper is about, unique in the set. */
  name: string;
  /** Rows of cells for a table, one row of one cell for running text. */
  rows: string[][];
  /** What must be found, in order of reading. */
  expected: MarkedPiece[];
}

type Part = string | MarkedPiece;

const mark =
  (rule: string) =>
  (text: string): MarkedPiece => ({ rule, text });
export const I = mark('personal.identityNumber');
export const M = mark('personal.mobilePhone');
export const B = mark('personal.bankCard');
export const A = mark('personal.homeAddress');
export const S = mark('secrecy.marking');

/** Seventeen digits with the check character of GB 11643. */
export function identity(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return seventeen + '10X98765432'.charAt(sum % 11);
}

/** Digits with the last one by Luhn's formula (GB/T 17859 of cards). */
export function card(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

/** The number with its last character made wrong. */
export function wrong(number: string): string {
  const last = number.slice(-1);
  return number.slice(0, -1) + (last === 'X' ? '5' : String((Number(last) + 3) % 10));
}

/** Full-width digits and letters. */
export function wide(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

/** Groups of the given lengths with a separator between them; what is left over is the last group. */
export function grouped(text: string, separator: string, ...lengths: number[]): string {
  const groups: string[] = [];
  let at = 0;
  for (const length of lengths) {
    groups.push(text.slice(at, at + length));
    at += length;
  }
  if (at < text.length) groups.push(text.slice(at));
  return groups.join(separator);
}

const plain = (part: Part): string => (typeof part === 'string' ? part : part.text);

/** Running text with marked pieces. */
export function text(name: string, ...parts: Part[]): LabelledPaper {
  return {
    name,
    rows: [[parts.map(plain).join('')]],
    expected: parts.filter((part): part is MarkedPiece => typeof part !== 'string'),
  };
}

/** A table; a cell is a list of parts. Pieces that go over cells are marked by `across`. */
export function table(name: string, ...rows: (Part | Part[])[][]): LabelledPaper {
  const cells = rows.map((row) => row.map((cell) => (Array.isArray(cell) ? cell : [cell])));
  return {
    name,
    rows: cells.map((row) => row.map((cell) => cell.map(plain).join(''))),
    expected: cells.flat(2).filter((part): part is MarkedPiece => typeof part !== 'string'),
  };
}

/** A table in which one number goes over neighbouring cells: the piece is found with the cells' separators in it. */
export function split(name: string, rule: string, number: string, rows: string[][]): LabelledPaper {
  return { name, rows, expected: [{ rule, text: number }] };
}
