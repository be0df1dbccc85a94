import { operatorActor, parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, listCaseTrace } from '../application/service.js';
import { createAgency, saveStaff } from '../identity/service.js';
import { openCastAccounts } from './cast-accounts.js';
import { CITY } from './city.js';
import { staffOf } from './staff.js';
import { handleTracedCase } from './traced-case.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const operator = operatorActor();

for (const agency of CITY) {
  const { code, name, kind, parentCode, hasRuleMakingPower, scope, existsFrom, isDemonstration } = agency;
  await createAgency(ctx, operator, {
    ...{ code, name, kind, parentCode, hasRuleMakingPower, scope, existsFrom, isDemonstration },
  });
  await saveStaff(ctx, operator, code, staffOf(agency));
}
await openCastAccounts(ctx);

test('one case is handled step by step, in time, and its trace names who did what', async () => {
  const caseId = await handleTracedCase(ctx);
  const handled = await getCase(ctx, operator, 'CC-RS', caseId);
  expect(handled).toMatchObject({ status: 'closed', inTime: true, closedOn: parseLocalDate('2026-11-19') });

  const { items } = await listCaseTrace(ctx, operator, 'CC-RS', caseId, { limit: 50 });
  const deeds = items.map(({ kind, actor }) => ({ kind, name: actor.name }));
  const clerk = staffOf(CITY.find(({ code }) => code === 'CC-RS')!).officers.find(
    ({ id }) => id === 'gongkai',
  );
  for (const kind of ['case.registered', 'case.eventCorrected']) {
    expect(deeds.filter((it) => it.kind === kind)).toEqual([{ kind, name: clerk?.name }]);
  }
  expect(deeds.filter(({ kind }) => kind === 'case.eventRecorded')).toHaveLength(2);
  expect(deeds.some(({ kind, name }) => kind === 'case.viewed' && name !== clerk?.name)).toBe(true);
});
