import { table3Cell } from './cell-address.js';
import type { YearPlace } from '../application/year-places.js';
import type { CasePlace } from './case-place.js';
import {
  OTHER_OUTCOME_ROWS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  type ApplicantClass,
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
function rowsOfPlace(place: YearPlace, form: FormVersion): Table3Row[] {
  const rows: Table3Row[] = [];
  if (place.isNew) rows.push('newReceived');
  if (place.isCarriedIn) rows.push('carriedIn');
  if (place.row !== null) rows.push(printedRowOf(place.row, form), 'resultTotal');
  if (place.isCarriedOut) rows.push('carriedOut');
  return rows;
}

/** How many cases of a class share a place. */
export interface PlaceCount extends YearPlace {
  readonly applicantClass: ApplicantClass;
  readonly count: number;
}

/** 表三 from counted places, as a database groups them; the same figures as `computeTable3` gives case by case. */
export function table3FromCounts(counts: readonly PlaceCount[], form: FormVersion): Table3 {
  const table3: Table3 = {};
  for (const row of TABLE3_ROWS[form]) {
    table3[row] = Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, 0])) as Record<
      Table3Column,
      number
    >;
  }
  for (const place of counts) {
    for (const row of rowsOfPlace(place, form)) {
      const cells = table3[row];
      if (cells === undefined) continue;
      for (const column of [place.applicantClass, 'total'] as const) {
        cells[column] = (cells[column] ?? 0) + place.count;
      }
    }
  }
  return table3;
}

/** The addresses that count a place: its rows, each in the column of the class and in 总计. */
export function cellsOfPlace(
  place: YearPlace & { readonly applicantClass: ApplicantClass },
  form: FormVersion,
): CellAddress[] {
  return rowsOfPlace(place, form).flatMap((row) => [
    table3Cell(row, place.applicantClass),
    table3Cell(row, 'total'),
  ]);
}

/** Which places a cell of 表三 counts; null: whichever. */
export interface PlaceCondition {
  readonly applicantClass: ApplicantClass | null;
  readonly isNew: boolean | null;
  readonly isCarriedOut: boolean | null;
  readonly outcomeRows: readonly OutcomeRow[] | null;
}

/** What a case's place must be for a cell of 表三 to count it, so that a database can select the cases. */
export function placesOfCell(row: Table3Row, column: Table3Column): PlaceCondition {
  const anything = {
    applicantClass: column === 'total' ? null : column,
    isNew: null,
    isCarriedOut: null,
    outcomeRows: null,
  };
  switch (row) {
    case 'newReceived':
      return { ...anything, isNew: true };
    case 'carriedIn':
      return { ...anything, isNew: false };
    case 'resultTotal':
      return { ...anything, isCarriedOut: false };
    case 'carriedOut':
      return { ...anything, isCarriedOut: true };
    case 'other':
      return { ...anything, isCarriedOut: false, outcomeRows: OTHER_OUTCOME_ROWS };
    default:
      return { ...anything, isCarriedOut: false, outcomeRows: [row] };
  }
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
