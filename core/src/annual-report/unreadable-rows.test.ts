import { describe, expect, it } from 'vitest';
import { readReportFixture, reportOf, type Table3Rows } from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import type { ReportSubject } from './report-rule.js';
import { TABLE3_COLUMNS, TABLE4_BLOCKS, TABLE4_COLUMNS, type Table3Row } from './tables.js';

/** Every way to cut digits into so many cells, none with a leading zero. */
function cutsOf(digits: string, cells: number): number[][] {
  if (cells === 1) return /^(0|[1-9]\d*)$/.test(digits) ? [[Number(digits)]] : [];
  const cuts: number[][] = [];
  for (let length = 1; length <= digits.length - cells + 1; length += 1) {
    const head = digits.slice(0, length);
    if (length > 1 && head.startsWith('0')) break;
    for (const rest of cutsOf(digits.slice(length), cells - 1)) cuts.push([Number(head), ...rest]);
  }
  return cuts;
}

/** Blanks the rows whose cells were printed without separators, as the reader leaves them. */
function withGluedRows(subject: ReportSubject, rows: readonly Table3Row[]): ReportSubject {
  const table3 = { ...subject.tables.table3 };
  const candidates: Record<string, number[][]> = {
    ...(subject.candidates as Record<string, number[][]> | undefined),
  };
  for (const row of rows) {
    const values = TABLE3_COLUMNS.map((column) => table3[row]![column]);
    candidates[`table3.${row}`] = cutsOf(values.join(''), 7);
    table3[row] = Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, null])) as never;
  }
  return { ...subject, tables: { ...subject.tables, table3 }, candidates };
}

function rulesOf(subject: ReportSubject): string[] {
  return checkReport(subject).findings.map(
    ({ rule, left, right, cells }) => `${rule} ${String(left)}≠${String(right)} ${cells.at(-1)!}`,
  );
}

const SMALL: Table3Rows = {
  newReceived: [12, 1, 0, 0, 0, 0, 13],
  granted: [2, 0, 0, 0, 0, 0, 2],
  'unable.notHeld': [10, 1, 0, 0, 0, 0, 11],
  resultTotal: [12, 1, 0, 0, 0, 0, 13],
};

describe('rows that could not be cut into cells', () => {
  it('2023 report of 平潭资源生态局 from its glued text: exactly the three errors of its html', () => {
    const subject = withGluedRows(readReportFixture('pingtan-resources-2023'), ['resultTotal']);
    expect(subject.candidates?.['table3.resultTotal']).toHaveLength(7);
    const check = checkReport({
      ...subject,
      cutBySum: new Set(['table3.newReceived', 'table4', 'table2.normativeDocuments']),
    });
    expect(check.findings.map(({ rule, left, right, cells }) => [rule, left, right, cells.at(-1)])).toEqual([
      ['T3-A', 0, 1, 'table3.carriedOut.commercial'],
      ['T3-C', 9, 8, 'table3.partiallyGranted.total'],
      ['T3-C', 20, 19, 'table3.resultTotal.total'],
    ]);
    const pair = ['table3.partiallyGranted.commercial', 'table3.resultTotal.commercial'];
    expect(check.findings.map(({ explainedByPair }) => explainedByPair?.map(({ cell }) => cell))).toEqual([
      pair,
      pair,
      pair,
    ]);
    expect(check.cutByColumnSums).toEqual(['table3.resultTotal']);
    expect(check.notCheckable.map(({ rule }) => rule)).toEqual([
      ...Array<string>(7).fill('T3-B'),
      ...['T3-C', 'T4-A', 'T4-B', 'T4-C'],
    ]);
    expect(check.notCheckable[0]!.reason).toBe(
      '“自然人”列：有的行数字连写，是按各列合计切分的，不能再用各列合计核对。',
    );
    expect(check.notCheckable[7]!.reason).toBe(
      '“一、本年新收政府信息公开申请数量”行：该行数字连写，是按本行合计切分的，不能再用本行合计核对。',
    );
    expect(check.checked).toMatchObject({ 'T3-A': 7, 'T3-C': 24 });
    expect(check.checked['T3-B']).toBeUndefined();
  });

  it('are settled by the sums of the columns when one combination of cuts fits', () => {
    const check = checkReport(withGluedRows(reportOf({ rows: SMALL }), ['unable.notHeld']));
    expect(check.findings).toEqual([]);
    expect(check.cutByColumnSums).toEqual(['table3.unable.notHeld']);
    expect(check.checked).toMatchObject({ 'T3-A': 7, 'T3-C': 25 });
  });

  it('stay open when no combination fits the sums of the columns', () => {
    const rows: Table3Rows = { ...SMALL, granted: [3, 0, 0, 0, 0, 0, 3] };
    const check = checkReport(withGluedRows(reportOf({ rows }), ['resultTotal']));
    expect(check.cutByColumnSums).toEqual([]);
    expect(check.findings.map(({ rule, left, right, cells }) => [rule, left, right, cells.at(-1)])).toEqual([
      ['T3-B', 13, null, 'table3.resultTotal.naturalPerson'],
      ['T3-B', 14, null, 'table3.resultTotal.total'],
    ]);
    expect(check.findings[0]!.message).toBe(
      '“自然人”列：有的行数字连写，无论怎样切分，（一）至（六）各项之和（13）与（七）总计都不相等，请核对原表。',
    );
    expect(check.findings[0]!.explainedBy).toBeUndefined();
  });

  it('stay open when two glued rows can move together', () => {
    const check = checkReport(withGluedRows(reportOf({ rows: SMALL }), ['unable.notHeld', 'resultTotal']));
    expect(check.findings).toEqual([]);
    expect(check.cutByColumnSums).toEqual([]);
  });

  it('stay open when two combinations fit', () => {
    const rows: Table3Rows = {
      'refused.stateSecret': [1, 0, 0, 0, 0, 0, 1],
      'refused.specialQuery': [2, 0, 0, 0, 0, 0, 2],
      resultTotal: [3, 0, 0, 0, 0, 0, 3],
      newReceived: [3, 0, 0, 0, 0, 0, 3],
    };
    const subject = reportOf({ rows });
    const blank = Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, null])) as never;
    const cuts = [
      [1, 0, 0, 0, 0, 0, 1],
      [2, 0, 0, 0, 0, 0, 2],
    ];
    const table3 = { ...subject.tables.table3, 'refused.stateSecret': blank, 'refused.specialQuery': blank };
    const check = checkReport({
      ...subject,
      tables: { ...subject.tables, table3 },
      candidates: { 'table3.refused.stateSecret': cuts, 'table3.refused.specialQuery': cuts },
    });
    expect(check.cutByColumnSums).toEqual([]);
    expect(check.findings).toEqual([]);
    expect(check.notCheckable.map(({ rule, cells }) => [rule, cells.length])).toEqual([
      ['T3-B', 2],
      ['T3-B', 2],
      ['T3-D', 14],
    ]);
    expect(check.notCheckable[0]!.reason).toBe(
      '“自然人”列：有的行数字连写，切分方式不止一种，有的成立、有的不成立。',
    );
    expect(check.checked['T3-C']).toBe(25);
  });

  it('fail a row sum only if no cut satisfies it', () => {
    const subject = reportOf({ rows: {} });
    const blank = Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, null])) as never;
    const withCuts = (cuts: number[][]): ReportSubject => ({
      ...subject,
      tables: { ...subject.tables, table3: { ...subject.tables.table3, carriedIn: blank } },
      candidates: { 'table3.carriedIn': cuts },
    });
    expect(rulesOf(withCuts(cutsOf('110000112', 7))).filter((text) => text.startsWith('T3-C'))).toEqual([]);
    expect(rulesOf(withCuts(cutsOf('910000011', 7))).filter((text) => text.startsWith('T3-C'))).toEqual([
      'T3-C null≠null table3.carriedIn.total',
    ]);
    // Every cut fails, and every cut says the same of the total.
    expect(
      rulesOf(
        withCuts([
          [1, 0, 0, 0, 0, 0, 5],
          [2, 0, 0, 0, 0, 0, 5],
        ]),
      ),
    ).toEqual([
      'T3-A null≠0 table3.carriedOut.naturalPerson',
      'T3-A 5≠0 table3.carriedOut.total',
      'T3-C null≠5 table3.carriedIn.total',
    ]);
  });

  it('cut the cells of one row jointly, not each by itself', () => {
    const subject = reportOf({ rows: {} });
    const blank = Object.fromEntries(TABLE3_COLUMNS.map((column) => [column, null])) as never;
    const check = checkReport({
      ...subject,
      tables: { ...subject.tables, table3: { ...subject.tables.table3, carriedOut: blank } },
      candidates: {
        'table3.carriedOut': [
          [1, 0, 0, 0, 0, 0, 2],
          [2, 0, 0, 0, 0, 0, 1],
        ],
      },
    });
    expect(check.findings.filter(({ rule }) => rule === 'T3-C')).toHaveLength(1);
  });

  it('of 表四 are one line of fifteen cells', () => {
    const subject = reportOf({});
    const blank = Object.fromEntries(
      TABLE4_BLOCKS.map((block) => [
        block,
        Object.fromEntries(TABLE4_COLUMNS.map((column) => [column, null])),
      ]),
    ) as never;
    const cut = (reconsideration: number[], direct: number[]): number[] => [
      ...reconsideration,
      ...direct,
      0,
      0,
      0,
      0,
      0,
    ];
    const check = checkReport({
      ...subject,
      tables: { ...subject.tables, table4: blank },
      candidates: { table4: [cut([1, 0, 0, 0, 1], [1, 0, 0, 0, 2]), cut([1, 0, 0, 0, 2], [1, 0, 0, 0, 2])] },
    });
    expect(check.findings.map(({ rule, left, right }) => [rule, left, right])).toEqual([['T4-B', 1, 2]]);
    expect(check.notCheckable.map(({ rule }) => rule)).toEqual(['T4-A', 'T3-D']);
    expect(check.checked['T4-C']).toBe(1);
  });

  it('are no zeros: a row that no one can read makes no sum', () => {
    const check = checkReport(withGluedRows(reportOf({ rows: SMALL }), ['newReceived']));
    expect(check.findings).toEqual([]);
    expect(check.notCheckable.map(({ rule, cells }) => [rule, cells])).toContainEqual([
      'T3-A',
      ['table3.newReceived.naturalPerson'],
    ]);
  });
});
