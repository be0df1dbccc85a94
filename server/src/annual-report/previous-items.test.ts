import { actorWithEveryRole, parseLocalDate, type FigureAddress } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { attestFigures } from '../administrative-record/service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';
import { cellSource, getReport, publishReport } from './service.js';
import { handInForCheck } from './workflow.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const [writer, publisher] = [actorWithEveryRole('a', '顾示文'), actorWithEveryRole('b', '柏演舟')];
const ledger = readSeedLedger('city-bureau-2019');
const CODE = ledger.agency.code;
await loadLedger(db, ledger, parseLocalDate('2026-11-21'));

/** 上一年项目数量 and 本年增/减 of the bureau's report for 2019, and so what the report for 2020 begins with. */
const BUREAU: readonly (readonly [row: string, previous: number, change: number, next: number])[] = [
  ['licensing', 4, -2, 2],
  ['otherServices', 79, 23, 102],
  ['penalty', 54, 1, 55],
  ['coercion', 2, 0, 2],
  ['adminFees', 4, 0, 4],
];
const cellOf = (row: string) => `table2.${row}.previousItems` as FigureAddress;
const seen = async (row: string) => {
  const { value, kind, explanation } = await cellSource(ctx, writer, CODE, 2020, cellOf(row), { limit: 1 });
  return [row, value, kind, explanation];
};

test('the report for 2020 takes 上一年项目数量 from the ledger of 2019, and says how', async () => {
  const { tables } = await getReport(ctx, writer, CODE, 2020);
  for (const [row, previous, change, next] of BUREAU) {
    expect([row, tables.table2?.[row]?.previousItems]).toEqual([row, next]);
    expect(await seen(row)).toEqual([
      ...[row, next, 'derived'],
      `由2019年登记的数得出，不必填写：2019年度的“上一年项目数量”${previous}，加“本年增/减”${change}，得${next}。`,
    ]);
  }
  // What records can't tell and nobody entered stays open.
  expect(tables.table2?.licensing?.change).toBeNull();
});

test('without that ledger it takes them from the published report, and what somebody vouches for counts first', async () => {
  const key = { agencyId: CODE, year: 2019 };
  await handInForCheck(ctx, writer, key);
  await publishReport(ctx, publisher, key);
  await db.deleteFrom('attestedFigure').where('agencyId', '=', CODE).execute();
  expect((await seen('penalty'))[3]).toBe(
    '由2019年度已公布的报告得出，不必填写：2019年度的“上一年项目数量”54，加“本年增/减”1，得55。',
  );
  await attestFigures(ctx, writer, CODE, [
    {
      ...{ year: 2020, row: 'penalty', column: 'previousItems', value: 40, sourceSystem: '权责清单' },
      ...{ query: '机构改革后划转', extractedOn: '2021-01-05', fileHash: 'sha256:00' },
      ...{ responsibleUnit: '法规处', signer: '闻人示文' },
    },
  ]);
  expect((await seen('penalty')).slice(0, 3)).toEqual(['penalty', 40, 'attestation']);
  // It differs from what last year's report says: told, not hidden (T2-C).
  const { findings } = await getReport(ctx, writer, CODE, 2020);
  expect(findings.map(({ rule }) => rule)).toContain('T2-C');
});

test('the form of 2021 has no such column and derives nothing', async () => {
  const { tables } = await getReport(ctx, writer, CODE, 2021);
  expect(tables.table2?.licensing).not.toHaveProperty('previousItems');
});
