import { describe, expect, test } from 'vitest';
import { checkReport } from './check-report.js';
import { computeReport } from './compute-report.js';
import type { ReportTables } from './tables.js';

/** Eleven applications of natural persons: seven granted, four not held. */
const { tables } = computeReport({
  year: 2022,
  form: '2021',
  places: Array.from({ length: 11 }, (_, index) => ({
    caseId: String(index),
    applicantClass: 'naturalPerson' as const,
    isNew: true,
    isCarriedIn: false,
    row: index < 7 ? ('granted' as const) : ('unable.notHeld' as const),
    isCarriedOut: false,
  })),
  remedies: [],
  table2: {},
});

function check(changed: ReportTables, unread: readonly string[] = []): { failing: string[]; open: string[] } {
  const result = checkReport({ tables: changed, year: 2022, sections: [], unread: new Set(unread) });
  return {
    failing: result.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
    open: result.notCheckable.map(({ rule }) => rule),
  };
}

describe('what could not be read is no zero', () => {
  test('a row that was not found leaves its columns and its own sum open', () => {
    const { 'unable.notHeld': _, ...rest } = tables.table3 ?? {};
    const { failing, open } = check({ ...tables, table3: rest });
    expect(failing).toEqual([]);
    expect(open.filter((rule) => rule === 'T3-B')).toHaveLength(7);
    expect(open.filter((rule) => rule === 'T3-C')).toHaveLength(1);
    expect(open).not.toContain('T3-A');
  });

  test('a cell that holds no figure leaves its column and its row open', () => {
    const row = { ...tables.table3?.['unable.notHeld'], naturalPerson: null };
    const changed = { ...tables, table3: { ...tables.table3, 'unable.notHeld': row } } as ReportTables;
    const { failing, open } = check(changed, ['table3.unable.notHeld.naturalPerson']);
    expect(failing).toEqual([]);
    expect(open.filter((rule) => /^T3-[BC]$/.test(rule))).toEqual(['T3-B', 'T3-C']);
  });

  test('a blank is a zero: the sum that it breaks is an error', () => {
    const row = { ...tables.table3?.['unable.notHeld'], naturalPerson: null };
    const changed = { ...tables, table3: { ...tables.table3, 'unable.notHeld': row } } as ReportTables;
    expect(check(changed).failing).toContain('T3-B');
  });

  test('a row of table 四 that could not be read leaves its block open', () => {
    const block = { upheld: null, corrected: 0, other: 0, pending: 0, total: 3 };
    const changed = { ...tables, table4: { ...tables.table4, reconsideration: block } } as ReportTables;
    expect(check(changed, ['table4.reconsideration.upheld'])).toMatchObject({ failing: [] });
    expect(check(changed, ['table4.reconsideration.upheld']).open).toContain('T4-A');
  });
});
