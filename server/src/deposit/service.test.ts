import { depositQuerySchema, documentDraftSchema, newDepositSchema, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments, type DocumentToLoad } from '../publication/service.js';
import { createDeposit, exportDeposits, listDeposits, recordDepositReceipt } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-03-31') });
const CODE = 'YSJ';
const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: CODE, id: 'officer' });

const document = (documentId: string, publishedAt: string | null): DocumentToLoad => ({
  documentId,
  draft: documentDraftSchema.parse({
    ...{
      kind: 'normativeDocument',
      title: `办法${documentId}`,
      duty: 'rulesAndDocuments',
      formedOn: '2026-02-02',
    },
    ...{ mode: 'proactive', documentNumber: null },
  }),
  ...{ status: publishedAt === null ? 'draft' : 'published', step: null, publishedAt, withdrawn: null },
  ...{ validity: 'valid', recordId: null, author: 'cli' },
});

const list = (query: object) =>
  listDeposits(ctx, officer, CODE, depositQuerySchema.parse({ year: 2026, ...query }));

beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  const loaded = [
    document('a', '2026-02-10T02:00:00Z'),
    // The evening of 28 February in UTC is 1 March in China.
    document('b', '2026-02-28T17:00:00Z'),
    document('draft', null),
  ];
  await inTransaction(db, (trx) => loadDocuments(trx, CODE, loaded, '2026-03-01T00:00:00Z'));
});

test('three places, three copies each: the register counts them, and what waits is shown with its day', async () => {
  const before = await list({});
  expect(
    before.awaiting.map(({ documentId, publishedOn, dueOn, isOverdue }) => [
      documentId,
      publishedOn,
      dueOn,
      isOverdue,
    ]),
  ).toEqual([
    ['a', '2026-02-10', '2026-03-12', true],
    ['b', '2026-03-01', '2026-03-31', false],
  ]);
  const given = newDepositSchema.parse({
    ...{ place: 'archive', receiver: '市档案馆王某', deliveredOn: '2026-03-20', documentIds: ['a', 'b'] },
  });
  const archive = await createDeposit(ctx, officer, CODE, given);
  expect(archive).toMatchObject({ copies: 3, receiptNumber: null });
  for (const place of ['library', 'serviceHall'] as const)
    await createDeposit(ctx, officer, CODE, { ...given, place, documentIds: ['a'] });
  const after = await list({});
  expect(after.awaiting.map(({ documentId, missing }) => [documentId, missing])).toEqual([
    ['b', ['library', 'serviceHall']],
  ]);
  expect(after.figures).toEqual({ year: 2026, deposits: 3, documents: 2, copies: 12, withoutReceipt: 3 });
  const receipt = { receiptNumber: '档收〔2026〕8号', receiptOn: parseLocalDate('2026-03-21') };
  expect(await recordDepositReceipt(ctx, officer, CODE, archive.depositId, receipt)).toMatchObject(receipt);
  expect((await list({})).figures.withoutReceipt).toBe(2);
  let size = 0;
  for await (const piece of await exportDeposits(
    ctx,
    officer,
    CODE,
    depositQuerySchema.parse({ year: 2026 }),
  ))
    size += piece.length;
  expect(size).toBeGreaterThan(1000);
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['deposit.recorded', 'deposit.receiptRecorded']),
  );
});

test('what is not public is not handed in, nor tomorrow, nor by whoever may not', async () => {
  const given = newDepositSchema.parse({
    ...{ place: 'archive', receiver: '档案馆', deliveredOn: '2026-03-20', documentIds: ['draft'] },
  });
  await expect(createDeposit(ctx, officer, CODE, given)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const later = { ...given, documentIds: ['a'], deliveredOn: parseLocalDate('2026-04-01') };
  await expect(createDeposit(ctx, officer, CODE, later)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const reviewer = testActor({ roles: ['secrecyReviewer'], agencyCode: CODE, id: 'r' });
  await expect(createDeposit(ctx, reviewer, CODE, given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the register is narrowed by place and receipt, turned around and paged; its numbers stay those of the year', async () => {
  const shown = ({ items }: Awaited<ReturnType<typeof list>>) =>
    items.map(({ place, deliveredOn }) => `${place} ${deliveredOn}`);
  for (const [place, deliveredOn] of [
    ['archive', '2025-06-02'],
    ['library', '2025-06-03'],
    ['archive', '2025-06-04'],
  ]) {
    const given = newDepositSchema.parse({ place, deliveredOn, receiver: '收件人', documentIds: ['a'] });
    await createDeposit(ctx, officer, CODE, given);
  }
  const newest = ['archive 2025-06-04', 'library 2025-06-03', 'archive 2025-06-02'];
  expect(shown(await list({ year: 2025 }))).toEqual(newest);
  expect(shown(await list({ year: 2025, sort: 'deliveredOn' }))).toEqual([...newest].reverse());
  for (const sort of ['-deliveredOn', 'deliveredOn']) {
    const first = await list({ year: 2025, sort, limit: 2 });
    const second = await list({ year: 2025, sort, limit: 2, after: first.next });
    const all = [...shown(first), ...shown(second)];
    expect(all).toEqual(sort === 'deliveredOn' ? [...newest].reverse() : newest);
    expect(second.next).toBeNull();
    expect(second.figures).toMatchObject({ deposits: 3, documents: 1, copies: 9, withoutReceipt: 3 });
  }
  expect(shown(await list({ year: 2025, place: 'library' }))).toEqual(['library 2025-06-03']);
  expect(shown(await list({ year: 2025, state: 'withReceipt' }))).toEqual([]);
  await expect(list({ after: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
