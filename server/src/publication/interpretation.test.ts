import { parseLocalDate, type GivenDocumentDraft } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { openOffice } from '../notification/testing/office.js';
import { documentMaker } from './factory.js';
import { findPublicItem } from './public-documents.js';
import {
  getDocument,
  getPublicationSetting,
  publishDocument,
  savePublicationSetting,
  withdrawDocument,
} from './service.js';
import { tellOfDueDocuments } from './tell-due.js';

const { ctx: office, person } = await openOffice();
const CODE = 'YSJ';
const on = (day: string) => ({
  ...office,
  now: () => new Date(`${day}T01:00:00Z`),
  today: () => parseLocalDate(day),
});
const ctx = on('2026-03-02');
const author = testActor({ id: 'author' });
const reviewer = testActor({ id: 'reviewer' });
const officeHead = testActor({ id: 'head', roles: ['officeHead'], agencyCode: CODE });
const { drafted, sign, publish } = documentMaker(ctx, { agencyCode: CODE, author, reviewer });

const POLICY: Partial<GivenDocumentDraft> = {
  ...{ kind: 'normativeDocument', title: '关于就业补贴的办法', documentNumber: '云人社规〔2026〕1号' },
  ...{
    effectiveOn: '2026-04-01',
    interpretationPlan: '同日发布',
    plannedForms: ['text', 'official', 'video'],
  },
};
const explaining = (documentId: string, form: GivenDocumentDraft['interpretationForm'] = 'text') => ({
  ...{
    kind: 'interpretation' as const,
    title: `《关于就业补贴的办法》解读（${String(form)}）`,
    interpretationForm: form,
  },
  relations: [{ kind: 'interprets' as const, documentId }],
});

let editor = '';
beforeAll(async () => {
  editor = await person('编辑', 'editor');
});

test('a policy goes out with its signed interpretations in one step, and shows what of 1+2+X is missing', async () => {
  const policy = await drafted(POLICY);
  const text = await drafted(explaining(policy, 'text'));
  const official = await drafted(explaining(policy, 'official'));
  const other = await drafted({ kind: 'notice', title: '另一件通知' });
  const versions = {
    [policy]: await sign(policy),
    [text]: await sign(text),
    [other]: await sign(other),
  };
  const before = await getDocument(ctx, author, CODE, policy);
  expect(before.interpretations).toMatchObject({ core: 0, other: 0, missing: ['text', 'official', 'video'] });
  expect(before.interpretations?.items.map(({ documentId, status }) => [documentId, status])).toEqual(
    expect.arrayContaining([
      [text, 'signed'],
      [official, 'draft'],
    ]),
  );
  const one = (documentId: string) => ({ documentId, version: versions[documentId] ?? 1 });
  // What does not explain it, or is not signed, stops all of it.
  await expect(publishDocument(ctx, author, CODE, policy, 1, [one(text), one(other)])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(publishDocument(ctx, author, CODE, policy, 1, [one(official)])).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  await expect(findPublicItem(ctx, CODE, policy)).rejects.toMatchObject({ code: 'NOT_FOUND' });

  const after = await publishDocument(ctx, author, CODE, policy, 1, [one(text)]);
  expect(after.interpretations).toMatchObject({ core: 1, other: 0, missing: ['official', 'video'] });
  expect(await findPublicItem(ctx, CODE, policy)).toMatchObject({
    related: [{ documentId: text, kind: 'interprets', direction: 'from', form: 'text' }],
  });
  expect(await findPublicItem(ctx, CODE, text)).toMatchObject({
    related: [{ documentId: policy, kind: 'interprets', direction: 'to' }],
  });
});

test('words of the agency are looked for in what is drafted; each change is a version', async () => {
  const first = await savePublicationSetting(ctx, officeHead, CODE, {
    words: [
      { word: '工伤保险处', right: '工伤保险科', severity: 'error' },
      { word: '内部项目', right: null, severity: 'warning' },
    ],
    ...{ usesShipped: true, interpretationDays: 2, seenVersion: 0 },
  });
  expect(first).toMatchObject({ version: 1, versions: [{ version: 1, words: 2 }] });
  const documentId = await drafted({ body: '请到工伤保险处办理内部项目，截止目前。' });
  const found = async () =>
    (await getDocument(ctx, author, CODE, documentId)).findings
      .filter(({ rule }) => rule.startsWith('words.'))
      .map(({ rule, severity }) => `${rule} ${severity}`);
  expect(await found()).toEqual(['words.wrong error', 'words.sensitive warning', 'words.wrong warning']);
  await expect(
    savePublicationSetting(ctx, officeHead, CODE, {
      ...{ words: [], usesShipped: false, interpretationDays: 2, seenVersion: 0 },
    }),
  ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  await savePublicationSetting(ctx, officeHead, CODE, {
    ...{ words: [], usesShipped: false, interpretationDays: 2, seenVersion: 1 },
  });
  expect(await found()).toEqual([]);
  expect(await getPublicationSetting(ctx, officeHead, CODE)).toMatchObject({
    version: 2,
    usesShipped: false,
  });
  expect(await recordedKinds(ctx.db)).toContain('document.settingSaved');
});

test('a link to what is not public is told', async () => {
  const target = await publish({ title: '被引用的信息' });
  const hidden = await drafted({ title: '没有公开的信息' });
  const documentId = await drafted({
    body: `见https://www.example.gov.cn/agencies/${CODE}/items/${target}和/agencies/${CODE}/items/${hidden}。`,
  });
  const broken = async () =>
    (await getDocument(ctx, author, CODE, documentId)).findings
      .filter(({ rule }) => rule === 'links.broken')
      .map(({ message }) => message);
  expect(await broken()).toEqual([expect.stringContaining(hidden)]);
  await withdrawDocument(ctx, author, CODE, target, '内容有误');
  expect(await broken()).toHaveLength(2);
});

test('an interpretation that is not out by its day is told once to who publishes', async () => {
  const policy = await publish({ ...POLICY, title: '没有解读的办法', documentNumber: '云人社规〔2026〕2号' });
  const told = async () =>
    (
      await ctx.db
        .selectFrom('notification')
        .select(['kind', 'subjectId'])
        .where('accountId', '=', editor)
        .where('kind', '=', 'document.interpretationOverdue')
        .execute()
    ).map(({ subjectId }) => subjectId);
  // Published on Monday, 2 March; the agency gave two working days: Wednesday, 4 March is the last.
  await tellOfDueDocuments(on('2026-03-04'));
  expect(await told()).toEqual([]);
  await tellOfDueDocuments(on('2026-03-05'));
  await tellOfDueDocuments(on('2026-03-06'));
  expect(await told()).toEqual([policy]);
});
