import { ROLE_NAMES, operatorActor, type Role } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import {
  createAgency,
  getAgency,
  listAdministrators,
  listPeople,
  loadActor,
  saveStaff,
} from '../identity/service.js';
import { openCastAccounts } from './cast-accounts.js';
import { CITY } from './city.js';
import { staffOf } from './staff.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const operator = operatorActor();

for (const agency of CITY) {
  const { code, name, kind, parentCode, hasRuleMakingPower, scope, existsFrom, isDemonstration } = agency;
  await createAgency(ctx, operator, {
    ...{ code, name, kind, parentCode, hasRuleMakingPower, scope, existsFrom, isDemonstration },
  });
  await saveStaff(ctx, operator, code, staffOf(agency));
}

test('the city has somebody in every role, an absence and a merged organ, once however often it starts', async () => {
  const opened = await openCastAccounts(ctx);
  expect(opened).toBeGreaterThan(CITY.length);
  expect(await openCastAccounts(ctx)).toBe(0);

  const cast = await listAdministrators(ctx, operatorActor());
  for (const { code } of CITY) cast.push(...(await listPeople(ctx, operator, code)).items);
  const roles = new Set<Role>(cast.flatMap(({ grants }) => grants.map(({ role }) => role)));
  expect([...roles].sort()).toEqual([...ROLE_NAMES].sort());
  expect(new Set(cast.map(({ id }) => id)).size).toBe(opened);

  const { delegations } = await listPeople(ctx, operator, 'CC-ZR');
  expect(delegations).toMatchObject([{ state: 'active', roles: ['officeHead'], reason: '年休假' }]);
  const deputy = await loadActor(ctx, delegations[0]?.to.id ?? '');
  expect(deputy?.grants.map(({ role, onBehalfOf }) => [role, onBehalfOf !== null]).sort()).toEqual([
    ['legalityReviewer', false],
    ['officeHead', true],
  ]);

  const merged = await getAgency(ctx, operator, 'CC-ZL');
  expect(merged).toMatchObject({ existsUntil: '2019-02-28', successors: [{ code: 'CC-SJ' }] });
});
