import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  operatorActor,
  CASE_STATUSES,
  OUTCOME_ROWS,
  TABLE4_BLOCKS,
  caseQuerySchema,
  cellsOfForm,
  parseLocalDate,
  valueAt,
  type CaseStatus,
  type PresentedReport,
  type ReportTables,
} from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { computeFromLedger } from '../annual-report/compute-from-ledger.js';
import { differenceReport, getReport, listPublished, parseLedger } from '../annual-report/service.js';
import { listCases, rebuildProjections } from '../application/service.js';
import { getAgency, listAgencies } from '../identity/service.js';
import { CITY } from './city.js';
import { isEmpty, loadCity } from './service.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-11-21');
const ctx = testContext({ db, now: () => new Date(`${today}T04:00:00Z`) });
const lines: string[] = [];
const wasEmpty = await isEmpty(ctx);
const loaded = await loadCity(ctx, (line) => lines.push(line));
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
const ANSWERING = CITY.filter(({ scope }) => scope === 'organ');
const AREAS = CITY.filter(({ scope }) => scope === 'area');
const AREA_YEARS = [2024, 2025];
const SHOWCASES = CITY.filter(({ isShowcase }) => isShowcase);

async function publishedReports(): Promise<PresentedReport[]> {
  const reports: PresentedReport[] = [];
  for (const { code } of ANSWERING) {
    for (const year of YEARS) {
      const report = await getReport(ctx, operatorActor(), code, year);
      if (report.status === 'published') reports.push(report);
    }
  }
  return reports;
}
const published = await publishedReports();

test('the city fills an empty database with some six thousand cases of more than twenty agencies', async () => {
  expect(wasEmpty).toBe(true);
  expect(await isEmpty(ctx)).toBe(false);
  expect(loaded.agencies).toBe(CITY.length);
  // A line for each agency, and one more for the sum of each area.
  expect(lines).toHaveLength(CITY.length + AREAS.length);
  expect(loaded.cases).toBeGreaterThan(5500);
  expect(loaded.cases).toBeLessThan(6500);
  expect(published).toHaveLength(loaded.published - AREAS.length * AREA_YEARS.length);
});

test('everything says that it is invented', async () => {
  for (const { name, isDemonstration } of await listAgencies(ctx)) {
    expect(name).toMatch(/（演示）$/);
    expect(isDemonstration).toBe(true);
  }
  for (const { sections } of published) expect(sections[0]?.text).toContain('均为虚构');
});

test('no real name of the two reports behind the ledgers stands anywhere', async () => {
  const { items } = await listPublished(ctx, { limit: 200 });
  const agencies = await Promise.all(CITY.map(({ code }) => getAgency(ctx, operatorActor(), code)));
  expect(JSON.stringify([items, agencies, published])).not.toMatch(/天津|人力资源社会保障部|和平区|滨海/);
});

test('each agency has a liaison officer in every unit and people for the posts of disclosure', async () => {
  for (const { code } of CITY) {
    const { units, officers } = await getAgency(ctx, operatorActor(), code);
    for (const unit of units) {
      expect(officers.some(({ title, unitCode }) => title === '联络员' && unitCode === unit.code)).toBe(true);
    }
    expect(new Set(officers.map(({ name }) => name)).size).toBe(officers.length);
  }
});

describe.each([
  ['CC-RS', 'city-bureau-2019'],
  ['GJ-RS', 'ministry-2019'],
] as const)('%s', (code, file) => {
  const text = readFileSync(new URL(`../../seeds/ledgers/${file}.json`, import.meta.url), 'utf8');
  const expected = computeFromLedger(parseLedger(JSON.parse(text)), { year: 2019, today }).tables;

  test('its published report of 2019 has the figures of the ledger in every cell', async () => {
    const report = await getReport(ctx, operatorActor(), code, 2019);
    expect(report.status).toBe('published');
    expect(report.form).toBe('2019');
    const cells = cellsOfForm('2019');
    expect(cells.length).toBeGreaterThan(190);
    for (const cell of cells) {
      expect([cell, valueAt(report.tables as ReportTables, cell)]).toEqual([cell, valueAt(expected, cell)]);
    }
    expect(report.findings).toEqual([]);
  });

  test('and so have the places of the cases as they stand today', async () => {
    const { differences } = await differenceReport(ctx, operatorActor(), code, 2019);
    expect(differences).toEqual([]);
  });
});

test('every report is published in its form, without an error that nobody answers for', () => {
  expect(published.map(({ agencyCode, year }) => `${agencyCode} ${year}`)).toContain('CC-WX-YH 2019');
  for (const { year, form, findings, agencyCode } of published) {
    expect(form).toBe(year <= 2020 ? '2019' : '2021');
    const open = findings.filter(({ severity, waiver }) => severity === 'error' && waiver === null);
    expect([agencyCode, year, open]).toEqual([agencyCode, year, []]);
  }
});

test('the reports follow from one another, but for one clean-up of documents', () => {
  const warnings = published.flatMap(({ agencyCode, year, findings }) =>
    findings.filter(({ waiver }) => waiver === null).map(({ rule }) => `${agencyCode} ${year} ${rule}`),
  );
  expect(warnings).toEqual(['CC-HB 2023 T2-A']);
});

test('one report carries a waiver with its signer and reason', () => {
  const waived = published.filter(({ findings }) => findings.some(({ waiver }) => waiver !== null));
  expect(waived.map(({ agencyCode, year }) => [agencyCode, year])).toEqual([['CC-SJ', 2022]]);
});

test('one agency has not filed, one has checked and not published, and this year is live everywhere', async () => {
  expect((await getReport(ctx, operatorActor(), 'CC-JT', 2025)).status).toBe('draft');
  expect((await getReport(ctx, operatorActor(), 'CC-BY-JY', 2025)).status).toBe('checked');
  expect(published).toHaveLength(ANSWERING.length * YEARS.length - 2);
  for (const { code } of ANSWERING) {
    const { status, tables } = await getReport(ctx, operatorActor(), code, 2026);
    expect(status).toBe('draft');
    expect(tables.table3?.newReceived?.total).toBeGreaterThan(0);
  }
});

// 条例第四十九条: a government publishes the report of its own and all its units.
test('the published report of a government adds up what its units published, each once', async () => {
  for (const { code } of AREAS) {
    for (const year of AREA_YEARS) {
      const area = await getReport(ctx, operatorActor(), code, year);
      expect([code, year, area.status]).toEqual([code, year, 'published']);
      const units = await Promise.all(
        CITY.filter(({ parentCode }) => parentCode === code).map((it) =>
          getReport(ctx, operatorActor(), it.code, year),
        ),
      );
      for (const cell of [
        'table3.newReceived.total',
        'table3.carriedOut.total',
        'table4.reconsideration.total',
      ] as const) {
        const sum = units.reduce(
          (total, { tables }) => total + (valueAt(tables as ReportTables, cell) ?? 0),
          0,
        );
        expect([code, year, cell, valueAt(area.tables as ReportTables, cell)]).toEqual([
          code,
          year,
          cell,
          sum,
        ]);
      }
      expect(valueAt(area.tables as ReportTables, 'table3.newReceived.total')).toBeGreaterThan(10);
      expect(area.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  }
});

test('cases changed after publication show beside the published figures', async () => {
  const { differences, cases } = await differenceReport(ctx, operatorActor(), 'CC-ZR', 2025);
  expect(cases).toHaveLength(2);
  const moved = differences.map(({ cell }) => cell);
  expect(moved).toContain('table3.carriedOut.total');
  expect(moved).toContain('table3.newReceived.commercial');
  const { findings } = await getReport(ctx, operatorActor(), 'CC-ZR', 2026);
  expect(findings.some(({ rule }) => rule === 'T3-E')).toBe(true);
});

test('every status is found in this year or near its turn, in each agency that shows them all', async () => {
  for (const { code } of SHOWCASES) {
    for (const status of Object.keys(CASE_STATUSES) as CaseStatus[]) {
      const { items } = await listCases(ctx, operatorActor(), code, caseQuerySchema.parse({ status }));
      expect([code, status, items.length > 0]).toEqual([code, status, true]);
    }
    const overdue = await listCases(ctx, operatorActor(), code, caseQuerySchema.parse({ overdue: 'true' }));
    expect(overdue.total).toBeGreaterThan(0);
  }
});

test('every row of table 三 and every block of table 四 is met with somewhere', () => {
  const rows = new Set<string>();
  const blocks = new Set<string>();
  for (const { tables } of published) {
    for (const [row, values] of Object.entries(tables.table3 ?? {})) if (values.total) rows.add(row);
    for (const block of TABLE4_BLOCKS) {
      for (const [column, value] of Object.entries(tables.table4?.[block] ?? {})) {
        if (value) blocks.add(`${block}.${column}`);
      }
    }
  }
  expect(OUTCOME_ROWS.filter((row) => !rows.has(row))).toEqual([]);
  expect([...rows]).toContain('other');
  expect(blocks.size).toBe(TABLE4_BLOCKS.length * 5);
});

test('the projections equal those made anew from the events', async () => {
  const before = await db.selectFrom('caseYear').selectAll().where('agencyId', '=', 'CC-ZFB').execute();
  await rebuildProjections(ctx, operatorActor(), 'CC-ZFB');
  const after = await db.selectFrom('caseYear').selectAll().where('agencyId', '=', 'CC-ZFB').execute();
  const sorted = (rows: typeof before): string[] => rows.map((row) => JSON.stringify(row)).sort();
  expect(sorted(after)).toEqual(sorted(before));
});
