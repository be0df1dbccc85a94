import {
  TABLE2_FIELDS,
  TABLE3_COLUMNS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type Table2Column,
  type Table2Row,
} from '@gongkai/core';
import type { ReportReading } from '../report-reading.js';
import type { SampleReport } from './sample-report.js';

export interface Comparison {
  /** Cells read rightly, blanks among them. */
  readonly right: number;
  /** Cells with a figure that the reader left open, each named in a problem. */
  readonly open: number;
  /** Figures that are not what is printed, and open cells without a problem. */
  readonly wrong: readonly string[];
}

/** Compares a reading with what the sample prints, cell by cell. */
export function compareReading(reading: ReportReading, sample: SampleReport): Comparison {
  let right = 0;
  let open = 0;
  const wrong: string[] = [];
  const named = new Set(reading.problems.flatMap((problem) => [problem.cell, problem.row]));
  const compare = (
    table: string,
    row: string,
    cell: string,
    expected: number | null,
    actual: number | null | undefined,
  ): void => {
    if (actual === expected && expected !== null) right += 1;
    else if (actual === null || actual === undefined) {
      if (expected === null) right += 1;
      else open += 1;
      if (!named.has(cell) && !named.has(row) && !named.has(table))
        wrong.push(`${cell}: open without a problem`);
    } else wrong.push(`${cell}: ${String(expected)} read as ${String(actual)}`);
  };
  for (const row of sample.table3) {
    TABLE3_COLUMNS.forEach((column, index) => {
      const isWhole = row.cells.length === TABLE3_COLUMNS.length;
      const cells = reading.tables.table3?.[row.row];
      const address = `table3.${row.row}`;
      if (isWhole)
        compare('table3', address, `${address}.${column}`, row.cells[index]?.value ?? null, cells?.[column]);
      else if (cells !== undefined && cells[column] !== null)
        wrong.push(`${address}.${column}: lost a cell, read as ${String(cells[column])}`);
    });
  }
  for (const row of Object.keys(reading.tables.table3 ?? {})) {
    if (!sample.table3.some((each) => each.row === row)) wrong.push(`table3.${row}: invented`);
  }
  const fields: Partial<Record<Table2Row, readonly Table2Column[]>> = TABLE2_FIELDS[sample.form2];
  for (const row of sample.table2) {
    fields[row.row]?.forEach((column, index) => {
      const address = `table2.${row.row}`;
      compare(
        'table2',
        address,
        `${address}.${column}`,
        row.cells[index]?.value ?? null,
        reading.tables.table2?.[row.row]?.[column],
      );
    });
  }
  TABLE4_BLOCKS.forEach((block, blockIndex) => {
    TABLE4_COLUMNS.forEach((column, index) => {
      const expected = sample.table4?.[blockIndex * TABLE4_COLUMNS.length + index]?.value;
      if (expected !== undefined)
        compare(
          'table4',
          'table4',
          `table4.${block}.${column}`,
          expected,
          reading.tables.table4?.[block][column],
        );
    });
  });
  return { right, open, wrong };
}
