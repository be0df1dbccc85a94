import { actorWithEveryRole, parseLocalDate, type ApplicantClass } from '@gongkai/core';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { importLedger } from '../ledger-import/service.js';
import { getReport } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const ctx = {
  db,
  now: () => new Date('2025-03-03T04:00:00Z'),
  keyring: TEST_KEYRING,
  today: () => parseLocalDate('2025-03-03'),
};
await makeAgency({ db });

const LEDGER = [
  '原编号,申请人类别,申请内容,收到日期,办结日期',
  'OLD-1,自然人,甲,2024-12-20,',
  'OLD-2,自然人,乙,2024-12-23,2025-01-10',
  'OLD-3,商业企业,丙,2024-12-24,',
  'OLD-4,自然人,办结在前,2024-11-01,2024-11-20',
  'OLD-5,自然人,次年收到,2025-01-06,',
  'OLD-6,自然人,本平台已办结,2024-10-08,',
].join('\r\n');

async function register(caseId: string, applicantClass: ApplicantClass, on: string, servedOn?: string) {
  const submitted = { type: 'submitted', on: parseLocalDate(on), channel: 'counter' } as const;
  const day = servedOn === undefined ? null : parseLocalDate(servedOn);
  await registerCase(ctx, actor, 'YSJ', {
    ...{ caseId, applicantClass, applicantName: null, request: caseId, topic: null, unitCode: null },
    events:
      day === null
        ? [submitted]
        : [
            submitted,
            { type: 'decided', on: day, items: [{ finding: 'granted' }] },
            { type: 'served', on: day, way: 'direct' },
          ],
  });
}

async function carryOverFindings(year: number) {
  const { findings } = await getReport(ctx, actor, 'YSJ', year);
  return findings
    .filter(({ rule }) => rule === 'T3-E')
    .map(({ severity, source, cells, left, right, message }) => ({
      ...{ severity, source, cell: cells[0], left, right },
      missing: /结转申请的：([^。]*)。/.exec(message)?.[1] ?? null,
    }));
}

test('what the old system held open is compared with what is carried in, until it agrees', async () => {
  await register('OLD-1', 'naturalPerson', '2024-12-20');
  await register('OLD-6', 'naturalPerson', '2024-10-08', '2024-10-15');
  expect(await carryOverFindings(2025)).toEqual([]);

  const file = { fileName: '旧系统.csv', bytes: new TextEncoder().encode(LEDGER) };
  const { faults } = await importLedger(ctx, actor, { agencyCode: 'YSJ', kind: 'facts', file });
  expect(faults).toEqual([]);
  const warning = { severity: 'warning', source: '旧系统台账' };
  expect(await carryOverFindings(2025)).toEqual([
    { ...warning, cell: 'table3.carriedIn.naturalPerson', left: 1, right: 2, missing: 'OLD-2' },
    { ...warning, cell: 'table3.carriedIn.commercial', left: 0, right: 1, missing: 'OLD-3' },
    { ...warning, cell: 'table3.carriedIn.total', left: 1, right: 3, missing: 'OLD-2、OLD-3' },
  ]);

  await register('OLD-2', 'naturalPerson', '2024-12-23');
  await register('NEW-3', 'commercial', '2024-12-24');
  expect(await carryOverFindings(2025)).toEqual([]);
  expect(await carryOverFindings(2024)).toEqual([]);
});

test('a report of the year before takes the place of the old ledger', async () => {
  await db.deleteFrom('caseYear').where('caseId', '=', 'OLD-1').execute();
  expect(await carryOverFindings(2025)).toHaveLength(2);
  const { tables } = await getReport(ctx, actor, 'YSJ', 2024);
  await db
    .insertInto('annualReport')
    .values({
      ...{ agencyId: 'YSJ', year: 2024, version: 1, form: '2021', status: 'published' },
      ...{ tables: JSON.stringify(tables), publishedOn: parseLocalDate('2025-01-20'), seenFindings: '[]' },
    })
    .execute();
  expect((await carryOverFindings(2025)).every(({ source }) => source !== '旧系统台账')).toBe(true);
});
