import { expect, test } from 'vitest';
import { table3FromCounts } from './compute-table3.js';
import { checkOldSystemCarryOver, type OldSystemCase } from './old-system-carry-over.js';
import type { ReportTables } from './tables.js';

/** Tables whose 二 has as many of natural persons. */
function tablesWith(carriedIn: number): ReportTables {
  const place = {
    applicantClass: 'naturalPerson',
    isNew: false,
    isCarriedIn: true,
    isCarriedOut: true,
  } as const;
  return {
    forms: { table2: '2021', table3: '2021' },
    table2: null,
    table3: table3FromCounts([{ ...place, row: null, count: carriedIn }], '2021'),
    table4: null,
  };
}

const open = (caseId: string, isCarriedIn: boolean): OldSystemCase => ({
  caseId,
  applicantClass: 'naturalPerson',
  isCarriedIn,
});

test('says nothing without open cases, or where as many are carried in', () => {
  expect(checkOldSystemCarryOver(2025, tablesWith(3), [])).toEqual([]);
  // Renumbered here: as many, so nothing is missing.
  expect(checkOldSystemCarryOver(2025, tablesWith(2), [open('a', false), open('b', true)])).toEqual([]);
});

test('names what the old system holds open and nobody carried in', () => {
  const findings = checkOldSystemCarryOver(2025, tablesWith(1), [open('a', true), open('b', false)]);
  expect(
    findings.map(({ rule, severity, cells, left, right }) => ({ rule, severity, cells, left, right })),
  ).toEqual(
    ['table3.carriedIn.naturalPerson', 'table3.carriedIn.total'].map((cell) => ({
      rule: 'T3-E',
      severity: 'warning',
      cells: [cell],
      left: 1,
      right: 2,
    })),
  );
  expect(findings[0]?.message).toContain('2024年12月31日尚未办结的有2件，本年“上年结转”为1件。');
  expect(findings[0]?.message).toContain('结转申请的：b。');
});

test('more here than there is told without names, and a long list is cut', () => {
  const [more] = checkOldSystemCarryOver(2025, tablesWith(2), [open('a', true)]);
  expect(more?.message).not.toContain('同编号');
  const many = Array.from({ length: 21 }, (_, index) => open(`n${index}`, false));
  const [long] = checkOldSystemCarryOver(2025, tablesWith(0), many);
  expect(long?.message).toContain('n19等21件。');
});
