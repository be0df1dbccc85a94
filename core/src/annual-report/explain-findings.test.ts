import { describe, expect, it } from 'vitest';
import { reportOf, type Table3Rows } from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import { describeExplanation } from './explain-findings.js';
import type { CellAddress } from './tables.js';

const ROWS: Table3Rows = {
  newReceived: [20, 3, 0, 0, 0, 0, 23],
  carriedIn: [2, 0, 0, 0, 0, 0, 2],
  granted: [10, 2, 0, 0, 0, 0, 12],
  'unable.notHeld': [8, 1, 0, 0, 0, 0, 9],
  resultTotal: [18, 3, 0, 0, 0, 0, 21],
  carriedOut: [4, 0, 0, 0, 0, 0, 4],
};

function explanationsOf(rows: Table3Rows): unknown[] {
  return checkReport(reportOf({ rows: { ...ROWS, ...rows } })).findings.map(({ rule, explainedBy }) => [
    rule,
    explainedBy?.cell,
    explainedBy?.value,
    explainedBy?.wouldBe,
  ]);
}

describe('the smallest explaining cell', () => {
  it.each([
    [
      'a result',
      { granted: [11, 2, 0, 0, 0, 0, 12] },
      'table3.granted.naturalPerson',
      11,
      10,
      ['T3-B', 'T3-C'],
    ],
    ['a row total', { granted: [10, 2, 0, 0, 0, 0, 13] }, 'table3.granted.total', 13, 12, ['T3-B', 'T3-C']],
    [
      '（七）',
      { resultTotal: [18, 4, 0, 0, 0, 0, 21] },
      'table3.resultTotal.commercial',
      4,
      3,
      ['T3-A', 'T3-B', 'T3-C'],
    ],
    [
      'the grand total',
      { resultTotal: [18, 3, 0, 0, 0, 0, 12] },
      'table3.resultTotal.total',
      12,
      21,
      ['T3-A', 'T3-B', 'T3-C'],
    ],
    [
      '一',
      { newReceived: [19, 3, 0, 0, 0, 0, 23] },
      'table3.newReceived.naturalPerson',
      19,
      20,
      ['T3-A', 'T3-C'],
    ],
    ['四', { carriedOut: [4, 0, 0, 0, 0, 0, 0] }, 'table3.carriedOut.total', 0, 4, ['T3-A', 'T3-C']],
  ] as const)('is found when one cell is wrong: %s', (_name, rows, cell, value, wouldBe, rules) => {
    expect(explanationsOf(rows)).toEqual(rules.map((rule) => [rule, cell, value, wouldBe]));
  });

  it('is found for each of two separate slips', () => {
    expect(explanationsOf({ granted: [11, 2, 0, 0, 0, 0, 12], carriedOut: [4, 0, 0, 0, 0, 0, 5] })).toEqual([
      ['T3-A', 'table3.carriedOut.total', 5, 4],
      ['T3-B', 'table3.granted.naturalPerson', 11, 10],
      ['T3-C', 'table3.granted.naturalPerson', 11, 10],
      ['T3-C', 'table3.carriedOut.total', 5, 4],
    ]);
  });

  it('may be a blank cell', () => {
    const check = checkReport(reportOf({ rows: { ...ROWS, granted: [null, 2, 0, 0, 0, 0, 12] } }));
    expect(check.findings.map(({ explainedBy }) => explainedBy)).toEqual([
      { cell: 'table3.granted.naturalPerson', value: null, wouldBe: 10 },
      { cell: 'table3.granted.naturalPerson', value: null, wouldBe: 10 },
    ]);
    expect(describeExplanation(check.findings[0]!)).toContain('由空白改为10');
  });

  it('is the total where every cell would do', () => {
    const [finding] = checkReport(reportOf({ blocks: { directSuit: [2, 0, 1, 0, 0] } })).findings;
    expect(finding?.explainedBy).toEqual({ cell: 'table4.directSuit.total', value: 0, wouldBe: 3 });
    expect(describeExplanation(finding!)).toBe(
      '若将表四“未经复议直接起诉”的“总计”由0改为3，这一关系即可成立，且不影响其他关系；也可能是相应的案件漏计在其他格中，请对照台账核对。',
    );
  });

  it('never asks for a negative count', () => {
    const rows: Table3Rows = {
      granted: [1, 0, 0, 0, 0, 0, 3],
      resultTotal: [1, 0, 0, 0, 0, 0, 3],
      newReceived: [1, 0, 0, 0, 0, 0, 3],
    };
    const check = checkReport(reportOf({ rows }));
    const changed: CellAddress[] = check.findings.flatMap(({ explainedBy, explainedByPair }) =>
      [...(explainedBy === undefined ? [] : [explainedBy]), ...(explainedByPair ?? [])].map(
        ({ cell, wouldBe }) => {
          expect(wouldBe).toBeGreaterThanOrEqual(0);
          return cell;
        },
      ),
    );
    expect(check.findings.map(({ rule }) => rule)).toEqual(['T3-C', 'T3-C', 'T3-C']);
    expect(changed).toEqual([]);
  });

  it('is left open when nothing explains the finding', () => {
    const check = checkReport(reportOf({ rows: {} }));
    expect(check.findings).toEqual([]);
    expect(
      describeExplanation({ rule: 'T3-E', severity: 'warning', message: '', cells: [], left: 1, right: 2 }),
    ).toBeNull();
  });

  it('is no negative or fractional count even where that would mend the most', () => {
    // 结转下年度 of the enterprises can't become −1, nor half a case.
    const negative = checkReport(reportOf({ rows: { carriedOut: [0, -1, 0, 0, 0, 0, 0] } })).findings;
    expect(
      negative.filter(({ rule }) => rule !== 'T3-D').map(({ explainedBy }) => explainedBy?.wouldBe),
    ).toEqual([0, 0]);
    const surplus = checkReport(
      reportOf({ rows: { newReceived: [0, 0, 0, 0, 0, 0, 0], carriedIn: [-2, 0, 0, 0, 0, 0, 0] } }),
    );
    expect(
      surplus.findings.filter(({ rule }) => rule !== 'T3-D').map(({ explainedBy }) => explainedBy),
    ).toEqual([
      { cell: 'table3.carriedIn.naturalPerson', value: -2, wouldBe: 0 },
      { cell: 'table3.carriedIn.naturalPerson', value: -2, wouldBe: 0 },
    ]);
  });

  it('is the one that mends the most, not any that mends', () => {
    // 总计 of （四）1 alone would mend its row; the class cell mends its column too.
    const { findings } = checkReport(
      reportOf({ rows: { ...ROWS, 'unable.notHeld': [8, 3, 0, 0, 0, 0, 9] } }),
    );
    expect(findings.map(({ rule, explainedBy }) => [rule, explainedBy?.cell, explainedBy?.wouldBe])).toEqual([
      ['T3-B', 'table3.unable.notHeld.commercial', 1],
      ['T3-C', 'table3.unable.notHeld.commercial', 1],
    ]);
  });
});
