import { parseLocalDate } from '@gongkai/core';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { recordEvent, registerCase } from '../application/service.js';
import { addHandlingEntry } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { addAttachment } from '../intake/service.js';
import { pagesOf } from '../platform/rendering/testing/read-pdf.js';
import { addRemedyPaper, registerRemedy } from '../remedy/service.js';
import {
  archiveCase,
  listCaseBundles,
  listCasesToArchive,
  makeCaseBundle,
  openCaseBundle,
  setArchiveRetention,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const officer = testActor();
const AGENCY = 'YSJ';
const day = parseLocalDate;
await makeAgency(ctx);
const { caseId } = await registerCase(ctx, officer, AGENCY, {
  ...{ applicantClass: 'naturalPerson', applicantName: '欧阳示范', request: '云山路改造的批复' },
  ...{ topic: null, unitCode: null },
  events: [
    { type: 'submitted', on: day('2026-01-05'), channel: 'counter' },
    { type: 'decided', on: day('2026-01-20'), items: [{ finding: 'notExist' }] },
  ],
});
const place = { agencyCode: AGENCY, caseId };
await addHandlingEntry(ctx, officer, place, {
  ...{ kind: 'search', on: day('2026-01-12'), searcher: '顾示文，档案室', systems: ['公文系统'] },
  ...{ words: ['云山路', '批复'], range: '2020年以来', hasFound: false, found: '没有相应记录' },
});
async function pdfOf(pages: number): Promise<Uint8Array> {
  const paper = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) paper.addPage([595, 842]);
  return paper.save();
}
const { remedyId } = await registerRemedy(ctx, officer, AGENCY, {
  ...{ caseId, kind: 'reconsideration', role: 'originalOrgan', side: 'applicant' },
  stages: [
    {
      ...{ level: 'reconsideration', authority: '云泽市人民政府（演示）', number: null, procedure: null },
      ...{ filedOn: day('2026-02-02'), copyReceivedOn: null, answeredOn: null, concludedOn: null },
      ...{ outcome: null, effectiveOn: null, redecideBy: null, costsFen: 0, appearances: [] },
    },
  ],
});
const remedy = { agencyCode: AGENCY, remedyId };
await addRemedyPaper(ctx, officer, remedy, 'application', {
  fileName: '复议申请书.pdf',
  bytes: await pdfOf(3),
});

async function bytesOf(bundleId: string, actor = officer): Promise<Buffer> {
  const file = await openCaseBundle(ctx, actor, place, bundleId);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.read()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('one click makes one pdf with an index, all papers and page numbers', async () => {
  const asked = await makeCaseBundle(ctx, officer, place);
  expect(asked.items).toMatchObject([{ kind: 'evidence', status: 'waiting', pages: null }]);
  await runJobsUntilIdle(ctx);
  const { items, archive } = await listCaseBundles(ctx, officer, place);
  const [bundle] = items;
  expect(archive).toBeNull();
  expect(bundle).toMatchObject({ status: 'done', apart: [] });
  const bytes = await bytesOf(bundle?.bundleId ?? '');
  const joined = await PDFDocument.load(bytes);
  expect(joined.getPageCount()).toBe(bundle?.pages);
  const pages = await pagesOf(bytes);
  const textOf = (page: number) => JSON.stringify(pages[page - 1]).replaceAll(/[\s\u200b]/g, '');
  const index = textOf(1);
  for (const part of ['申请及办理过程', '答复期限推导', '检索、联系', '办理留痕', '复议申请书.pdf']) {
    expect(index).toContain(part);
  }
  // What the index says of the page holds.
  const whole = pages.map((_, at) => textOf(at + 1)).join();
  expect(whole).toContain('检索词：云山路、批复');
  expect(whole).toContain('登记申请');
  expect(textOf(pages.length)).toContain(`-${pages.length}-`);
}, 60_000);

test('only who may fetch whole cases is given it', async () => {
  const [bundle] = (await listCaseBundles(ctx, officer, place)).items;
  const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: AGENCY, unitCode: 'FGK' });
  await expect(bytesOf(bundle?.bundleId ?? '', liaison)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(bytesOf('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const looks = await db
    .selectFrom('auditRecord')
    .select('kind')
    .where('kind', 'in', ['file.downloaded', 'case.bundleRequested'])
    .execute();
  const pending = await db.selectFrom('auditPending').selectAll().execute();
  const text = JSON.stringify([looks, pending.map((row) => JSON.stringify(row))]);
  expect(text).toContain('case.bundleRequested');
  expect(text).toContain('file.downloaded');
});

test('a closed case is archived as one file, for as long as the agency keeps such files', async () => {
  await expect(archiveCase(ctx, officer, place)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  const event = { type: 'served', on: day('2026-01-21') } as const;
  await recordEvent(ctx, officer, { ...place, event, lastSeq: 2 });
  const before = await listCasesToArchive(ctx, officer, AGENCY, { limit: 50 });
  expect(before).toEqual({
    ...{ items: [{ caseId, closedOn: '2026-01-21' }], next: null, total: null },
    ...{ retention: 'permanent', volumePages: 200 },
  });
  await setArchiveRetention(ctx, officer, AGENCY, { retention: 'years30', volumePages: 200 });
  await archiveCase(ctx, officer, place);
  await runJobsUntilIdle(ctx);
  const { archive, items } = await listCaseBundles(ctx, officer, place);
  expect(archive).toEqual({
    ...{
      retention: 'years30',
      archivedOn: '2026-03-02',
      bundleId: items.find(({ kind }) => kind === 'archive')?.bundleId,
    },
  });
  expect((await listCasesToArchive(ctx, officer, AGENCY, { limit: 50 })).items).toEqual([]);
}, 60_000);

test('what came with the application is in it; a thick file is bound in volumes, each with its index', async () => {
  await addAttachment(
    ctx,
    officer,
    { ...place, kind: 'application' },
    { fileName: '申请书扫描件.pdf', bytes: await pdfOf(2) },
  );
  // Papers stand in the order in which they came: this one came after the first.
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 60_000) };
  await addRemedyPaper(later, officer, remedy, 'other', { fileName: '证据汇编.pdf', bytes: await pdfOf(30) });
  await setArchiveRetention(ctx, officer, AGENCY, { retention: 'years30', volumePages: 20 });
  await makeCaseBundle(ctx, officer, place);
  await runJobsUntilIdle(ctx);
  const { items } = await listCaseBundles(ctx, officer, place);
  const bundle = items.find(({ volumes }) => volumes.length > 1);
  if (bundle === undefined) throw new Error('bound in one');
  expect(bundle.volumes).toHaveLength(2);
  expect(bundle.volumes.reduce((sum, pages) => sum + pages, 0)).toBe(bundle.pages);
  const volumes: string[][] = [];
  for (const volume of [1, 2]) {
    const file = await openCaseBundle(ctx, officer, place, bundle.bundleId, volume);
    expect(file.fileName).toBe(`${caseId}-案卷-第${volume}卷.pdf`);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.read()) chunks.push(chunk as Buffer);
    const pages = await pagesOf(Buffer.concat(chunks));
    expect(pages).toHaveLength(bundle.volumes[volume - 1] ?? 0);
    volumes.push(pages.map((page) => JSON.stringify(page).replaceAll(/[\s\u200b]/g, '')));
  }
  expect(volumes[0]?.[0]).toContain('申请书扫描件.pdf');
  expect(volumes[0]?.[0]).not.toContain('证据汇编.pdf');
  // The second begins anew: its index on page 1, the thirty pages after it.
  expect(volumes[1]?.[0]).toContain('第2卷，共2卷');
  expect(volumes[1]?.[0]).toMatch(/证据汇编.pdf.*2—31/);
  expect(volumes[1]?.at(-1)).toContain('-31-');
  await expect(openCaseBundle(ctx, officer, place, bundle.bundleId, 3)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
}, 60_000);

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['case.retentionSet']));
});
