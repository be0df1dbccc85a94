import { API_ROUTES } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { callRoute } from '../platform/http/testing/call-route.js';
import { mountLedgerFiles, registerLedgerImportApi } from './api.js';
import { signedInAs } from '../../testing/test-actor.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
const api = createApiRegistry();
registerLedgerImportApi(api);
const app = createApp(ctx, {
  ...signedInAs(),
  api,
  notYetServed: unservedRoutes(api),
  mountPages: mountLedgerFiles,
});

async function upload(text: string, kind: string) {
  const body = new FormData();
  body.append('file', new File([text], '台账.csv'));
  const response = await callRoute(app, API_ROUTES.importLedger, {
    params: { code: 'YSJ' },
    query: `?kind=${kind}`,
    body,
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const HEADINGS = '案件编号,申请人类别,申请内容,提交方式,提交日期';

test('an upload is entered, and its progress can be asked for', async () => {
  const { answer } = await upload(`${HEADINGS}\nA-1,自然人,批复,当面,2026-02-02`, 'cases');
  expect(answer).toMatchObject({ status: 'done', fileName: '台账.csv', rowsTotal: 1, rowsDone: 1 });
  const params = { code: 'YSJ', importId: String(answer.importId) };
  const asked = await callRoute(app, API_ROUTES.getLedgerImport, { params });
  expect(await asked.json()).toEqual(answer);
  expect(
    (await callRoute(app, API_ROUTES.getLedgerImport, { params: { ...params, importId: 'none' } })).status,
  ).toBe(404);
});

test('faults come with the answer; an unknown kind of ledger is refused', async () => {
  const { status, answer } = await upload(
    `${HEADINGS}\nA-1,自然人,批复,当面,2026-02-02\nA-2,,批复,当面,2026-02-31`,
    'cases',
  );
  expect(status).toBe(200);
  expect(answer).toMatchObject({ status: 'refused', faults: [{ line: 2 }, { line: 3 }, { line: 3 }] });
  expect((await upload(HEADINGS, 'letters')).status).toBe(422);
});

test('the register and the templates are downloaded as files', async () => {
  const get = (path: string) => app.request(`http://localhost/ledger-files/${path}`);
  const csv = await get('agencies/YSJ/cases.csv?year=2026');
  expect(csv.headers.get('content-disposition')).toContain(encodeURIComponent('YSJ-申请台账.csv'));
  expect(await csv.text()).toContain('A-1,,自然人,批复');
  expect((await get('agencies/NONE/cases.csv')).status).toBe(404);
  expect((await get('agencies/YSJ/cases.csv?cell=x')).status).toBe(422);
  const template = await get('templates/remedies.xlsx');
  expect(
    Buffer.from(await template.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect((await get('templates/letters.xlsx')).status).toBe(404);
});
