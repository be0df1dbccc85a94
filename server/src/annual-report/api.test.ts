import { describe, expect, test } from 'vitest';
import {
  API_ROUTES,
  parseLocalDate,
  type ApiRouteName,
  type DifferenceReport,
  type ImportedReport,
  type PresentedCellSource,
  type PresentedReport,
  type PresentedSection,
  type Problem,
  type ReportComparison,
  type YearSeries,
  type Actor,
} from '@gongkai/core';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createApp } from '../platform/http/app.js';
import { callRoute, type Call } from '../platform/http/testing/call-route.js';
import { ROUTES_NOT_YET_SERVED, registerApi } from '../routes.js';
import { findPublishedReport, listPublishedYears } from './service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';
import { printReport } from './testing/print-report.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const appOf = (actor: Actor) =>
  createApp(ctx, { ...signedInAs(actor), api: registerApi(), notYetServed: ROUTES_NOT_YET_SERVED });
const app = appOf(testActor());
/** Nobody publishes what he handed in himself. */
const publisher = appOf(testActor({ id: 'publisher', name: '审定人' }));
const seeds = [readSeedLedger('city-bureau-2019'), readSeedLedger('ministry-2019')] as const;
for (const seed of seeds) await loadLedger(db, seed, parseLocalDate('2026-11-21'));
const BUREAU = { code: 'CC-RS', year: '2019' };
const MINISTRY = { code: seeds[1].agency.code, year: '2019' };

async function call<T>(name: ApiRouteName, given: Call = {}, status = 200, by = app): Promise<T> {
  const response = await callRoute(by, API_ROUTES[name], given);
  const body = (await response.json()) as T;
  expect([response.status, response.status === status ? '' : body]).toEqual([status, '']);
  return body;
}

function fileForm(bytes: Uint8Array<ArrayBuffer>, name = 'report.html'): FormData {
  const form = new FormData();
  form.append('file', new File([bytes], name));
  return form;
}

test('the report in both forms, and its cells in pages', async () => {
  const report = await call<PresentedReport>('getReport', { params: BUREAU });
  expect(report).toMatchObject({ agencyName: seeds[0].agency.name, isDemonstration: true, form: '2019' });
  const other = await call<PresentedReport>('getReport', { params: BUREAU, query: '?form=2021' });
  expect(other.form).toBe('2021');
  expect(Object.keys(other.tables.table3 ?? {})).toHaveLength(25);
  const cell = { ...BUREAU, cell: 'table3.granted.total' };
  const page = await call<PresentedCellSource>('getCellSource', { params: cell, query: '?limit=100' });
  expect(page).toMatchObject({ value: 133, total: 133, kind: 'cases', attestation: null });
  expect(page.ids).toHaveLength(100);
  expect(page.explanation).toContain('共133件');
  const rest = await call<PresentedCellSource>('getCellSource', {
    params: cell,
    query: `?limit=100&after=${encodeURIComponent(page.next ?? '')}`,
  });
  expect(rest.ids).toHaveLength(33);
  expect(rest.next).toBeNull();
  expect(new Set([...page.ids, ...rest.ids]).size).toBe(133);
});

test('sources of tables 二 and 四, and cells that there are not', async () => {
  const attested = await call<PresentedCellSource>('getCellSource', {
    params: { ...BUREAU, cell: 'table2.licensing.decisions' },
  });
  expect(attested).toMatchObject({
    kind: 'attestation',
    attestation: { sourceSystem: '测试系统', signer: '测试人' },
  });
  const remedies = await call<PresentedCellSource>('getCellSource', {
    params: { ...BUREAU, cell: 'table4.reconsideration.total' },
  });
  expect(remedies).toMatchObject({ kind: 'remedies', value: 6, total: 6 });
  expect(remedies.rows.map(({ id }) => id)).toEqual(remedies.ids);
  for (const { kind, title } of remedies.rows) expect([kind, title]).toEqual([kind, '本机关为原行为机关']);
  await call('getCellSource', { params: { ...BUREAU, cell: 'table3.nothing.total' } }, 404);
  await call('getCellSource', { params: { ...BUREAU, cell: 'table3.other.lapsedFee.total' } }, 404);
  await call(
    'getCellSource',
    { params: { ...BUREAU, cell: 'table3.granted.total' }, query: '?after=x' },
    422,
  );
  await call('getReport', { params: { code: 'NONE', year: '2019' } }, 404);
  await call('getReport', { params: BUREAU, query: '?version=9' }, 404);
});

test('records behind a figure of table 二 come in pages too', async () => {
  const rows = ['甲', '乙', '丙'].map((title, index) => ({
    ...{ agencyId: 'CC-RS', recordId: `XK-${index}`, kind: 'licensing' as const, title },
    madeOn: parseLocalDate('2022-05-06'),
  }));
  await db.insertInto('administrativeRecord').values(rows).execute();
  const params = { code: 'CC-RS', year: '2022', cell: 'table2.licensing.decisions' };
  const page = await call<PresentedCellSource>('getCellSource', { params, query: '?limit=2' });
  expect(page).toMatchObject({
    kind: 'records',
    value: 3,
    total: 3,
    ids: ['XK-0', 'XK-1'],
    explanation: '由3条记录得出。',
  });
  const rest = await call<PresentedCellSource>('getCellSource', {
    params,
    query: `?limit=2&after=${page.next ?? ''}`,
  });
  expect(rest).toMatchObject({ ids: ['XK-2'], next: null });
});

test('charts over the years count what the reports count', async () => {
  const { years } = await call<YearSeries>('getYearSeries', { params: BUREAU });
  expect(years.find(({ year }) => year === 2019)).toMatchObject({
    newReceived: 224,
    resultTotal: 239,
    carriedOut: 4,
    byGroup: { granted: 133, partiallyGranted: 14, refused: 5, unable: 78, unprocessed: 9, other: 0 },
  });
});

describe('workflow', () => {
  test('a stale edit is answered with the present text and the caller’s own', async () => {
    const params = { ...MINISTRY, number: '5' };
    const edit = (template: string, revision: number) => JSON.stringify({ template, revision });
    await call<PresentedSection>('editSection', { params, body: edit('先到的文字', 0) });
    const problem = await call<Problem>('editSection', { params, body: edit('后到的文字', 0) }, 409);
    expect(problem.code).toBe('CHANGED_MEANWHILE');
    expect(
      Object.fromEntries((problem.issues ?? []).map(({ path, message }) => [path, message])),
    ).toMatchObject({
      presentText: '先到的文字',
      yourText: '后到的文字',
      revision: '1',
    });
    await call('editSection', { params: { ...MINISTRY, number: '0' }, body: edit('', 0) }, 404);
  });

  test('check, publish, list, difference, next version', async () => {
    const refused = await call<Problem>('publishReport', { params: BUREAU }, 409);
    expect(refused.message).toContain('还没有核对');
    await call('getDifference', { params: BUREAU }, 404);
    expect(await findPublishedReport(ctx, 'CC-RS', 2019)).toBeNull();
    await call('checkReport', { params: BUREAU });
    const own = await call<Problem>('publishReport', { params: BUREAU }, 403);
    expect(own.code).toBe('FORBIDDEN');
    const published = await call<PresentedReport>('publishReport', { params: BUREAU }, 200, publisher);
    expect(published).toMatchObject({ status: 'published', publishedBy: '审定人' });
    await call(
      'waiveFinding',
      { params: BUREAU, body: JSON.stringify({ key: 'x', signer: '张三', reason: '没有' }) },
      422,
    );
    const list = await call<{ items: unknown[] }>('listReports', { query: '?code=CC-RS' });
    expect(list.items).toMatchObject([
      { agencyCode: 'CC-RS', year: 2019, version: 1, publishedOn: '2026-11-21' },
    ]);
    expect(await call<DifferenceReport>('getDifference', { params: BUREAU })).toMatchObject({
      differences: [],
    });
    expect(await call<PresentedReport>('reviseReport', { params: BUREAU })).toMatchObject({
      version: 2,
      status: 'draft',
    });
    expect(await findPublishedReport(ctx, 'CC-RS', 2019)).toMatchObject({ version: 1, status: 'published' });
    expect(await findPublishedReport(ctx, 'CC-RS', 2019, 2)).toBeNull();
    expect(await listPublishedYears(ctx)).toEqual([{ year: 2019, count: 1 }]);
  });

  test('the public list goes on by key, newest first', async () => {
    const rows = Array.from({ length: 7 }, (_, index) => ({
      ...{ agencyId: MINISTRY.code, year: 2008 + index, version: 1, form: '2019' as const },
      ...{ status: 'published' as const, tables: '{}', seenFindings: '[]' },
      publishedOn: parseLocalDate(index < 3 ? '2010-01-01' : `201${index}-03-01`),
    }));
    await db.insertInto('annualReport').values(rows).execute();
    const seen: number[] = [];
    let after = '';
    do {
      const page: { items: { year: number }[]; next: string | null } = await call('listReports', {
        query: `?code=${MINISTRY.code}&limit=2${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
      });
      seen.push(...page.items.map(({ year }) => year));
      after = page.next ?? '';
    } while (after !== '');
    expect(seen).toEqual([2014, 2013, 2012, 2011, 2008, 2009, 2010]);
    await call('listReports', { query: '?after=nonsense' }, 422);
  });
});

describe('imported reports', () => {
  test('a report printed and imported again says the same; the same file is the same import', async () => {
    const report = await call<PresentedReport>('getReport', { params: BUREAU });
    const file = printReport(report, '澄川市人力资源和社会保障局');
    const params = { code: 'CC-RS' };
    const imported = await call<ImportedReport>('importReport', { params, body: fileForm(file) });
    expect(imported).toMatchObject({ year: 2019, form: '2019', agency: '澄川市人力资源和社会保障局' });
    expect(imported.tables.table3).toEqual(report.tables.table3);
    expect(imported.tables.table4).toEqual(report.tables.table4);
    expect(imported.raw).toMatchObject({ table3: { newReceived: { total: { text: '224' } } } });
    const again = await call<ImportedReport>('importReport', {
      params,
      body: fileForm(file, 'other-name.html'),
    });
    expect(again.id).toBe(imported.id);
    const { items } = await call<{ items: { id: string }[] }>('listImportedReports', { params });
    expect(items.map(({ id }) => id)).toEqual([imported.id]);
    expect(await call('getImportedReport', { params: { ...params, id: imported.id } })).toEqual(imported);
    await call('getImportedReport', { params: { ...params, id: 'none' } }, 404);
    await call('getImportedReport', { params: { code: MINISTRY.code, id: imported.id } }, 404);

    const comparison = await call<ReportComparison>('compareReports', {
      query: `?left=report:CC-RS:2019&right=imported:CC-RS:${imported.id}`,
    });
    expect(comparison.cells).toHaveLength(22 + 23 * 7 + 15);
    expect(comparison.cells.filter(({ left, right }) => (left ?? 0) !== (right ?? 0))).toEqual([]);
    expect(comparison.reuse.find(({ number }) => number === 1)?.share).toBeGreaterThan(0.95);
  });

  test('last year’s report as imported is what this year’s carry-over is held to', async () => {
    const report = await call<PresentedReport>('getReport', { params: MINISTRY });
    const carriedOut = { ...report.tables.table3?.carriedOut, naturalPerson: 2, total: 2 };
    const tables = { ...report.tables, table3: { ...report.tables.table3, carriedOut } };
    const file = printReport({ ...report, tables }, seeds[1].agency.name.replace(/（演示）$/, ''));
    const next = { ...MINISTRY, year: '2020' };
    expect(
      (await call<PresentedReport>('getReport', { params: next })).findings.map(({ rule }) => rule),
    ).not.toContain('T3-E');
    const city = printReport({ ...report, tables }, '人力资源和社会保障局');
    await call<ImportedReport>('importReport', { params: MINISTRY, body: fileForm(city) });
    expect(
      (await call<PresentedReport>('getReport', { params: next })).findings.map(({ rule }) => rule),
    ).not.toContain('T3-E');
    const imported = await call<ImportedReport>('importReport', { params: MINISTRY, body: fileForm(file) });
    expect(imported.tables.table3?.carriedOut?.total).toBe(2);
    const { findings } = await call<PresentedReport>('getReport', { params: next });
    expect(findings.filter(({ rule }) => rule === 'T3-E').map(({ left, right }) => [left, right])).toEqual([
      [0, 2],
      [0, 2],
    ]);
  });

  test('two agencies cell by cell', async () => {
    const { left, right, cells } = await call<ReportComparison>('compareReports', {
      query: `?left=report:CC-RS:2019&right=report:${MINISTRY.code}:2019`,
    });
    expect([left.year, right.year]).toEqual([2019, 2019]);
    expect(cells.find(({ cell }) => cell === 'table3.newReceived.total')).toMatchObject({
      left: 224,
      right: 376,
    });
    await call('compareReports', { query: '?left=x&right=y' }, 422);
  });

  test('what is no report is refused', async () => {
    const body = fileForm(new Uint8Array(Buffer.from('<html><body>今天天气很好</body></html>')));
    const problem = await call<Problem>('importReport', { params: { code: 'CC-RS' }, body }, 422);
    expect(problem.code).toBe('NOT_AN_ANNUAL_REPORT');
  });
});
