import {
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  type FormVersion,
  type Table3,
  type Table3Column,
  type Table3Row,
} from '@gongkai/core';
import { readCount, type CellReading } from './cell-values.js';
import { satisfiesRowSum } from './glued-digits.js';
import { describeLabelFault } from './label-faults.js';
import type { RawCell, RawTables, ReadingProblem } from './report-reading.js';
import { alignRowsOnEitherSide, type AlignedRow, type RowObservation } from './row-alignment.js';
import { splitStackedRows, type RowCandidate } from './row-candidates.js';
import { fitsRow, readPieces, selectCells, type RowReading } from './row-cells.js';
import { TABLE3_GROUP_LABELS, TABLE3_LABELS, type RowLabel } from './row-labels.js';

/** 表三 as read, with the part of the document it fills. */
export interface Table3Reading {
  readonly form: FormVersion;
  readonly table: Table3;
  readonly raw: NonNullable<RawTables['table3']>;
  readonly problems: readonly ReadingProblem[];
  readonly candidates: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly cutBySum: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Cells with a figure: to compare two ways of reading the same file. */
  readonly figures: number;
}

const COLUMNS = TABLE3_COLUMNS.length;
const LABELS: Readonly<Record<FormVersion, readonly RowLabel<Table3Row>[]>> = {
  '2019': TABLE3_ROWS['2019'].map((row) => TABLE3_LABELS[row]),
  '2021': TABLE3_ROWS['2021'].map((row) => TABLE3_LABELS[row]),
};
const LEAST_SIMILARITY = 0.35;
/** Labels of rows that only the form of 2021 has. */
const WORDS_OF_2021 = /逾期不补正|逾期未按收费|机关不再处理其/;
/** Fewer rows with their own label than this are no 表三. */
const LEAST_ROWS = 6;
const LEAST_WHOLE_ROWS = 3;
/** With so many labels it is 表三 even if no row can be read. */
const LEAST_LABELS = 12;

function observe(candidates: readonly RowCandidate[]): RowObservation[] {
  return candidates.map((candidate) => {
    const fit = fitsRow(candidate, COLUMNS);
    return { before: candidate.before, after: candidate.after, fit: () => fit };
  });
}

function countStrong(rows: readonly AlignedRow[]): number {
  return rows.filter((row) => row.observation !== null && row.similarity >= LEAST_SIMILARITY).length;
}

/** A row without any likeness to its label is taken only where both its neighbours leave no other place. */
function dropUncertainRows(rows: readonly AlignedRow[]): AlignedRow[] {
  const isStrong = (row: AlignedRow | undefined): boolean =>
    row === undefined || (row.observation !== null && row.similarity >= LEAST_SIMILARITY);
  return rows.map((row, index) => {
    if (row.observation === null || row.similarity >= LEAST_SIMILARITY) return row;
    const before = rows[index - 1];
    const after = rows[index + 1];
    const isHemmedIn =
      isStrong(before) &&
      isStrong(after) &&
      (before === undefined || before.observation === row.observation - 1) &&
      (after === undefined || after.observation === row.observation + 1);
    return isHemmedIn ? row : { observation: null, similarity: 0, side: 'before' as const };
  });
}

function readRow(candidate: RowCandidate, nextOrdinal: number | null): RowReading {
  if (candidate.cells === null) return readPieces(candidate, COLUMNS, satisfiesRowSum, nextOrdinal);
  const text = candidate.cells.map((cell) => cell.text.trim()).join(' ');
  const cells = selectCells(candidate.cells, COLUMNS, 'last');
  if (cells === null) {
    const unreadable: CellReading = { value: null, text: '', fault: 'unreadable' };
    return {
      cells: TABLE3_COLUMNS.map(() => unreadable),
      isCutBySum: false,
      candidates: null,
      isUnreadable: true,
      text,
    };
  }
  return {
    cells: cells.map((cell) => readCount(cell.normalised, cell.text)),
    isCutBySum: false,
    candidates: null,
    isUnreadable: false,
    text,
  };
}

const FAULT_MESSAGES = {
  blank: '单元格为空',
  unreadable: '单元格内容不是一个数',
  negative: '数量是负数',
  fractional: '数量不是整数',
  unit: '金额单位系推定或换算',
} as const;

/** Rows that the file shows a second time with other figures: both tables can't be this report's. */
function findConflicts(first: Table3Reading, second: Table3Reading): ReadingProblem[] {
  return TABLE3_ROWS[first.form].flatMap((row): ReadingProblem[] => {
    const here = TABLE3_COLUMNS.map((column) => first.table[row]?.[column] ?? null);
    const there = TABLE3_COLUMNS.map((column) => second.table[row]?.[column] ?? null);
    const differs = here.some(
      (value, index) => value !== null && there[index] !== null && value !== there[index],
    );
    if (!differs) return [];
    const text = there.map(String).join(' ');
    const message = `文件里有两张表三，“${TABLE3_LABELS[row].official}”一行不同：这里取 ${here.join(' ')}，另一张是 ${text}。请核对哪一张是本报告的。`;
    return [{ kind: 'conflict', row: `table3.${row}`, text, message }];
  });
}

/** Reads 表三 from what may be its rows; null when the rows of the form aren't there. */
export function readTable3(all: readonly RowCandidate[]): Table3Reading | null {
  const first = readOneTable3(all);
  if (first === null) return null;
  const second = readOneTable3(all.filter((candidate) => candidate.start >= first.end));
  if (second?.form !== first.form) return first;
  return { ...first, problems: [...first.problems, ...findConflicts(first, second)] };
}

function readOneTable3(all: readonly RowCandidate[]): Table3Reading | null {
  const candidates = splitStackedRows(all, COLUMNS);
  const observations = observe(candidates);
  const forms = candidates.some((candidate) => WORDS_OF_2021.test(candidate.before))
    ? (['2021'] as const)
    : (['2021', '2019'] as const);
  const recognised = forms
    .map((form: FormVersion) => ({
      form,
      ...alignRowsOnEitherSide(LABELS[form], observations),
    }))
    .reduce((best, next) => (next.score > best.score ? next : best));
  const rows = dropUncertainRows(recognised.rows);
  const whole = rows.filter(
    (row) => row.observation !== null && observations[row.observation]?.fit(0) === 1,
  ).length;
  const strong = countStrong(rows);
  if (strong < LEAST_ROWS || (whole < LEAST_WHOLE_ROWS && strong < LEAST_LABELS)) return null;

  const { form } = recognised;
  const table: Partial<Record<Table3Row, Record<Table3Column, number | null>>> = {};
  const raw: Partial<Record<Table3Row, Record<Table3Column, RawCell>>> = {};
  const problems: ReadingProblem[] = [];
  const cuts: Record<string, readonly (readonly number[])[]> = {};
  const cutBySum: string[] = [];
  let figures = 0;
  TABLE3_ROWS[form].forEach((row, index) => {
    const label = TABLE3_LABELS[row];
    const address = `table3.${row}` as const;
    const aligned = rows[index];
    const candidate =
      aligned?.observation === null || aligned === undefined ? undefined : candidates[aligned.observation];
    if (aligned === undefined || candidate === undefined) {
      problems.push({
        kind: 'missingRow',
        row: address,
        message: `表三没有找到“${label.official}”一行，请核对原件。`,
      });
      return;
    }
    const nextRow = TABLE3_ROWS[form][index + 1];
    const reading = readRow(candidate, nextRow === undefined ? null : TABLE3_LABELS[nextRow].ordinal);
    const labelFault = describeLabelFault(label, candidate, TABLE3_GROUP_LABELS, aligned);
    if (labelFault !== null) {
      problems.push({
        kind: 'label',
        row: address,
        text: labelFault,
        message: `表三“${label.official}”一行的名称印成了“${labelFault}”，已按位置和相近字样识别，请核对。`,
      });
    }
    if (reading.isUnreadable) {
      problems.push({
        kind: 'unreadable',
        row: address,
        text: reading.text,
        message: `表三“${label.official}”一行“${reading.text}”不能确定地分成 ${COLUMNS} 个数，请按原件填写。`,
      });
    }
    if (reading.candidates !== null) cuts[address] = reading.candidates;
    if (reading.isCutBySum) cutBySum.push(address);
    const values = {} as Record<Table3Column, number | null>;
    const texts = {} as Record<Table3Column, RawCell>;
    TABLE3_COLUMNS.forEach((column, at) => {
      const cell = reading.cells[at] ?? { value: null, text: '', fault: 'blank' as const };
      values[column] = cell.value;
      texts[column] = reading.isCutBySum
        ? { text: cell.text, cutBy: 'sum' }
        : { text: reading.isUnreadable ? reading.text : cell.text };
      if (cell.value !== null) figures += 1;
      if (cell.fault !== undefined && !reading.isUnreadable) {
        problems.push({
          kind: cell.fault,
          cell: `${address}.${column}`,
          text: cell.text,
          message: `表三“${label.official}”：${FAULT_MESSAGES[cell.fault]}${cell.text.trim() === '' ? '' : `（“${cell.text.trim()}”）`}。`,
        });
      }
    });
    table[row] = values;
    raw[row] = texts;
  });
  const used = rows.flatMap((row) =>
    row.observation === null ? [] : [candidates[row.observation] as RowCandidate],
  );
  return {
    form,
    table,
    raw,
    problems,
    candidates: cuts,
    cutBySum,
    start: used[0]?.labelStart ?? 0,
    end: used[used.length - 1]?.end ?? 0,
    figures,
  };
}
