import { actorWithEveryRole, operatorActor, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerJobs } from '../job-list.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueueDue } from '../platform/jobs/schedule.js';
import { runUntilIdle } from '../platform/jobs/worker.js';
import { forgetRecord, searchPublic } from '../search/service.js';
import { editSection, getReport, handInForCheck, publishReport, reviseReport } from './service.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const { db } = await openTestDatabase();
let now = new Date('2026-11-21T04:00:00Z');
const ctx = testContext({ db, now: () => now });
const CODE = 'YZ-01';
const KEY = { agencyId: CODE, year: 2019 };
const head = actorWithEveryRole('head', '顾示文');

beforeAll(async () => {
  const ledger = readSeedLedger('city-bureau-2019');
  await loadLedger(db, { ...ledger, agency: { ...ledger.agency, code: CODE } }, parseLocalDate('2026-11-21'));
});

/** Addresses of the reports that somebody finds who types this. */
async function found(typed: string): Promise<string[]> {
  const page = await searchPublic(db, typed, {}, { page: 1, size: 20 });
  return (page?.isLoose === false ? page.hits : []).map(
    ({ kind, agencyId, recordId }) => `${kind} ${agencyId} ${recordId}`,
  );
}
const REPORT = [`report ${CODE} 2019`];

async function write(template: string): Promise<void> {
  const { sections } = await getReport(ctx, operatorActor(), CODE, 2019);
  const revision = sections.find(({ number }) => number === 1)?.revision ?? 0;
  await editSection(ctx, operatorActor(), KEY, { number: 1, template, revision });
}

/** All that the clock starts at night; of it this job alone is done, and not the files of a published report. */
const registry = registerJobs();
const indexing = {
  ...registry,
  jobs: new Map([...registry.jobs].filter(([name]) => name === 'annualReport.index')),
};
/** The next night, until noon. */
async function night(): Promise<void> {
  now = new Date(now.getTime() + 86_400_000);
  await enqueueDue(ctx, registry);
  expect(await runUntilIdle(ctx, indexing)).toBe(1);
}

test('found from its publication on, by its title and its text; a draft and what is being checked are not', async () => {
  await write('全年办理大树移栽咨询两百件。');
  expect(await found('大树移栽')).toEqual([]);
  await handInForCheck(ctx, operatorActor(), KEY);
  await night();
  expect(await found('大树移栽')).toEqual([]);
  await publishReport(ctx, head, KEY);
  expect(await found('大树移栽')).toEqual(REPORT);
  expect(await found('2019年政府信息公开工作年度报告')).toEqual(REPORT);
});

test('a report published before reports could be found is found after one night, once, and stays so', async () => {
  await inTransaction(db, (trx) => forgetRecord(trx, { agencyId: CODE, kind: 'report', recordId: '2019' }));
  expect(await found('大树移栽')).toEqual([]);
  await night();
  expect(await found('大树移栽')).toEqual(REPORT);
  await night();
  expect(await found('大树移栽')).toEqual(REPORT);
});

test('a changed report is found by what it says now; until it is out by what the public reads', async () => {
  await reviseReport(ctx, operatorActor(), KEY);
  await write('全年办理古井保护咨询一百件。');
  await night();
  expect([await found('大树移栽'), await found('古井保护')]).toEqual([REPORT, []]);
  await handInForCheck(ctx, operatorActor(), KEY);
  await publishReport(ctx, head, KEY);
  expect([await found('大树移栽'), await found('古井保护')]).toEqual([[], REPORT]);
});
