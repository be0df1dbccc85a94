import { documentDraftSchema, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { loadRecords, strikeRecord, type AdministrativeRecord } from '../administrative-record/service.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createApp } from '../platform/http/app.js';
import { loadDocuments, withdrawDocument } from '../publication/service.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';

const { db } = await openTestDatabase();
const day = parseLocalDate;
const ctx = testContext({ db, today: () => day('2026-06-30') });
const CODE = 'YSJ';
const editor = testActor({ roles: ['editor'], agencyCode: CODE, id: 'editor' });
const app = createApp(ctx, {
  authenticate: () => Promise.resolve(null),
  api: registerApi(),
  notYetServed: ROUTES_NOT_YET_SERVED,
  mountPages,
});
const get = async (form: string) => {
  const response = await app.request(`/agencies/${CODE}/regulations${form}`);
  expect([form, response.status]).toEqual([form, 200]);
  return response.text();
};

const record = (recordId: string, more: Partial<AdministrativeRecord> = {}): AdministrativeRecord => ({
  ...{
    recordId,
    kind: 'normativeDocument',
    title: `${recordId}办法`,
    number: `云人社〔2019〕${recordId.length}号`,
  },
  ...{ madeOn: day('2019-04-01'), disclosedOn: day('2019-04-02'), endedOn: null, amountYuan: null },
  ...more,
});

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  const document = (recordId: string, publishedAt: string | null) => ({
    documentId: `d-${recordId}`,
    draft: documentDraftSchema.parse({
      ...{ kind: 'normativeDocument', title: `${recordId}办法`, duty: 'rulesAndDocuments' },
      ...{ formedOn: '2019-04-01', mode: 'proactive' },
    }),
    ...{
      status: publishedAt === null ? ('draft' as const) : ('published' as const),
      step: null,
      publishedAt,
    },
    ...{ withdrawn: null, validity: 'valid' as const, recordId, author: 'cli' },
  });
  await inTransaction(db, async (trx) => {
    await loadRecords(trx, { agencyCode: CODE, importId: null }, [
      record('在线'),
      record('起草中'),
      record('老文件', { endedOn: day('2025-01-01') }),
      record('未公开', { disclosedOn: null }),
      record('规章一', { kind: 'rule' }),
      record('许可', { kind: 'licensing' }),
    ]);
    const documents = [document('在线', '2019-04-02T02:00:00Z'), document('起草中', null)];
    await loadDocuments(trx, CODE, documents, '2026-03-01T00:00:00Z');
  });
});

test('the page, both feeds and the sheet tell what is public and nothing else, the latest change first', async () => {
  const page = await get('');
  for (const unseen of ['起草中', '未公开', '许可']) expect(page).not.toContain(`${unseen}办法`);
  expect(page).toContain('共3件');
  expect(page.indexOf('老文件办法')).toBeLessThan(page.indexOf('在线办法'));
  expect(page).toContain(`href="/agencies/${CODE}/items/d-${encodeURIComponent('在线')}"`);
  expect(page).toContain('2025-01-01废止或者失效');
  expect(await get('?validity=repealed')).toContain('共1件');
  expect(await get('?kind=rule')).toContain('规章一办法');

  const atom = await get('.atom');
  expect([...atom.matchAll(/<entry>[\s\S]*?<title>(.*?)<\/title>/g)].map(([, title]) => title)).toEqual([
    ...['废止或者失效：老文件办法', '公布：在线办法', '公布：规章一办法'],
  ]);
  const { items } = JSON.parse(await get('.json')) as { items: { title: string; date_published: string }[] };
  expect(items[0]).toMatchObject({
    title: '废止或者失效：老文件办法',
    date_published: '2024-12-31T16:00:00.000Z',
  });
  for (const form of ['.atom', '.json'])
    for (const unseen of ['起草中', '未公开', '许可']) expect(await get(form)).not.toContain(unseen);
  const sheet = await app.request(`/agencies/${CODE}/regulations.xlsx`);
  expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
  expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(1000);
});

test('what is withdrawn, or struck from the ledger, is in none of them a moment later', async () => {
  await withdrawDocument(ctx, editor, CODE, 'd-在线', '公布有误');
  await strikeRecord(ctx, editor, CODE, '规章一', '登记错误');
  for (const form of ['', '.atom', '.json']) {
    const text = await get(form);
    for (const unseen of ['在线办法', '规章一办法']) expect(text).not.toContain(unseen);
    expect(text).toContain('老文件办法');
  }
});

test('an agency that is not there has no list', async () => {
  expect((await app.request('/agencies/NONE/regulations')).status).toBe(404);
  expect((await app.request('/agencies/NONE/regulations.atom')).status).toBe(404);
});
