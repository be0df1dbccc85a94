import { ADMINISTRATOR_ROLES, operatorActor, type AdministratorRole, type LocalDate } from '@gongkai/core';
import { createAccount, grantRole, listAdministrators } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { addAbsenceAndReform } from './absence-and-reform.js';
import { CITY } from './city.js';
import { rolesOfPost, staffOf } from './staff.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Invented, and three persons: nobody is two of them. */
const ADMINISTRATORS = {
  systemAdministrator: { loginName: 'xitong', displayName: '公冶衡' },
  securityAdministrator: { loginName: 'anquan', displayName: '濮阳岚' },
  auditor: { loginName: 'shenji', displayName: '澹台砚' },
} as const satisfies Record<AdministratorRole, { loginName: string; displayName: string }>;

/** Opens an account for everybody of the city who has a role, unless that was done before. @returns how many */
export async function openCastAccounts(ctx: Context): Promise<number> {
  if ((await listAdministrators(ctx, operatorActor())).length > 0) return 0;
  const operator = operatorActor();
  const fromOn = ctx.today();
  let opened = 0;
  for (const agency of CITY) {
    for (const { id, name, unitCode } of staffOf(agency).officers) {
      const { roles, isOfUnit } = rolesOfPost(id);
      const loginName = `${agency.code}.${id}`.toLowerCase();
      const given = { loginName, displayName: name, kind: 'staff', agencyCode: agency.code } as const;
      const account = await createAccount(ctx, operator, given);
      for (const role of roles) {
        const at = { role, agencyCode: agency.code, unitCode: isOfUnit ? unitCode : null };
        await grantRole(ctx, operator, account.id, { ...at, fromOn, untilOn: null });
      }
      opened += 1;
    }
  }
  for (const role of Object.keys(ADMINISTRATOR_ROLES) as AdministratorRole[]) {
    await openAdministrator(ctx, role, fromOn);
    opened += 1;
  }
  await addAbsenceAndReform(ctx);
  return opened + 2;
}

async function openAdministrator(ctx: Context, role: AdministratorRole, fromOn: LocalDate): Promise<void> {
  const operator = operatorActor();
  const account = await createAccount(ctx, operator, {
    ...ADMINISTRATORS[role],
    kind: role,
    agencyCode: null,
  });
  const grant = { role, agencyCode: null, unitCode: null, fromOn, untilOn: null };
  await grantRole(ctx, operator, account.id, grant);
}
