import { positionInRow, rowKeyOf, valueAt } from './cell-address.js';
import type { ReportSubject } from './report-rule.js';
import type { CellAddress, FormVersion } from './tables.js';

function formOf(subject: ReportSubject, rowKey: string): FormVersion | null {
  return rowKey.startsWith('table2.') ? subject.tables.forms.table2 : subject.tables.forms.table3;
}

/** The cuts of the row that a cell stands in; null when the row was read. */
export function cutsOf(subject: ReportSubject, rowKey: string): readonly (readonly number[])[] | null {
  return subject.candidates?.[rowKey] ?? null;
}

/** Whether the cell could not be read: blank in the tables while its row has several cuts. */
export function isUnreadable(subject: ReportSubject, cell: CellAddress): boolean {
  return valueAt(subject.tables, cell) === null && cutsOf(subject, rowKeyOf(cell)) !== null;
}

/** Whether the cell was printed empty. */
export function isBlank(subject: ReportSubject, cell: CellAddress): boolean {
  return valueAt(subject.tables, cell) === null && cutsOf(subject, rowKeyOf(cell)) === null;
}

/**
 * Whether nothing is known of the cell: its row was not found, or what stands there could not be read and has no cuts.
 * Unlike a blank it is no zero.
 */
export function isUnread(subject: ReportSubject, cell: CellAddress): boolean {
  const rowKey = rowKeyOf(cell);
  if (valueAt(subject.tables, cell) !== null || cutsOf(subject, rowKey) !== null) return false;
  const { table3 } = subject.tables;
  const isRowMissing =
    rowKey.startsWith('table3.') && table3 !== null && !(rowKey.slice('table3.'.length) in table3);
  return isRowMissing || subject.unread?.has(cell) === true || subject.unread?.has(rowKey) === true;
}

/** Value of a cell within one cut of its row. */
export function valueInCut(subject: ReportSubject, cell: CellAddress, cut: readonly number[]): number {
  return cut[positionInRow(cell, formOf(subject, rowKeyOf(cell)))] ?? 0;
}

/** Every value that a cell may have; a blank is zero. */
export function optionsOf(subject: ReportSubject, cell: CellAddress): number[] {
  const value = valueAt(subject.tables, cell);
  if (value !== null) return [value];
  const cuts = cutsOf(subject, rowKeyOf(cell));
  if (cuts === null) return [0];
  return [...new Set(cuts.map((cut) => valueInCut(subject, cell, cut)))];
}

/** The value of a cell with blanks as zero; null when it can't be read. */
export function numberAt(subject: ReportSubject, cell: CellAddress): number | null {
  if (isUnread(subject, cell)) return null;
  const options = optionsOf(subject, cell);
  return options.length === 1 ? (options[0] ?? null) : null;
}
