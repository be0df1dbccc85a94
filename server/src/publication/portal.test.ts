import type { Actor } from '@gongkai/core';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { documentText } from '../platform/files/document-text.js';
import { faultsOf, parsePage, textOf } from '../platform/portal/testing/page-audit.js';
import { all, readPackage } from '../platform/rendering/testing/read-package.js';
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

/**
 * Every public address that may show a document: page, file, lists, feeds, table, sitemap, search and its suggestions, the
 * first pages, the agency's rules and standard catalogue, open data; at the end two that ask who it is.
 */
const addressesOf = (documentId: string, fileId: string, words: string) => [
  `/agencies/${CODE}/items/${documentId}`,
  `/agencies/${CODE}/items/${documentId}?version=1`,
  `/agencies/${CODE}/items/${documentId}/files/${fileId}`,
  `/agencies/${CODE}/items/${documentId}/text-1.docx`,
  `/agencies/${CODE}/items/${documentId}/text-1.pdf`,
  `/agencies/${CODE}/items`,
  `/agencies/${CODE}/items?duty=planning`,
  `/agencies/${CODE}`,
  `/agencies/${CODE}/items.atom`,
  `/agencies/${CODE}/items.json`,
  `/agencies/${CODE}/items.xlsx`,
  `/agencies/${CODE}/items?size=large`,
  `/agencies/${CODE}/items.atom?duty=planning`,
  '/',
  `/agencies/${CODE}/rules`,
  `/agencies/${CODE}/standard-catalogue`,
  `/agencies/${CODE}/standard-catalogue.xlsx`,
  `/agencies/${CODE}/cleanup-rounds`,
  ...['', '.atom', '.json', '.xlsx'].map((form) => `/agencies/${CODE}/regulations${form}`),
  `/agencies/${CODE}/apply?q=${encodeURIComponent(words)}`,
  `/agencies/${CODE}/open-data`,
  `/agencies/${CODE}/open-data/items.json`,
  `/agencies/${CODE}/open-data/items.csv`,
  '/sitemap.xml',
  `/search?q=${encodeURIComponent(words)}`,
  `/search/suggestions?q=${encodeURIComponent(words.slice(0, 3))}`,
  `/api/v1/agencies/${CODE}/documents`,
  `/api/v1/agencies/${CODE}/documents/${documentId}`,
];

describe('nothing unreleased is reachable', () => {
  const SECRET = '尚未公开的拆分方案';
  const FILE_TEXT = '附件里的未公开数字';
  /** Where it must stand while it is public: who looks in the wrong place finds nothing unreleased either. */
  const SHOWING = [
    ...['/', `/agencies/${CODE}`, `/agencies/${CODE}/items`, `/agencies/${CODE}/items.atom?duty=planning`],
    ...[`/agencies/${CODE}/open-data/items.json`, `/agencies/${CODE}/open-data/items.csv`],
    `/search/suggestions?q=${encodeURIComponent(SECRET.slice(0, 3))}`,
  ];

  async function expectUnseen(documentId: string, fileId: string): Promise<void> {
    for (const address of addressesOf(documentId, fileId, SECRET)) {
      const { status, text } = await get(address);
      const isAsked = address.startsWith('/search?') || address.includes('/apply?');
      expect(text.includes('拆分方案') && !isAsked, address).toBe(false);
      expect(
        text.includes(`/agencies/${CODE}/items/${documentId}`) && !address.includes(documentId),
        address,
      ).toBe(false);
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
    for (const address of addressesOf(documentId, fileId, SECRET).slice(0, -2)) {
      expect((await get(address)).status, address).toBe(200);
    }
    expect((await get(`/search?q=${encodeURIComponent('未公开数字')}`)).text).toContain('附件“数字.txt”');
    for (const address of SHOWING) expect((await get(address)).text, address).toContain(SECRET);

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
    expect(text).toContain(`/agencies/${CODE}/items/${documentId}" />`);
    expect(text).toContain(`href="/agencies/${CODE}/items.atom?duty=rulesAndDocuments"`);
  });

  test('its text as a file: title, number, headings and paragraphs', async () => {
    const documentId = await publish({
      title: '供下载的通知',
      documentNumber: '云山发〔2026〕2号',
      body: '一、总则\n本通知适用于全市。',
    });
    const response = await app.request(`/agencies/${CODE}/items/${documentId}/text-1.docx`);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('供下载的通知.docx'));
    const file = await readPackage(new Uint8Array(await response.arrayBuffer()));
    const words = all(file.root('word/document.xml'), 'w:p').map(({ text }) => text);
    for (const line of ['供下载的通知', '云山发〔2026〕2号', '一、总则', '本通知适用于全市。'])
      expect(words).toContain(line);
    const printed = await app.request(`/agencies/${CODE}/items/${documentId}/text-1.pdf`);
    expect(printed.headers.get('content-disposition')).toContain(encodeURIComponent('供下载的通知.pdf'));
    const bytes = new Uint8Array(await printed.arrayBuffer());
    let shown = '';
    for await (const piece of documentText(bytes, 'application/pdf', bytes))
      shown += piece.replaceAll(/\s/g, '');
    expect(shown).toContain('供下载的通知云山发〔2026〕2号一、总则本通知适用于全市。');
    for (const format of ['docx', 'pdf'])
      expect((await get(`/agencies/${CODE}/items/${documentId}/text-2.${format}`)).status).toBe(404);
  });

  test('an attachment says its type, its size and its pages, and nothing of what cannot be told', async () => {
    const pdf = await PDFDocument.create();
    for (let page = 0; page < 4; page += 1) pdf.addPage();
    const documentId = await drafted({ title: '带附件的通知' });
    for (const [fileName, content] of [
      ['目录.pdf', await pdf.save()],
      ['名单.csv', Buffer.from('序号,名称\n1,甲\n')],
    ] as const)
      await attachFile(ctx, author, documentId, { agencyCode: CODE, fileName, content: [content] });
    await publishDocument(ctx, reviewer, CODE, documentId, await sign(documentId));
    const page = parsePage((await get(`/agencies/${CODE}/items/${documentId}`)).text);
    const told = page
      .all('li')
      .map((line) => textOf(line).replaceAll(/\s+/g, ' '))
      .filter((text) => /^(目录|名单)/u.test(text))
      .sort();
    expect(told[0]).toMatch(/^名单\.csv CSV 表格，[\d.]+ ?(字节|B|KB)$/u);
    expect(told[1]).toMatch(/^目录\.pdf PDF，[\d.]+ ?(字节|B|KB)，4页$/u);
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
    '政府信息公开制度',
    '法定主动公开内容',
    '条例第二十条',
    '政府信息公开年报',
    '依申请公开',
    '财政预算、决算',
  ])
    expect(text).toContain(name);
});

test('政府信息公开制度 are the documents about disclosure itself', async () => {
  await publish({ title: '政府信息公开申请办理规程', topic: '综合政务\\政务公开' });
  await publish({ title: '关于耕地保护的通知', topic: '国土资源、能源\\土地' });
  const { text } = await get(`/agencies/${CODE}/rules`);
  const shown = text.slice(text.indexOf('<h1>'));
  expect(shown).toContain('政府信息公开申请办理规程');
  expect(shown).not.toContain('关于耕地保护的通知');
});

test('every page is whole: language, headings, labels, references, nothing inline', async () => {
  const documentId = await publish({ title: '一条完整的信息', body: '一、总则\n（一）范围\n正文。' });
  const own = `/agencies/${CODE}`;
  for (const path of [
    ...['/', '/?size=large', own, `${own}/rules`, `${own}/items`, `${own}/items?duty=planning&size=large`],
    ...[`${own}/items/${documentId}`, `${own}/open-data`, '/open-data', '/site-map', '/accessibility'],
  ]) {
    expect(faultsOf(parsePage((await get(path)).text)), path).toEqual([]);
  }
  // The search alone has a script, which makes it quicker and nothing more.
  for (const path of ['/search', '/search?q=%E4%BF%A1%E6%81%AF', '/search?q=%E6%97%A0%E6%AD%A4%E8%AF%8D']) {
    expect(faultsOf(parsePage((await get(path)).text)), path).toEqual(['a script or style inside']);
  }
});

describe('the search page', () => {
  test('counts for each filter what it would leave, under the other filters', async () => {
    await publish({ title: '灌溉渠修缮的通知', genre: '通知', topic: '农业、林业、水利\\水利' });
    await publish({ title: '灌溉渠修缮的公告', genre: '公告', topic: '农业、林业、水利\\水利' });
    await publish({ title: '灌溉渠占地的公告', genre: '公告', topic: '国土资源、能源\\土地' });
    const { text } = await get('/search?q=灌溉渠');
    for (const part of ['共3条', '公告（2）', '通知（1）', '农业、林业、水利（2）', '国土资源、能源（1）'])
      expect(text).toContain(part);
    const narrowed = (await get(`/search?q=灌溉渠&genre=${encodeURIComponent('公告')}`)).text;
    for (const part of ['共2条', '公告（2）', '通知（1）', '农业、林业、水利（1）', '国土资源、能源（1）'])
      expect(narrowed).toContain(part);
    const ofTopic = (await get(`/search?q=灌溉渠&topic=${encodeURIComponent('农业、林业、水利')}`)).text;
    for (const part of ['共2条', '公告（1）', '通知（1）']) expect(ofTopic).toContain(part);
  });

  test('suggests titles and other words for the same, without a script too', async () => {
    await publish({ title: '失业保险金申领办法' });
    const answer = await app.request(`/search/suggestions?q=${encodeURIComponent('失业')}`);
    const { suggestions } = (await answer.json()) as { suggestions: string[] };
    expect(suggestions).toContain('失业保险金申领办法');
    expect(suggestions).toContain('失业金');
    const none = (await get(`/search?q=${encodeURIComponent('失业金额度')}&year=2009`)).text;
    expect(none).toContain('没有找到');
    const page = (await get('/search')).text;
    expect(page).toContain('<datalist id="word-list">');
    expect(page).toContain('<option value="失业金">');
  });

  test.each(['', '  ', "'&|", '一'])('%j typed is answered and not an error', async (typed) => {
    expect((await get(`/search/suggestions?q=${encodeURIComponent(typed)}`)).status).toBe(200);
    expect((await get(`/search?q=${encodeURIComponent(typed)}`)).status).toBe(200);
  });
});
