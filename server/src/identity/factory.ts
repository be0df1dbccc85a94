import type { Agency } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { createAgency, saveStaff } from './service.js';

/** Enters an agency with one unit and one officer, all of them made up. */
export async function makeAgency(ctx: Pick<AppContext, 'db'>, given: Partial<Agency> = {}): Promise<Agency> {
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
  await createAgency(ctx, agency);
  await saveStaff(ctx, agency.code, {
    units: [{ code: 'BGS', name: '办公室' }],
    officers: [{ id: 'wenren', name: '闻人示文', title: '主任', unitCode: 'BGS' }],
  });
  return agency;
}
