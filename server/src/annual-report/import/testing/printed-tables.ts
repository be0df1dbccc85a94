import {
  TABLE2_FIELDS,
  TABLE3_COLUMNS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  layoutOf,
  type LayoutCell,
} from '@gongkai/core';
import type { SampleReport } from './sample-report.js';

/** A printed cell with its spans. */
export interface PrintedCell {
  readonly text: string;
  readonly isFigure: boolean;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

function textsOf(sample: SampleReport): Map<string, string> {
  const texts = new Map<string, string>();
  const fields: Readonly<Record<string, readonly string[]>> = TABLE2_FIELDS[sample.form2];
  for (const { row, cells } of sample.table2)
    fields[row]?.forEach((column, index) =>
      texts.set(`table2.${row}.${column}`, cells[index]?.printed ?? ''),
    );
  for (const { row, cells } of sample.table3)
    TABLE3_COLUMNS.forEach((column, index) =>
      texts.set(`table3.${row}.${column}`, cells[index]?.printed ?? ''),
    );
  TABLE4_BLOCKS.forEach((block, at) =>
    TABLE4_COLUMNS.forEach((column, index) =>
      texts.set(`table4.${block}.${column}`, sample.table4?.[at * 5 + index]?.printed ?? ''),
    ),
  );
  return texts;
}

/** The three tables of a sample in the official layout, as rows of cells. */
export function printedTables(sample: SampleReport): readonly (readonly PrintedCell[])[][] {
  const texts = textsOf(sample);
  const print = ({ label, cell, colSpan, rowSpan }: LayoutCell): PrintedCell => ({
    text: cell === undefined ? (label?.zh ?? '') : (texts.get(cell) ?? ''),
    isFigure: cell !== undefined,
    columnSpan: colSpan,
    rowSpan,
  });
  return [layoutOf(sample.form2).table2, layoutOf(sample.form3).table3, layoutOf(sample.form3).table4].map(
    ({ rows }) => rows.map((row) => row.map(print)),
  );
}
