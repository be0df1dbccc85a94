import { table3Cell } from './cell-address.js';
import type { CasePlace } from './case-place.js';
import {
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  type CellAddress,
  type FormVersion,
  type OutcomeRow,
  type Table3,
  type Table3Column,
  type Table3Row,
} from './tables.js';

/** The row in which a form prints a result: the 2019 form has one row （六）其他处理. */
export function printedRowOf(row: OutcomeRow, form: FormVersion): Table3Row {
  return form === '2019' && row.startsWith('other.') ? 'other' : row;
}

/** Rows of 表三 in which a case is counted; （七） follows from the result. */
function rowsOfPlace(place: CasePlace, form: FormVersion): Table3Row[] {
  const rows: Table3Row[] = [];
  if (place.isNew) rows.push('newReceived');
  if (place.isCarriedIn) rows.push('carriedIn');
  if (place.row !== null) rows.push(printedRowOf(place.row, form), 'resultTotal');
  if (place.isCarriedOut) rows.push('carriedOut');
  return rows;
}

/** 表三 as the count of the year's cases, and the cases behind each cell. Every total is counted, never typed. */
export function computeTable3(
  places: readonly CasePlace[],
  form: FormVersion,
): { readonly table3: Table3; readonly cases: ReadonlyMap<CellAddress, readonly string[]> } {
  const cases = new Map<CellAddress, string[]>();
  for (const place of places) {
    for (const row of rowsOfPlace(place, form)) {
      for (const column of [place.applicantClass, 'total'] as const) {
        const cell = table3Cell(row, column);
        const ids = cases.get(cell);
        if (ids === undefined) cases.set(cell, [place.caseId]);
        else ids.push(place.caseId);
      }
    }
  }
  const table3: Table3 = {};
  for (const row of TABLE3_ROWS[form]) {
    const counts = TABLE3_COLUMNS.map((column) => [column, cases.get(table3Cell(row, column))?.length ?? 0]);
    table3[row] = Object.fromEntries(counts) as Record<Table3Column, number>;
  }
  return { table3, cases };
}
