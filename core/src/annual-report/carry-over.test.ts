import { describe, expect, it } from 'vitest';
import { reconcileCarryOver, type CarriedCase } from './carry-over.js';

const natural = (...ids: string[]): CarriedCase[] =>
  ids.map((caseId) => ({ caseId, applicantClass: 'naturalPerson' }));
const commercial = (...ids: string[]): CarriedCase[] =>
  ids.map((caseId) => ({ caseId, applicantClass: 'commercial' }));

describe('reconcileCarryOver', () => {
  it('finds nothing when the same cases cross the turn of the year', () => {
    const result = reconcileCarryOver({ cases: natural('a', 'b') }, { cases: natural('b', 'a') });
    expect(result.findings).toEqual([]);
    expect(result.reclassified).toEqual([]);
    expect(result.columns.total).toEqual({
      carriedOut: 2,
      carriedIn: 2,
      gap: 0,
      onlyCarriedOut: [],
      onlyCarriedIn: [],
      unexplained: 0,
    });
  });

  it('names the cases that explain a gap, by column', () => {
    const { columns, findings } = reconcileCarryOver(
      { cases: [...natural('a', 'b'), ...commercial('c')] },
      { cases: [...natural('b', 'n1', 'n2'), ...commercial('c')] },
    );
    expect(columns.naturalPerson).toEqual({
      carriedOut: 2,
      carriedIn: 3,
      gap: 1,
      onlyCarriedOut: ['a'],
      onlyCarriedIn: ['n1', 'n2'],
      unexplained: 0,
    });
    expect(columns.commercial.gap).toBe(0);
    expect(
      findings.map(({ rule, severity, left, right, cells, message }) => ({
        rule,
        severity,
        left,
        right,
        cells,
        message,
      })),
    ).toEqual([
      {
        rule: 'T3-E',
        severity: 'warning',
        left: 3,
        right: 2,
        cells: ['table3.carriedIn.naturalPerson', 'table3.carriedOut.naturalPerson'],
        message:
          '“自然人”列：上年结转出2件，本年转入3件。上年结转出而本年未转入：a；本年转入而上年未结转出：n1、n2。',
      },
      expect.objectContaining({
        left: 4,
        right: 3,
        cells: ['table3.carriedIn.total', 'table3.carriedOut.total'],
      }),
    ]);
  });

  it('speaks up when cases were exchanged although the counts agree', () => {
    const { findings } = reconcileCarryOver({ cases: natural('a') }, { cases: natural('b') });
    expect(findings.map(({ left, right }) => [left, right])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('knows a case that changed its class: gaps in both columns, none in the total', () => {
    const { columns, reclassified, findings } = reconcileCarryOver(
      { cases: natural('a') },
      { cases: commercial('a') },
    );
    expect(reclassified).toEqual(['a']);
    expect([columns.naturalPerson.gap, columns.commercial.gap, columns.total.gap]).toEqual([-1, 1, 0]);
    expect(findings.map(({ cells }) => cells[0])).toEqual([
      'table3.carriedIn.naturalPerson',
      'table3.carriedIn.commercial',
    ]);
  });

  it('compares printed cells, and says what no case explains', () => {
    const { columns, findings } = reconcileCarryOver(
      { cells: { naturalPerson: 4, total: 4 }, cases: natural('a', 'b', 'c') },
      { cases: natural('a', 'b', 'c') },
    );
    expect(columns.naturalPerson).toEqual({
      carriedOut: 4,
      carriedIn: 3,
      gap: -1,
      onlyCarriedOut: [],
      onlyCarriedIn: [],
      unexplained: -1,
    });
    expect(findings[0]?.message).toBe('“自然人”列：上年结转出4件，本年转入3件。还有1件没有对应的申请。');
    const cellsOnly = reconcileCarryOver(
      { cells: { naturalPerson: 4, commercial: null, total: 4 } },
      { cases: natural('a', 'b', 'c', 'd') },
    );
    expect(cellsOnly.findings).toEqual([]);
    expect(cellsOnly.columns.commercial.carriedOut).toBe(0);
    expect(cellsOnly.columns.naturalPerson.onlyCarriedIn).toEqual([]);
  });

  it('lists several cases, and cites the form', () => {
    const { findings } = reconcileCarryOver({ cases: natural('a', 'b') }, { cases: [] });
    expect(findings[0]?.message).toBe(
      '“自然人”列：上年结转出2件，本年转入0件。上年结转出而本年未转入：a、b。',
    );
    expect(findings[0]?.source).toBe('国办公开办函〔2021〕30号表三第二项、第四项');
  });

  it('names no case when one side gives only its cells', () => {
    const { columns, reclassified } = reconcileCarryOver(
      { cases: natural('a') },
      { cells: { naturalPerson: 0, total: 0 } },
    );
    expect(columns.naturalPerson).toEqual({
      carriedOut: 1,
      carriedIn: 0,
      gap: -1,
      onlyCarriedOut: [],
      onlyCarriedIn: [],
      unexplained: -1,
    });
    expect(reclassified).toEqual([]);
  });
});
