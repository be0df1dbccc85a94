import type { Actor } from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { mountPages, registerApi } from '../routes.js';
import { documentMaker } from './factory.js';
import { attachFile, publishDocument, saveDraft, startChange, withdrawDocument } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const app = createApp(ctx, { ...signedInAs(null), api: registerApi(), mountPages });
const CODE = 'YSJ';
const author = testActor({ roles: ['editor'], agencyCode: CODE, id: 'author' });
/** Whoever may take every step, and wrote nothing. */
const reviewer: Actor = testActor({ id: 'reviewer' });

beforeAll(() => makeAgency({ db }));

const { drafted, sign, publish } = documentMaker(ctx, { agencyCode: CODE, author, reviewer });

async function get(path: string) {
  const response = await app.request(path);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Every public address that may show a document: page, file, lists, feeds, table, sitemap, search, home of the agency. */
const addressesOf = (documentId: string, fileId: string, words: string) => [
  `/agencies/${CODE}/items/${documentId}`,
  `/agencies/${CODE}/items/${documentId}?version=1`,
  `/agencies/${CODE}/items/${documentId}/files/${fileId}`,
  `/agencies/${CODE}/items`,
  `/agencies/${CODE}/items?duty=planning`,
  `/agencies/${CODE}`,
  `/agencies/${CODE}/items.atom`,
  `/agencies/${CODE}/items.json`,
  `/agencies/${CODE}/items.xlsx`,
  '/sitemap.xml',
  `/search?q=${encodeURIComponent(words)}`,
  `/api/v1/agencies/${CODE}/documents`,
  `/api/v1/agencies/${CODE}/documents/${documentId}`,
];

describe('nothing unreleased is reachable', () => {
  const SECRET = '尚未公开的拆分方案';
  const FILE_TEXT = '附件里的未公开数字';

  async function expectUnseen(documentId: string, fileId: string): Promise<void> {
    for (const address of addressesOf(documentId, fileId, SECRET)) {
      const { status, text } = await get(address);
      expect(text.includes('拆分方案') && !address.startsWith('/search'), address).toBe(false);
      expect(text.includes(`<a href="/agencies/${CODE}/items/${documentId}"`), address).toBe(false);
      expect(text.includes(FILE_TEXT), address).toBe(false);
      if (address.includes(documentId)) expect([401, 404, 410], address).toContain(status);
    }
  }

  test('in any state before publication, and after withdrawal', async () => {
    const documentId = await drafted({ title: SECRET, summary: SECRET, body: SECRET });
    const attached = await attachFile(ctx, author, documentId, {
      agencyCode: CODE,
      fileName: '数字.txt',
      content: [new TextEncoder().encode(FILE_TEXT)],
    });
    const fileId = attached.files[0]?.fileId ?? '';
    await expectUnseen(documentId, fileId);
    const version = await sign(documentId);
    await expectUnseen(documentId, fileId);

    await publishDocument(ctx, author, CODE, documentId, version);
    for (const address of addressesOf(documentId, fileId, SECRET).slice(0, 11)) {
      expect((await get(address)).status, address).toBe(200);
    }
    expect((await get(`/search?q=${encodeURIComponent('未公开数字')}`)).text).toContain('附件“数字.txt”');

    await withdrawDocument(ctx, author, CODE, documentId, '公布有误');
    await expectUnseen(documentId, fileId);
    const gone = await get(`/agencies/${CODE}/items/${documentId}`);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain('公布有误');
    expect(gone.headers.get('cache-control')).toBe('no-store');
  });

  test('a version under review, while the one before is public', async () => {
    const documentId = await publish({ title: '公开的第一版' });
    const change = await startChange(ctx, author, CODE, documentId, '改正');
    await saveDraft(
      ctx,
      author,
      CODE,
      documentId,
      { ...change.draft, title: '还没有公开的第二版' },
      change.draft,
    );
    const { text } = await get(`/agencies/${CODE}/items/${documentId}`);
    expect(text).toContain('公开的第一版');
    expect(text).not.toContain('第二版');
    expect((await get(`/agencies/${CODE}/items/${documentId}?version=2`)).status).toBe(404);
    expect((await get(`/search?q=${encodeURIComponent('还没有公开的')}`)).text).toContain('没有找到');
  });
});

describe('the page of an item', () => {
  test('metadata, text with its headings, meta tags of an article', async () => {
    const documentId = await publish({
      kind: 'normativeDocument',
      duty: 'rulesAndDocuments',
      title: '关于工伤认定的规定',
      documentNumber: '云山发〔2026〕1号',
      effectiveOn: '2026-03-01',
      interpretationPlan: '同日发布',
      body: '一、总则\n（一）适用范围\n本规定适用于全市。',
    });
    const { text } = await get(`/agencies/${CODE}/items/${documentId}`);
    for (const part of [
      '索引号',
      '成文日期',
      '2026-02-10',
      '云山发〔2026〕1号',
      '有效',
      '<h2>一、总则</h2>',
      '<h3>（一）适用范围</h3>',
    ])
      expect(text).toContain(part);
    // 国办发〔2017〕47号: the time to the minute.
    expect(text).toMatch(/<meta name="PubDate" content="2026-\d\d-\d\d \d\d:\d\d" \/>/);
    expect(text).toContain('<meta name="ArticleTitle" content="关于工伤认定的规定" />');
  });

  test('what is typed in a document is text on the page', async () => {
    const documentId = await publish({
      title: '<script>alert(1)</script>标题',
      body: '<img src=x onerror=alert(1)>',
    });
    const { text } = await get(`/agencies/${CODE}/items/${documentId}`);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  });
});

test('an agency column has the skeleton, every item of the catalogue with its count', async () => {
  const { text } = await get(`/agencies/${CODE}`);
  for (const name of [
    '政府信息公开指南',
    '法定主动公开内容',
    '政府信息公开年报',
    '依申请公开',
    '财政预算、决算',
  ])
    expect(text).toContain(name);
});
