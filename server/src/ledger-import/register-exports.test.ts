import { parseLocalDate, type NewRegisterExport } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import {
  forgetRegisterExports,
  listRegisterExports,
  openRegisterExport,
  startRegisterExport,
} from './register-exports.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const head = testActor({ id: 'head', roles: ['officeHead'], agencyCode: 'YSJ' });
for (const [caseId, name, request] of [
  ['A-1', '欧阳示范', '云山路改造项目的批复'],
  ['A-2', '诸葛示例', '望溪大厦消防验收'],
  ['A-3', '欧阳示范', '稳岗返还名单'],
] as const) {
  await registerCase(ctx, officer, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: name, request, topic: null, unitCode: null },
    events: [{ type: 'submitted', on: parseLocalDate('2026-02-02'), channel: 'counter' }],
  });
}

const asked = (filters: NewRegisterExport['filters'] = {}): NewRegisterExport => ({
  format: 'csv',
  columns: ['caseId', 'applicantName', 'request'],
  filters,
});

async function exported(filters: NewRegisterExport['filters'] = {}): Promise<string[]> {
  await startRegisterExport(ctx, officer, 'YSJ', asked({ sort: 'receivedOn', ...filters }));
  await runJobsUntilIdle(ctx);
  const [newest] = (await listRegisterExports(ctx, officer, 'YSJ')).items;
  expect(newest).toMatchObject({ status: 'done', keptUntil: '2026-03-09T04:00:00.000Z' });
  const file = await openRegisterExport(ctx, officer, 'YSJ', newest?.exportId ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.read()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').replace('\ufeff', '').trim().split(/\r?\n/u);
  expect(newest?.cases).toBe(lines.length - 1);
  await db.deleteFrom('registerExport').execute();
  return lines;
}

test('a job writes the register as it is shown, with its columns and masked names', async () => {
  const asking = await startRegisterExport(ctx, officer, 'YSJ', asked());
  expect(asking.items).toMatchObject([{ status: 'waiting', cases: null, keptUntil: null }]);
  await db.deleteFrom('registerExport').execute();
  expect(await exported()).toEqual([
    '案件编号,申请人,申请内容',
    'A-1,欧*,云山路改造项目的批复',
    'A-2,诸*,望溪大厦消防验收',
    'A-3,欧*,稳岗返还名单',
  ]);
});

test('with filters, of the ticked rows, of a search', async () => {
  expect(await exported({ caseIds: 'A-3,A-1' })).toHaveLength(3);
  expect(await exported({ status: 'closed' })).toHaveLength(1);
  const found = await exported({ q: '消防验收' });
  expect(found.slice(1)).toEqual(['A-2,诸*,望溪大厦消防验收']);
  expect((await exported({ q: '欧阳示范' })).slice(1)).toHaveLength(2);
});

test('neither row nor job holds the words that were searched for', async () => {
  await startRegisterExport(ctx, officer, 'YSJ', asked({ q: '欧阳示范' }));
  const rows = await db.selectFrom('registerExport').selectAll().execute();
  const jobs = await db.selectFrom('job').select('payload').execute();
  expect(JSON.stringify([rows, jobs])).not.toContain('欧阳');
  await runJobsUntilIdle(ctx);
});

test('only the one who asked fetches it, for seven days; then the file is taken away', async () => {
  const [mine] = (await listRegisterExports(ctx, officer, 'YSJ')).items;
  const exportId = mine?.exportId ?? '';
  expect((await listRegisterExports(ctx, head, 'YSJ')).items).toEqual([]);
  await expect(openRegisterExport(ctx, head, 'YSJ', exportId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const on = (instant: string) => testContext({ db, now: () => new Date(instant) });
  expect(await forgetRegisterExports(on('2026-03-09T03:59:00Z'))).toBe(0);
  expect((await openRegisterExport(ctx, officer, 'YSJ', exportId)).fileName).toBe('YSJ-申请台账.csv');
  expect(await forgetRegisterExports(on('2026-03-09T04:01:00Z'))).toBe(1);
  await expect(openRegisterExport(ctx, officer, 'YSJ', exportId)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['case.exported', 'file.downloaded']));
});
