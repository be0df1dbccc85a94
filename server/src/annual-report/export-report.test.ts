import { createHash } from 'node:crypto';
import {
  API_ROUTES,
  EXPORT_FORMAT_NAMES,
  cellsOfForm,
  operatorActor,
  parseLocalDate,
  valueAt,
  type Actor,
  type ApiRouteName,
  type PresentedExports,
  type ReportTables,
} from '@gongkai/core';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createApiRegistry } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { getExport, listExports, startExport } from './export-report.js';
import { readReport } from './import/read-report.js';
import { mountReportPages } from './portal.js';
import { mountReportFiles } from './report-files-api.js';
import { presentReport } from './report-state.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';
import { editSection, handInForCheck, publishReport, reviseReport } from './workflow.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const officer = testActor({ id: 'officer', name: '顾示文' });
const visitor = appFor(null);

function appFor(actor: Actor | null) {
  return createApp(ctx, {
    ...signedInAs(actor),
    api: createApiRegistry(),
    notYetServed: Object.keys(API_ROUTES) as ApiRouteName[],
    mountPages: (app) => {
      mountReportPages(app, ctx);
      mountReportFiles(app, ctx);
    },
  });
}

let loaded = 0;
/** Each test has an agency of its own with a seed's cases. */
async function freshReport(name: Parameters<typeof readSeedLedger>[0] = 'city-bureau-2019') {
  const ledger = readSeedLedger(name);
  loaded += 1;
  const agencyId = `EXPORT-${loaded}`;
  const agency = { ...ledger.agency, code: agencyId };
  await loadLedger(db, { ...ledger, agency }, parseLocalDate('2026-11-21'));
  return { agencyId, year: 2019 };
}

async function freshPublished(name?: Parameters<typeof readSeedLedger>[0]) {
  const key = await freshReport(name);
  for (let tries = 0; tries < 3; tries += 1) {
    const { status } = await handInForCheck(ctx, operatorActor(), key);
    if (status === 'checked') break;
  }
  await publishReport(ctx, officer, key);
  return key;
}

function summary({ items }: PresentedExports) {
  return items.map(({ format, status, files }) => [format, status, files.length]);
}

async function download(address: string, app = visitor): Promise<Uint8Array> {
  const response = await app.request(address);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe('a published report', () => {
  test.each(['city-bureau-2019', 'ministry-2019'] as const)(
    '%s is exported by itself in every format, and each file says what the database says',
    async (name) => {
      const key = await freshPublished(name);
      expect(summary(await listExports(ctx, officer, key))).toEqual(
        EXPORT_FORMAT_NAMES.map((format) => [format, 'waiting', 0]),
      );
      await runJobsUntilIdle(ctx);
      const exports = await listExports(ctx, officer, key);
      expect(summary(exports)).toEqual(EXPORT_FORMAT_NAMES.map((format) => [format, 'done', 1]));

      const report = await presentReport(ctx, key.agencyId, 2019);
      const cells = cellsOfForm(report.form);
      const figures = cells.map((cell) => valueAt(report.tables as ReportTables, cell));
      expect(figures.filter((figure) => figure !== null && figure > 0).length).toBeGreaterThan(50);
      for (const { files } of exports.items) {
        for (const { address, sha256, size } of files) {
          const bytes = await download(address);
          expect(bytes.length).toBe(size);
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
          const reading = await readReport(bytes);
          expect(cells.map((cell) => valueAt(reading.tables, cell))).toEqual(figures);
        }
      }
    },
  );

  test('is written once: asked for again, the kept files are given', async () => {
    const key = await freshPublished();
    await runJobsUntilIdle(ctx);
    const before = await listExports(ctx, officer, key);
    const again = await startExport(ctx, officer, key, { formats: ['pdf', 'docx'] });
    expect(again).toEqual(before);
    expect(await runJobsUntilIdle(ctx)).toBe(0);
  });

  test('is offered on its public page with kind and size, under its Chinese name', async () => {
    const key = await freshPublished();
    const path = `/agencies/${key.agencyId}/reports/2019`;
    expect(await (await visitor.request(path)).text()).not.toContain('<h2>下载</h2>');
    await runJobsUntilIdle(ctx);
    const page = await (await visitor.request(path)).text();
    for (const format of EXPORT_FORMAT_NAMES) expect(page).toContain(`${path}/files/1/report.${format}`);
    expect(page).toMatch(/Word 文档[^<]*<\/a\s*><span>docx，\d+ KB/);

    const response = await visitor.request(`${path}/files/1/report.docx`);
    expect(response.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    const disposition = decodeURIComponent(response.headers.get('content-disposition') ?? '');
    expect(disposition).toContain('澄川市人力资源和社会保障局（演示）2019年政府信息公开工作年度报告.docx');
    const tag = response.headers.get('etag') ?? '';
    const repeated = await visitor.request(`${path}/files/1/report.docx`, {
      headers: { 'if-none-match': tag },
    });
    expect(repeated.status).toBe(304);
  });

  test('keeps its files when a new draft is begun, and the draft is not public', async () => {
    const key = await freshPublished();
    await runJobsUntilIdle(ctx);
    await reviseReport(ctx, officer, key);
    const draft = await startExport(ctx, officer, key, { formats: ['docx'] });
    expect(draft.version).toBe(2);
    await runJobsUntilIdle(ctx);
    const { items } = await listExports(ctx, officer, key, 2);
    const address = items[0]?.files[0]?.address ?? '';
    expect(items[0]?.files[0]?.fileName).toContain('（草稿）');
    expect((await visitor.request(address)).status).toBe(404);
    const reading = await readReport(await download(address, appFor(officer)));
    expect(reading.title).toMatch(/草稿/);
    await download(`/agencies/${key.agencyId}/reports/2019/files/1/report.docx`);
  });
});

describe('a draft', () => {
  test('is written anew when it has changed, and the old file is gone', async () => {
    const key = await freshReport();
    const asked = { formats: ['html'] as const };
    await startExport(ctx, officer, key, asked);
    await runJobsUntilIdle(ctx);
    const first = await getExport(ctx, officer, key, 'html');
    expect(await startExport(ctx, officer, key, asked)).toMatchObject({ items: [{ status: 'done' }] });
    await editSection(ctx, officer, key, { number: 6, template: '收到建议3条。', revision: 0 });
    expect(await startExport(ctx, officer, key, asked)).toMatchObject({ items: [{ status: 'waiting' }] });
    await runJobsUntilIdle(ctx);
    const second = await getExport(ctx, officer, key, 'html');
    expect(second.files[0]?.sha256).not.toBe(first.files[0]?.sha256);
    expect(await (await appFor(officer).request(second.files[0]?.address ?? '')).text()).toContain(
      '收到建议3条。',
    );
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from stored_file
      where agency_id = ${key.agencyId} and removed_at is null`.execute(db);
    expect(rows[0]?.count).toBe(1);
  });

  test('is for who may export it alone', async () => {
    const key = await freshReport();
    const stranger = testActor({ roles: ['liaisonOfficer'], agencyCode: key.agencyId });
    await expect(startExport(ctx, stranger, key, { formats: ['docx'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

test('a figure that no reader can read fails the export: it names format, cell and both values, and keeps no file', async () => {
  const key = await freshPublished();
  await sql`
    update annual_report set tables = jsonb_set(tables, '{table3,granted,total}', '1e21')
    where agency_id = ${key.agencyId}`.execute(db);
  await runJobsUntilIdle(ctx);
  const { items } = await listExports(ctx, officer, key);
  expect(items.map(({ format, status, files }) => [format, status, files])).toEqual(
    EXPORT_FORMAT_NAMES.map((format) => [format, 'failed', []]),
  );
  for (const { format, findings } of items) {
    expect(findings[0]).toMatchObject({ format, place: 'table3.granted.total', expected: '1e+21' });
    expect(findings[0]?.message).toContain('表三“三、（一）予以公开”的“总计”');
  }
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from stored_file where agency_id = ${key.agencyId}`.execute(db);
  expect(rows[0]?.count).toBe(0);
  expect((await visitor.request(`/agencies/${key.agencyId}/reports/2019/files/1/report.pdf`)).status).toBe(
    404,
  );
});
