import { localDateSchema, maskName, maskNumber, type LocalDate } from '@gongkai/core';
import { LEDGER_COLUMNS } from './columns.data.js';
import type { LedgerRow } from './ledger-row.js';
import type { ColumnMatch } from './match-columns.js';
import type { LedgerImportKind, RowFault } from './table.js';

/** One row's cells by column, and the faults found while reading them. */
export interface Fields {
  readonly line: number;
  readonly kind: LedgerImportKind;
  readonly faults: RowFault[];
  readonly text: (key: string) => string | null;
  /** Where the column stands in the file. */
  readonly positions: ColumnMatch['positions'];
}

export function fieldsOf(row: LedgerRow, kind: LedgerImportKind, { positions }: ColumnMatch): Fields {
  const text = (key: string): string | null => {
    const position = positions.get(key);
    const cell = position === undefined ? '' : (row.cells[position] ?? '');
    return cell === '' ? null : cell;
  };
  return { line: row.line, kind, faults: [], text, positions };
}

export function addFault(fields: Fields, key: string | null, message: string): void {
  const column = LEDGER_COLUMNS[fields.kind].find((it) => it.key === key);
  fields.faults.push({ line: fields.line, column: column?.heading ?? null, message });
}

/** The faults of a row in the order of the file's columns; those of the row as a whole first, of columns that it lacks last. */
export function orderedFaults({ kind, faults, positions }: Fields): RowFault[] {
  const placeOf = ({ column }: RowFault): number => {
    if (column === null) return -1;
    const key = LEDGER_COLUMNS[kind].find((it) => it.heading === column)?.key;
    return (key === undefined ? undefined : positions.get(key)) ?? Number.MAX_SAFE_INTEGER;
  };
  return [...faults].sort((a, b) => placeOf(a) - placeOf(b));
}

export function readRequired(fields: Fields, key: string, most: number): string {
  const text = fields.text(key);
  if (text === null) addFault(fields, key, '不能为空。');
  return readOptional(fields, key, most) ?? '';
}

export function readOptional(fields: Fields, key: string, most: number): string | null {
  const text = fields.text(key);
  if (text !== null && text.length > most) addFault(fields, key, `超过 ${most} 字，请缩短。`);
  return text;
}

/**
 * A cell as a fault quotes it, which is kept with the import: where columns are shifted it may be a person's. A word
 * without a digit is no day and no number; its first character is enough to find it beside line and column.
 */
function quoted(text: string): string {
  return /\d/.test(text) ? withoutNumbers(text) : (maskName(text) ?? text);
}

/** As long a number as that of a document or a telephone shows its ends alone. */
function withoutNumbers(text: string): string {
  return text.replace(/[\dXx]{11,}/g, maskNumber);
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

/** A day in any of the usual spellings; null where the cell is empty or no day. */
export function readDay(fields: Fields, key: string): LocalDate | null {
  const text = fields.text(key);
  if (text === null) return null;
  const parts = DAY.exec(text.normalize('NFKC')) ?? COMPACT_DAY.exec(text);
  const [, year = '', month = '', day = ''] = parts ?? [];
  const result = localDateSchema.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (result.success) return result.data;
  addFault(fields, key, `“${quoted(text)}”不是日期，请按 2024-03-02 填写一个存在的日期。`);
  return null;
}

/** A whole number above zero. */
export function readCount(fields: Fields, key: string): number | null {
  const text = fields.text(key);
  if (text === null) return null;
  const digits = /^(\d{1,4})(?:个工作日|工作日|日|天|个)?$/.exec(text.normalize('NFKC'))?.[1];
  if (digits !== undefined && Number(digits) > 0) return Number(digits);
  addFault(fields, key, `“${quoted(text)}”应填大于0的整数。`);
  return null;
}

/** An amount in yuan as exact text. */
export function readAmount(fields: Fields, key: string): string | null {
  const text = fields.text(key);
  if (text === null) return null;
  const amount = /^(\d+(?:\.\d{1,4})?)元?$/.exec(text.normalize('NFKC').replaceAll(',', ''))?.[1];
  if (amount !== undefined) return amount;
  addFault(fields, key, `“${quoted(text)}”应填以元为单位的金额，如 1280.50。`);
  return null;
}

/** The member of an enumeration whose label or synonym the cell holds. */
export function readLabel<T extends string>(
  fields: Fields,
  key: string,
  labels: ReadonlyMap<string, T>,
  shown: readonly string[],
): T | null {
  const text = fields.text(key);
  if (text === null) return null;
  const member = labels.get(normaliseLabel(text));
  if (member !== undefined) return member;
  addFault(fields, key, `“${withoutNumbers(text)}”不认识，应填：${shown.join('、')}。`);
  return null;
}

/** Labels and synonyms in the spelling in which they are compared. */
export function labelIndex<T extends string>(
  ...sources: readonly Readonly<Partial<Record<string, T>>>[]
): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const source of sources) {
    for (const [label, member] of Object.entries(source)) {
      if (member !== undefined) index.set(normaliseLabel(label), member);
    }
  }
  return index;
}

/** From member → label to label → member. */
export function byLabel<T extends string>(labels: Readonly<Record<T, string>>): Record<string, T> {
  return Object.fromEntries(Object.entries<string>(labels).map(([member, label]) => [label, member as T]));
}

/** Without spaces, brackets, quotes and the numbers that rows of a form carry. */
export function normaliseLabel(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s()[\]“”"'‘’《》]/g, '')
    .replace(/^(?:[一二三四五六七八九十]+[、.]?|\d+[、.])(?=\p{Script=Han})/u, '')
    .toUpperCase();
}
