import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkReport } from './check-report.js';
import { IDENTITY_RULES } from './identities.js';
import type { ReportSubject } from './report-rule.js';
import {
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  type FormVersion,
  type Table3,
  type Table3Column,
  type Table4,
} from './tables.js';

/** Real reports beside the repository; the tests pass without them. */
const FOLDER = fileURLToPath(new URL('../../../../shared/reports/', import.meta.url));

interface PublishedReport {
  readonly id: string;
  readonly year: number;
  readonly format: FormVersion;
  readonly agency: string;
  readonly table3: readonly { readonly values: readonly (number | null)[] }[];
  readonly table4: readonly (number | null)[];
  readonly identities: { readonly fail: readonly { readonly id: string }[] };
}

function readReports(): PublishedReport[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(FOLDER + name, 'utf8')) as PublishedReport)
    .filter((report) => Array.isArray(report.table3) && report.table3.length > 20);
}

function subjectOf(report: PublishedReport): ReportSubject {
  const form = report.table3.length === TABLE3_ROWS['2019'].length ? '2019' : '2021';
  const table3: Table3 = {};
  TABLE3_ROWS[form].forEach((row, index) => {
    const values = report.table3[index]?.values ?? [];
    table3[row] = Object.fromEntries(
      TABLE3_COLUMNS.map((column, place) => [column, values[place] ?? null]),
    ) as Record<Table3Column, number | null>;
  });
  const table4 = Object.fromEntries(
    TABLE4_BLOCKS.map((block, index) => [
      block,
      Object.fromEntries(
        TABLE4_COLUMNS.map((column, place) => [column, report.table4[index * 5 + place] ?? null]),
      ),
    ]),
  ) as Table4;
  return {
    tables: { forms: { table2: null, table3: form }, table2: null, table3, table4 },
    year: report.year,
    agency: report.agency,
    sections: [],
  };
}

const reports = readReports();

describe('published reports', () => {
  if (reports.length === 0) {
    it('lie beside the project only where it is developed', () => {
      expect(existsSync(FOLDER)).toBe(false);
    });
  }
  it.each(reports.map((report) => [report.id, report] as const))(
    '%s: the failing identities are those found by hand',
    (_, report) => {
      const { findings } = checkReport(subjectOf(report));
      const found = findings.filter(({ rule }) => (IDENTITY_RULES as readonly string[]).includes(rule));
      expect(found.map(({ rule, left, right }) => `${rule} ${left ?? '?'} ${right ?? '?'}`)).toEqual(
        report.id.startsWith('024') ? ['T3-A 0 1', 'T3-C 9 8', 'T3-C 20 19'] : [],
      );
      expect(found).toHaveLength(report.identities.fail.length);
    },
  );
});
