import { setTimeout as delay } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { documentDraftSchema, type Actor, type GivenDocumentDraft } from '@gongkai/core';
import { PostgresQueryCompiler, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { renameAgency } from '../identity/service.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { STANDS_MS } from '../platform/database/public-change.js';
import { createPageCache } from '../platform/portal/page-cache.js';
import { mountPages, registerApi } from '../routes.js';
import { draftDocument, publishDocument, reviewDocument, withdrawDocument } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const CODE = 'YSJ';
const author = testActor({ roles: ['editor'], agencyCode: CODE, id: 'author' });
const reviewer: Actor = testActor({ id: 'reviewer' });

/** What the statements of a node were, in SQL. */
let statements: string[] = [];
const watched = db.withPlugin({
  transformQuery: ({ node, queryId }) => {
    statements.push(new PostgresQueryCompiler().compileQuery(node, queryId).sql);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
});

/** Two processes over one database: each keeps pages of its own. */
const nodes = [ctx, { ...ctx, db: watched }].map((own) =>
  createApp(own, { ...signedInAs(null), api: registerApi(), mountPages }),
);
const last = nodes[1] ?? createApp(ctx, { ...signedInAs(null), api: registerApi(), mountPages });

beforeAll(async () => {
  await makeAgency({ db });
  await makeAgency({ db }, { code: 'OTHER' });
});

async function publish(change: Partial<GivenDocumentDraft>): Promise<string> {
  const draft = documentDraftSchema.parse({
    ...{ kind: 'policy', title: '测试信息', summary: '概述', duty: 'planning', formedOn: '2026-02-10' },
    ...{ mode: 'proactive', body: '正文', ...change },
  });
  const { documentId } = await draftDocument(ctx, author, CODE, draft);
  const at = { agencyCode: CODE, documentId, opinion: null };
  let now = await reviewDocument(ctx, author, { ...at, action: 'submit', seenStep: null });
  while (now.step !== null)
    now = await reviewDocument(ctx, reviewer, { ...at, action: 'approve', seenStep: now.step });
  await publishDocument(ctx, author, CODE, documentId, now.version);
  return documentId;
}

const onEveryNode = (path: string) =>
  Promise.all(
    nodes.map(async (node) => {
      const response = await node.request(path);
      return { status: response.status, text: await response.text() };
    }),
  );

describe('what a page shows is shown by every node from the very next request', () => {
  test('published: on the lists; withdrawn: gone from its page, the lists and the column', async () => {
    const pages = [`/agencies/${CODE}/items`, `/agencies/${CODE}`];
    for (const path of pages) {
      for (const { text } of await onEveryNode(path)) expect(text, path).not.toContain('关于夜间施工的通告');
    }
    const documentId = await publish({ title: '关于夜间施工的通告' });
    const item = `/agencies/${CODE}/items/${documentId}`;
    for (const path of [...pages, item, `${item}?version=1`, `${item}?size=large`]) {
      for (let time = 0; time < 2; time += 1) {
        for (const { status, text } of await onEveryNode(path)) {
          expect(status, path).toBe(200);
          expect(text, path).toContain('关于夜间施工的通告');
        }
      }
    }
    await withdrawDocument(ctx, author, CODE, documentId, '公布有误');
    for (const path of [item, `${item}?version=1`, `${item}?size=large`]) {
      for (const { status, text } of await onEveryNode(path)) {
        expect(status, path).toBe(410);
        expect(text, path).not.toContain('关于夜间施工的通告');
      }
    }
    for (const path of pages) {
      for (const { text } of await onEveryNode(path)) expect(text, path).not.toContain('关于夜间施工的通告');
    }
  });

  test('another name of the agency, on the pages of all', async () => {
    await onEveryNode('/');
    await renameAgency(ctx, testActor(), CODE, { name: '云山市改名局', fromOn: ctx.today() });
    for (const path of ['/', `/agencies/${CODE}`, `/agencies/${CODE}/items`]) {
      for (const { text } of await onEveryNode(path)) expect(text, path).toContain('云山市改名局');
    }
  });

  test('whatever writes to the tables: not only the use cases', async () => {
    const documentId = await publish({ title: '另行处理的信息' });
    const path = `/agencies/${CODE}/items/${documentId}`;
    await onEveryNode(path);
    await sql`update document set withdrawn_at = now(), withdrawal_reason = '核查'
      where document_id = ${documentId}`.execute(db);
    for (const { status } of await onEveryNode(path)) expect(status).toBe(410);
  });
});

test('a kept page takes one statement, and soon after none; what another agency does leaves it', async () => {
  const documentId = await publish({ title: '留在内存里的信息' });
  const path = `/agencies/${CODE}/items/${documentId}`;
  await last.request(path);
  await sql`update unit set name = name`.execute(db);
  await sql`insert into portal.page_change (agency_id) values ('OTHER')`.execute(db);
  // No answer of the database holds any more.
  await delay(STANDS_MS + 10);
  statements = [];
  for (let time = 0; time < 2; time += 1) expect((await last.request(path)).status).toBe(200);
  // On a slow machine the second may be asked for again.
  expect(new Set(statements)).toHaveProperty('size', 1);
  expect(statements[0]).toContain('page_change');
});

test('every table that a kept page reads tells of its changes', async () => {
  const documentId = await publish({ title: '读了哪些表' });
  const fresh = createApp({ ...ctx, db: watched }, { ...signedInAs(null), api: registerApi(), mountPages });
  statements = [];
  for (const path of [
    '/',
    `/agencies/${CODE}`,
    `/agencies/${CODE}/items`,
    `/agencies/${CODE}/items/${documentId}`,
  ]) {
    expect((await fresh.request(path)).status).toBe(200);
  }
  const { rows: tables } = await sql<{ name: string; isWatched: boolean }>`
    select relname as name, exists (
      select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'shown_to_the_public'
    ) as is_watched
    from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(db);
  const read = tables.filter(({ name }) => {
    const camel = name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return statements.some((text) => new RegExp(`(from|join)\\s+"?(${name}|${camel})\\b`, 'u').test(text));
  });
  expect(read.map(({ name }) => name)).toEqual(expect.arrayContaining(['document', 'agency']));
  expect(read.filter(({ isWatched }) => !isWatched).map(({ name }) => name)).toEqual([]);
});

test('what changes while a page is rendered is not kept', async () => {
  const cache = createPageCache(db);
  const of = { key: 'slow', agencyCode: CODE };
  let release: (text: string) => void = () => undefined;
  const begun = cache.page(of, () => new Promise((resolve) => (release = resolve)));
  await expect.poll(() => cache.size().pages).toBe(1);
  await sql`insert into portal.page_change (agency_id) values (${CODE})`.execute(db);
  const after = cache.page(of, () => Promise.resolve('后'));
  expect((await after)?.body.toString()).toBe('后');
  release('前');
  expect((await begun)?.body.toString()).toBe('前');
  expect((await cache.page(of, () => Promise.reject(new Error('kept'))))?.body.toString()).toBe('后');
});

test('memory is bounded: what was not asked for longest goes', async () => {
  const cache = createPageCache(db, { mostBytes: 3000 });
  const ask = (key: string) => cache.page({ key, agencyCode: CODE }, () => Promise.resolve('x'.repeat(1000)));
  for (const key of ['a', 'b', 'c', 'a', 'd']) await ask(key);
  expect(cache.size()).toEqual({ pages: 3, bytes: 3000 });
  let rendered = 0;
  await cache.page({ key: 'b', agencyCode: CODE }, () => {
    rendered += 1;
    return Promise.resolve('b');
  });
  await cache.page({ key: 'a', agencyCode: CODE }, () => Promise.reject(new Error('a was kept')));
  expect(rendered).toBe(1);
});

test('asked for again by its digest, and compressed as the browser can read', async () => {
  const documentId = await publish({ title: '压缩和再问', body: '正文内容。\n'.repeat(300) });
  const path = `/agencies/${CODE}/items/${documentId}`;
  const plain = await last.request(path);
  const text = await plain.text();
  const etag = plain.headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\//u);
  for (const [accepted, open] of [
    ['gzip', gunzipSync],
    ['gzip, deflate, br', brotliDecompressSync],
  ] as const) {
    const response = await last.request(path, { headers: { 'accept-encoding': accepted } });
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(response.headers.get('etag')).toBe(etag);
    expect(open(Buffer.from(await response.arrayBuffer())).toString()).toBe(text);
  }
  const again = await last.request(path, { headers: { 'if-none-match': etag, 'accept-encoding': 'br' } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
});

/** Issue 7: the page of an item in one answer of at most 60 KB, its style in one more, and no script. */
test('the budget of an item page', async () => {
  const documentId = await publish({
    title: '关于预算的信息',
    body: '一、总则\n本规定自公布之日起施行。\n'.repeat(150),
  });
  const text = await (await last.request(`/agencies/${CODE}/items/${documentId}`)).text();
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60 * 1024);
  expect(text).not.toMatch(/<script\b/u);
  // Before the first paint a browser waits for style sheets and for what they in turn name.
  const head = /<head>.*<\/head>/su.exec(text)?.[0] ?? '';
  const sheets = [...head.matchAll(/<link rel="stylesheet" href="([^"]+)"/gu)].map(([, href]) => href ?? '');
  expect(sheets).toHaveLength(1);
  const style = await (await last.request(sheets[0] ?? '')).text();
  expect(style).not.toMatch(/@import|url\((?!['"]?data:)/u);
  expect(text).not.toMatch(/<img\b[^>]*src="(?!data:)/u);
});
