import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentDraftSchema, operatorActor } from '@gongkai/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments } from '../publication/service.js';
import { mountPages, registerApi } from '../routes.js';
import { countReadings } from './api.js';
import { countLog, createCounter, getReadingStatistics } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const counter = createCounter();
const app = createApp(ctx, {
  ...signedInAs(null),
  api: registerApi(),
  observers: [countReadings(ctx, counter)],
  mountPages,
});
const CODE = 'YSJ';
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0';
const folder = await mkdtemp(join(tmpdir(), 'gongkai-log-'));
afterAll(() => rm(folder, { recursive: true }));

beforeAll(async () => {
  await makeAgency({ db });
  const draft = documentDraftSchema.parse({
    ...{ kind: 'policy', title: '被读的通知', summary: '概述', duty: 'planning', body: '正文' },
    ...{ formedOn: '2026-02-10', mode: 'proactive' },
  });
  const document = {
    ...{
      documentId: 'doc-1',
      draft,
      status: 'published' as const,
      step: null,
      publishedAt: '2026-03-01T02:00:00Z',
    },
    ...{ withdrawn: null, validity: null, recordId: null, author: 'author' },
  } as const;
  await inTransaction(db, (trx) => loadDocuments(trx, CODE, [document], ctx.now().toISOString()));
});

const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { 'user-agent': BROWSER, 'x-forwarded-for': '203.0.113.9', ...headers } });
const statistics = () => getReadingStatistics(ctx, operatorActor(), CODE, 2026);

test('visits and downloads by page and day, programs apart, in one statement', async () => {
  for (let time = 0; time < 3; time += 1) await get(`/agencies/${CODE}/items/doc-1`);
  await get(`/agencies/${CODE}/items/doc-1`, { 'user-agent': 'Baiduspider/2.0' });
  await get(`/agencies/${CODE}/items.xlsx`);
  await get(`/agencies/${CODE}`);
  await get('/');
  expect((await statistics()).since).toBeNull();
  await counter.flush(db);
  const found = await statistics();
  expect(found.whole).toEqual({ visits: 4, downloads: 1, robots: 1 });
  expect(found.byDay).toEqual([{ day: '2026-03-02', visits: 4, downloads: 1, robots: 1 }]);
  expect(found.byMonth).toEqual([{ month: '2026-03', visits: 4, downloads: 1, robots: 1 }]);
  expect(found.documents).toEqual([
    { documentId: 'doc-1', title: '被读的通知', isWithdrawn: false, visits: 3, downloads: 0 },
  ]);
  expect(found.platform.visits).toBe(5);
  await get(`/agencies/${CODE}`);
  await counter.flush(db);
  expect((await statistics()).whole.visits).toBe(5);
});

test('what is refused, missing, looked at before it is asked for, or not public counts nothing', async () => {
  await get('/agencies/NONE');
  await get(`/agencies/${CODE}/items/none`);
  await get('/console/');
  await get(`/agencies/${CODE}`, { 'sec-purpose': 'prefetch' });
  await app.request(`/agencies/${CODE}`, { method: 'HEAD', headers: { 'user-agent': BROWSER } });
  await counter.flush(db);
  expect((await statistics()).whole.visits).toBe(5);
});

test('nothing of the reader is kept', async () => {
  const { rows } = await sql<{ text: string }>`select reading_count::text as text from reading_count`.execute(
    db,
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { text } of rows) {
    expect(text).not.toContain('203.0.113.9');
    expect(text).not.toContain('Mozilla');
    expect(text).not.toMatch(/\d\d:\d\d/);
  }
});

test('the log of a web server is counted once, by the day in China', async () => {
  const file = join(folder, 'access.log');
  const line = (time: string, request: string, status: number, agent: string) =>
    `198.51.100.7 - - [${time}] "${request}" ${status} 512 "-" "${agent}"`;
  await writeFile(
    file,
    [
      line('31/Mar/2026:23:30:00 +0800', 'GET /xxgk/agencies/YSJ/items/doc-1/ HTTP/1.1', 200, BROWSER),
      line('31/Mar/2026:16:30:00 +0000', 'GET /xxgk/agencies/YSJ/items/doc-1/ HTTP/1.1', 304, BROWSER),
      line('31/Mar/2026:16:30:00 +0000', 'GET /xxgk/agencies/YSJ/items/doc-1/ HTTP/1.1', 404, BROWSER),
      line('31/Mar/2026:16:30:00 +0000', 'POST /xxgk/agencies/YSJ/items/doc-1/ HTTP/1.1', 200, BROWSER),
      line('31/Mar/2026:16:31:00 +0000', 'GET /xxgk/assets/site-0a.css HTTP/1.1', 200, BROWSER),
      line('31/Mar/2026:16:31:00 +0000', 'GET /xxgk/agencies/YSJ/?x=1 HTTP/1.1', 200, 'Googlebot/2.1'),
      'not a line of a log',
    ].join('\n'),
  );
  expect(await countLog(ctx, file, '/xxgk')).toEqual({ lines: 7, counted: 3, unread: 1 });
  const { byDay } = await statistics();
  expect(byDay.slice(1)).toEqual([
    { day: '2026-03-31', visits: 1, downloads: 0, robots: 0 },
    { day: '2026-04-01', visits: 1, downloads: 0, robots: 1 },
  ]);
  await expect(countLog(ctx, file, '/xxgk')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  expect((await statistics()).byDay).toEqual(byDay);
});

test('only who may see unpublished reports sees the figures; the files have the same', async () => {
  const stranger = testActor({ roles: ['editor'], agencyCode: 'OTHER', id: 'x' });
  await expect(getReadingStatistics(ctx, stranger, CODE, 2026)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const office = createApp(ctx, { ...signedInAs(operatorActor()), api: registerApi(), mountPages });
  const csv = await (await office.request(`/reading-files/agencies/${CODE}/readings.csv?year=2026`)).text();
  expect(csv).toContain('2026-03-02,5,1,1');
  expect(csv).toContain('被读的通知,5,0,公开');
  const xlsx = await office.request(`/reading-files/agencies/${CODE}/readings.xlsx?year=2026`);
  expect(xlsx.status).toBe(200);
});
