import { actorWithEveryRole, computeTable2, parseLocalDate, type LocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  attestFigure,
  attestFigures,
  correctRecord,
  createRecord,
  listRecords,
  listRecordsOfYear,
  listRecordsBehind,
  loadRecords,
  readTable2Basis,
  strikeRecord,
  describeRecords,
  table2InputOf,
  type AdministrativeRecord,
} from './service.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const ctx = { db, now: () => new Date('2026-03-02T04:00:00Z'), today: () => parseLocalDate('2025-01-10') };
await makeAgency(ctx);

const day = (text: string): LocalDate => parseLocalDate(text);
const record = (
  given: Partial<AdministrativeRecord> & Pick<AdministrativeRecord, 'recordId' | 'kind'>,
): AdministrativeRecord => ({
  title: '演示文件',
  number: null,
  madeOn: day('2024-05-06'),
  disclosedOn: null,
  endedOn: null,
  amountYuan: null,
  ...given,
});
const attestation = {
  sourceSystem: '行政处罚系统',
  query: '决定日期在2024年',
  extractedOn: '2025-01-06',
  fileHash: 'sha256:00',
  responsibleUnit: '法规处',
  signer: '闻人示文',
};

async function table2(year: number, form: '2019' | '2021') {
  const basis = await readTable2Basis(db, 'YSJ', year, form, { withIds: true });
  const { input, problems } = table2InputOf(basis, year, form);
  return { ...computeTable2(input, form), recordProblems: problems };
}

test('documents are counted as made, repealed and in force at the end of the year', async () => {
  for (const [recordId, madeOn, endedOn] of [
    ['A', '2020-03-01', null],
    ['B', '2023-12-31', '2024-01-01'],
    ['C', '2024-01-01', '2024-12-31'],
    ['D', '2024-12-31', '2025-01-01'],
  ] as const) {
    await createRecord(ctx, actor, 'YSJ', {
      ...record({ recordId, kind: 'normativeDocument' }),
      madeOn: day(madeOn),
      disclosedOn: day(madeOn),
      endedOn: endedOn === null ? null : day(endedOn),
    });
  }
  expect((await table2(2024, '2021')).table2.normativeDocuments).toEqual({
    made: 2,
    repealed: 2,
    inForce: 2,
  });
  expect((await table2(2023, '2021')).table2.normativeDocuments).toEqual({
    made: 1,
    repealed: 0,
    inForce: 2,
  });
  expect((await table2(2024, '2019')).table2.normativeDocuments).toEqual({
    made: 2,
    disclosed: 2,
    totalDisclosed: 4,
  });
  const { sources } = await table2(2024, '2021');
  expect(sources.get('table2.normativeDocuments.inForce')).toEqual({ records: ['A', 'D'], recordCount: 2 });
});

test('fees are summed in 万元 and purchases in yuan, exactly', async () => {
  const fees = Array.from({ length: 30 }, (_, index) =>
    record({ recordId: `F${String(index).padStart(2, '0')}`, kind: 'adminFee', amountYuan: '0.10' }),
  );
  const purchases = [
    record({ recordId: 'P1', kind: 'procurement', amountYuan: '40628700.33', madeOn: day('2019-02-01') }),
    record({ recordId: 'P2', kind: 'procurement', amountYuan: '0.67', madeOn: day('2019-12-31') }),
  ];
  await inTransaction(db, (db) =>
    loadRecords(db, { agencyCode: 'YSJ', importId: null }, [...fees, ...purchases]),
  );
  expect((await table2(2024, '2021')).table2.adminFees).toEqual({ amountWanYuan: 0.0003 });
  expect((await table2(2019, '2019')).table2.procurement).toEqual({ items: 2, amountYuan: 40_628_701 });
});

test('an attested figure is used where no records are kept, and opens its attestation', async () => {
  const figure = { ...attestation, row: 'penalty', column: 'decisions', value: 312 };
  const shown = await attestFigure(ctx, actor, 'YSJ', 2024, figure);
  expect(shown).toMatchObject({ value: 312, kind: 'attestation', attestation: { signer: '闻人示文' } });
  const before = await table2(2024, '2021');
  expect(before.table2.penalty).toEqual({ decisions: 312 });
  expect(before.sources.get('table2.penalty.decisions')).toEqual({ attestation });
  expect(before.recordProblems).toEqual([]);

  await createRecord(ctx, actor, 'YSJ', record({ recordId: 'X1', kind: 'penalty' }));
  const after = await table2(2024, '2021');
  expect(after.table2.penalty).toEqual({ decisions: 1 });
  expect(after.recordProblems).toMatchObject([{ rule: 'table2CountedAndAttested', severity: 'error' }]);
  expect((await table2(2023, '2021')).table2.penalty).toEqual({ decisions: null });
});

test('a figure can be attested again, but not where it has no place', async () => {
  await attestFigure(ctx, actor, 'YSJ', 2024, {
    ...attestation,
    row: 'coercion',
    column: 'decisions',
    value: 4,
  });
  await attestFigure(ctx, actor, 'YSJ', 2024, {
    ...attestation,
    row: 'coercion',
    column: 'decisions',
    value: 5,
  });
  expect((await table2(2024, '2021')).table2.coercion).toEqual({ decisions: 5 });
  const again = { ...attestation, row: 'coercion', column: 'decisions', value: 5, signer: '顾示文' };
  // Nothing that was vouched for is lost; the latest counts.
  expect((await attestFigure(ctx, actor, 'YSJ', 2024, again)).attestations).toMatchObject([
    { version: 3, value: 5, signer: '顾示文' },
    { version: 2, value: 5, signer: '闻人示文' },
    { version: 1, value: 4, recordedBy: actor.id, recorderName: actor.id },
  ]);
  const attest = (row: string, column: string, value: number) =>
    attestFigure(ctx, actor, 'YSJ', 2024, { ...attestation, row, column, value });
  await expect(attest('coercion', 'made', 1)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(attest('coercion', 'decisions', 1.5)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(attest('coercion', 'decisions', -1)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('records behind a figure and records of a kind come page by page', async () => {
  const cell = { row: 'adminFees', column: 'amountWanYuan', year: 2024 } as const;
  const first = await listRecordsBehind(db, 'YSJ', cell, { limit: 20 });
  expect(first).toMatchObject({ next: 'F19', total: 30 });
  const second = await listRecordsBehind(db, 'YSJ', cell, { limit: 20, after: 'F19' });
  expect([...first.ids, ...second.ids]).toHaveLength(30);
  expect(second.next).toBeNull();
  const page = await listRecords(ctx, actor, 'YSJ', 'normativeDocument', { limit: 3 });
  expect(page.items.map(({ recordId }) => recordId)).toEqual(['D', 'C', 'B']);
  const rest = await listRecords(ctx, actor, 'YSJ', 'normativeDocument', {
    limit: 3,
    after: page.next ?? '',
  });
  expect(rest.items.map(({ recordId }) => recordId)).toEqual(['A']);
});

test('a record that contradicts itself is refused', async () => {
  const create = (given: Partial<AdministrativeRecord>) =>
    createRecord(ctx, actor, 'YSJ', { ...record({ recordId: 'BAD', kind: 'penalty' }), ...given });
  await expect(create({ recordId: 'X1' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(create({ kind: 'adminFee' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(create({ amountYuan: '5' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(create({ endedOn: day('2024-06-01') })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(create({ madeOn: day('2025-01-11') })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('many attested figures are entered together, or none of them', async () => {
  const figure = { ...attestation, row: 'coercion', column: 'decisions', extractedOn: '2024-01-05' };
  const wrong = { ...figure, year: 2023, value: 1.5 };
  await expect(
    attestFigures(ctx, actor, 'YSJ', [{ ...figure, year: 2022, value: 7 }, wrong]),
  ).rejects.toThrow('应填整数');
  expect((await table2(2022, '2021')).table2.coercion).toEqual({ decisions: null });
  await attestFigures(ctx, actor, 'YSJ', [
    { ...figure, year: 2022, value: 7 },
    { ...figure, year: 2023, value: 8 },
  ]);
  expect((await table2(2022, '2021')).table2.coercion).toEqual({ decisions: 7 });
  expect((await table2(2023, '2021')).table2.coercion).toEqual({ decisions: 8 });
  expect(await attestFigures(ctx, actor, 'YSJ', [])).toEqual([]);
});

test('the purchases of a year are kept one by one, put right, and make the figures of the form up to 2020', async () => {
  const purchase = { kind: 'procurement', title: '办公设备采购', number: null } as const;
  const dates = { madeOn: day('2018-05-06'), disclosedOn: day('2018-05-08'), endedOn: null };
  await createRecord(ctx, actor, 'YSJ', { ...purchase, ...dates, recordId: 'HT-1', amountYuan: '251000' });
  await createRecord(ctx, actor, 'YSJ', { ...purchase, ...dates, recordId: 'HT-2', amountYuan: '43000.50' });
  await correctRecord(ctx, actor, 'YSJ', 'HT-2', {
    ...{ title: '办公设备采购（二）', number: null, ...dates, amountYuan: '53000.50' },
  });
  const year = await listRecordsOfYear(ctx, actor, 'YSJ', { kind: 'procurement', year: 2018, limit: 50 });
  expect(year.items.map(({ recordId, title, amountYuan }) => [recordId, title, Number(amountYuan)])).toEqual([
    ['HT-2', '办公设备采购（二）', 53_000.5],
    ['HT-1', '办公设备采购', 251_000],
  ]);
  const sums = year.figures.map((it) => [it.kind, it.count, Number(it.amountYuan)]);
  expect(sums).toEqual([['procurement', 2, 304_000.5]]);
  expect((await table2(2018, '2019')).table2.procurement).toEqual({ items: 2, amountYuan: 304_000.5 });
  const cell = { row: 'procurement', column: 'amountYuan', year: 2018 } as const;
  expect((await listRecordsBehind(db, 'YSJ', cell, { limit: 20 })).ids).toEqual(['HT-1', 'HT-2']);
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['record.registered', 'record.corrected']));
});

test('a record of a published document follows its document and is not put right here', async () => {
  await inTransaction(db, async (inside) => {
    await loadRecords(inside, { agencyCode: 'YSJ', importId: null }, [
      record({ recordId: 'document:abc', kind: 'normativeDocument', madeOn: day('2017-01-05') }),
    ]);
  });
  const { recordId: _, kind: _kind, ...change } = record({ recordId: 'x', kind: 'normativeDocument' });
  await expect(correctRecord(ctx, actor, 'YSJ', 'document:abc', change)).rejects.toThrow('公文登记簿');
  await expect(correctRecord(ctx, actor, 'YSJ', 'no-such', change)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const { items } = await listRecordsOfYear(ctx, actor, 'YSJ', {
    ...{ kind: 'normativeDocument', year: 2017, limit: 10 },
  });
  expect(items).toMatchObject([{ recordId: 'document:abc', documentId: 'abc' }]);
});

test('a record entered by mistake is struck with a reason, counts nowhere, stays to be seen and can be restored', async () => {
  const penalties = { kind: 'penalty', year: 2016, limit: 10 } as const;
  const made = { kind: 'penalty', madeOn: day('2016-03-04') } as const;
  for (const recordId of ['CF-1', 'CF-2'])
    await createRecord(ctx, actor, 'YSJ', record({ ...made, recordId }));
  await strikeRecord(ctx, actor, 'YSJ', 'CF-2', '与CF-1重复登记');
  expect((await table2(2016, '2021')).table2.penalty).toEqual({ decisions: 1 });
  const cell = { row: 'penalty', column: 'decisions', year: 2016 } as const;
  expect(await listRecordsBehind(db, 'YSJ', cell, { limit: 20 })).toMatchObject({ ids: ['CF-1'], total: 1 });
  const page = await listRecordsOfYear(ctx, actor, 'YSJ', penalties);
  expect(page.items.map(({ recordId, struck }) => [recordId, struck?.reason])).toEqual([
    ['CF-2', '与CF-1重复登记'],
    ['CF-1', undefined],
  ]);
  expect(page.figures.find(({ kind }) => kind === 'penalty')?.count).toBe(1);
  // A report that counted it still tells what it was, and what became of it.
  expect(await describeRecords(db, 'YSJ', ['CF-2'])).toMatchObject([{ result: '此后划销：与CF-1重复登记' }]);

  const change = { title: '改名', number: null, madeOn: made.madeOn };
  const dates = { disclosedOn: null, endedOn: null, amountYuan: null };
  await expect(correctRecord(ctx, actor, 'YSJ', 'CF-2', { ...change, ...dates })).rejects.toThrow('先恢复');
  await expect(strikeRecord(ctx, actor, 'YSJ', 'CF-2', '再划一次')).rejects.toThrow('已经划销');
  await expect(strikeRecord(ctx, actor, 'YSJ', 'document:abc', '错')).rejects.toThrow('公文登记簿');
  await strikeRecord(ctx, actor, 'YSJ', 'CF-2', null);
  await expect(strikeRecord(ctx, actor, 'YSJ', 'CF-2', null)).rejects.toThrow('不用恢复');
  expect((await table2(2016, '2021')).table2.penalty).toEqual({ decisions: 2 });
  expect(await recordedKinds(db)).toEqual(expect.arrayContaining(['record.struck', 'record.restored']));
});

test('where the only record of a kind is struck, the attested figure counts again', async () => {
  await attestFigure(ctx, actor, 'YSJ', 2015, {
    ...attestation,
    row: 'licensing',
    column: 'decisions',
    value: 9,
  });
  const only = record({ recordId: 'XK-1', kind: 'licensing', madeOn: day('2015-03-04') });
  await createRecord(ctx, actor, 'YSJ', only);
  expect((await table2(2015, '2021')).table2.licensing).toEqual({ decisions: 1 });
  await strikeRecord(ctx, actor, 'YSJ', 'XK-1', '登错了机关');
  expect((await table2(2015, '2021')).table2.licensing).toEqual({ decisions: 9 });
});
