import { parseLocalDate, type CaseEvent, type RedecisionQuery } from '@gongkai/core';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { listRedecisions, recordEvent, registerCase, voidEvent } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-04-20T04:00:00Z') });
await makeAgency(ctx);
const officer = testActor();
const on = parseLocalDate;

async function closed(caseId: string, unitCode: string | null = null): Promise<void> {
  await registerCase(ctx, officer, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null, unitCode },
    request: `${caseId}的批复`,
    events: [
      { type: 'submitted', on: on('2026-01-05'), channel: 'counter' },
      { type: 'decided', on: on('2026-01-15'), items: [{ finding: 'notExist' }] },
      { type: 'served', on: on('2026-01-16'), way: 'direct' },
    ],
  });
}
async function next(caseId: string, lastSeq: number, event: CaseEvent): Promise<void> {
  await recordEvent(ctx, officer, { agencyCode: 'YSJ', caseId, event, lastSeq });
}
async function listed(query: Partial<RedecisionQuery> = {}, actor = officer) {
  return listRedecisions(ctx, actor, 'YSJ', { sort: 'orderedOn', limit: 50, ...query });
}

await closed('A-1', 'BGS');
await closed('A-2');
await closed('A-3');
await next('A-1', 3, { type: 'overturned', on: on('2026-03-02'), by: 'reconsideration', redoDays: 20 });
await next('A-2', 3, { type: 'overturned', on: on('2026-03-03'), by: 'court', redoDays: 15 });
await next('A-2', 4, { type: 'decided', on: on('2026-03-20'), items: [{ finding: 'disclosed' }] });
await next('A-2', 5, { type: 'served', on: on('2026-03-23'), way: 'direct' });
await next('A-3', 3, { type: 'overturned', on: on('2026-03-04'), by: 'court', redoDays: 20 });

test('shows what is owed and what was answered anew, each against the term of its order', async () => {
  const { items } = await listed();
  // From 2 March twenty working days end on the 30th, from the 3rd fifteen on the 24th: no days off between.
  expect(items).toMatchObject([
    { caseId: 'A-1', by: 'reconsideration', dueOn: '2026-03-30', servedOn: null, inTime: null },
    { caseId: 'A-2', by: 'court', dueOn: '2026-03-24', servedOn: '2026-03-23', inTime: true },
    { caseId: 'A-3', orderedOn: '2026-03-04', dueOn: '2026-04-01', servedOn: null },
  ]);
  expect(items[0]).toMatchObject({ request: 'A-1的批复', unitCode: 'BGS' });
});

test('is filtered and paged by the server', async () => {
  const ids = async (query: Partial<RedecisionQuery>) =>
    (await listed(query)).items.map(({ caseId }) => caseId);
  expect(await ids({ state: 'served' })).toEqual(['A-2']);
  expect(await ids({ state: 'open' })).toEqual(['A-1', 'A-3']);
  expect(await ids({ state: 'overdue' })).toEqual(['A-1', 'A-3']);
  expect(await ids({ by: 'court' })).toEqual(['A-2', 'A-3']);
  expect(await ids({ year: 2025 })).toEqual([]);
  expect(await ids({ sort: '-orderedOn' })).toEqual(['A-3', 'A-2', 'A-1']);
  const first = await listed({ limit: 2 });
  expect(first.next).not.toBeNull();
  expect(await ids({ limit: 2, after: first.next ?? '' })).toEqual(['A-3']);
  await expect(listed({ after: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('who sees one unit sees its own, and a voided order is none', async () => {
  const liaison = testActor({ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'BGS' });
  expect((await listed({}, liaison)).items.map(({ caseId }) => caseId)).toEqual(['A-1']);
  await voidEvent(ctx, officer, {
    ...{ agencyCode: 'YSJ', caseId: 'A-3', seq: 4, reason: '误记到这件申请', lastSeq: 4 },
  });
  expect((await listed()).items.map(({ caseId }) => caseId)).toEqual(['A-1', 'A-2']);
});

test('a new answer is neither received nor closed again (law digest 2.7)', async () => {
  const rows = await db.selectFrom('caseYear').selectAll().where('caseId', '=', 'A-2').execute();
  expect(rows).toMatchObject([{ year: 2026, isNew: true, outcomeRow: 'unable.notHeld' }]);
  expect(rows).toHaveLength(1);
  expect(await recordedKinds(db)).toContain('case.listed');
});
