import { documentDraftSchema, parseLocalDate, regulationQuerySchema, type Role } from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { attestFigure, loadRecords, type AdministrativeRecord } from '../administrative-record/service.js';
import { presentReport } from '../annual-report/report-state.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments } from '../publication/service.js';
import { findPublicItem } from '../publication/public-documents.js';
import {
  exportCleanup,
  findPublishedRound,
  getCleanup,
  listPublishedRounds,
  listRegulations,
  openCleanup,
  publishCleanup,
  setCleanupResults,
  signCleanup,
} from './service.js';

const { db } = await openTestDatabase();
const day = parseLocalDate;
const ctx = testContext({ db, today: () => day('2026-06-30') });
const CODE = 'YSJ';
const staff = (...roles: Role[]) => testActor({ roles, agencyCode: CODE, id: roles.join('-') });
const legality = staff('legalityReviewer');
const head = staff('agencyHead');
const officeHead = staff('officeHead');
const editor = staff('editor');

const record = (
  recordId: string,
  madeOn: string,
  more: Partial<AdministrativeRecord> = {},
): AdministrativeRecord => ({
  ...{ recordId, kind: 'normativeDocument', title: `文件${recordId}`, number: null, madeOn: day(madeOn) },
  ...{ disclosedOn: day(madeOn), endedOn: null, amountYuan: null },
  ...more,
});

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  await inTransaction(db, async (trx) => {
    await loadRecords(trx, { agencyCode: CODE, importId: null }, [
      record('kept', '2019-04-01'),
      record('changed', '2020-04-01'),
      record('gone', '2018-04-01'),
      record('past', '2021-04-01'),
      record('new', '2026-02-01'),
      record('rule', '2017-04-01', { kind: 'rule' }),
      record('ended', '2016-04-01', { endedOn: day('2025-01-01') }),
      record('later', '2026-06-20'),
    ]);
    const document = (recordId: string, madeOn: string) => ({
      documentId: `d-${recordId}`,
      draft: documentDraftSchema.parse({
        ...{ kind: 'normativeDocument', title: `文件${recordId}`, duty: 'rulesAndDocuments' },
        ...{ formedOn: madeOn, mode: 'proactive', expiresOn: recordId === 'kept' ? '2026-08-01' : null },
      }),
      ...{ status: 'published' as const, step: null, publishedAt: `${madeOn}T02:00:00Z`, withdrawn: null },
      ...{ validity: 'valid' as const, recordId, author: 'cli' },
    });
    await loadDocuments(
      trx,
      CODE,
      [document('kept', '2019-04-01'), document('changed', '2020-04-01'), document('gone', '2018-04-01')],
      '2026-03-01T00:00:00Z',
    );
  });
});

const query = (given: object) => regulationQuerySchema.parse({ year: 2026, ...given });
const titles = async (given: object) =>
  (await listRegulations(ctx, editor, CODE, query(given))).items.map(({ recordId }) => recordId);
const figures = async () =>
  Object.fromEntries(
    (await listRegulations(ctx, editor, CODE, query({}))).figures.map(({ kind, values }) => [
      kind,
      values.map(({ value }) => value),
    ]),
  );

describe('the ledger of 立改废', () => {
  test('is filtered, sorted and paged by the server', async () => {
    expect(await titles({ sort: 'madeOn' })).toEqual([
      ...['ended', 'rule', 'gone', 'kept', 'changed', 'past', 'new', 'later'],
    ]);
    expect(await titles({ change: 'made' })).toEqual(['later', 'new']);
    expect(await titles({ year: 2025, change: 'ended' })).toEqual(['ended']);
    expect(await titles({ kind: 'rule' })).toEqual(['rule']);
    expect(await titles({ validity: 'repealed' })).toEqual(['ended']);
    expect(await titles({ expiresWithin: 60 })).toEqual(['kept']);
    expect(await titles({ q: '文件gone' })).toEqual(['gone']);
    const first = await listRegulations(ctx, editor, CODE, query({ limit: 3, sort: 'madeOn' }));
    expect(first).toMatchObject({ next: '3', total: 8 });
    const second = query({ limit: 3, sort: 'madeOn', after: first.next ?? '' });
    const { items } = await listRegulations(ctx, editor, CODE, second);
    expect(items.map(({ recordId }) => recordId)).toEqual(['kept', 'changed', 'past']);
  });

  test('has the figures of table 二 of the year', async () => {
    // By hand: of eight two are of 2026; one normative document ended in 2025, none in 2026.
    expect(await figures()).toEqual({ rule: [0, 0, 1], normativeDocument: [2, 0, 6] });
    const { tables } = await presentReport(ctx, CODE, 2026, {});
    expect(tables.table2?.normativeDocuments).toMatchObject({ made: 2, repealed: 0, inForce: 6 });
  });

  test('says where a figure is a total that somebody signed for, which no list stands behind', async () => {
    await makeAgency({ db }, { code: 'YZT', name: '云泽市统计局' });
    await attestFigure(ctx, testActor(), 'YZT', 2026, {
      ...{ row: 'normativeDocuments', column: 'inForce', value: 107 },
      ...{
        sourceSystem: '文件管理系统',
        query: '现行有效',
        extractedOn: '2026-06-30',
        fileHash: 'sha256:00',
      },
      ...{ responsibleUnit: '法规处', signer: '闻人示文' },
    });
    const { items, figures: given } = await listRegulations(ctx, testActor(), 'YZT', query({}));
    expect(items).toEqual([]);
    const figure = given.find(({ kind }) => kind === 'normativeDocument')?.values[2];
    expect(figure).toMatchObject({ value: 107, isAttested: true });
    const { figures: own } = await listRegulations(ctx, editor, CODE, query({}));
    expect(own.flatMap(({ values }) => values).some(({ isAttested }) => isAttested)).toBe(false);
  });
});

test('a clean-up: opened, decided for each document, signed by another, published with the validity of each', async () => {
  await expect(
    openCleanup(ctx, editor, CODE, {
      ...{ title: '清理', scope: '全部', kinds: ['rule'], asOf: day('2026-05-31'), dueOn: null },
    }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const round = await openCleanup(ctx, legality, CODE, {
    ...{ title: '2026年度规范性文件清理', scope: '依国办发〔2018〕37号', kinds: ['normativeDocument'] },
    ...{ asOf: day('2026-05-31'), dueOn: null },
  });
  const at = { agencyCode: CODE, roundId: round.roundId };
  // In force on 31 May: not the one that ended, not the rule, not the one made in June.
  expect(round.entries.map(({ recordId }) => recordId)).toEqual(['gone', 'kept', 'changed', 'past', 'new']);

  const result = (recordId: string, of: 'keep' | 'amend' | 'repeal' | 'lapse', reason: string | null) => ({
    ...{ recordId, result: of, reason, endedOn: null },
  });
  await expect(
    setCleanupResults(ctx, legality, at, { results: [result('gone', 'repeal', null)] }),
  ).rejects.toThrow('请写明理由');
  await setCleanupResults(ctx, legality, at, {
    results: [
      result('gone', 'repeal', '上位法已经废止'),
      result('changed', 'amend', '机构名称变更'),
      { ...result('past', 'lapse', '有效期届满'), endedOn: day('2026-03-31') },
    ],
  });
  await expect(signCleanup(ctx, head, at, 'sign')).rejects.toThrow('还有2件没有清理结果');
  await setCleanupResults(ctx, officeHead, at, {
    results: [result('kept', 'keep', null), result('new', 'keep', null)],
  });
  await expect(signCleanup(ctx, officeHead, at, 'sign')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(publishCleanup(ctx, editor, at)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  await signCleanup(ctx, head, at, 'sign');
  // Signed, it is not public, and nothing of it holds yet.
  await expect(findPublishedRound(ctx, at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await listPublishedRounds(ctx, CODE)).toEqual([]);
  expect(await figures()).toMatchObject({ normativeDocument: [2, 0, 6] });
  await expect(
    setCleanupResults(ctx, legality, at, { results: [result('kept', 'keep', null)] }),
  ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });

  const published = await publishCleanup(ctx, editor, at);
  expect(published).toMatchObject({
    status: 'published',
    counts: { none: 0, keep: 2, amend: 1, repeal: 1, lapse: 1 },
  });
  // Two more are out of force in 2026, in the ledger and in the report.
  expect(await figures()).toMatchObject({ normativeDocument: [2, 2, 4] });
  const { tables } = await presentReport(ctx, CODE, 2026, {});
  expect(tables.table2?.normativeDocuments).toMatchObject({ made: 2, repealed: 2, inForce: 4 });
  expect(await titles({ change: 'ended', sort: 'madeOn' })).toEqual(['gone', 'past']);
  expect(await titles({ change: 'amended' })).toEqual(['changed']);
  expect(await findPublicItem(ctx, CODE, 'd-gone')).toMatchObject({ validity: 'repealed' });
  expect(await findPublicItem(ctx, CODE, 'd-changed')).toMatchObject({ validity: 'amended' });
  expect(await findPublicItem(ctx, CODE, 'd-kept')).toMatchObject({ validity: 'valid' });

  const shown = await findPublishedRound(ctx, at);
  expect(shown.entries.map(({ title, result: of }) => [title, of])).toContainEqual(['文件gone', 'repeal']);
  expect((await exportCleanup(ctx, at)).title).toBe('2026年度规范性文件清理');
  expect(await getCleanup(ctx, editor, at)).toMatchObject({ status: 'published' });
  await expect(signCleanup(ctx, head, at, 'return')).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      ...['cleanup.opened', 'cleanup.resultsSet', 'cleanup.signed', 'cleanup.published'],
      'document.validityChanged',
    ]),
  );
});
