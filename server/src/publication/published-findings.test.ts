import { publishedFindingQuerySchema, parseLocalDate, type PublishedFindingQuery } from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { rowsOfSheet } from '../../testing/rows-of-sheet.js';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { readEarlierFiles } from './earlier-files.js';
import { documentMaker } from './factory.js';
import { recheckPublished } from './published-findings.js';
import {
  attachFile,
  exportPublishedFindings,
  getDocument,
  listPublishedFindings,
  publishDocument,
  savePublicationSetting,
  settlePublishedFinding,
  withdrawDocument,
} from './service.js';

const { db } = await openTestDatabase();
const CODE = 'YSJ';
const ctx = testContext({ db, today: () => parseLocalDate('2026-03-02') });
const editor = testActor({ roles: ['editor', 'officeHead'], agencyCode: CODE, id: 'editor' });
const head = testActor({
  roles: ['officeHead', 'secrecyReviewer', 'legalityReviewer', 'agencyHead', 'disclosureOfficer'],
  agencyCode: CODE,
  id: 'head',
});
const maker = documentMaker(ctx, { agencyCode: CODE, author: editor, reviewer: head });
let documentId = '';
let seenVersion = 0;

const listed = (query: Partial<PublishedFindingQuery> = {}) =>
  listPublishedFindings(ctx, editor, CODE, { ...publishedFindingQuerySchema.parse({}), ...query });
async function setWords(...words: { word: string; right: string | null; severity: 'error' | 'warning' }[]) {
  const saved = await savePublicationSetting(ctx, head, CODE, {
    ...{ words, usesShipped: true, interpretationDays: 3, seenVersion },
  });
  seenVersion = saved.version;
}

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  documentId = await maker.drafted({ title: '关于技能培训的通知', body: '培训由蓝翎学校承办。' });
  await attachFile(ctx, editor, documentId, {
    ...{ agencyCode: CODE, fileName: '名单.txt' },
    content: [Buffer.from('承办：蓝翎学校\n截止日期：3月31日')],
  });
  await publishDocument(ctx, editor, CODE, documentId, await maker.sign(documentId));
});

describe('what was published under other words', () => {
  test('waits for the job, which a change of the words asks for', async () => {
    await recheckPublished(ctx, CODE);
    expect(await listed()).toMatchObject({ items: [], open: 0, waiting: 0 });
    await setWords({ word: '蓝翎学校', right: null, severity: 'error' });
    expect((await listed()).waiting).toBe(1);
    const jobs = await db.selectFrom('job').select(['kind', 'payload']).execute();
    expect(jobs).toContainEqual({ kind: 'publication.recheckPublished', payload: { agencyId: CODE } });
  });

  test('is found in the text and in the attached file, and stays public', async () => {
    expect(await recheckPublished(ctx, CODE)).toBe(1);
    const { items, open, waiting } = await listed();
    expect(items.map(({ place, rule, severity }) => [place, rule, severity]).sort()).toEqual([
      ['body', 'words.sensitive', 'error'],
      ['名单.txt', 'words.sensitive', 'error'],
    ]);
    expect([open, waiting]).toEqual([2, 0]);
    expect((await getDocument(ctx, editor, CODE, documentId)).status).toBe('published');
    expect(await recheckPublished(ctx, CODE)).toBe(0);
  });

  test('is narrowed by the server', async () => {
    expect((await listed({ about: 'personal' })).items).toEqual([]);
    expect((await listed({ about: 'words', severity: 'error', q: '技能培训' })).items.length).toBe(2);
    const one = await listed({ limit: 1 });
    expect([one.items.length, (await listed({ limit: 1, after: one.next ?? '' })).next]).toEqual([1, null]);
  });

  test('is settled with a reason, by whoever may accept findings, on record', async () => {
    const [finding] = (await listed({ q: '技能培训' })).items;
    const { place = '', rule = '', message = '' } = finding ?? {};
    const given = { place, rule, message, reason: '单位名称确实如此' };
    const writer = testActor({ roles: ['editor'], agencyCode: CODE });
    await expect(settlePublishedFinding(ctx, writer, CODE, documentId, given)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await settlePublishedFinding(ctx, head, CODE, documentId, given);
    expect((await listed()).open).toBe(1);
    expect((await listed({ settled: true })).items.map(({ settledReason }) => settledReason)).toEqual([
      '单位名称确实如此',
    ]);
    await expect(settlePublishedFinding(ctx, head, CODE, documentId, given)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await recordedKinds(db)).toContain('document.findingSettled');
  });

  test('leaves as a sheet with the rows of the list and its filters', async () => {
    const exported = async (query: Partial<PublishedFindingQuery>) =>
      rowsOfSheet(
        await exportPublishedFindings(ctx, editor, CODE, {
          ...publishedFindingQuerySchema.parse({}),
          ...query,
        }),
      );
    const title = '关于技能培训的通知';
    const [head, open, ...more] = await exported({ about: 'words' });
    const waiting = (await listed()).items[0];
    const place = waiting?.place === 'body' ? '正文' : '名单.txt';
    expect(head?.slice(3)).toEqual(['位置', '程度', '检查结果', '发现', '核对人', '核对结果']);
    expect([open?.[0], open?.[3], open?.[4], open?.[5], open?.[6]]).toEqual([
      ...[title, place, '必须处理', '出现敏感词“蓝翎学校”，请核对。', '2026-03-02'],
    ]);
    expect(more).toEqual([]);
    const [, settled, ...others] = await exported({ settled: true });
    expect([settled?.[0], settled?.[8]]).toEqual([title, '单位名称确实如此']);
    expect(others).toEqual([]);
    expect((await exported({ severity: 'warning' })).length).toBe(1);
    const stranger = testActor({ roles: ['editor'], agencyCode: 'GAJ' });
    await expect(
      exportPublishedFindings(ctx, stranger, CODE, publishedFindingQuerySchema.parse({})),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('keeps what was settled when the words change again, and forgets what is looked for no more', async () => {
    await setWords(
      { word: '蓝翎学校', right: null, severity: 'error' },
      { word: '技能培训', right: '职业技能培训', severity: 'warning' },
    );
    await recheckPublished(ctx, CODE);
    expect((await listed({ settled: true })).items.length).toBe(1);
    expect(
      (await listed({ sort: 'severity' })).items.map(({ place, severity }) => [place, severity]),
    ).toEqual([
      [expect.any(String), 'error'],
      ['title', 'warning'],
    ]);
    await setWords();
    await recheckPublished(ctx, CODE);
    expect((await listed()).items).toEqual([]);
  });
});

test('files that were read under other rules are read again: their findings, pages and links', async () => {
  await db.updateTable('documentFile').set({ checkVersion: 'older', findings: '[]', links: '[]' }).execute();
  await db
    .updateTable('documentFile')
    .set({ findings: JSON.stringify([{ rule: 'personal.mobilePhone', severity: 'error', message: '旧' }]) })
    .execute();
  expect(await readEarlierFiles(ctx)).toBe(1);
  const [file] = await db.selectFrom('documentFile').select(['findings', 'links']).execute();
  expect(file).toEqual({ findings: [], links: [] });
  expect(await readEarlierFiles(ctx)).toBe(0);
});

test('nothing is listed of what was withdrawn', async () => {
  await setWords({ word: '蓝翎学校', right: null, severity: 'error' });
  await recheckPublished(ctx, CODE);
  expect((await listed()).open).toBeGreaterThan(0);
  await withdrawDocument(ctx, editor, CODE, documentId, '停办');
  expect(await listed()).toMatchObject({ items: [], open: 0, waiting: 0 });
});
