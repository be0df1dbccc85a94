import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { documentDraftSchema } from '@gongkai/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createApp } from '../platform/http/app.js';
import { parseNetworks } from '../platform/http/client.js';
import { listen, type Listening } from '../platform/http/listen.js';
import type { AnsweredRequest } from '../platform/http/observe.js';
import { mountPages, registerApi } from '../routes.js';
import { loadDocuments, withdrawDocument } from './service.js';

const { db } = await openTestDatabase();
const plain = testContext({ db });
const ctx = { ...plain, web: { ...plain.web, trustedProxies: parseNetworks('127.0.0.1') } };
const CODE = 'YSJ';
const ITEM = `/agencies/${CODE}/items/doc-1`;
let told: AnsweredRequest[] = [];
/** Requests that went through the app. */
let through = 0;
let node: Listening;

beforeAll(async () => {
  await makeAgency({ db });
  const documents = ['doc-1', 'doc-2'].map((documentId) => {
    const draft = documentDraftSchema.parse({
      ...{ kind: 'policy', title: `通知 ${documentId}`, summary: '概述', duty: 'planning' },
      ...{ body: '正文。\n'.repeat(300), formedOn: '2026-02-10', mode: 'proactive' },
    });
    return {
      ...{ documentId, draft, status: 'published' as const, step: null, recordId: null, author: 'author' },
      ...{ publishedAt: '2026-03-01T02:00:00Z', withdrawn: null, validity: null },
    };
  });
  await inTransaction(db, (trx) => loadDocuments(trx, CODE, documents, ctx.now().toISOString()));
  const app = createApp(ctx, {
    ...signedInAs(null),
    api: registerApi(),
    observers: [(answered) => told.push(answered)],
    mountPages: (pages, given) => {
      pages.use(async (_, next) => {
        through += 1;
        await next();
      });
      mountPages(pages, given);
    },
  });
  node = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => node.stop());
beforeEach(() => {
  told = [];
  through = 0;
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Without the headers that a browser or `fetch` adds, and nothing unpacked. */
function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${node.url}${path}`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { date: _, ...rest } = response.headers;
        resolve({ status: response.statusCode ?? 0, headers: rest, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the front says again what the app has said', () => {
  test.each([
    ['plain', {}],
    ['for Brotli', { 'accept-encoding': 'gzip, deflate, br' }],
    ['for gzip', { 'accept-encoding': 'gzip' }],
    ['by https to a trusted proxy', { 'x-forwarded-proto': 'https' }],
  ])('word for word: %s', async (_, headers) => {
    const first = await get(ITEM, headers);
    expect(first.status).toBe(200);
    expect(first.headers).toHaveProperty('content-security-policy');
    expect('strict-transport-security' in first.headers).toBe('x-forwarded-proto' in headers);
    expect(through).toBe(1);
    expect(await get(ITEM, headers)).toEqual(first);
    expect(await get(ITEM, headers)).toEqual(first);
    expect(through).toBe(1);
  });

  test('not modified, to who knows it', async () => {
    const { headers } = await get(ITEM);
    const known = { 'if-none-match': headers.etag ?? '' };
    const first = await get(ITEM, known);
    expect(first).toMatchObject({ status: 304, headers: { etag: headers.etag } });
    expect(first.body).toHaveLength(0);
    through = 0;
    expect(await get(ITEM, known)).toEqual(first);
    expect(through).toBe(0);
    expect((await get(ITEM, { 'if-none-match': 'W/"other"' })).status).toBe(200);
  });
});

test('whoever logs and counts is told as by the app', async () => {
  await get('/?first');
  await get('/?first', { 'user-agent': 'Mozilla/5.0', 'sec-purpose': 'prefetch' });
  expect(through).toBe(1);
  const [first, second] = told;
  expect(second).toMatchObject({ method: 'GET', path: '/', route: '/', status: 200 });
  expect(first).toMatchObject({ route: second?.route, path: second?.path, status: second?.status });
  expect(second?.header('user-agent')).toBe('Mozilla/5.0');
  expect(second?.header('sec-purpose')).toBe('prefetch');
});

test('whoever brings a cookie or a key, sends something or asks for less than a page goes through the app', async () => {
  await get(ITEM);
  through = 0;
  const asked = [{ cookie: 'a=b' }, { authorization: 'Bearer x' }, { host: 'a b' }];
  for (const headers of asked) await get(ITEM, headers);
  expect((await fetch(`${node.url}${ITEM}`, { method: 'HEAD' })).status).toBe(200);
  // The host that is none is refused before the pages.
  expect(through).toBe(3);
});

test('withdrawn: gone with the next request', async () => {
  const path = `/agencies/${CODE}/items/doc-2`;
  for (let time = 0; time < 3; time += 1) expect((await get(path)).status).toBe(200);
  expect(through).toBe(1);
  const actor = testActor({ roles: ['editor'], agencyCode: CODE, id: 'author' });
  await withdrawDocument(ctx, actor, CODE, 'doc-2', '公布有误');
  expect((await get(path)).status).toBe(410);
  expect((await get(path)).status).toBe(410);
  expect((await get(`/agencies/${CODE}/items`)).body.toString()).not.toContain('通知 doc-2');
});

test('many at once are answered each with its own page', async () => {
  const paths = [ITEM, `/agencies/${CODE}/items`, `/agencies/${CODE}`, '/', `${ITEM}?size=large`];
  const alone = await Promise.all(paths.map((path) => get(path)));
  const together = await Promise.all(Array.from({ length: 60 }, (_, at) => get(paths[at % 5] ?? '')));
  together.forEach((answer, at) => expect(answer).toEqual(alone[at % 5]));
});
