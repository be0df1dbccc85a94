import { table3Cell } from './cell-address.js';
import { cutsOf, isUnread } from './cell-options.js';
import { resultRowsOf } from './identities.js';
import type { ReportSubject } from './report-rule.js';
import { TABLE3_COLUMNS, type Table3, type Table3Column, type Table3Row } from './tables.js';

/** More combinations of cuts than this are not tried. */
const MAX_COMBINATIONS = 20_000;

type Cut = readonly number[];
interface UnreadRow {
  readonly row: Table3Row;
  readonly cuts: readonly Cut[];
}

function rowOf(cut: Cut): Record<Table3Column, number> {
  return Object.fromEntries(TABLE3_COLUMNS.map((column, index) => [column, cut[index] ?? 0])) as Record<
    Table3Column,
    number
  >;
}

function* combinationsOf(rows: readonly UnreadRow[]): Generator<readonly Cut[]> {
  const [first, ...rest] = rows;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const cut of first.cuts) for (const others of combinationsOf(rest)) yield [cut, ...others];
}

/**
 * Rows of results that were left open are cut by the sums of the columns (T3-B), if exactly one combination of cuts
 * satisfies them in all seven columns: their own sums (T3-C) and T3-A then still check something independent.
 */
export function settleCuts(subject: ReportSubject): ReportSubject {
  const form = subject.tables.forms.table3;
  const table3 = subject.tables.table3;
  if (form === null || table3 === null || subject.candidates === undefined) return subject;
  const results = resultRowsOf(form);
  const unread: UnreadRow[] = [];
  for (const row of [...results, 'resultTotal'] as const) {
    const cuts = table3[row]?.total == null ? cutsOf(subject, `table3.${row}`) : null;
    if (cuts !== null) unread.push({ row, cuts });
  }
  if (unread.length === 0) return subject;
  const isKnown = [...results, 'resultTotal' as const].every((row) =>
    TABLE3_COLUMNS.every((column) => !isUnread(subject, table3Cell(row, column))),
  );
  if (!isKnown) return subject;
  if (unread.reduce((product, row) => product * row.cuts.length, 1) > MAX_COMBINATIONS) return subject;

  const known = TABLE3_COLUMNS.map((column) => {
    const sum = results.reduce((total, row) => total + (table3[row]?.[column] ?? 0), 0);
    return sum - (table3.resultTotal?.[column] ?? 0);
  });
  const fits = (cuts: readonly Cut[]): boolean =>
    known.every((gap, index) => {
      const sum = cuts.reduce((total, cut, place) => {
        const value = cut[index] ?? 0;
        return total + (unread[place]?.row === 'resultTotal' ? -value : value);
      }, gap);
      return sum === 0;
    });
  let only: readonly Cut[] | null = null;
  for (const cuts of combinationsOf(unread)) {
    if (!fits(cuts)) continue;
    if (only !== null) return subject;
    only = cuts;
  }
  if (only === null) return subject;

  const settled: Table3 = { ...table3 };
  unread.forEach(({ row }, index) => (settled[row] = rowOf(only[index] ?? [])));
  const keys = new Set(unread.map(({ row }) => `table3.${row}`));
  return {
    ...subject,
    tables: { ...subject.tables, table3: settled },
    candidates: Object.fromEntries(Object.entries(subject.candidates).filter(([key]) => !keys.has(key))),
    cutByColumnSums: keys,
  };
}
