import { operatorActor, parseLocalDate, type Agency } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { createAgency, saveStaff } from './service.js';

/** Enters an agency with one unit and one officer, all of them made up. */
export async function makeAgency(
  { db }: Pick<AppContext, 'db'>,
  given: Partial<Agency> = {},
): Promise<Agency> {
  const ctx = { db, now: () => new Date('2018-01-02T04:00:00Z'), today: () => parseLocalDate('2018-01-02') };
  const agency: Agency = {
    code: 'YSJ',
    name: '临江市云山局（演示）',
    kind: 'localDepartment',
    parentCode: null,
    hasRuleMakingPower: false,
    scope: 'organ',
    isDemonstration: true,
    existsFrom: null,
    existsUntil: null,
    ...given,
  };
  await createAgency(ctx, operatorActor(), agency);
  await saveStaff(ctx, operatorActor(), agency.code, {
    units: [{ code: 'BGS', name: '办公室' }],
    officers: [{ id: 'wenren', name: '闻人示文', title: '主任', unitCode: 'BGS' }],
  });
  return agency;
}
