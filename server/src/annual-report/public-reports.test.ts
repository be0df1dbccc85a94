import {
  operatorActor,
  actorWithEveryRole,
  API_ROUTES,
  parseLocalDate,
  type ApiRouteName,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { signedInAs } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createApiRegistry } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { faultsOf, parsePage, textOf } from '../platform/portal/testing/page-audit.js';
import { mountReportPages } from './portal.js';
import { renameAgency, requireAgency } from '../identity/service.js';
import { getReport, handInForCheck, listPublished, publishReport, reviseReport } from './service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const app = createApp(ctx, {
  ...signedInAs(null),
  api: createApiRegistry(),
  notYetServed: Object.keys(API_ROUTES) as ApiRouteName[],
  mountPages: mountReportPages,
});
const key = { agencyId: 'YZ-01', year: 2019 };
const PATH = `/agencies/${key.agencyId}/reports/${key.year}`;
const ledger = readSeedLedger('city-bureau-2019');
await loadLedger(
  db,
  { ...ledger, agency: { ...ledger.agency, code: key.agencyId } },
  parseLocalDate('2026-11-21'),
);

async function statusOf(path: string): Promise<number> {
  return (await app.request(path)).status;
}
async function page(path: string) {
  return parsePage(await (await app.request(path)).text());
}

test('a report can be read from the moment of its publication, and its next draft cannot', async () => {
  const before = await app.request('/reports');
  expect(await statusOf(PATH)).toBe(404);
  expect(await before.text()).toContain('还没有公布年度报告');

  await handInForCheck(ctx, operatorActor(), key);
  expect(await statusOf(PATH)).toBe(404);

  await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
  const shown = await page(PATH);
  expect(faultsOf(shown)).toEqual([]);
  expect(shown.text).toContain('共收到政府信息公开申请224件');
  expect(shown.all('td').map(textOf)).toContain('224');
  // What was kept of the empty list is not shown any more.
  const tag = before.headers.get('etag') ?? '';
  const after = await app.request('/reports', { headers: { 'if-none-match': tag } });
  expect(after.status).toBe(200);
  expect(await after.text()).toContain(PATH);

  await reviseReport(ctx, operatorActor(), key);
  expect(await statusOf(PATH)).toBe(200);
  expect(await statusOf(`${PATH}?version=1`)).toBe(200);
  expect(await statusOf(`${PATH}?version=2`)).toBe(404);
  expect((await page(PATH)).text).not.toContain('第2版');
});

test('the entrance, the agency and the list lead to it', async () => {
  for (const path of [
    '/',
    `/agencies/${key.agencyId}`,
    '/reports',
    '/reports?year=2019',
    `/reports?code=${key.agencyId}`,
  ]) {
    const shown = await page(path);
    expect(faultsOf(shown)).toEqual([]);
    expect(shown.all('a').map(({ attribs }) => attribs.href)).toContain(PATH);
  }
});

test('an agency or report that is not there is not found; a place in the list that is none is told', async () => {
  expect(await statusOf('/agencies/NOBODY')).toBe(404);
  expect(await statusOf('/agencies/NOBODY/reports/2019')).toBe(404);
  expect(await statusOf(`/agencies/${key.agencyId}/reports/2018`)).toBe(404);
  expect(await statusOf('/reports?after=nonsense')).toBe(422);
});

test('a published report keeps the name that its agency had, in the report and in lists; the next draft has the new one', async () => {
  const later = testContext({ db, now: () => new Date('2026-12-01T04:00:00Z') });
  const before = await requireAgency(db, key.agencyId);
  await renameAgency(later, operatorActor(), key.agencyId, {
    name: '云泽市新名称局（演示）',
    fromOn: parseLocalDate('2026-12-01'),
  });
  const nameOf = async (version: number) =>
    (await getReport(later, operatorActor(), key.agencyId, key.year, { version })).agencyName;
  expect([await nameOf(1), await nameOf(2)]).toEqual([before.name, '云泽市新名称局（演示）']);
  const { items } = await listPublished(later, { limit: 10 });
  expect(items.map(({ agencyName }) => agencyName)).toEqual([before.name]);
});
