import { table2Cell, table2FieldsOf, table3Cell } from './cell-address.js';
import {
  OTHER_OUTCOME_ROWS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  type CellAddress,
  type CellValue,
  type FormVersion,
  type ReportTables,
  type Table2,
  type Table2Column,
  type Table3,
  type Table3Column,
  type Table3Row,
} from './tables.js';

/** The figures of a report as another form prints them, and the cells that could not be carried over faithfully. */
export interface ConvertedTables {
  readonly tables: ReportTables;
  /** Cells of the 2019 row （六）其他处理 that the three rows of the 2021 form can't be told from; counted in `other.rest`. */
  readonly unsplit: readonly CellAddress[];
  /** Filled cells of 表二 that the other form does not have. */
  readonly dropped: readonly CellAddress[];
}

type Table3Line = Record<Table3Column, CellValue>;

function lineOf(valueOf: (column: Table3Column) => CellValue): Table3Line {
  return Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, valueOf(column)])) as Table3Line;
}

/** Sum with blanks as zero; blank when all are. */
export function sumOf(values: readonly CellValue[]): CellValue {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) * 1e6) / 1e6;
}

function convertTable3(
  table3: Table3,
  from: FormVersion,
  to: FormVersion,
): { table3: Table3; unsplit: CellAddress[] } {
  if (from === to) return { table3, unsplit: [] };
  const rows: readonly Table3Row[] = TABLE3_ROWS[to];
  const shared = Object.fromEntries(
    Object.entries(table3).filter(([row]) => rows.includes(row as Table3Row)),
  ) as Table3;
  if (to === '2019') {
    const other = lineOf((column) => sumOf(OTHER_OUTCOME_ROWS.map((row) => table3[row]?.[column] ?? null)));
    return { table3: { ...shared, other }, unsplit: [] };
  }
  const { other } = table3;
  const unsplit = TABLE3_COLUMNS.filter((column) => (other?.[column] ?? 0) !== 0).map((column) =>
    table3Cell('other', column),
  );
  const rest = lineOf((column) => other?.[column] ?? null);
  const blank = lineOf((column) => (other?.[column] === 0 ? 0 : null));
  return {
    table3: { ...shared, 'other.lapsedCorrection': blank, 'other.lapsedFee': blank, 'other.rest': rest },
    unsplit,
  };
}

function convertTable2(
  table2: Table2,
  from: FormVersion,
  to: FormVersion,
): { table2: Table2; dropped: CellAddress[] } {
  if (from === to) return { table2, dropped: [] };
  const kept = new Map(table2FieldsOf(to));
  const dropped: CellAddress[] = [];
  const converted: Table2 = {};
  for (const [row, columns] of table2FieldsOf(from)) {
    const values: Partial<Record<Table2Column, CellValue>> = {};
    for (const column of columns) {
      const value = table2[row]?.[column] ?? null;
      if (kept.get(row)?.includes(column) === true) values[column] = value;
      else if (value !== null && value !== 0) dropped.push(table2Cell(row, column));
    }
    if (Object.keys(values).length > 0) converted[row] = values;
  }
  return { table2: converted, dropped };
}

/** Folds or unfolds a report into another form, so that reports of both forms can be added or compared. */
export function convertForm(tables: ReportTables, to: FormVersion): ConvertedTables {
  const { table2: from2, table3: from3 } = tables.forms;
  const second = tables.table2 === null || from2 === null ? null : convertTable2(tables.table2, from2, to);
  const third = tables.table3 === null || from3 === null ? null : convertTable3(tables.table3, from3, to);
  return {
    tables: {
      forms: { table2: second === null ? null : to, table3: third === null ? null : to },
      table2: second?.table2 ?? null,
      table3: third?.table3 ?? null,
      table4: tables.table4,
      ...(tables.fees !== undefined && { fees: tables.fees }),
      ...(tables.ledgers !== undefined && { ledgers: tables.ledgers }),
    },
    unsplit: third?.unsplit ?? [],
    dropped: second?.dropped ?? [],
  };
}
