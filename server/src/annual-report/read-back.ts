import {
  DomainError,
  cellName,
  cellsOfForm,
  valueAt,
  type CellAddress,
  type ExportFinding,
  type ExportFormat,
  type FormVersion,
  type PresentedReport,
  type ReportTables,
} from '@gongkai/core';
import { readReport } from './import/read-report.js';
import type { ReadingProblem, ReportReading } from './import/report-reading.js';
import type { FiguresReading } from './import/understand-document.js';
import { compareProse } from './read-back-prose.js';
import { reportTitle } from './report-document.js';

const RULE = 'X-1';

/** In plain Chinese: the format, the place, both values. */
export function finding(
  format: ExportFormat,
  place: string,
  name: string,
  expected: string | null,
  found: string | null,
  why = '',
): ExportFinding {
  const message = `${format}文件中${name}：数据库为${expected ?? '空'}，文件中读出${found ?? '空'}${why === '' ? '' : `（${why}）`}。`;
  return { rule: RULE, severity: 'error', message, format, place, expected, found };
}

/**
 * Reads a written file as anybody's report is read, and compares every number with the report: the cells of 表二,
 * 表三 and 表四, and those of the text. What is missing, unread or read with doubt counts as different.
 */
export async function readBack(
  report: PresentedReport,
  format: ExportFormat,
  bytes: Uint8Array,
): Promise<readonly ExportFinding[]> {
  let reading: ReportReading;
  try {
    reading = await readReport(bytes);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [finding(format, 'file', '整份文件', '一份年度报告', null, error.message)];
  }
  return [
    ...compareHead(report, format, reading),
    ...compareCells({ form: report.form, tables: report.tables as ReportTables }, reading).map(
      ({ place, name, expected, found, doubt }) => finding(format, place, name, expected, found, doubt),
    ),
    ...compareProse(report, reading).map(({ place, name, expected, found }) =>
      finding(format, place, name, expected, found),
    ),
  ];
}

/** Titles are read without blanks and with brackets of either width. */
function sameTitle(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

function compareHead(report: PresentedReport, format: ExportFormat, reading: ReportReading): ExportFinding[] {
  const title = reportTitle(report);
  const heads = [
    ['title', '标题', sameTitle(title), reading.title === null ? null : sameTitle(reading.title)],
    ['year', '年度', String(report.year), reading.year === null ? null : String(reading.year)],
  ] as const;
  return heads.flatMap(([place, name, expected, found]) =>
    expected === found ? [] : [finding(format, place, name, expected, found)],
  );
}

/** The figures of one organ's report. */
export interface ReportFigures {
  readonly form: FormVersion;
  readonly tables: ReportTables;
}

const TABLES = ['table2', 'table3', 'table4'] as const;

function formOf(table: (typeof TABLES)[number], { form, tables }: ReportFigures): FormVersion | null {
  if (tables[table] === null) return null;
  return table === 'table4' ? form : (tables.forms[table] ?? form);
}

/** A cell that is read otherwise than it is; `doubt` says what the reading was not sure of. */
export interface CellDifference {
  readonly place: string;
  readonly name: string;
  readonly expected: string | null;
  readonly found: string | null;
  readonly doubt: string;
}

/** Compares every cell of the three tables; one that was not read for certain is different. */
export function compareCells(figures: ReportFigures, reading: FiguresReading): CellDifference[] {
  const doubts = doubtsOf(reading);
  return TABLES.flatMap((table): CellDifference[] => {
    const form = formOf(table, figures);
    if (form === null) return [];
    const isRead = reading.tables[table] !== null;
    const readForm = table === 'table4' ? form : reading.tables.forms[table];
    if (isRead && readForm !== form) {
      const [expected, found] = [`${form}年格式`, readForm && `${readForm}年格式`];
      return [{ place: table, name: '表格的格式', expected, found, doubt: '' }];
    }
    return cellsOfForm(form).flatMap((cell): CellDifference[] => {
      if (!cell.startsWith(`${table}.`)) return [];
      const expected = valueAt(figures.tables, cell);
      const found = isRead ? valueAt(reading.tables, cell) : null;
      const doubt = isRead ? doubtOf(cell, expected, doubts) : '没有读出这张表';
      if (found === expected && doubt === '') return [];
      return [
        { place: cell, name: cellName(cell, form), expected: show(expected), found: show(found), doubt },
      ];
    });
  });
}

function show(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** What the reader says of a figure that it is sure of: the rules speak of it, not the reading. */
const CERTAIN: readonly ReadingProblem['kind'][] = ['negative', 'fractional'];

function doubtsOf({ problems, cutBySum }: FiguresReading): ReadonlyMap<string, ReadingProblem | 'cut'> {
  const doubts = new Map<string, ReadingProblem | 'cut'>();
  for (const problem of problems) {
    const address = problem.cell ?? problem.row;
    if (address !== undefined && !CERTAIN.includes(problem.kind)) doubts.set(address, problem);
  }
  for (const row of cutBySum) doubts.set(row, 'cut');
  return doubts;
}

function doubtOf(
  cell: CellAddress,
  expected: number | null,
  doubts: ReadonlyMap<string, ReadingProblem | 'cut'>,
): string {
  const row = cell.slice(0, cell.lastIndexOf('.'));
  const table = cell.slice(0, cell.indexOf('.'));
  const doubt = doubts.get(cell) ?? doubts.get(row) ?? doubts.get(table);
  if (doubt === undefined) return '';
  if (doubt === 'cut') return '几个数连在一起，只能按合计推断';
  // A blank is right where the report itself has no figure.
  if (expected === null && doubt.kind === 'blank') return '';
  return doubt.message;
}
